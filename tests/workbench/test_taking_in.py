"""Does a file come in through the page: looked at first, taken in as one act, taken back as one, and read in bounds?"""

import re
import time
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from aidememoire.briefs.export import export, form_for
from aidememoire.workbench import uploads

IMPORT = "/d/port-of-selane/import/"
NODES = "Id,Label,Office\nx1,Harbour Fire Brigade,Port Authority of Selane\nx2,Anchor Union,\n"
EDGES = "Source,Target,Weight\nx1,x2,2\n"


def handed(client, *files, **more):
    sent = {
        "files": [SimpleUploadedFile(name, data.encode() if isinstance(data, str) else data) for name, data in files]
    }
    answer = client.post(IMPORT, {**sent, **more})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    until = time.monotonic() + 60
    while 'hx-trigger="every 1s"' in (page := client.get(answer.url).content.decode()) and time.monotonic() < until:
        time.sleep(0.1)
    return answer.url, page


def dossier(vault):
    return vault.desk("port-of-selane").dossier


def told(page):
    return re.sub(r"<[^>]+>", "", page)


def test_pasted_names_become_actors_in_one_act_that_can_be_taken_back(seated, fresh_vault):
    before = len(dossier(fresh_vault))
    address, page = handed(seated, names="Harbour Fire Brigade\nAnchor Union\n")
    assert "Take in 2 records" in told(page)
    assert len(dossier(fresh_vault)) == before
    seated.post(address, {"apply": "1"})
    assert {"harbour-fire-brigade", "anchor-union"} <= {one.id for one in dossier(fresh_vault)}
    batch = fresh_vault.desk("port-of-selane").view.batches[0]
    assert len(batch.records) == 2
    seated.post("/d/port-of-selane/undo/", {"batch": batch.id})
    assert len(dossier(fresh_vault)) == before


def test_nodes_and_edges_of_gephi_come_in_together(seated, fresh_vault):
    address, page = handed(seated, ("map.nodes.csv", NODES), ("map.edges.csv", EDGES))
    assert "Gephi: nodes and edges" in told(page)
    seated.post(address, {"apply": "1"})
    there = dossier(fresh_vault)
    tie = next(one for one in there if one.kind_of.name == "tie" and "harbour-fire-brigade" in one.named())
    assert "anchor-union" in tie.named()


@pytest.mark.parametrize("name", ["kumu.xlsx", "kumu.json"])
def test_a_map_that_went_out_to_kumu_comes_home_saying_nothing_new_or_named(seated, fresh_vault, name):
    form = form_for(name, "kumu")
    day = date(2026, 6, 15)
    out = export(dossier(fresh_vault), form, as_of=day, language="en", made_on=day, ceiling="AMBER")
    before = {one.id: one for one in dossier(fresh_vault)}
    address, page = handed(seated, (name, out.files[0][1]))
    assert "Kumu: elements and connections" in told(page)
    seated.post(address, {"apply": "1"})
    assert not {one.id for one in dossier(fresh_vault)} - before.keys()


def test_a_column_that_was_mapped_by_hand_is_remembered(seated, fresh_vault):
    _address, page = handed(seated, ("people.csv", "Name,Whereabouts\nAnchor Union,Quay Two\n"))
    address = re.search(r'action="?', page) and _address
    seated.post(address, {"t0": "actor", "t0-c0": "names", "t0-c1": "aliases"})
    page = seated.get(address).content.decode()
    assert re.search(r'<option value="aliases" selected>', page)
    seated.post(address, {"apply": "1"})
    assert dossier(fresh_vault)["anchor-union"].aliases
    _other, page = handed(seated, ("more.csv", "Name,Whereabouts\nRope Makers,Quay Five\n"))
    assert re.search(r'<option value="aliases" selected>', page)


def test_a_part_of_a_dossier_in_yaml_may_name_what_is_here(seated, fresh_vault):
    part = """dossier: {format: 1, slug: part}
ties:
  - {id: new-tie, actor: port-director, over: relief-consortium, basis: command}
"""
    address, page = handed(seated, ("part.yaml", part))
    assert "Left out" not in told(page) and "Take in 1 record" in told(page)
    seated.post(address, {"apply": "1"})
    assert dossier(fresh_vault)["new-tie"].named() == {"port-director", "relief-consortium"}


def test_a_record_that_names_what_is_nowhere_is_left_out_with_the_reason(seated, fresh_vault):
    part = """dossier: {format: 1, slug: part}
ties:
  - {id: new-tie, actor: port-director, over: nobody-here, basis: command}
"""
    address, page = handed(seated, ("part.yaml", part))
    assert "names nobody-here" in told(page)
    seated.post(address, {"apply": "1"})
    assert "new-tie" not in dossier(fresh_vault)


def test_what_a_file_says_otherwise_stays_ours_until_somebody_decides(seated, fresh_vault):
    kind = dossier(fresh_vault)["port-director"].kind
    sheet = "id,names:en,kind,level\nport-director,Director of the Port Authority,,regional\n"
    address, page = handed(seated, ("port.actors.csv", sheet))
    assert "stays; the file says" in told(page)
    seated.post(address, {"again": "1", "overwrite": "on"})
    seated.post(address, {"apply": "1"})
    changed = dossier(fresh_vault)["port-director"]
    assert str(changed.level) == "regional" and changed.kind == kind


def test_what_was_looked_at_is_read_again_where_the_dossier_changed_since(seated, fresh_vault):
    address, _page = handed(seated, names="Anchor Union")
    handed(seated, names="Rope Makers")
    other, _page = handed(seated, names="Net Menders")
    seated.post(other, {"apply": "1"})
    seated.post(address, {"apply": "1"})
    assert "anchor-union" not in dossier(fresh_vault)
    seated.post(address, {"apply": "1"})
    assert "anchor-union" in dossier(fresh_vault)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("map.docx", b"x"),
        ("broken.xlsx", b"PK\x03\x04 no workbook"),
        ("deep.json", b"[" * 100_000),
        ("bad.yaml", b"a: &x [*x]"),
    ],
)
def test_what_cannot_be_read_is_said_and_changes_nothing(seated, fresh_vault, name, data):
    before = fresh_vault.keeper.last(fresh_vault.desk("port-of-selane").place)
    _address, page = handed(seated, (name, data))
    assert 'class="wrong"' in page or "What is wrong with the file" in page
    assert fresh_vault.keeper.last(fresh_vault.desk("port-of-selane").place) == before


def test_progress_is_silent_while_nothing_changes(seated, fresh_vault):
    address, _page = handed(seated, names="Anchor Union")
    token = address.rstrip("/").rpartition("/")[2]
    step = fresh_vault.uploads.of(fresh_vault.slugs()["port-of-selane"], token).step
    assert seated.get(f"{address}progress/", {"seen": step}).status_code == 204
    assert seated.get(f"{address}progress/", {"seen": step - 1}).status_code == 200


def test_files_wait_in_memory_few_and_for_their_dossier_only(seated, fresh_vault):
    addresses = [handed(seated, names=f"Name {n}")[0] for n in range(uploads.MOST_WAITING + 1)]
    assert seated.get(addresses[0]).status_code == 404
    assert seated.get(addresses[-1].replace("port-of-selane", "sudan-adre")).status_code == 404


def test_an_empty_workbook_is_handed_out(seated):
    answer = seated.get(f"{IMPORT}workbook/")
    assert answer.content.startswith(b"PK") and "attachment" in answer.headers["Content-Disposition"]
