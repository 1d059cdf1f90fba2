"""Does the picture of the two-way record show what the method finds, and only of those asked for?"""

from datetime import date

import pytest

from aidememoire.briefs.drawings.trust import reliance
from aidememoire.methods.trust.trust import trust
from aidememoire.training import path
from aidememoire.vocabulary.dossier import Dossier, Header
from aidememoire.vocabulary.files import load

DAY = date(2026, 6, 15)


@pytest.fixture(scope="module")
def selane():
    return load(path())


def test_each_row_of_the_method_is_a_band_with_the_same_figures(selane):
    picture = reliance(selane, as_of=DAY, language="en")
    rows = trust(selane, as_of=DAY).rows
    told = {(row[1], row[2], row[3]): row[4:7] for row in picture.rows}
    assert len(told) == len(rows)
    for row in rows:
        shown = told[str(row.of), str(row.toward), str(row.about.label)]
        for share, words in zip((row.mean, row.low, row.high), shown, strict=True):
            assert words == "X" if share is None else float(words[:-2]) == pytest.approx(100 * share, abs=0.6)
    assert "base rate" in picture.svg, "what such a record is worth stands on it"


def test_only_those_asked_for_are_shown_and_what_we_owe_them(selane):
    picture = reliance(selane, as_of=DAY, language="ar", among=frozenset({"port-director"}))
    assert {row[1] for row in picture.rows} == {"ائتلاف الإغاثة", "مدير هيئة ميناء سيلانة"}
    assert {row[10] for row in picture.rows} >= {""} and any("2026" in row[10] for row in picture.rows)


def test_without_promises_there_is_no_picture():
    assert reliance(Dossier(Header(slug="empty")), as_of=DAY, language="en") is None
