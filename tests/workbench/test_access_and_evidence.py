"""Does the map claim nothing that the table does not say, and do claims stand beside their denials?"""

import re
from datetime import date

import pytest

from aidememoire.workbench.areas import areas
from aidememoire.workbench.countries import numbers


def told(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.mark.parametrize(
    ("slug", "drawn"), [("sudan-adre", ["729"]), ("syria-cross-border", ["760"]), ("port-of-selane", [])]
)
def test_only_countries_that_the_atlas_knows_are_drawn(seated, slug, drawn):
    features = seated.get(f"/d/{slug}/access/map/").json()["features"]
    assert [one["properties"]["country"] for one in features] == drawn
    page = seated.get(f"/d/{slug}/access/")
    assert ("data-map=" in page.content.decode()) == bool(drawn)


def test_what_has_no_place_is_counted_and_stands_in_the_table(seated):
    page = told(seated.get("/d/sudan-adre/access/"))
    assert "2 areas have no place on the map" in page
    assert "Darfur" in page and "El Fasher" in page


def test_every_constraint_and_authority_stands_in_one_area(seated, fresh_vault):
    dossier = fresh_vault.desk("port-of-selane").dossier
    now = dossier.as_of(day := dossier.header.closed_on or date(2026, 6, 15))
    there = areas(now, day)
    kinds = [one.kind_of.name for one in now]
    assert sum(len(one.constraints) for one in there) == kinds.count("constraint")
    assert sum(len(one.authorities) for one in there) == kinds.count("authority")


@pytest.mark.parametrize("borders", ["dashed", "merged", "none"])
def test_the_reader_says_how_disputed_borders_are_drawn(seated, borders):
    seated.post("/settings/", {"theme": "auto", "keys": "on", "borders": borders})
    assert f'data-borders="{borders}"' in seated.get("/d/sudan-adre/access/").content.decode()


def test_the_map_says_that_it_endorses_no_border(seated):
    assert "do not imply endorsement" in seated.get("/d/sudan-adre/access/").content.decode()


def test_a_country_has_one_number_whichever_code_is_written():
    assert numbers()["SDN"] == numbers()["SD"] == "729"
    assert len(set(numbers().values())) == 174


def test_an_allegation_and_its_denial_stand_side_by_side(seated):
    page = told(seated.get("/d/sudan-adre/evidence/"))
    claim = page.index("Sudan alleges that the United Arab Emirates sponsors the RSF.")
    assert page.index("The United Arab Emirates denies it.", claim) > claim


def test_ties_on_nobodys_word_are_listed_with_their_share(seated):
    assert "14 of 25 ties have no source" in told(seated.get("/d/sudan-adre/evidence/"))


@pytest.mark.parametrize("number", ["0", "99", "-3", "one", "1" * 400])
def test_a_page_that_there_is_not_is_the_nearest(seated, number):
    assert seated.get("/d/sudan-adre/evidence/", {"show": "all", "page": number}).status_code == 200


@pytest.mark.parametrize("borders", ["dashed", "merged", "none"])
def test_the_map_is_drawn_without_a_flag_whatever_the_borders(visit, borders):
    one = visit()
    page = one.goto("/settings/")
    page.check(f"input[name=borders][value={borders}]")
    page.click("main button.main")
    one.goto("/d/sudan-adre/access/")
    page.wait_for_selector(".leaflet-interactive")
    assert page.locator(".leaflet-attribution-flag").count() == 0
    assert "do not imply endorsement" in page.locator(".leaflet-control-attribution").inner_text()
    assert not one.said and not one.strayed()
