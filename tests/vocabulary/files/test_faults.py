"""Is each fault told with its place, what was found, what is wrong with it, and something to write instead?"""

import json
from pathlib import Path

import pytest

from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.files import as_jsonl, as_yaml, load, read
from aidememoire.vocabulary.files.checking import check
from aidememoire.vocabulary.files.faults import ROW, nearest, shown
from aidememoire.vocabulary.kinds import kinds

HEADER = {"slug": "port"}
BESIDE = [("actor", {"id": "ministry"}), ("issue", {"id": "road"})]
KINDS_OF_ACTOR = "state organ, de facto authority, NSAG, international organisation, UN entity, Movement, INGO, NNGO, donor, mediator, religious, community, business, media, diaspora, affected people"  # fmt: skip
ACTOR = "the id of a record of the kind: Actor; or add one"
NO_FIELD = "There is no field of this name."
NO_CODE = "is not one of the codes"
NO_ID = "is not an id: small letters a to z, digits and single hyphens, 80 at most"
OUTSIDE = "lies outside of what the field takes"
DAY = "a day such as 2026-03-31"
A_LIST = "a list: each on a line of its own after a hyphen, or between [ and ]"
QUOTE = "is read as a number or a yes/no, not as text"

TIE = {"id": "x", "actor": "ministry", "over": "ministry"}
STANCE = {"id": "x", "actor": "ministry", "issue": "road"}
PROMISE = {"id": "x", "given_by": "ministry"}

# kind, fields, then: field, found, problem, instead
TABLE = [
    ("actor", {"id": "x", "contry": "SDN"}, "contry", "contry", NO_FIELD, "country"),
    ("actor", {"id": "x", "zzz": 1}, "zzz", "zzz", NO_FIELD, "id, entity, kind, names, aliases, part_of, level, country, ours, evidence, handling, note"),
    ("actor", {"id": "x", "evidence": [{"relibility": "A"}]}, "evidence.0.relibility", "relibility", NO_FIELD, "reliability"),
    ("actor", {"id": "x", "evidence": [{}, {"reliability": "Z"}]}, "evidence.1.reliability", "Z", NO_CODE, "A, B, C, D, E, F"),
    ("actor", {"id": "x", "evidence": "said so"}, "evidence", "said so", "is not a list", A_LIST),
    ("actor", {"id": "x", "evidence": ["said so"]}, "evidence.0", "said so", "is not a map of fields", "side, claim, worded, cited, field, reliability, credibility, graded_by, graded_on"),
    ("actor", {"id": "x", "kind": "doner"}, "kind", "doner", NO_CODE, "donor"),
    ("actor", {"id": "x", "kind": "UN entty"}, "kind", "UN entty", NO_CODE, "UN entity"),
    ("actor", {"id": "x", "kind": "Non-state armed grup"}, "kind", "Non-state armed grup", NO_CODE, "NSAG"),
    ("actor", {"id": "x", "kind": "zzz"}, "kind", "zzz", NO_CODE, KINDS_OF_ACTOR),
    ("actor", {"id": "x", "kind": ["NSAG"]}, "kind", "['NSAG']", NO_CODE, KINDS_OF_ACTOR),
    ("actor", {"id": "x", "level": "nationel"}, "level", "nationel", NO_CODE, "national"),
    ("actor", {"id": "Port Authority"}, "id", "Port Authority", NO_ID, "port-authority"),
    ("actor", {"id": "port_authority"}, "id", "port_authority", NO_ID, "port-authority"),
    ("actor", {"id": "Équipe-d’accès"}, "id", "Équipe-d’accès", NO_ID, "equipe-d-acces"),
    ("actor", {"id": "ميناء"}, "id", "ميناء", NO_ID, "an id such as port-authority"),
    ("actor", {"id": "a\u202eb"}, "id", "a\\u202eb", NO_ID, "a-b"),
    ("actor", {"names": "Port"}, "id", None, "The field id is missing.", "an id such as port-authority"),
    ("actor", {"id": "x", "ours": "perhaps"}, "ours", "perhaps", "is neither yes nor no", "true or false"),
    ("actor", {"id": "x", "handling": "PURPLE"}, "handling", "PURPLE", "is not a label", "one of: CLEAR, GREEN, AMBER, AMBER+STRICT, RED"),
    ("actor", {"id": "x", "country": 1.5}, "country", "1.5", QUOTE, '"1.5"'),
    ("actor", {"id": "x", "note": True}, "note", "True", QUOTE, '"true"'),
    ("actor", {"id": "x", "note": ""}, "note", "", "is empty", "leave the field out where there is nothing to say"),
    ("actor", {"id": "x", "note": []}, "note", "[]", "is not text", "a sentence"),
    ("actor", {"id": "x", "names": {"English": "Port"}}, "names", "{'English': 'Port'}", "has English, which is no language code", "a code such as en, fr, ar, prs"),
    ("actor", {"id": "x", "names": {}}, "names", "{}", "is an empty map", "a sentence, or a map from language to sentence"),
    ("actor", {"id": "x", "note": "a\x07b"}, "note", "a\\u0007b", "holds the control character U+0007", "the text without it"),
    ("actor", {"id": "x", "part_of": "ministri"}, "part_of", "ministri", "names ministri, which is not in this dossier", "ministry"),
    ("actor", {"id": "x", "part_of": "nobody-at-all"}, "part_of", "nobody-at-all", "names nobody-at-all, which is not in this dossier", ACTOR),
    ("actor", {"id": "x", "part_of": "road"}, "part_of", "road", "names road, which is of another kind: Issue", ACTOR),
    ("actor", {"id": "x", "evidence": [{"cited": "ministry"}]}, "cited", "ministry", "names ministry, which is of another kind: Actor", "the id of a record of the kind: Source; or add one"),
    ("actor", {"id": "ministry"}, "id", "ministry", "The id ministry stands twice; the first is line {beside}.", "ministry-2"),
    ("tie", {"id": "x", "actor": "ministry"}, "over", None, "The field over is missing.", ACTOR),
    ("tie", {**TIE, "strength": "mighty"}, "strength", "mighty", "is neither a word of the scale nor a number from 0 to 1", "one of: faint, weak, moderate, strong, decisive; or a number from 0 to 1"),
    ("tie", {**TIE, "strength": 1.5}, "strength", "1.5", "is neither a word of the scale nor a number from 0 to 1", "one of: faint, weak, moderate, strong, decisive; or a number from 0 to 1"),
    ("tie", {**TIE, "exposure": 9}, "exposure", "9", OUTSIDE, "a number from 0 to 3"),
    ("tie", {**TIE, "exposure": 1.5}, "exposure", "1.5", "is not a whole number", "a whole number"),
    ("tie", {**TIE, "sign": "positve"}, "sign", "positve", NO_CODE, "positive"),
    ("tie", {**TIE, "since": "31/12/2024"}, "since", "31/12/2024", "is not a date", "2024-12-31"),
    ("tie", {**TIE, "since": "03/04/2024"}, "since", "03/04/2024", "is not a date", "2024-03-04 or 2024-04-03, whichever is meant"),
    ("tie", {**TIE, "since": "spring"}, "since", "spring", "is not a date", DAY),
    ("tie", {**TIE, "since": "2023-02-29"}, "since", "2023-02-29", "is not a day of the calendar", DAY),
    ("tie", {**TIE, "since": 2024}, "since", "2024", "is not a date", DAY),
    ("issue", {"id": "x", "status_quo": "40"}, "status_quo", "40", "is not a number", "40"),
    ("issue", {"id": "x", "status_quo": "٤٠"}, "status_quo", "٤٠", "is not a number", "40"),
    ("issue", {"id": "x", "status_quo": "forty"}, "status_quo", "forty", "is not a number", "a number, without quotation marks"),
    ("issue", {"id": "x", "status_quo": 140}, "status_quo", "140", OUTSIDE, "a number from 0 to 100"),
    ("issue", {"id": "x", "status_quo": True}, "status_quo", "True", "is not a number", "a number, without quotation marks"),
    ("issue", {"id": "x", "people": 2.5}, "people", "2.5", "is not a whole number", "a whole number"),
    ("issue", {"id": "x", "people": -2}, "people", "-2", OUTSIDE, "0 or more"),
    ("issue", {"id": "x", "groups": {"a": 1}}, "groups", "{'a': 1}", "is not a list", A_LIST),
    ("stance", {**STANCE, "position": "sideways"}, "position", "sideways", "is neither a word of the scale nor a number from 0 to 100", "one of: against, leaning against, between, leaning for, for; or a number from 0 to 100"),
    ("stance", {**STANCE, "low": 50, "high": 20}, "low", "50", "low lies above high", "the two exchanged"),
    ("stance", {**STANCE, "iceberg": [{"layer": "motive", "words": "pride"}]}, "iceberg.0.known", None, "The field known is missing.", "stated, inferred, assumed"),
    ("commitment", {**PROMISE, "given_on": "2024-05-01", "due_on": "2024-01-01"}, "due_on", "2024-01-01", "due_on lies before given_on", "a day on or after given_on"),
    ("commitment", {"id": "x"}, "given_by", None, "The field given_by is missing.", ACTOR),
    ("limit", {"id": "x", "condition": "never"}, "kind", None, "The field kind is missing.", "red line, bottom line"),
    ("limit", {"id": "x", "kind": "red line", "bound": "a lot"}, "bound", "a lot", "is not a bound", "such as: at least 40; at most 60; 40 to 60"),
    ("limit", {"id": "x", "kind": "red line"}, None, None, "has neither a bound nor a condition", "a bound such as: at least 40; or a condition in words"),
    ("observation", {"id": "x", "bears_on": "rod"}, "bears_on", "rod", "names rod, which is not in this dossier", "road"),
    ("observation", {"id": "x", "bears_on": "road", "stakes": 0}, "stakes", "0", OUTSIDE, "a number from 1 to 5"),
    ("ask", {"id": "x"}, "behaviour", None, "The field behaviour is missing.", "What they should do, so that one could see it."),
]  # fmt: skip


def in_lines(records):
    """The records as JSON lines, and the line of the first of them."""
    lines = [{"record": "dossier", **HEADER}, *({"record": kind, **fields} for kind, fields in records)]
    return as_jsonl, "\n".join(json.dumps(line) for line in lines).encode(), "port.jsonl"


def in_yaml(records):
    """The records as YAML, a field a line."""
    text = f"dossier: {json.dumps(HEADER)}\n"
    for name in kinds():
        of_kind = [fields for kind, fields in records if kind == name]
        if of_kind:
            text += f"{kinds()[name].kind_of.plural}:\n"
        for fields in of_kind:
            first, *others = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items())
            text += f"- {first}\n" + "".join(f"  {line}\n" for line in others)
    return as_yaml, text.encode(), "port.yaml"


def checked(form, records):
    reader, data, name = form(records)
    return check(reader.parse(data), Path(name)), data


def faults(form, records):
    found, data = checked(form, records)
    return [fault.plain() for fault in found.faults if fault.level == "fault"], data


def line_of(data, form, kind, fields, field):
    """The line at which the fault must be told."""
    lines = data.decode().splitlines()
    if form is in_lines:
        return max(
            n
            for n, line in enumerate(lines, 1)
            if json.loads(line) == {"record": kind, **json.loads(json.dumps(fields))}
        )
    top = field.split(".")[0] if field else None
    begins = max(n for n, line in enumerate(lines) if is_first(line, fields))
    for n in range(begins, min(begins + len(fields), len(lines))):
        if top in fields and lines[n][2:].startswith(f"{top}:"):
            return n + 1
    return begins + 1


def is_first(line, fields):
    key, value = next(iter(fields.items()))
    return line == f"- {key}: {json.dumps(value, ensure_ascii=False)}"


@pytest.mark.parametrize("form", [in_lines, in_yaml])
@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row[0]}-{row[2]}-{row[3]}"[:50])
def test_a_fault_says_where_what_and_what_instead(form, row):
    kind, fields, field, found, problem, instead = row
    told, data = faults(form, [*BESIDE, (kind, fields)])
    own = [one for one in told if one["field"] == field or field is None]
    assert len(own) == 1, told
    (one,) = own
    beside = "2" if form is in_lines else "3"
    assert tuple(one) == ROW
    assert one["file"] in ("port.jsonl", "port.yaml") and one["level"] == "fault"
    assert one["line"] == line_of(data, form, kind, fields, field if not field or "cited" not in field else "evidence")
    assert one["record"] == (shown(fields["id"]) if "id" in fields else None)
    assert (one["field"], one["found"] or "", one["problem"]) == (field, found or "", problem.format(beside=beside))
    assert one["instead"] == instead


PASTED = [row for row in TABLE if row[5] in ("country", "donor", "UN entity", "NSAG", "national", "ministry", "ministry-2", "positive", "40", "road", "2024-12-31", "port-authority", "equipe-d-acces", "a-b", '"1.5"', '"true"')]  # fmt: skip


@pytest.mark.parametrize("form", [in_lines, in_yaml])
@pytest.mark.parametrize("row", PASTED, ids=lambda row: f"{row[0]}-{row[2]}-{row[3]}"[:50])
def test_what_is_written_instead_takes_the_fault_away(form, row):
    kind, fields, field, _found, problem, instead = row
    told, _data = faults(form, [*BESIDE, (kind, fields)])
    instead = next(one["instead"] for one in told if one["field"] == field)
    mended = dict(fields)
    if problem == NO_FIELD:
        mended[instead] = mended.pop(field)
    else:
        mended[field] = as_yaml.scalar(instead) if not instead.startswith('"') else json.loads(instead)
    assert faults(form, [*BESIDE, (kind, mended)])[0] == []


@pytest.mark.parametrize(
    ("name", "instead"),
    [("acters", "actors"), ("actor", "actors"), ("comitments", "commitments")],
)
def test_a_section_of_another_name_is_told_with_the_nearest(name, instead):
    found = check(as_yaml.parse(f"dossier: {{slug: port}}\n{name}:\n- {{id: a}}\n".encode()), Path("port.yaml"))
    (one,) = [fault.plain() for fault in found.faults]
    assert (one["line"], one["found"], one["instead"]) == (2, name, instead)
    assert one["problem"] == "There is no section or kind of this name."


def test_a_kind_of_another_name_is_told_with_the_nearest_and_else_with_all():
    for name, instead in (("acter", "actor"), ("zzz", "actors, identities")):
        data = f'{{"record": "dossier", "slug": "x"}}\n{{"record": "{name}", "id": "a"}}'.encode()
        (one,) = check(as_jsonl.parse(data), Path("x.jsonl")).faults
        assert one.place.line == 2 and one.plain()["instead"].startswith(instead[:5])


def test_every_fault_of_a_file_is_told_at_once_and_in_its_order():
    records = [(kind, {**fields, "id": f"r{n}"}) for n, (kind, fields, *_rest) in enumerate(TABLE) if "id" in fields]
    for form in (in_lines, in_yaml):
        told, _data = faults(form, [*BESIDE, *records])
        lines = [one["line"] for one in told]
        assert len(told) >= 50 and lines == sorted(lines)


@pytest.mark.parametrize(
    ("data", "problem", "line"),
    [
        (b"", "The file is empty.", 1),
        (b"# nothing here\n", "The file is empty.", 1),
        (b"actors:\n- {id: a}\n", "There is no header.", 1),
        (b"actors:\n- {id: a}\n- {id: a, kind: zz}\n", "There is no header.", 1),
        (b"actors: []\n", "There is no header.", 1),
        (b"- a\n", "This is not a dossier; the file begins with - a\\x0a", 1),
        (b"dossier: [x]\n", "The header is not a map.", 1),
        (b"dossier: {slug: p, setting: wars}\n", "is not one of the codes", 1),
        (b"dossier: {slug: p}\nactors: x\n", "The section actors is not a list.", 2),
        (b"dossier: {slug: p}\nactors:\n- x\n", "A record is not a map of fields.", 3),
        (b"dossier:\n  slug: p\n  slug: q\n", "The key slug stands twice; the first counts.", 3),
    ],
)
def test_what_is_wrong_with_a_whole_file_is_told(data, problem, line):
    found = check(as_yaml.parse(data), Path("p.yaml"))
    assert (problem, line) in [(str(fault.problem), fault.place.line) for fault in found.faults]


def test_a_file_with_only_a_header_is_sound():
    for reader, data in ((as_yaml, b"dossier: {slug: p}\n"), (as_jsonl, b'{"record": "dossier", "slug": "p"}')):
        found = check(reader.parse(data), Path("p.yaml"))
        assert found.faults == () and len(found.dossier) == 0


def test_a_header_without_a_slug_is_advised_to_have_one():
    (one,) = check(as_yaml.parse(b"dossier: {title: Port}\n"), Path("Port of Selane.yaml")).faults
    assert one.level == "advice" and one.instead == "slug: port-of-selane" and one.place.line == 1


@pytest.mark.parametrize("version", ["2", "9" * 300])
def test_a_newer_format_is_refused_with_what_to_do(version, tmp_path):
    path = tmp_path / "new.yaml"
    path.write_text(f"dossier: {{slug: p, format: {version}}}\nactors:\n- {{id: A, zzz: 1}}\n")
    with pytest.raises(InputError) as refused:
        read(path)
    said = str(refused.value)
    assert (
        "reads up to 1" in said and "Update aidememoire, or ask for the file in format 1." in said and len(said) < 400
    )


def test_loading_a_file_with_faults_says_the_first_in_good_sentences(tmp_path):
    path = tmp_path / "port.yaml"
    path.write_text("dossier: {slug: p}\nactors:\n- {id: a, kind: doner}\n")
    with pytest.raises(InputError) as refused:
        load(path)
    assert str(refused.value) == (
        f"{path}: line 3: a, kind, doner: is not one of the codes. Write: donor. aidememoire check {path} says more."
    )
    path.write_text("actors:\n- {id: a, kind: doner}\n")
    with pytest.raises(
        InputError, match=r"2 faults; the first: line 1: There is no header\. Write: dossier: with slug"
    ):
        load(path)


def test_a_guess_is_made_among_words_that_are_near_and_never_of_a_very_long_one():
    assert nearest("Ministri", ["ministry", "road"]) == "ministry"
    assert nearest("zzz", ["ministry", "road"]) is None
    assert nearest("a" * 10_000, ["a" * 80]) is None


def test_what_was_found_is_shown_short_on_one_line_and_harmless():
    assert shown("a\nb\x1b[2J\u202e\ud800") == "a\\u000ab\\u001b[2J\\u202e\\ud800"
    assert len(shown("x" * 10**6)) == len(shown(["x" * 10**6] * 1000)) == 61
    deep = []
    for _ in range(10_000):
        deep = [deep]
    assert len(shown(deep)) < 61


def test_what_a_faulty_record_names_is_looked_at_and_what_names_it_is_not_called_broken(tmp_path):
    path = tmp_path / "two.yaml"
    path.write_text(
        "dossier: {slug: two}\n"
        "actors:\n  - {id: mayor, kind: zzz}\n"
        "commitments:\n  - {id: road, given_by: mayor, given_to: nobody, given_on: 2023-02-30}\n",
        "utf-8",
    )
    found = {(fault.record, fault.field) for fault in read(path).faults if fault.level == "fault"}
    assert found == {("mayor", "kind"), ("road", "given_on"), ("road", "given_to")}
