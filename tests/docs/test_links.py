"""Do the pages of the manual hold together: does every link lead somewhere, and is every page led to?"""

import pytest
from tests.docs.pages import PAGES, ROOT, anchors, links


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page):
    for path, anchor in links(page):
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), f"{path} is not there"
        assert there.is_relative_to(ROOT), f"{path} leads out of the project"
        if anchor:
            assert anchor in anchors(there), f"{path} has no heading {anchor}"


def test_every_page_of_the_manual_can_be_reached_from_its_index():
    seen, waiting = set(), [ROOT / "docs" / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in seen or page.suffix != ".md":
            continue
        seen.add(page)
        waiting += [(page.parent / path).resolve() for path, _anchor in links(page) if path]
    assert not [
        str(page.relative_to(ROOT)) for page in PAGES if page.is_relative_to(ROOT / "docs") and page not in seen
    ]


def test_every_picture_is_small_and_shown():
    pictures = set((ROOT / "docs" / "pictures").glob("*.*"))
    shown = {(page.parent / path).resolve() for page in PAGES for path, _anchor in links(page) if path}
    assert pictures
    assert pictures <= shown
    assert all(picture.stat().st_size < 250_000 for picture in pictures)


def test_no_page_names_a_machine_of_ours():
    for page in PAGES:
        text = page.read_text("utf-8")
        assert not [word for word in ("/home/", "/" + "work/", "/" + "root/", "localhost:") if word in text], page
