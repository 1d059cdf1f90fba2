"""Which piece of a long list stands on a page, and does every row stand on one of them?"""

import re

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from aidememoire.ledger import acts
from aidememoire.vocabulary.kinds.commitments import Commitment
from aidememoire.workbench.paging import MOST, piece

SLUG = "port-of-selane"


@given(st.integers(0, 500), st.integers(1, 120), st.text(max_size=4))
def test_the_pieces_hold_every_row_once_and_in_order(count, most, said):
    rows, met, asked = list(range(count)), [], QueryDict("show=all")
    while True:
        part = piece(asked, rows, "page", most)
        assert part.count == count and len(part) <= most
        met += part
        if not part.after:
            break
        asked = QueryDict(part.after)
        assert asked["show"] == "all"
    assert met == rows
    assert part.number == part.last == max(-(-count // most), 1)
    strange = QueryDict(mutable=True)
    strange["page"] = said
    assert 1 <= piece(strange, rows, "page", most).number <= part.last


def test_two_lists_of_a_page_go_on_each_for_itself():
    asked = QueryDict("ours=2&theirs=3")
    assert QueryDict(piece(asked, range(500), "ours").after).dict() == {"ours": "3", "theirs": "3"}
    assert QueryDict(piece(asked, range(500), "theirs").before).dict() == {"ours": "2", "theirs": "2"}


@pytest.fixture
def many(fresh_vault):
    desk = fresh_vault.desk(SLUG)
    us = next(one.id for one in desk.dossier if getattr(one, "ours", False))
    said = {"given_to": us, "given_on": "2026-01-01", "about": "access"}
    guard = next(one.given_by for one in desk.dossier.of(Commitment) if not desk.dossier.ours(one.given_by))
    made = [
        Commitment.model_validate({"id": f"road-{n}", "given_by": guard, "wording": f"To open road {n}", **said})
        for n in range(MOST + 30)
    ]
    desk.do(acts.record(desk, *made))
    return guard


@pytest.mark.parametrize(
    ("address", "name"), [("commitments/", "theirs"), ("watch/", "gap"), ("actors/{of}/", "promise")]
)
def test_a_long_list_of_a_screen_is_shown_in_pieces_that_hold_all_of_it(seated, many, address, name):
    address, met = f"/d/{SLUG}/{address.format(of=many)}", set()
    query = ""
    while True:
        page = seated.get(address + query).content.decode()
        main = page[page.index('id="main"') :]
        met |= set(re.findall(r"To open road (\d+)", main))
        found = re.search(rf'href="(\?[^"]*\b{name}=\d+[^"]*)">Next', main)
        if not found:
            break
        query = found[1].replace("&amp;", "&")
    assert met == {str(n) for n in range(MOST + 30)}
    assert query
