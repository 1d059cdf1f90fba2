"""Does the rail lead everywhere, in the order of the chain, and does each key after g lead to one place only?"""

from aidememoire.vocabulary.kinds import kinds
from aidememoire.workbench.policy import Under
from aidememoire.workbench.showing import rail
from worlds import read_as


def test_each_key_leads_to_one_place():
    keys = [place.key for _heading, places in rail() for place, _name in places if place.key]
    assert len(keys) == len(set(keys))


def test_the_headings_follow_the_chain_and_only_today_stands_above_them():
    told = rail()
    assert [heading for heading, _places in told] == [one.value for one in Under]
    assert [name for _place, name in told[0][1]] == ["today"]


def test_the_rail_marks_where_one_is(seated):
    page = seated.get("/d/port-of-selane/network/").content.decode()
    assert page.count('aria-current="page"') == 1
    assert page.index(">Understand<") < page.index(">Network<") < page.index(">Negotiate<") < page.index(">Follow up<")


NEWER = "records were written by a newer version"


def test_every_page_says_that_a_newer_version_wrote_records(seated, monkeypatch):
    older = {name: kind for name, kind in kinds().items() if name != "tenure"}
    read_as(monkeypatch, older)
    for page in ("", "people/", "audit/"):
        assert NEWER in seated.get(f"/d/port-of-selane/{page}").content.decode()


def test_where_this_version_reads_everything_no_page_says_so(seated):
    assert NEWER not in seated.get("/d/port-of-selane/").content.decode()
