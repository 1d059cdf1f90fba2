"""What holds for every method, whatever the dossier: rows, reasons, gaps, label, and no look into the future."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidememoire.methods._catalogue import all_methods
from aidememoire.vocabulary.findings import Finding
from aidememoire.vocabulary.handling import Label
from aidememoire.vocabulary.kinds.actors import Actor
from aidememoire.vocabulary.kinds.issues import Issue
from aidememoire.vocabulary.kinds.positions import Proposal
from aidememoire.vocabulary.messages import languages
from making import made
from strategies import dossiers

DAY = date(2026, 6, 15)
NAMES = sorted(all_methods())

# DESIGN 7, in its order; show is free to choose its own.
FIELDS = {
    "access": "authority basis form issued_by route sector area granted_on expires_on state",
    "asks": "ask groups left_out conflicts",
    "commitments": "commitment given_by given_to given_on due_on status days_overdue evidence",
    "common_ground": "statement column use",
    "limits": "limit kind owner bound verdict",
    "map": "actor roles position salience influence blocking sponsors evidence",
    "routes": "rank path success low high best_share weakest exposure blocked",
    "show": "part field value side cited publisher published_on reliability credibility",
    "triage": "issue track level share flips",
    "trust": "of toward about kept partly broken open mean low high evidence_weight prior_share",
    "watch": "record kind what due_on days_left",
}
# What a method must be told beside the day, where nothing better is at hand.
CHOSEN = {
    "common_ground": {"issue": "road"},
    "limits": {"issue": "road"},
    "map": {"issue": "road", "draws": 20},
    "routes": {"to": "guard", "draws": 20},
    "show": {"record": "road"},
}
# These show who can move whom, and are never less than AMBER+STRICT.
MOVERS = {name for name in NAMES if all_methods()[name].about.shows_who_moves_whom}

HEADER = made()
THREE_ACTORS = made(title="A road", issues=[{"id": "road"}], actors=[{"id": id} for id in ("ministry", "guard", "us")])


def asked(name, dossier, **chosen) -> Finding:
    return all_methods()[name](dossier, **{"as_of": DAY, **CHOSEN.get(name, {}), **chosen})


def test_the_contract_is_written_down_for_each_method_there_is():
    assert set(FIELDS) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_method_labels_the_fields_of_its_rows_in_the_order_of_the_contract(name):
    about = all_methods()[name].about
    assert " ".join(about.columns) == FIELDS[name]
    for field in about.columns:
        assert field in all_methods()[name].__doc__, f"{field} is not named in the docstring"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("dossier", [HEADER, THREE_ACTORS], ids=["header alone", "one issue, three actors, no numbers"])
def test_where_next_to_nothing_is_known_a_method_answers_and_says_what_to_ask(name, dossier):
    found = asked(name, dossier)
    plain = found.plain()
    assert plain["method"] == name and plain["headline"] and plain["caution"]
    assert plain["rows"] == [] or name == "show" or THREE_ACTORS is dossier
    assert any(gap["ask"] for gap in plain["gaps"]), "a gap says what to ask next"
    assert all(gap["text"] for gap in plain["gaps"])


@pytest.mark.parametrize("name", sorted(CHOSEN))
def test_a_method_asked_for_what_is_not_there_says_so_once_anything_of_the_kind_is(name):
    from aidememoire.vocabulary.errors import InputError

    wrong = dict.fromkeys(CHOSEN[name].keys() - {"draws"}, "raod")
    with pytest.raises(InputError, match="raod"):
        asked(name, THREE_ACTORS, **wrong)


@pytest.mark.parametrize("name", NAMES)
def test_a_method_takes_a_day_and_nothing_else_for_a_day(name):
    with pytest.raises(TypeError, match="as_of takes a date"):
        asked(name, HEADER, as_of="2026-06-15")


@st.composite
def questions(draw):
    """A dossier, a method, and what one could ask it about that dossier."""
    dossier, name = draw(dossiers()), draw(st.sampled_from(NAMES))
    chosen = {"as_of": draw(st.dates(date(1790, 1, 1), date(2310, 1, 1)))}
    issues = [one.id for one in dossier.of(Issue)]
    people = [one.id for one in dossier.of(Actor)]
    if name in ("limits", "common_ground", "map"):
        chosen["issue"] = draw(st.sampled_from(issues)) if issues else "road"
    if name == "limits":
        tabled = [one.id for one in dossier.as_of(chosen["as_of"]).of(Proposal)]
        offers = [st.none(), st.integers(0, 100).map(lambda n: f"{chosen['issue']}={n}")]
        chosen["proposal"] = draw(st.one_of(*offers, *([st.sampled_from(tabled)] if tabled else [])))
    if name == "map" and people:
        chosen["without"] = draw(st.none() | st.sampled_from(people))
    if name == "routes":
        chosen["to"] = draw(st.sampled_from(people)) if people else "guard"
    if name == "show":
        there = [record.id for record in dossier.as_of(chosen["as_of"]).past]
        chosen["record"] = draw(st.sampled_from(there)) if there else "road"
    if name == "watch":
        chosen["within"] = draw(st.none() | st.integers(0, 10_000))
    return dossier, name, chosen


@given(questions(), st.sampled_from(languages()))
@settings(max_examples=60)
def test_every_answer_keeps_the_rules_of_findings(question, language):
    dossier, name, chosen = question
    found = asked(name, dossier, **chosen)
    past = dossier.as_of(chosen["as_of"]).past
    for row in found.rows:
        assert " ".join(row) == FIELDS[name]
    shown = {id for one in (*found.because, *found.gaps) for id in one.records}
    assert shown <= set(found.inputs)
    assert set(found.inputs) <= {record.id for record in past}, "only what had begun by the day is named"
    for id in found.inputs:
        assert found.label >= past.label(id).level
    least = {Label.AMBER_STRICT} if name in MOVERS else set()
    if found.inputs:
        assert found.label in {past.label(id).level for id in found.inputs} | least
    assert name not in MOVERS or found.label >= Label.AMBER_STRICT
    assert found.as_of == chosen["as_of"] and found.closed_on == dossier.header.closed_on
    plain = found.plain(language)
    assert plain["headline"] and all(reason["text"] for reason in plain["because"])
    assert asked(name, dossier, **chosen).plain(language) == plain, "the same question has the same answer"


@given(questions())
@settings(max_examples=30)
def test_what_a_row_names_is_no_more_secret_than_the_answer(question):
    dossier, name, chosen = question
    found = asked(name, dossier, **chosen)
    past = dossier.as_of(chosen["as_of"]).past
    for row in found.rows:
        for value in row.values():
            for one in value if isinstance(value, tuple) else (value,):
                id = getattr(one, "id", one if isinstance(one, str) else None)
                assert id not in past or past.label(id).level <= found.label, (name, id)


@given(questions())
@settings(max_examples=30)
def test_what_is_recorded_for_later_days_changes_no_answer(question):
    dossier, name, chosen = question
    day = chosen["as_of"]
    before = dossier.having(record for record in dossier if record.first_day is None or record.first_day <= day)
    if len(before) and not (name in ("limits", "common_ground", "map") and not before.of(Issue)):
        assert asked(name, before, **chosen).plain() == asked(name, dossier, **chosen).plain()
