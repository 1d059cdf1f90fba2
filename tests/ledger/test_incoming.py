"""Does a file come into the ledger once, and its changes after that, whatever people changed here in the meantime?"""

import copy
from datetime import date

import pytest
from hypothesis import given, settings

import aidememoire
from aidememoire.ledger import acts, writing
from aidememoire.ledger.gate import Denied, Role
from aidememoire.ledger.incoming import take_in
from aidememoire.ledger.taking import TAKEN, Effect, known
from aidememoire.ledger.writing import Change
from aidememoire.training import path
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.files import load, save
from aidememoire.vocabulary.handling import Label
from making import made
from offices import DAY, add, joined, office
from strategies import dossiers

FILE = {
    "actors": [{"id": "guard", "names": "The guard", "aliases": ["Guard"]}, {"id": "port", "names": "The port"}],
    "commitments": [{"id": "passage", "given_by": "guard", "wording": "Passage", "due_on": "2026-07-01"}],
}


def file(handling="GREEN", **changed):
    """The file with some records written otherwise: ``guard={"names": "Other"}``; None leaves one out."""
    sections = copy.deepcopy(FILE)
    for records in sections.values():
        for record in records[:]:
            change = changed.get(record["id"], {})
            if change is None:
                records.remove(record)
            else:
                record.update(change)
    return made(**sections, handling=handling)


@pytest.fixture
def desk():
    return office(handling="GREEN")


def took(desk, dossier, name="case.xlsx"):
    taking = take_in(desk, dossier, name)
    if any(row.change for row in taking.rows):
        desk.do(taking.made())
    return {row.record: row.effect for row in taking.rows}


def test_a_file_comes_in_whole_and_in_one_act(desk):
    assert took(desk, file()) == dict.fromkeys(("guard", "port", "passage"), Effect.CREATE)
    assert desk.dossier["passage"].given_by == "guard" and len(desk.view.batches) == 2
    assert desk.view.history("guard")[0].why == "From the file case.xlsx"


def test_nothing_is_changed_by_looking(desk):
    taking = take_in(desk, file(), "case.xlsx")
    assert len(taking.rows) == 3 and len(desk.dossier) == 0


def test_the_whole_act_is_undone_at_once(desk):
    add(desk, actors=[{"id": "port", "names": "Ours"}])
    before = desk.dossier
    batch = desk.do(take_in(desk, file(), "case.xlsx").made())
    assert len(desk.dossier) == 3
    desk.do(acts.undo(desk, batch))
    assert desk.dossier == before


def test_the_same_file_again_changes_nothing(desk):
    took(desk, file())
    count = len(desk.entries)
    assert set(took(desk, file()).values()) == {Effect.SAME}
    assert set(took(desk, file(), "renamed.yaml").values()) == {Effect.SAME} and len(desk.entries) == count


def test_a_changed_file_updates_what_it_changed_and_what_was_changed_here_stays(desk):
    took(desk, file())
    desk.do(acts.revise(desk, "port", {"names": "Ours"}))
    assert set(took(desk, file()).values()) == {Effect.SAME}, "an old file does not take back what was changed here"
    effects = took(desk, file(guard={"names": "New name"}, port={"note": "From the file"}))
    assert (effects["guard"], effects["port"]) == (Effect.UPDATE, Effect.UPDATE)
    assert str(desk.dossier["port"].names) == "Ours" and str(desk.dossier["port"].note) == "From the file"
    assert desk.view.clashes == () and len(desk.dossier) == 3


def test_what_was_taken_back_comes_in_when_the_file_comes_again_and_is_no_clash(desk):
    took(desk, file())
    later = file(passage={"due_on": "2026-08-01"})
    assert took(desk, later)["passage"] == Effect.UPDATE
    undone = desk.do(acts.undo(desk, desk.view.batches[0].id))
    assert str(desk.dossier["passage"].due_on) == "2026-07-01"
    assert took(desk, file(passage={"due_on": "2026-09-01"}))["passage"] == Effect.UPDATE
    assert str(desk.dossier["passage"].due_on) == "2026-09-01" and not desk.view.clashes
    desk.do(acts.undo(desk, desk.view.batches[0].id))
    assert took(desk, later)["passage"] == Effect.UPDATE and not desk.view.clashes
    desk.do(acts.undo(desk, desk.view.batches[0].id))
    desk.do(acts.undo(desk, undone))
    assert str(desk.dossier["passage"].due_on) == "2026-08-01"
    assert took(desk, later)["passage"] == Effect.SAME, "what was undone and done over is known again"


def test_what_both_changed_is_a_clash(desk):
    took(desk, file())
    desk.do(acts.revise(desk, "port", {"names": "Ours"}))
    assert took(desk, file(port={"names": "Theirs"}))["port"] == Effect.CLASH
    (clash,) = desk.view.clashes
    assert {value for value, *_rest in clash.values} == {"Ours", "Theirs"}


def test_what_the_file_no_longer_says_is_emptied_and_what_it_no_longer_holds_stays(desk):
    took(desk, file())
    took(desk, file(guard={"aliases": []}, port=None))
    assert desk.dossier["guard"].aliases == () and "port" in desk.dossier


def test_a_record_made_by_hand_is_matched_by_its_id_and_keeps_what_the_file_does_not_say(desk):
    add(desk, actors=[{"id": "guard", "names": "By hand", "note": "Kept"}])
    assert took(desk, file())["guard"] == Effect.UPDATE
    guard = desk.dossier["guard"]
    assert (str(guard.names), str(guard.note), guard.aliases) == ("The guard", "Kept", ("Guard",))
    assert len(desk.view.history("guard")) == 2


def test_a_record_of_the_same_name_and_nothing_against_it_is_the_same_one(desk):
    add(
        desk,
        actors=[{"id": "harbour-guard", "names": " the GUARD"}, {"id": "other", "names": "The port", "country": "SDN"}],
    )
    took(desk, file(port={"country": "SYR"}))
    assert "guard" not in desk.dossier and desk.dossier["passage"].given_by == "harbour-guard"
    assert "port" in desk.dossier and "other" in desk.dossier, "the same name in another country is somebody else"


def test_a_record_that_was_given_another_id_here_is_found_again(desk):
    took(desk, file())
    desk.do(acts.revise(desk, "guard", {"id": "harbour-guard"}))
    assert took(desk, file(guard={"names": "New name"})) == {
        "harbour-guard": Effect.UPDATE, "port": Effect.SAME, "passage": Effect.SAME,
    }  # fmt: skip
    assert str(desk.dossier["harbour-guard"].names) == "New name" and len(desk.dossier) == 3


def test_an_id_that_another_kind_has_here_is_given_another_and_found_again(desk):
    add(desk, issues=[{"id": "guard", "title": "Who guards?"}])
    assert took(desk, file())["guard-2"] == Effect.CREATE
    assert desk.dossier["passage"].given_by == "guard-2"
    assert set(took(desk, file()).values()) == {Effect.SAME}


def test_a_stricter_label_of_the_file_comes_in_and_a_lower_one_does_not(desk):
    took(desk, file(handling="RED"))
    assert {desk.dossier.label(record.id).level for record in desk.dossier} == {Label.RED}
    took(desk, file(handling="GREEN", guard={"handling": "CLEAR"}))
    assert desk.dossier.label("guard").level == Label.RED


def test_what_was_masked_on_its_way_out_is_not_lost_on_its_way_in(desk, tmp_path):
    tagged = {"level": "GREEN", "chatham_house": True}
    add(desk, **FILE)
    add(
        desk,
        identities=[{"id": "name", "actor": "guard", "name": "Somebody"}],
        observations=[{"id": "seen", "bears_on": "passage", "reported_by": "port", "words": "W", "handling": tagged}],
    )
    save(desk.dossier, tmp_path / "out.yaml")
    edited = (tmp_path / "out.yaml").read_text("utf-8").replace("words: W", "words: V")
    (tmp_path / "out.yaml").write_text(edited, "utf-8")
    took(desk, load(tmp_path / "out.yaml"), "out.yaml")
    assert desk.reveal("name") == "Somebody" and str(desk.dossier["seen"].words) == "V"
    _entry, body = desk.view.written(desk.view.record_id("seen"))[-1]
    assert body.record["reported_by"] == "port"


def test_what_the_reader_may_not_hold_is_refused_with_what_names_it_and_the_rest_comes_in(desk):
    team = joined(desk, "Team", role=Role.TEAM, clearance=Label.AMBER)
    taking = take_in(team, file(guard={"handling": "RED"}), "case.xlsx")
    effects = {row.record: row.effect for row in taking.rows}
    assert effects == {"guard": Effect.REFUSE, "passage": Effect.REFUSE, "port": Effect.CREATE}
    assert "beyond what you hold" in str(taking.rows[0].why)
    team.do(taking.made())
    assert [record.id for record in team.dossier] == ["port"]


def test_who_may_not_write_takes_no_file_in(desk):
    with pytest.raises(Denied):
        take_in(joined(desk, "Reader", role=Role.REVIEWER), file(), "case.xlsx")


def test_what_was_destroyed_here_does_not_come_back(desk):
    took(desk, file())
    desk.do(acts.purge(desk, "port"))
    assert took(desk, file())["port"] == Effect.CREATE, "a file knows nothing of purges: it makes a new record"
    assert len(desk.view.history("port")) == 1


@pytest.mark.parametrize("ending", [".yaml", ".jsonl", ".xlsx"])
def test_the_training_dossier_comes_in_from_every_format_and_again_from_every_other(tmp_path, ending):
    selane = aidememoire.load(path())
    desk = office(handling=selane.header.handling.model_dump(), compartments=("contacts", "detention"))
    save(selane, tmp_path / f"selane{ending}")
    assert set(took(desk, load(tmp_path / f"selane{ending}")).values()) == {Effect.CREATE}
    for other in (".yaml", ".jsonl", ".xlsx"):
        save(selane, tmp_path / f"again{other}")
        assert set(took(desk, load(tmp_path / f"again{other}")).values()) == {Effect.SAME}
    mine = {record.id: record for record in desk.dossier}
    assert mine.keys() == {record.id for record in selane}


@given(dossiers(max_records=8))
@settings(max_examples=40)
def test_any_sound_file_comes_in_and_again_without_a_change(dossier):
    compartments = {name for record in dossier for name in dossier.label(record.id).compartments}
    desk = office(handling="CLEAR", compartments=tuple(sorted(compartments)))
    plain = Dossier(dossier.header.model_copy(update={"handling": None}), dossier.records)
    first = take_in(desk, plain, "file.yaml")
    if any(row.change for row in first.rows):
        desk.do(first.made())
    again = take_in(desk, plain, "file.yaml")
    came = {row.record for row in first.rows if row.effect is Effect.CREATE}
    assert all(row.effect is Effect.SAME for row in again.rows if row.record in came and row.record in desk.dossier)


def test_a_reason_is_given_for_what_is_refused(desk):
    lonely = Dossier(file().header, [record for record in file() if record.id == "passage"])
    (row,) = take_in(desk, lonely, "x.yaml").rows
    assert row.effect is Effect.REFUSE and "names guard, which did not come with it" in str(row.why)


# Decisions

DILEMMA = {
    "id": "men-only",
    "title": "Go without women, or wait",
    "options": [{"words": "Go"}, {"words": "Wait"}],
    "review_on": "2026-09-01",
}
DECIDED_THERE = {"decision": "Go", "decided_on": "2026-06-01"}


def with_dilemma(**more):
    return made(dilemmas=[{**DILEMMA, **more}], handling="GREEN")


def test_an_old_dossier_comes_in_with_what_was_decided(desk):
    assert took(desk, with_dilemma(**DECIDED_THERE)) == {"men-only": Effect.CREATE}
    assert str(desk.dossier["men-only"].decision) == "Go"
    assert desk.view.history("men-only")[0].why == "From the file case.xlsx"
    assert took(desk, with_dilemma(**DECIDED_THERE, title="Go or wait")) == {"men-only": Effect.UPDATE}


@pytest.mark.parametrize("came", [True, False])
def test_a_file_decides_no_dilemma_that_is_here(desk, came):
    took(desk, with_dilemma()) if came else add(desk, dilemmas=[DILEMMA])
    taking = take_in(desk, with_dilemma(**DECIDED_THERE), "case.xlsx")
    (row,) = taking.rows
    assert row.effect is Effect.REFUSE and "decide men-only here" in str(row.why) and row.change is None
    assert desk.dossier["men-only"].decision is None
    assert took(desk, with_dilemma(title="Go or wait")) == {"men-only": Effect.UPDATE}


def test_an_older_file_takes_no_decision_back(desk):
    took(desk, with_dilemma())
    desk.do(acts.decide(desk, "men-only", decision="Wait", decided_on=DAY, review_on=date(2026, 9, 1)))
    assert took(desk, with_dilemma(title="Go or wait")) == {"men-only": Effect.UPDATE}
    assert str(desk.dossier["men-only"].decision) == "Wait" and str(desk.dossier["men-only"].title) == "Go or wait"


@pytest.mark.parametrize("knows", [5, None, {"a": 1}])
def test_what_changed_software_says_that_it_knows_stops_no_file(desk, knows):
    took(desk, file())
    found = desk.view.found(desk.view.record_id("guard"))
    parents = tuple(head.id for head in found.heads)
    act = {"act": TAKEN, "knows": knows, "slug": "guard"}
    desk.do(writing.made(desk, [Change(found.id, found.kind, dict(found.fields), parents, act=act)]))
    assert took(desk, file(port={"names": "Port"})) == {
        "guard": Effect.SAME, "port": Effect.UPDATE, "passage": Effect.SAME
    }  # fmt: skip
    assert known(desk.view.written(found.id))
