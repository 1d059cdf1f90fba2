"""Does what leaves through a page stay under its ceiling, and is the exporter told before, and the audit after?"""

import zipfile
from io import BytesIO

import pytest

from aidememoire.briefs.export import formats
from aidememoire.vocabulary.handling import Label

EXPORT, BRIEFS = "/d/port-of-selane/export/", "/d/port-of-selane/briefs/"
SECRET = ("Sandpiper", "sandpiper")  # a contact labelled RED


def events(vault, action="export"):
    return [one for one in vault.keeper.events if one.action == action]


@pytest.mark.parametrize("form", formats(), ids=lambda form: form.name + form.ending)
def test_every_format_leaves_under_its_ceiling_and_is_noted(seated, fresh_vault, form):
    before = len(events(fresh_vault))
    answer = seated.post(EXPORT, {"format": form.name + form.ending, "ceiling": "AMBER"})
    assert answer.status_code == 200
    name = answer.headers["Content-Disposition"]
    assert name.startswith(f'attachment; filename="port-of-selane-{form.name}-amber.')
    noted = events(fresh_vault)[before:]
    assert [(one.label, one.outcome) for one in noted] == [(Label.AMBER, "done")]
    content = answer.content
    if name.endswith(('.zip"', '.xlsx"')):
        with zipfile.ZipFile(BytesIO(content)) as bundle:
            content = b"".join(bundle.read(one) for one in bundle.namelist())
    assert content
    assert not any(secret.encode() in content for secret in SECRET)


@pytest.mark.parametrize(("ceiling", "red"), [("AMBER", 0), ("RED", 2)])
def test_a_red_record_that_leaves_counts_as_read(seated, fresh_vault, ceiling, red):
    assert seated.post(EXPORT, {"format": "jsonl.jsonl", "ceiling": ceiling}).status_code == 200
    read = {one.record for one in events(fresh_vault, "ask")}
    assert len(read) >= red and bool(read) is bool(red)
    assert {one.label for one in events(fresh_vault, "ask")} <= {Label.RED}


def test_the_exporter_sees_what_stays_behind_and_why_before_anything_is_written(seated, fresh_vault):
    page = seated.get(EXPORT, {"format": "kumu.json", "ceiling": "AMBER"}).content.decode()
    assert "2 records stay behind" in page.replace('<bdi dir="ltr">', "").replace("</bdi>", "")
    assert "Sandpiper" in page and "is labelled" in page
    assert not events(fresh_vault)


def test_the_lowest_label_under_which_anything_is_left_is_chosen_first(seated):
    page = seated.get(EXPORT, {"format": "kumu.json"}).content.decode()
    assert '<input type="radio" name="ceiling" value="AMBER" checked>' in page


def test_a_label_that_there_is_not_becomes_the_lowest(seated):
    answer = seated.get(EXPORT, {"format": "kumu.json", "ceiling": "ULTRA"})
    assert '<input type="radio" name="ceiling" value="AMBER" checked>' in answer.content.decode()


@pytest.mark.parametrize("format", [".docx", ".pdf", ".html", ".md"])
def test_a_brief_is_kept_in_every_format(seated, fresh_vault, format):
    sent = {"kind": "meeting", "ceiling": "AMBER", "lang": "en", "format": format}
    answer = seated.post(BRIEFS, sent)
    assert answer.status_code == 200
    assert f'filename="port-of-selane-meeting-amber{format}"' in answer.headers["Content-Disposition"]
    assert len(events(fresh_vault)) == 1


def test_a_brief_is_seen_in_its_language_inside_a_page_in_another(seated):
    page = seated.get(BRIEFS, {"kind": "situation", "lang": "ar", "ceiling": "GREEN"}).content.decode()
    assert '<html lang="en"' in page and 'class="brief" lang="ar" dir="rtl"' in page


def test_a_conclusion_that_the_cut_turns_over_is_told(seated):
    page = seated.get(BRIEFS, {"kind": "meeting", "ceiling": "AMBER"}).content.decode()
    assert "Without them, a conclusion reads otherwise" in page


def test_somebody_above_the_ceiling_is_no_brief_and_no_fault(seated):
    answer = seated.get(BRIEFS, {"kind": "meeting", "with": "sandpiper", "ceiling": "AMBER"})
    assert answer.status_code == 200
    assert "raise the ceiling, or name somebody else" in answer.content.decode()
