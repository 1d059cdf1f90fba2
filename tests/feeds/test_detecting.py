"""Which layout is recognised, what is each column proposed to mean, and is that remembered?"""

import pytest

from aidememoire.feeds.detecting import detected
from aidememoire.feeds.mapping import Remembered, Why, load, save
from aidememoire.feeds.opening import opened
from aidememoire.vocabulary.errors import InputError
from feeds.giving import blueprint, book, given, table, taken

KUMU = {"Elements": [["Label", "Type"], ["A", "x"]], "Connections": [["From", "To", "Direction"], ["A", "B", "mutual"]]}
LAYOUTS = {
    "kumu workbook": ("kumu", {"map_xlsx": book(**KUMU)}),
    "kumu workbook with ids": ("kumu", {"map_xlsx": book(Elements=[["ID", "Label", "Type"], ["1", "A", "x"]])}),
    "kumu json": ("kumu", {"map_json": blueprint([{"label": "A"}])}),
    "kumu csv": ("kumu", {"map_csv": table(["Label", "Type", "Tags"], ["A", "x", "a|b"])}),
    "gephi nodes": ("gephi", {"n_csv": table(["Id", "Label", "degree"], ["1", "A", "3"])}),
    "gephi edges": ("gephi", {"e_csv": table(["Source", "Target", "Type"], ["1", "2", "Directed"])}),
    "gephi edges with semicolons": ("gephi", {"e_csv": table(["Source", "Target"], ["1", "2"], separator=";")}),
    "ours": ("ours", {"w_xlsx": book(actors=[["id", "names"], ["guard", "Guard"]])}),
    "ours as csv": ("ours", {"port.actors_csv": table(["id", "names", "level"], ["guard", "Guard", "local"])}),
    "pasted names": ("names", {"pasted_txt": "- Guard\n2. Ministry of Ports\n\nوزارة".encode()}),
    "one column": ("names", {"list_csv": table(["Who"], ["Guard"], ["Ministry"])}),
    "unknown": ("unknown", {"own_csv": table(["Stakeholder", "Organisation", "Colour"], ["A", "B", "red"])}),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_is_recognised(name):
    layout, files = LAYOUTS[name]
    assert detected(opened(given(**files))).layout == layout


def test_columns_are_proposed_by_layout_name_and_likeness_with_the_first_cells_that_hold_something():
    found = detected(
        opened(
            given(
                m_csv=table(
                    ["Label", "Type", "Levle", "pays", "Colour"],
                    ["A", "", "", "XSL", "red"],
                    ["B", "", "local", "", ""],
                )
            )
        )
    )
    said = {column.heading: (column.field, column.why, column.samples) for column in found.columns}
    assert said == {
        "Label": ("names", Why.LAYOUT, ("A", "B")),
        "Type": ("type", Why.LAYOUT, ()),
        "Levle": ("level", Why.NEAR, ("local",)),
        "pays": ("country", Why.NAME, ("XSL",)),
        "Colour": ("note", Why.NONE, ("red",)),
    }


def test_labels_of_fields_are_known_in_every_language():
    found = detected(opened(given(m_csv=table(["الاسم", "المستوى"], ["حرس", "local"]))))
    assert dict(found.proposal.tables[0].columns) == {"الاسم": "names", "المستوى": "level"}


def test_a_mapping_is_kept_in_a_file_and_serves_a_file_of_another_name(tmp_path):
    rows = table(["Who", "Colour", "Where"], ["Guard", "red", "local"])
    proposal = detected(opened(given(one_csv=rows))).proposal
    plain = proposal.written()
    plain["tables"][0]["columns"] = {"Who": "names", "Colour": "", "Where": "level"}
    save(Remembered.read(plain), tmp_path / "map.json")
    kept = load(tmp_path / "map.json")
    (record,) = taken(mapping=kept, other_csv=rows).drafts
    assert record.written() == {"id": "guard", "names": "Guard", "level": "local"}


@pytest.mark.parametrize(
    "plain",
    [None, [], {"tables": 3, "layout": "x"}, {"layout": "x", "tables": [{"table": "t", "kind": "dragon", "columns": {}}]},
     {"layout": "x", "tables": [{"table": "t", "kind": "actor", "columns": {"A": "wings"}}]}],
)  # fmt: skip
def test_what_is_no_mapping_is_refused_with_what_is_wrong(plain):
    with pytest.raises(InputError):
        Remembered.read(plain)


def test_a_mapping_file_that_is_no_json_is_refused(tmp_path):
    (tmp_path / "map.json").write_bytes(b"\xff\xfe nonsense")
    with pytest.raises(InputError, match="no mapping"):
        load(tmp_path / "map.json")
