"""What comes of foreign rows: new records, changes, conflicts and refusals, and does the same row come back as itself?"""

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from aidememoire.vocabulary.errors import InputError
from feeds.giving import blueprint, book, table, taken, verdicts, why
from making import made

MAP = blueprint(
    [
        {"label": "Port Authority", "type": "state organ", "tags": ["gate", "quay"]},
        {"label": "Guard", "Level": "local"},
    ],
    [{"from": "Guard", "to": "Port Authority|Ministry", "type": "command", "direction": "directed"}],
)


def test_kumu_elements_become_actors_and_connections_ties_to_each_end_that_they_name():
    preview = taken(map_json=MAP)
    assert {record.id: record.written() for record in preview.drafts} == {
        "ministry": {"id": "ministry", "names": "Ministry"},
        "port-authority": {"id": "port-authority", "kind": "state organ", "names": "Port Authority", "note": "tags: gate, quay"},
        "guard": {"id": "guard", "names": "Guard", "level": "local"},
        "tie-guard-port-authority": {"id": "tie-guard-port-authority", "actor": "guard", "over": "port-authority", "basis": "command"},
        "tie-guard-ministry": {"id": "tie-guard-ministry", "actor": "guard", "over": "ministry", "basis": "command"},
    }  # fmt: skip
    assert preview.counts["create"] == 5
    assert "Has no row of its own" in why(preview.rows[0])


def test_the_same_map_coming_again_says_nothing_new():
    first = taken(map_json=MAP)
    again = taken(into=first.whole, map_json=MAP)
    assert {row.verdict.value for row in again.rows} == {"unchanged"}
    assert len(again.drafts) == 0 and again.whole == first.whole


@pytest.mark.parametrize("direction", ["mutual", "undirected"])
def test_a_connection_both_ways_is_proposed_as_two_ties(direction):
    connection = {"from": "A", "to": "B", "direction": direction}
    preview = taken(map_json=blueprint([{"label": "A"}, {"label": "B"}], [connection]))
    assert [row.id for row in preview.rows if row.kind == "tie"] == ["tie-a-b", "tie-b-a"]
    assert "no single direction" in why(preview.rows[-1])


def test_a_kumu_workbook_is_read_by_id_where_it_has_ids_and_ignored_sheets_are():
    data = book(
        Elements=[["ID", "Label", "Type"], ["elem-1", "Director", "post"], ["elem-2", "Director", "person"]],
        Connections=[["From", "To", "Type"], ["elem-1", "elem-2", "party"]],
        Drafts_ignore=[["Label"], ["Nobody"]],
    )
    preview = taken(map_xlsx=data)
    ids = [row.id for row in preview.rows]
    assert ids[0] == "director" and ids[1].startswith("director-") and len(ids) == 3
    tie = preview.drafts[ids[2]]
    assert (tie.actor, tie.over, tie.basis.value) == (ids[0], ids[1], "party")
    assert "[id: elem-2]" in str(preview.drafts[ids[1]].note)
    assert verdicts(taken(into=preview.whole, map_xlsx=data)) == [(id, "unchanged") for id in ids]


def test_foreign_ids_find_their_records_again_in_whichever_order_they_come():
    elements = [{"id": f"elem-{n}", "label": "Guard"} for n in (1, 2, 3)]
    first = taken(map_json=blueprint(elements))
    again = taken(into=first.whole, map_json=blueprint(elements[::-1]))
    assert {row.verdict.value for row in again.rows} == {"unchanged"}


def test_gephi_nodes_and_edges_are_read_with_weights_and_days():
    nodes = table(["Id", "Label", "level"], ["1", "Guard", "local"], ["2", "Ministry", ""])
    edges = table(
        ["Source", "Target", "Type", "Weight", "Time Interval"],
        ["1", "2", "Directed", "0.4", "<[2025-01-01, 2026-01-01]>"],
        ["2", "1", "Directed", "12", "[2025-03-01,Infinity]"],
    )
    preview = taken(n_csv=nodes, e_csv=edges)
    one, two = (record.written() for record in preview.drafts if record.kind_of.name == "tie")
    assert one == {"id": "tie-guard-ministry", "actor": "guard", "over": "ministry", "strength": 0.4, "since": "2025-01-01", "until": "2026-01-01"}  # fmt: skip
    assert two["since"] == "2025-03-01" and "until" not in two
    assert "strength" not in two and two["note"] == "Weight: 12", "a weight of no known scale is kept, not guessed"


def test_a_name_alone_is_no_match_where_the_body_is_another():
    there = made(actors=[{"id": "north", "names": "North"}, {"id": "police", "names": "Police", "part_of": "north"}])
    rows = table(["Name", "Organisation"], ["Police", "South"], ["Police", "North"])
    other, same = [row for row in taken(into=there, map_csv=rows).rows if row.name == "Police"]
    assert (other.verdict.value, same.verdict.value) == ("conflict", "unchanged")
    assert "is it the same?" in why(other)


def test_a_conflict_is_decided_once_and_remembered():
    there = made(actors=[{"id": "north", "names": "North"}, {"id": "police", "names": "Police", "part_of": "north"}])
    rows = table(["Name", "Level", "Colour"], ["Police", "local", "blue"])
    first = taken(into=there, map_csv=rows)
    assert verdicts(first) == [("police", "conflict")] and len(first.drafts) == 0
    assert verdicts(taken(into=there, mapping=first.mapping.deciding({"Police": "police"}), map_csv=rows)) == [
        ("police", "update")
    ]
    (row,) = taken(into=there, mapping=first.mapping.deciding({"Police": "new"}), map_csv=rows).rows
    assert row.verdict.value == "create" and row.id.startswith("police-")
    assert (
        verdicts(taken(into=there, mapping=first.mapping.deciding({"Police": "skip"}), map_csv=rows))[0][1] == "reject"
    )


def test_empty_fields_are_filled_and_what_differs_stays_until_somebody_decides():
    there = made(actors=[{"id": "guard", "names": "Guard", "level": "local", "aliases": ["CG"]}])
    rows = table(["id", "Name", "Level", "Country", "Aliases"], ["guard", "Guard", "national", "XSL", "CG|Coast Guard"])
    preview = taken(into=there, layout="unknown", map_csv=rows)
    (row,) = preview.rows
    assert row.verdict.value == "conflict"
    assert {change.field: change.applied for change in row.changes} == {
        "aliases": True,
        "level": False,
        "country": True,
    }
    assert preview.whole["guard"].written() == {"id": "guard", "names": "Guard", "aliases": ["CG", "Coast Guard"], "level": "local", "country": "XSL"}  # fmt: skip
    assert taken(into=there, layout="unknown", overwrite=True, map_csv=rows).whole["guard"].level == "national"


def test_a_file_never_changes_a_label():
    there = made(actors=[{"id": "guard", "names": "Guard", "handling": "RED"}])
    rows = table(["id", "Name", "handling", "level"], ["guard", "Guard", "CLEAR", "local"])
    preview = taken(into=there, layout="unknown", overwrite=True, map_csv=rows)
    assert preview.whole["guard"].handling.level == "RED" and preview.whole["guard"].level == "local"


def test_what_a_field_cannot_take_is_kept_in_the_note_and_said():
    (row,) = (preview := taken(layout="unknown", map_csv=table(["Name", "Level"], ["Guard", "district"]))).rows
    assert row.verdict.value == "create" and "kept in the note" in why(row)
    assert str(preview.drafts["guard"].note) == "level: district"


def test_rows_that_cannot_be_are_left_out_with_the_reason():
    data = blueprint(
        [{"label": "A"}, {"label": "A"}, {"type": "x"}],
        [{"from": "A"}, {"from": "A", "to": "elem-99"}, {"from": "A", "to": "B"}],
    )
    preview = taken(map_json=data)
    said = {(row.table, row.row): (row.verdict.value, why(row)) for row in preview.rows}
    assert said["elements", 2] == (
        "reject",
        "The same stands already in row 1. If they are two, give each an id of its own.",
    )
    assert said["elements", 3][0] == "reject"
    assert said["connections", 1][0] == "reject"
    assert said["connections", 2] == ("reject", "Names elem-99, which is nowhere in the files or the dossier.")
    assert said["connections", 3][0] == "create"


def test_names_in_another_script_have_ids_that_stay():
    first = taken(names_txt="وزارة الموانئ\nحرس الساحل".encode())
    again = taken(names_txt="حرس الساحل\nوزارة الموانئ".encode())
    assert {record.id: str(record.names) for record in first.drafts} == {
        record.id: str(record.names) for record in again.drafts
    }


def test_any_kind_can_be_mapped():
    rows = table(["Wording", "Given by", "Due on", "About"], ["We open the gate", "Guard", "2026-07-01", "access"])
    preview = taken(promises_csv=rows)
    (promise,) = preview.drafts.commitments
    assert promise.written() == {"id": "we-open-the-gate", "given_by": "guard", "wording": "We open the gate", "about": "access", "due_on": "2026-07-01"}  # fmt: skip


def test_files_that_are_not_read_are_refused_with_those_that_are():
    with pytest.raises(InputError, match=r"\.docx is not read"):
        taken(map_docx=b"x")


words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), min_size=1, max_size=30)


@drawn(st.lists(words, min_size=1, max_size=8))
def test_whatever_names_come_coming_again_adds_nobody(names):
    data = blueprint([{"label": name} for name in names])
    # In this process, since a worker for each drawn example would cost more than it shows.
    from aidememoire.feeds.reading_json import parse
    from feeds.in_process import previewed

    first = previewed(parse(data))
    again = previewed(parse(data), first.whole)
    assert again.counts["create"] == again.counts["update"] == again.counts["conflict"] == 0


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("15.06.2026", "2026-06-15"),
        ("5.6.2026", "2026-06-05"),
        ("15/6/2026", "2026-06-15"),
        ("6/15/2026", "2026-06-15"),
    ],
)
def test_a_day_that_can_be_read_in_one_way_only_is_read(said, day):
    (stance,) = stances("day", said)
    assert str(stance.assessed_on) == day and stance.note is None


def stances(heading, said):
    heads = {"day": "assessed_on", "number": "position"}
    rows = table(["actor", "issue", heads[heading]], ["guard", "gate", said], separator=";")
    into = made(actors=[{"id": "guard", "names": "Guard"}], issues=[{"id": "gate", "title": "Gate"}])
    return taken(into=into, stances_csv=rows).drafts


@pytest.mark.parametrize("said", ["5/6/2026", "31.31.2026", "31.2.2026", "soon"])
def test_a_day_that_can_be_read_in_two_ways_or_none_stays_in_the_note(said):
    (stance,) = stances("day", said)
    assert stance.assessed_on is None and said in str(stance.note)


def test_a_comma_before_one_or_two_figures_is_a_decimal_comma():
    (stance,) = stances("number", "45,5")
    assert stance.position.raw == 45.5
    (stance,) = stances("number", "45,500")
    assert stance.position is None and "45,500" in str(stance.note)
