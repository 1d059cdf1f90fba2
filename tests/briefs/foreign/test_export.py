"""Does a dossier leave as the layouts say, cut and marked, and does it come back as it was?"""

import csv
import io
import json
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
import openpyxl
import pytest
from icalendar import Calendar

from aidememoire.briefs.export import export, form_for, formats, lowest
from aidememoire.briefs.foreign import Form
from aidememoire.feeds.opening import File
from aidememoire.feeds.taking import take
from aidememoire.training import path
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.files import load
from aidememoire.vocabulary.files.workbook.values import runs
from aidememoire.vocabulary.kinds.actors import Actor, Tenure, Tie
from aidememoire.vocabulary.kinds.engagements import Engagement
from aidememoire.vocabulary.messages import _
from making import made

DAY = date(2026, 6, 15)
BY_NAME = {f"{form.name}{form.ending}": form for form in formats()}
GRAPHS = ["kumu.xlsx", "kumu.json", "gephi.csv"]


@pytest.fixture(scope="module")
def selane():
    return load(path())


def exported(dossier, form, ceiling=None, language="en", **chosen):
    return export(dossier, BY_NAME[form], as_of=DAY, language=language, made_on=DAY, ceiling=ceiling, **chosen)


def only(found):
    ((_ending, data),) = found.files
    return data


def test_every_format_is_found_by_its_file():
    assert set(BY_NAME) == {
        "calendar.ics", "csv.csv", "geojson.geojson", "gephi.csv", "gexf.gexf", "graphml.graphml", "jsonl.jsonl",
        "kumu.json", "kumu.xlsx", "picture.png", "picture.svg", "workbook.xlsx", "yaml.yaml",
    }  # fmt: skip


def test_the_ending_chooses_and_where_it_may_mean_several_the_name_does():
    assert form_for("map.xlsx").own and form_for("map.json").name == "kumu" and form_for("a.yml").name == "yaml"
    assert form_for("map.xlsx", "kumu").name == "kumu"
    with pytest.raises(InputError, match="--format with one of: csv, gephi"):
        form_for("map.csv")
    with pytest.raises(InputError, match="is not written as gephi"):
        form_for("map.xlsx", "gephi")
    with pytest.raises(InputError, match="does not end in a format"):
        form_for("map.doc")


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("form", GRAPHS)
def test_a_map_comes_back_as_it_was_but_for_its_evidence(selane, form, language):
    found = exported(selane, form, "RED", language)
    files = [File(Path(f"selane{ending}"), data) for ending, data in found.files]
    back = take(files)
    assert not back.faults and back.counts["reject"] == back.counts["conflict"] == 0
    wanted = [
        one.model_copy(update={"evidence": ()}) for one in selane.cut("RED") if isinstance(one, (Actor, Tie, Tenure))
    ]
    assert {one.id: one for one in back.drafts} == {one.id: one for one in wanted}
    assert take(files, into=selane).counts["unchanged"] == len(wanted)


def test_own_sheets_as_csv_come_back_whole(selane):
    found = exported(selane, "csv.csv", "RED")
    back = take([File(Path(f"selane{ending}"), data) for ending, data in found.files])
    assert not back.faults and back.drafts == selane.cut("RED")


HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@sum",
    "|cmd",
    "%cmd",
    " \u200b%x",
    "％x",
    "\tx",
    " =1",
    "\u200b=1",
    "\u00a0@x",
    "＝1",
    "'=1",
]


@pytest.mark.parametrize("form", [*GRAPHS, "csv.csv"])
def test_no_cell_begins_with_what_a_spreadsheet_would_run_and_the_text_comes_back(form):
    dossier = made(actors=[{"id": f"a{n}", "names": words, "note": words} for n, words in enumerate(HOSTILE)])
    found = exported(dossier, form, "RED")
    cells = [cell for _ending, data in found.files for cell in texts_in(form, data)]
    assert len(cells) > len(HOSTILE)
    assert not [cell for cell in cells if runs(cell)]
    back = take([File(Path(f"map{ending}"), data) for ending, data in found.files])
    assert [str(one.names).strip() for one in back.drafts] == [words.strip() for words in HOSTILE]


def texts_in(form, data):
    if form.endswith(".json"):
        return [str(value) for item in json.loads(data)["elements"] for value in item.values()]
    if form.endswith(".csv"):
        return [cell for row in csv.reader(io.StringIO(data.decode())) for cell in row]
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert all(cell.data_type != "f" for cell in cells)
    return [str(cell.value) for cell in cells]


def test_the_sheets_of_a_kumu_workbook_are_as_kumu_reads_them(selane):
    book = openpyxl.load_workbook(io.BytesIO(only(exported(selane, "kumu.xlsx"))))
    assert book.sheetnames == ["Elements", "Connections", "Marking (ignore)"]
    assert [cell.value for cell in book["Elements"][1]][:4] == ["ID", "Label", "Type", "Description"]
    assert [cell.value for cell in book["Connections"][1]][:5] == ["ID", "From", "To", "Type", "Direction"]
    assert book["Marking (ignore)"]["A2"].value == "TLP:AMBER"


def test_ids_of_a_kumu_blueprint_are_unique_across_elements_and_connections(selane):
    whole = json.loads(only(exported(selane, "kumu.json")))
    ids = [item["id"] for item in (*whole["elements"], *whole["connections"])]
    assert len(set(ids)) == len(ids) and whole["marking"] == "TLP:AMBER"
    assert {item["direction"] for item in whole["connections"]} == {"directed"}


def test_gephi_tables_have_the_headings_that_gephi_wants(selane):
    (nodes, edges) = (data.decode().splitlines()[0] for _ending, data in exported(selane, "gephi.csv").files)
    assert nodes.startswith("Id,Label,") and edges.startswith("Source,Target,Type,Id,Label,Weight,Time Interval,")


@pytest.mark.parametrize(("form", "read"), [("gexf.gexf", nx.read_gexf), ("graphml.graphml", nx.read_graphml)])
def test_another_library_reads_the_same_graph(selane, form, read):
    graph = read(io.BytesIO(only(exported(selane, form, "RED"))))
    left = selane.cut("RED")
    assert set(graph) == {actor.id for actor in left.of(Actor)}
    ends = sorted((tie.actor, tie.over) for tie in left.of(Tie)) + sorted(
        (one.person, one.post) for one in left.of(Tenure)
    )
    assert sorted(graph.edges()) == sorted(set(ends))
    label = graph.nodes["coast-guard"]["label"]
    assert label == left["coast-guard"].names.in_("en")[0]


def test_ties_and_tenures_have_spells_in_gexf(selane):
    root = ET.fromstring(only(exported(selane, "gexf.gexf", "RED")))
    name = "{http://gexf.net/1.3}"
    drawn = root.find(f"{name}graph")
    assert (root.get("version"), drawn.get("mode"), drawn.get("timeformat")) == ("1.3", "dynamic", "date")
    spells = {
        edge.get("id"): edge.find(f"{name}spells/{name}spell").attrib
        for edge in drawn.iter(f"{name}edge")
        if edge.find(f"{name}spells") is not None
    }
    assert spells["director-heron"] == {"start": "2025-12-01", "end": "2026-03-14"}
    dated = {one.id for one in (*selane.cut("RED").of(Tie), *selane.cut("RED").of(Tenure)) if one.since or one.until}
    assert set(spells) == dated
    assert "TLP:RED" in root.find(f"{name}meta/{name}description").text


def test_an_empty_dossier_leaves_in_every_format():
    for form in BY_NAME:
        if not form.startswith("picture"):
            assert exported(made(), form).files, form


def test_a_calendar_says_nothing_that_a_locked_screen_may_not_show(selane):
    data = only(exported(selane, "calendar.ics"))
    book = Calendar.from_ical(data)
    events, tasks = list(book.walk("VEVENT")), list(book.walk("VTODO"))
    dated = [one for one in selane.cut("AMBER").commitments if one.due_on]
    meetings = [one for one in selane.cut("AMBER").of(Engagement) if one.held_on or one.planned_on]
    assert len(events) == len(meetings) > 3 and len(tasks) == len(dated) > 3
    assert {str(one["CLASS"]) for one in (*events, *tasks)} == {"CONFIDENTIAL"}
    assert all(str(one["SUMMARY"]).split()[0] in ("Meeting", "Ours", "Theirs") for one in (*events, *tasks))
    words = data.decode().replace("\r\n ", "")
    for name in (str(actor.names.in_("en")[0]) for actor in selane.of(Actor)):
        assert name not in words
    assert [str(one["SUMMARY"]).split()[0] for one in tasks] == sorted(
        str(one["SUMMARY"]).split()[0] for one in tasks
    ), "ours first"
    full = only(exported(selane, "calendar.ics", full=True)).decode()
    assert "SUMMARY:Meeting at the Ministry of Ports on late clearances" in full


def test_identifiers_in_calendars_stay_and_tell_nothing(selane):
    def uids(**chosen):
        book = Calendar.from_ical(only(exported(selane, "calendar.ics", "RED", **chosen)))
        return [str(one["UID"]) for one in book.walk() if "UID" in one]

    assert uids() == uids(full=True) and len(set(uids())) == len(uids())
    assert not [uid for uid in uids() for record in selane if record.id in uid]


def test_what_is_above_the_ceiling_is_told_to_the_exporter_and_in_no_file(selane):
    for form in BY_NAME:
        if form.startswith("picture"):
            continue
        found = exported(selane, form, "AMBER")
        assert str(found.marking) == "Prepared for TLP:AMBER; other information may exist."
        secret = "\n".join(str(word) for id, _why in found.left_out for word in (selane[id].called(),) if word)
        whole = b"".join(data for _ending, data in found.files).decode("utf-8", "replace")
        for words in filter(None, secret.splitlines()):
            assert words not in whole, (form, words)
        for id, why in found.left_out:
            assert f'"{id}"' not in whole and str(why)
    red = exported(selane, "kumu.json", "AMBER").left_out
    assert [id for id, _why in red] == ["sandpiper", "lantern-order"]


def test_the_lowest_ceiling_that_leaves_anything_is_where_a_choice_begins():
    dossier = made(
        handling="AMBER",
        actors=[
            {"id": "open", "names": "Open", "handling": "CLEAR"},
            {"id": "shut", "names": "Shut", "handling": "RED"},
        ],
    )
    assert lowest(dossier, BY_NAME["kumu.json"]).level == "CLEAR"
    assert lowest(dossier, BY_NAME["yaml.yaml"]).level == "AMBER"
    found = exported(dossier, "kumu.json")
    assert [id for id, _why in found.left_out] == ["shut"] and found.records == 1


def test_a_conclusion_that_the_cut_turns_over_is_told(selane):
    assert [str(one) for one in exported(selane, "calendar.ics", "AMBER").turned_over]


def test_places_are_coarsened_and_nothing_is_placed_that_the_file_does_not_place():
    dossier = made(
        needs=[{"id": "n1", "area": "XS0101", "people": 10}, {"id": "n2", "area": "12.345678, 43.987654"}],
        constraints=[{"id": "c1", "type": "A3", "area": "XSL", "severity": 2}],
        issues=[{"id": "i1", "title": "Road", "areas": ["XS0101", "North camp"]}],
    )
    whole = json.loads(only(exported(dossier, "geojson.geojson", "RED", places={"XS0101": (43.21987, 12.34567)})))
    places = {one["properties"]["pcode"] or one["properties"]["name"]: one["geometry"] for one in whole["features"]}
    assert places == {
        None: {"type": "Point", "coordinates": [44.0, 12.3]},
        "North camp": None,
        "XS0101": {"type": "Point", "coordinates": [43.2, 12.3]},
        "XSL": None,
    }
    by_code = {one["properties"]["pcode"]: one["properties"] for one in whole["features"]}
    assert by_code["XS0101"]["needs"][0]["people"] == 10 and by_code["XS0101"]["issues"][0]["id"] == "i1"
    assert by_code["XSL"]["level"] == 0 and by_code["XSL"]["constraints"][0]["severity"] == "2"
    assert whole["marking"] == "TLP:RED" and "endorsement" in whole["disclaimer"]


@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"picture": "timeline"},
        {"picture": "ladder", "issue": "unloading"},
        {"picture": "grid", "issue": "unloading"},
    ],
)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_pictures_carry_their_marking(selane, chosen, language):
    svg = only(exported(selane, "picture.svg", "RED", language, **chosen))
    root = ET.fromstring(svg)
    texts = [one.text for one in root.iter("{http://www.w3.org/2000/svg}text")]
    assert any("TLP:RED" in (words or "") for words in texts)
    height = float(root.get("height"))
    assert root.get("viewBox").endswith(f" {root.get('height')}") and height > 100
    assert only(exported(selane, "picture.png", "RED", language, **chosen)).startswith(b"\x89PNG")


def test_a_ladder_needs_its_issue_and_an_unknown_picture_is_refused(selane):
    with pytest.raises(InputError, match="unloading"):
        exported(selane, "picture.svg", picture="ladder")
    with pytest.raises(InputError, match="network, timeline, ladder, grid"):
        exported(selane, "picture.svg", picture="portrait")


def test_the_same_dossier_gives_the_same_bytes(selane):
    for form in ("kumu.json", "gephi.csv", "gexf.gexf", "graphml.graphml", "calendar.ics", "geojson.geojson"):
        assert exported(selane, form).files == exported(selane, form).files


@pytest.mark.parametrize("through", ["write", "seen_as"])
def test_finished_bytes_that_hold_what_is_withheld_do_not_leave(through):
    shut = {"id": "shut", "names": "Kamal Darwish", "handling": "RED"}
    dossier = made(handling="AMBER", actors=[{"id": "open", "names": "Open"}, shut])

    def leaks(given):
        return ((".txt", b"Seen with Kamal Darwish." if len(given.dossier) else b"Nothing to see."),)

    def sound(given):
        return ((".txt", b"Nothing to see."),)

    ways = {"write": leaks} if through == "write" else {"write": sound, "seen_as": leaks}
    form = Form("leaky", ".txt", _("Leaky"), carries=("actor",), **ways)
    with pytest.raises(InputError, match="Nothing is written"):
        export(dossier, form, as_of=DAY, language="en", made_on=DAY, ceiling="AMBER")
