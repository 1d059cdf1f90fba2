"""Does a page say what it means: no word of the program in a field, no point twice, each day in the calendar chosen?"""

import re

import pytest

from aidememoire.vocabulary.messages import Message, speaking
from aidememoire.workbench.forms.versions import Changed
from workbench.test_in_browser import SCREENS

FIELD = re.compile(r'<input type="search" name="q" value="([^"]*)"[^>]*data-key="s"')
DAY = re.compile(r">\d{1,2} June 2026<")


def shown(browser, address):
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_nothing_stands_in_the_search_field_that_nobody_asked_for(seated):
    told = {name: FIELD.findall(shown(seated, address)) for name, address in SCREENS.items()}
    assert {name: words for name, words in told.items() if any(words)} == {"search": ["council"]}
    assert sum(map(len, told.values())) > 40


@pytest.mark.parametrize("said", ["Who decides?", "Come on Friday.", "Not now!", "متى؟"])
def test_a_sentence_ends_once(said):
    asks = Message("Ask for it: {what}. Then go.", (("what", said),))
    assert str(asks) == f"Ask for it: {said} Then go."


def test_three_points_stay_three():
    assert str(Message("{what}... and more.", (("what", "Come."),))) == "Come.... and more."
    assert str(Message("{what}.", (("what", "Two of three"),))) == "Two of three."


def set_to(browser, **chosen):
    answer = browser.post("/settings/", {"language": "en", "keys": "on", **chosen})
    assert answer.status_code == 302


@pytest.mark.parametrize(("calendar", "beside"), [("hijri", "(3 Muharram 1448)"), ("solar hijri", "(28 Khordad 1405)")])
@pytest.mark.parametrize("screen", ["today", "plan", "watch", "engagements", "actor"])
def test_every_shown_day_stands_in_the_other_calendar_too(seated, calendar, beside, screen):
    """The meeting of 18 June stands on each of these screens."""
    before = shown(seated, SCREENS[screen])
    assert "18 June 2026" in before and beside not in before
    set_to(seated, calendar=calendar)
    after = shown(seated, SCREENS[screen])
    assert len(DAY.findall(after)) == len(DAY.findall(before))
    assert f'>18 June 2026</bdi> <bdi class="unbroken" dir="ltr">{beside}<' in after
    assert after.count("June 2026</bdi> <bdi") == after.count("June 2026</bdi>")


def test_digits_change_in_days_and_numbers_and_in_no_id(seated):
    set_to(seated, digits="arabic")
    page = shown(seated, "/d/port-of-selane/record/levy/")
    assert ">٢١٢,٠٠٠<" in page and "٢٠٢٦" in page
    assert 'href="/d/port-of-selane/record/' in page and 'value="2026-06-15"' in page
    with speaking("en"):
        assert ">berth-in-48-hours<" in shown(seated, "/d/port-of-selane/record/berth-in-48-hours/")


def test_what_nobody_recorded_has_no_column(seated):
    page = shown(seated, "/d/sudan-adre/access/")
    heads = re.findall(r'<th scope="col">(.*?)</th>', page.split("On what footing access stands")[1])
    assert "Authority" in heads and "Expires on" in heads and "Sector" not in heads


def test_what_is_planned_next_stands_first(seated):
    page = shown(seated, "/d/port-of-selane/engagements/").split(">Held<")[0]
    assert page.index("18 June 2026") < page.index("30 June 2026")


def test_who_stands_above_a_ceiling_is_called_by_name(seated):
    page = shown(seated, "/d/port-of-selane/briefs/?kind=handover&with=port-director&ceiling=GREEN")
    assert "Director of the Port Authority</bdi> lies above" in page and ">port-director<" not in page


def test_no_format_says_its_ending_twice(seated):
    page = shown(seated, "/d/port-of-selane/export/")
    told = re.findall(r"<option[^>]*>(.*?)</option>", page.split('name="format"')[1].split("</select>")[0])
    assert len(told) > 8 and "Kumu workbook (.xlsx)" in told
    assert not [one for one in told if re.search(r"\(([A-Z]+)\) \(\.\1\)", one, re.IGNORECASE)]


def test_the_ladder_shows_where_a_position_was_before(seated):
    address = "/d/port-of-selane/positions/?issue=unloading"
    assert ">before<" not in shown(seated, address)
    stance = {
        "actor": "port-director",
        "issue": "unloading",
        "assessed_by": "Selane office",
        "assessed_on": "2026-06-10",
    }
    answer = seated.post("/d/port-of-selane/records/stances/new/", {**stance, "position:number": "30"})
    assert answer.status_code == 302
    page = shown(seated, address)
    assert ">before<" in page and "Before</th>" in page


@pytest.mark.parametrize(
    ("before", "after", "marked"),
    [
        ("2,000", "3,000", "<del>2,000</del><ins>3,000</ins>"),
        ("1.5 of 3", "2.5 of 3", "<del>1.5</del><ins>2.5</ins> of 3"),
        ("the gate is shut", "the gate is open", "the gate is <del>shut</del><ins>open</ins>"),
    ],
)
def test_a_number_that_changed_is_never_half_struck_through(before, after, marked):
    assert Changed(None, before, after).marked() == marked


def test_what_is_judged_stands_in_a_word_in_every_table(seated):
    page = shown(seated, SCREENS["issue"]).split("Who decides, who blocks")[1]
    row = page.split("Shipping Agents")[1].split("</tr>")[0]
    assert "moderate" in row and "0.5" not in row


def test_a_search_shows_words_and_no_id(seated):
    hits = shown(seated, SCREENS["search"]).split('class="hits"')[1].split("</ul>")[0]
    assert "Once the Council has agreed" in hits and ">council-levy<" not in hits


def test_a_source_without_a_name_is_told_in_words_and_not_by_its_id(seated):
    page = shown(seated, SCREENS["evidence"])
    assert "a source whose name is not noted" in page and ">unnamed-publication<" not in page
