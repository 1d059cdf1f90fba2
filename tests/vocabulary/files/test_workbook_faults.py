"""Does the reader of workbooks say of every fault in which cell it stands and what to write instead?"""

from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from aidememoire.vocabulary.files import as_workbook
from aidememoire.vocabulary.files.checking import check
from aidememoire.vocabulary.text import Text

DAY = date(2026, 3, 31)
ACTORS = [["id", "names", "level"], ["port-authority", "Port Authority", "local"], ["our-office", "Our office", None]]


def packed(**sheets):
    """A workbook of these sheets, each a list of rows."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def checked(data=None, **sheets):
    return check(as_workbook.parse(data or packed(**sheets)), Path("crisis.xlsx"))


def faults(data=None, **sheets):
    """Faults as (cell, problem, instead); advice is left out."""
    rows = [fault.plain() for fault in checked(data, **sheets).faults if fault.level == "fault"]
    return [(f"{row['sheet']}!{row['column'] or ''}{row['row'] or ''}", row["problem"], row["instead"]) for row in rows]


def one_fault(data=None, **sheets):
    found = faults(data, **sheets)
    assert len(found) == 1, found
    return found[0]


def commitment(**fields):
    values = {"id": "promise", "given_by": "port-authority", **fields}
    return [list(values), list(values.values())]


def test_a_part_of_the_sheets_and_columns_is_enough():
    dossier = checked(actors=ACTORS, commitments=commitment(wording="Gates open at six")).dossier
    assert [record.id for record in dossier] == ["port-authority", "our-office", "promise"]
    assert dossier["promise"].wording == Text("Gates open at six")


def test_headings_forgive_case_and_blanks_and_stars():
    rows = [["ID *", "Given by *", "WORDING: AR"], ["promise", "port-authority", "وعد"]]
    assert checked(actors=ACTORS, Commitments=rows).dossier["promise"].wording == Text({"ar": "وعد"})


def test_a_row_of_tags_and_empty_rows_are_passed_over():
    rows = [ACTORS[0], ["#org+id", "#org+name", None], [None, None, None], *ACTORS[1:]]
    assert len(checked(actors=rows).dossier) == 2


def test_sheets_for_people_only_are_not_read():
    sheets = {"actors": ACTORS, "codes": [["=1+1"]], "help": [["x"]], "my sums (ignore)": [["=A1"]]}
    assert faults(packed(**sheets)) == []


def test_an_unknown_sheet_is_told_with_the_name_that_was_meant():
    assert one_fault(actors=ACTORS, comitments=[["id"], ["x"]])[::2] == ("comitments!", "commitments")


def test_an_unknown_column_is_told_at_its_heading():
    cell, _problem, instead = one_fault(actors=[["id", "name"], ["port-authority", "x"]])
    assert (cell, instead) == ("actors!B1", "names")


def test_a_column_twice_and_a_column_without_a_heading_are_told():
    found = faults(actors=[["id", "level", "level"], ["port-authority", "local", "local", "more"]])
    assert [cell for cell, *_rest in found] == ["actors!C1", "actors!D2"]


def test_only_texts_have_languages():
    assert one_fault(actors=[["id", "level:ar"], ["port-authority", "local"]])[0] == "actors!B1"


def test_a_formula_is_told_with_its_cell_even_where_a_value_stands_beside_it():
    found = faults(actors=ACTORS, commitments=commitment(wording="=1+1"))
    assert found[0] == (
        "commitments!C2",
        "The cell holds a formula.",
        "Write the value itself (copy, then paste special: values).",
    )


@pytest.mark.parametrize("written", ["=TRUE()", "yes", True, 1])
def test_yes_is_read_however_a_program_keeps_it(written):
    assert checked(actors=[["id", "ours"], ["our-office", written]]).dossier["our-office"].ours


def test_an_error_value_is_told():
    data = packed(actors=[["id", "level"], ["port-authority", "#N/A"]])
    assert one_fault(data)[0] == "actors!B2"


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("31/03/2026", "2026-03-31"),
        ("3.31.2026", "2026-03-31"),
        ("2026/3/31", "2026-03-31"),
        (datetime.combine(DAY, time(14, 30)), "2026-03-31"),
        ("03/04/2026", "2026-03-04 or 2026-04-03, whichever is meant"),
        ("next spring", "a day such as 2026-03-31"),
    ],
)
def test_a_day_written_otherwise_is_told_with_the_day_that_is_meant(written, instead):
    found = one_fault(actors=ACTORS, commitments=commitment(given_on=written))
    assert found[::2] == ("commitments!C2", instead)


@pytest.mark.parametrize("written", [DAY, datetime.combine(DAY, time()), "2026-03-31", " 2026-03-31 "])
def test_days_are_read_as_the_program_keeps_them_and_as_text(written):
    assert checked(actors=ACTORS, commitments=commitment(given_on=written)).dossier["promise"].given_on == DAY


@pytest.mark.parametrize(("written", "number"), [("5", 5), ("٥", 5), ("٣٫٥", 3.5), ("۳٫۵", 3.5), ("−0", 0), (7, 7)])
def test_numbers_typed_as_text_are_numbers(written, number):
    issue = checked(issues=[["id", "status_quo"], ["unloading", written]]).dossier["unloading"]
    assert issue.status_quo == number


@pytest.mark.parametrize("written", ["1,5", "1e309", "٣,٥", "about 5", True])
def test_a_number_that_could_mean_two_things_is_told(written):
    assert one_fault(issues=[["id", "status_quo"], ["unloading", written]])[0] == "issues!B2"


def test_whole_numbers_in_texts_and_ids_become_text():
    dossier = checked(actors=[["id", "names", "part_of"], [7, 1918, None], [8, "x", 7]]).dossier
    assert dossier["7"].names == Text("1918") and dossier["8"].part_of == "7"


def test_several_values_stand_in_one_cell():
    need = checked(needs=[["id", "groups"], ["crisis-need", " women | girls "]]).dossier["crisis-need"]
    assert list(need.groups) == ["women", "girls"]
    aliases = (
        checked(actors=[["id", "aliases"], ["port-authority", "a\\|b | c\\\\d"]]).dossier["port-authority"].aliases
    )
    assert aliases == ("a|b", "c\\d")


def test_a_fault_in_a_part_is_told_on_the_sheet_of_the_parts():
    evidence = [["record", "claim", "reliability"], ["promise", "said", "B"], ["promise", "denied", "Z"]]
    cell, problem, instead = one_fault(actors=ACTORS, commitments=commitment(), evidence=evidence)
    assert (cell, problem) == ("evidence!C3", "is not one of the codes") and instead


def test_a_part_of_nothing_is_told_with_the_record_that_was_meant():
    found = one_fault(actors=ACTORS, evidence=[["record", "claim"], ["port-autority", "said"]])
    assert found[::2] == ("evidence!A2", "port-authority")
    assert one_fault(actors=ACTORS, evidence=[["claim"], ["said"]])[0] == "evidence!2"


def test_a_part_of_the_wrong_kind_is_told():
    cell, problem, instead = one_fault(actors=ACTORS, terms=[["record", "issue"], ["port-authority", "x"]])
    assert (cell, problem, instead) == (
        "terms!A2",
        "A record of the kind actor has no terms.",
        "the id of one of these: proposal",
    )


def test_the_options_of_a_dilemma_have_a_sheet_of_their_own_name():
    dilemmas = [["id", "review_on"], ["escort", date(2026, 7, 1)]]
    options = [["record", "words"], ["escort", "Accept"], ["escort", "Refuse"]]
    dossier = checked(dilemmas=dilemmas, dilemma_options=options).dossier
    assert [str(option.words) for option in dossier["escort"].options] == ["Accept", "Refuse"]


def test_a_broken_reference_is_told_at_its_cell():
    found = one_fault(actors=ACTORS, commitments=commitment(given_to="our-ofice"))
    assert found[::2] == ("commitments!C2", "our-office")


def test_a_missing_field_is_told_at_its_row():
    assert one_fault(actors=ACTORS, commitments=[["id", "wording"], ["promise", "x"]])[0] == "commitments!2"


def test_names_stand_on_the_sheet_of_actors_or_on_their_own():
    names = [["record", "language", "name"], ["port-authority", "ar", "سلطة الميناء"]]
    header = [["field", "value"], ["slug", "crisis"], ["languages", "en|ar"]]
    one = checked(dossier=header, actors=ACTORS, names=names).dossier["port-authority"].names
    assert one == Text({"en": "Port Authority", "ar": "سلطة الميناء"})
    two = checked(actors=[["id", "names:en", "names:ar"], ["port-authority", "Port", "ميناء"]]).dossier
    assert two["port-authority"].names == Text({"en": "Port", "ar": "ميناء"})


def test_two_wordings_that_nothing_tells_apart_are_told():
    names = [["record", "language", "name"], ["port-authority", "ar", "سلطة الميناء"]]
    assert one_fault(actors=ACTORS, names=names)[0] == "names!C2"


def test_a_label_for_the_whole_sheet_holds_where_a_row_has_none():
    limits = [["id", "kind", "condition", "handling=RED", "compartments"]]
    limits += [["one", "red line", "x", None, None], ["two", "red line", "x", "AMBER", None]]
    limits += [["three", "red line", "x", None, "team"]]
    dossier = checked(limits=limits).dossier
    assert [dossier[one].handling.level for one in ("one", "two", "three")] == ["RED", "AMBER", "RED"]
    assert dossier["three"].handling.compartments == ("team",)


def test_the_header_has_its_faults_told_too():
    header = [["field", "value"], ["slug", "crisis"], ["title:ar", "أزمة"], ["seting", "conflict"]]
    dossier = checked(dossier=header).dossier
    assert dossier.header.title == Text({"ar": "أزمة"})
    assert one_fault(dossier=header)[::2] == ("dossier!A4", "setting")
    assert one_fault(dossier=[["field", "value"], ["slug", "x"], ["setting", "confict"]])[::2] == (
        "dossier!B3",
        "conflict",
    )


def test_a_hidden_sheet_is_read_and_told():
    book = Workbook()
    book.active.title = "help"
    sheet = book.create_sheet("actors")
    sheet.sheet_state = "veryHidden"
    for row in ACTORS:
        sheet.append(row)
    out = BytesIO()
    book.save(out)
    found = checked(out.getvalue())
    assert len(found.dossier) == 2
    assert ("advice", "actors") in [(fault.level, fault.place.sheet) for fault in found.faults]
    assert faults(out.getvalue()) == []
