"""Does a new screen need no more than CONTRIBUTING says: a view file, its templates, and one line in the URL map?"""

import importlib
import sys

import pytest
from django.template import engines
from django.urls import clear_url_caches, resolve

from aidememoire.ledger.gate import Role
from aidememoire.workbench import screens, showing, urls
from workbench.test_in_browser import SCREENS

VIEW = '''"""A trial: which issues are there?"""

from aidememoire.vocabulary.kinds.issues import Issue
from aidememoire.vocabulary.messages import _
from aidememoire.workbench.policy import Place, Under, screen
from aidememoire.workbench.showing import page


@screen(may="read", place=Place(_("A trial"), "z", Under.UNDERSTAND))
def trial(request, desk):
    """List them."""
    return page(request, "trial/trial.html", desk, here="trial", there=desk.now.of(Issue))
'''
TEMPLATE = '{% extends "bench.html" %}{% block main %}<h1>Trial</h1>{% for one in there %}{{ one.title|told }}{% endfor %}{% endblock %}'
ADDRESS = "/d/port-of-selane/trial/"


def forget():
    """What was worked out of the URL map."""
    clear_url_caches()
    showing.rail.cache_clear()
    showing.asked_by.cache_clear()


@pytest.fixture
def one_more(tmp_path, monkeypatch):
    (tmp_path / "trial.py").write_text(VIEW)
    (tmp_path / "templates" / "trial").mkdir(parents=True)
    (tmp_path / "templates" / "trial" / "trial.html").write_text(TEMPLATE)
    monkeypatch.setattr(screens, "__path__", [*screens.__path__, str(tmp_path)])
    engine = engines["django"].engine
    monkeypatch.setattr(engine, "dirs", [*engine.dirs, tmp_path / "templates"])
    importlib.invalidate_caches()
    monkeypatch.setattr(urls, "urlpatterns", [*urls.urlpatterns, urls.of("trial/", "trial.trial", "trial")])
    forget()
    yield
    sys.modules.pop("aidememoire.workbench.screens.trial", None)
    monkeypatch.undo()
    forget()


def test_it_stands_in_the_rail_with_its_key_and_shows_the_dossier(one_more, seated):
    page = seated.get(ADDRESS).content.decode()
    assert "Levy on relief cargo" in page
    assert f'href="{ADDRESS}" data-go="z" aria-current="page"' in page
    assert seated.get("/d/port-of-selane/").content.decode().count(ADDRESS) == 1


def test_it_is_behind_the_gate_like_any_other(one_more, seated, read_as):
    assert seated.post(ADDRESS).status_code == 405
    assert seated.get("/d/nowhere/trial/").status_code == 404
    read_as(role=Role.AUDITOR)
    assert seated.get(ADDRESS).status_code == 404
    assert 'data-go="z"' not in seated.get("/d/port-of-selane/audit/").content.decode()


def test_every_screen_of_the_rail_is_looked_at_in_the_browser():
    looked_at = {resolve(address.split("?")[0]).url_name for address in SCREENS.values()}
    there = {name for _heading, places in showing.rail() for _place, name in places}
    assert there - looked_at == set()
