"""Do hostile files end in a sentence with the row, within the bounds of the worker, and never in a crash?"""

import json

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from aidememoire.feeds import reading_csv, reading_json, reading_names
from aidememoire.feeds.opening import opened
from aidememoire.vocabulary.errors import InputError
from feeds.giving import blueprint, given, table

HEAD = b"Label,Type\n"
FAULTY = {  # bytes, and what must stand in the first fault
    "empty": ("map.csv", b"", "empty"),
    "NUL": ("map.csv", HEAD + b"A\x00B,x\n", "U\\+0000"),
    "windows-1256": ("map.csv", HEAD + "وزارة,x".encode("cp1256"), "UTF-8"),
    "utf-16 without mark": ("map.csv", "Label,Type\nA,x".encode("utf-16-le"), "U\\+0000"),
    "lone surrogate": ("map.csv", HEAD + b"\xed\xa0\x80,x\n", "UTF-8"),
    "unclosed quote": ("map.csv", HEAD + b'"A,x\nB,y\n', "cannot be read from this row"),
    "long cell": ("map.csv", HEAD + b"A" * 200_000 + b",x\n", "field larger"),
    "ragged": ("map.csv", HEAD + b"A,x,y,z\n", "more cells"),
    "20,000 columns": ("map.csv", b",".join(b"c%d" % n for n in range(20_000)) + b"\n1\n", "more than 400 columns"),
    "wrong root": ("map.json", b"[1,2]", "no list of elements"),
    "no json": ("map.json", b"{elements", "not JSON"),
    "deep": ("map.json", b'{"elements":' + b"[" * 100_000 + b"]" * 100_000 + b"}", "nested"),
    "huge number": ("map.json", b'{"elements":[{"label":' + b"9" * 5000 + b"}]}", "not JSON"),
    "NaN": ("map.json", b'{"elements":[{"label":NaN}]}', "not JSON"),
    "twice the same key": ("map.json", b'{"elements":[{"label":"A","label":"B"}]}', "twice"),
    "no map": ("map.json", b'{"elements":["A"]}', "no map"),
    "no workbook": ("map.xlsx", b"Label,Type", "not a workbook"),
    "long name": ("pasted.txt", b"A" * 5000, "too long"),
}


@pytest.mark.parametrize("name", FAULTY)
def test_a_bad_file_is_told_with_its_place(name):
    path, data, words = FAULTY[name]
    found = opened(given(**{path.replace(".", "_"): data}))
    assert found.faults, "nothing was told"
    fault = found.faults[0]
    assert words.replace("\\", "") in str(fault.problem)
    assert fault.place.line is not None or fault.place.row is not None or fault.place.byte is not None


def test_what_can_be_read_before_the_fault_is_kept():
    found = opened(given(map_csv=HEAD + b"A,x\n" + b'"B,y\n'))
    assert [row for _number, row in found.tables[0].rows] == [("A", "x")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_marked_encodings_are_read(encoding):
    found = opened(given(map_csv=table(["Label", "Type"], ["وزارة", "x"], encoding=encoding)))
    assert found.tables[0].columns == ("Label", "Type") and not found.faults


@pytest.mark.slow
def test_a_file_that_costs_too_much_is_stopped():
    data = b"Label\n" + b'"' + b"a\n" * 2**26 + b'"'
    with pytest.raises(InputError, match="costs more"):
        opened(given(map_csv=data))


def test_equal_and_empty_headings_do_not_mix_cells():
    found = opened(given(map_csv=table(["Label", "", "Label"], ["A", "x", "B"])))
    (table_,) = found.tables
    assert list(table_.cells(table_.rows[0][1])) == [("Label", "A")]


def test_names_of_prototypes_and_tags_are_words_like_others():
    found = opened(given(map_json=blueprint([{"label": "A", "__proto__": "x", "constructor": {"a": 1}}])))
    assert found.tables[0].columns == ("label", "__proto__")


@drawn(st.binary(max_size=400))
@pytest.mark.parametrize("reader", [reading_csv, reading_json, reading_names])
def test_no_bytes_stop_a_reader(reader, data):
    reading = reader.parse(data)
    assert reading.sheets or reading.faults or not data.strip(b"\n\r\t -")


@drawn(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(st.sampled_from(["elements", "connections", "label", "id", "from"]), inner, max_size=4)
        ),
        max_leaves=30,
    )
)
def test_no_json_stops_the_reader(value):
    reading_json.parse(json.dumps(value).encode())
