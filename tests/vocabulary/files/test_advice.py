"""What is missing in a sound file that a careful colleague would ask about?"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from aidememoire.vocabulary.files import as_yaml
from aidememoire.vocabulary.files.advice import advice
from aidememoire.vocabulary.files.checking import check

SELANE = Path(__file__).resolve().parents[3] / "src" / "aidememoire" / "training" / "port-of-selane.yaml"
NO_METRIC, NO_DEADLINE = "has no metric", "has no deadline"
NO_SOURCE = "rests on no source, so it is drawn dashed and left out of rankings"
NO_VERIFIER = "names nobody who could verify it"
NO_WOMEN, NOT_HEARD = "names no women", "nobody affected was heard on it"
NO_FIRST_DAY = "has no first day, so it counts as always there"
NOT_ACCEPTED = "is not acknowledged, so it is no authority"
SOURCES = [{"id": "report"}]
ACTORS = [{"id": "ministry"}, {"id": "guard"}]
TIE = {"id": "x", "actor": "ministry", "over": "guard", "since": "2024-01-31"}
ASK = {"id": "x", "behaviour": "Open the road", "since": "2024-01-31", "heard": "directly", "groups": ["women"]}


def asked(records):
    """What is advised on the record x, as (field, problem), with every row whole."""
    text = "dossier: {slug: port}\n" + "".join(f"{name}: {json.dumps(some)}\n" for name, some in records.items())
    checked = check(as_yaml.parse(text.encode()), Path("port.yaml"))
    assert checked.faults == ()
    rows = [one.plain() for one in advice(checked, "port.yaml")]
    for row in rows:
        assert row["level"] == "advice" and row["line"] and row["record"] and row["instead"] and row["found"] is None
    return [(row["field"], row["problem"]) for row in rows if row["record"] == "x"]


def without(fields, *names):
    return {name: value for name, value in fields.items() if name not in names}


@pytest.mark.parametrize(
    ("section", "fields", "expected"),
    [
        ("issues", {"id": "x"}, [("metric", NO_METRIC), ("deadline", NO_DEADLINE)]),
        ("issues", {"id": "x", "metric": "trucks a day"}, [("deadline", NO_DEADLINE)]),
        ("issues", {"id": "x", "metric": "trucks a day", "deadline": "2024-01-31"}, []),
        ("ties", TIE, [("evidence", NO_SOURCE)]),
        ("ties", {**TIE, "evidence": [{"claim": "they meet weekly"}]}, [("evidence", NO_SOURCE)]),
        ("ties", {**TIE, "evidence": [{"cited": "report"}]}, []),
        ("ties", without(TIE, "since"), [("since", NO_FIRST_DAY), ("evidence", NO_SOURCE)]),
        ("commitments", {"id": "x", "given_by": "ministry", "given_on": "2024-01-31"}, [("verifier", NO_VERIFIER)]),
        ("commitments", {"id": "x", "given_by": "ministry", "given_on": "2024-01-31", "verifier": "guard"}, []),
        ("commitments", {"id": "x", "given_by": "ministry", "verifier": "guard"}, [("given_on", NO_FIRST_DAY)]),
        ("asks", ASK, []),
        ("asks", without(ASK, "groups"), [("groups", NO_WOMEN)]),
        ("asks", {**ASK, "groups": ["IDPs"]}, [("groups", NO_WOMEN)]),
        ("asks", {**ASK, "groups": ["everyone"]}, []),
        ("asks", {**ASK, "groups": ["girls", "IDPs"]}, []),
        ("asks", without(ASK, "heard"), [("heard", NOT_HEARD)]),
        ("asks", {**ASK, "heard": "not asked"}, [("heard", NOT_HEARD)]),
        ("asks", {**ASK, "heard": "unknown"}, [("heard", NOT_HEARD)]),
        ("asks", {**ASK, "heard": "through representatives"}, []),
        ("asks", without(ASK, "since"), [("since", NO_FIRST_DAY)]),
        ("mandates", {"id": "x", "since": "2024-01-31"}, [("acknowledged_on", NOT_ACCEPTED)]),
        ("engagements", {"id": "x", "type": "bilateral meeting", "planned_on": "2024-01-31"}, []),
        ("authorities", {"id": "x", "basis": "consent"}, [("granted_on", NO_FIRST_DAY)]),
        ("observations", {"id": "x", "bears_on": "ministry"}, [("observed_on", NO_FIRST_DAY)]),
    ],
)
def test_a_gap_is_advised_and_what_is_there_is_not(section, fields, expected):
    assert asked({"sources": SOURCES, "actors": ACTORS, section: [fields]}) == expected


@pytest.mark.parametrize(
    ("named", "own", "says"),
    [
        ("RED", "GREEN", "it names a record that is TLP:RED"),
        ("AMBER", "CLEAR", "it names a record that is TLP:AMBER"),
        ("GREEN", "RED", None),
        ("RED", None, None),
        ({"level": "GREEN", "compartments": ["delta"]}, "GREEN", "it names a record of the compartment delta"),
        ({"level": "GREEN", "compartments": ["delta"]}, {"level": "GREEN", "compartments": ["delta"]}, None),
    ],
)
def test_a_label_below_what_the_record_must_have_is_advised(named, own, says):
    tie = {**TIE, "evidence": [{"cited": "report"}]} | ({"handling": own} if own else {})
    actors = [{"id": "ministry", "handling": named}, {"id": "guard", "handling": "CLEAR"}]
    sources = [{"id": "report", "handling": "CLEAR"}]
    found = asked({"sources": sources, "actors": actors, "ties": [tie]})
    assert found == ([("handling", f"is labelled below what it must have: {says}")] if says else [])


def test_a_motive_without_a_source_is_advised_by_its_number():
    layers = [
        {"layer": "position", "words": "no", "known": "stated"},
        {"layer": "motive", "words": "pride", "known": "inferred"},
    ]
    stance = {"id": "x", "actor": "ministry", "issue": "road", "assessed_on": "2024-01-31", "iceberg": layers}
    found = asked({"actors": ACTORS, "issues": [{"id": "road"}], "stances": [stance]})
    assert found == [("iceberg", "motive 2 rests on no source")]


def test_the_field_that_is_there_but_wanting_is_shown_where_it_stands():
    text = "dossier: {slug: port}\nasks:\n- id: x\n  behaviour: Open\n  groups: [IDPs]\n  heard: unknown\n"
    checked = check(as_yaml.parse(text.encode()), Path("port.yaml"))
    lines = {row.field: row.place.line for row in advice(checked, "port.yaml")}
    assert lines == {"since": 3, "groups": 5, "heard": 6}


def test_advice_alone_ends_well_and_a_fault_does_not(tmp_path):
    path = tmp_path / "port.yaml"
    for text, code in (("issues: [{id: x}]", 0), ("issues: [{id: x, deadline: soon}]", 1), ("issues: [{id: X}]", 1)):
        path.write_text(f"dossier: {{slug: port}}\n{text}\n")
        command = [sys.executable, "-m", "aidememoire", "check", str(path)]
        machine = subprocess.run([*command, "--json"], capture_output=True, text=True)
        assert machine.returncode == code
        levels = {row["level"] for row in json.loads(machine.stdout)}
        assert levels == ({"fault"} if code else {"advice"})
        assert bool(machine.stderr) == bool(code)
    assert subprocess.run(command, capture_output=True).returncode == 1


def test_the_training_dossier_has_no_fault():
    checked = check(as_yaml.parse(SELANE.read_bytes()), SELANE)
    assert [str(one.problem) for one in checked.faults if one.level == "fault"] == []
