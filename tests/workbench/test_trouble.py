"""Does a page of trouble say what happened, that nothing is lost and the way on, in every language, and nothing more?"""

import re

import pytest

from aidememoire.vocabulary.messages import _ as sentence
from aidememoire.vocabulary.messages import languages, speaking, text_of
from workbench.sitting import HOST, TOKEN

SECRET = "kanarie-in-the-fault"
SAID = {
    404: sentence("There is nothing here"),
    403: sentence("This was not taken"),
    400: sentence("This was not taken"),
    500: sentence("A fault of the workbench itself"),
}


def cause(status, monkeypatch, language):
    """A browser that speaks a language, and the answer to what goes wrong in it."""
    from django.test import Client

    browser = Client(headers={"host": HOST}, enforce_csrf_checks=status == 403, raise_request_exception=False)
    browser.get("/launch/" + TOKEN + "/")
    session = browser.session
    session["language"] = language
    session.save()
    if status == 404:
        return browser.get("/d/nothing-here/")
    if status == 403:
        return browser.post("/d/port-of-selane/engagements/log/", {"title": SECRET})
    if status == 400:
        return browser.post("/d/port-of-selane/engagements/log/", {f"x{n}": "y" for n in range(20_000)})
    from aidememoire.ledger.desk import Desk

    def broken(_desk):
        raise RuntimeError(SECRET)

    monkeypatch.setattr(Desk, "dossier", property(broken))
    return browser.get("/d/port-of-selane/watch/")


@pytest.mark.parametrize("language", sorted(languages()))
@pytest.mark.parametrize("status", SAID)
def test_trouble_says_what_happened_and_the_way_on(fresh_vault, monkeypatch, status, language):
    answer = cause(status, monkeypatch, language)
    page = answer.content.decode()
    with speaking(language):
        told = text_of(SAID[status])
    assert answer.status_code == status and f'<html lang="{language}"' in page
    assert re.search(rf"<h1>\s*{re.escape(told)}\s*</h1>", page), page[:1500]
    assert 'href="/"' in page and len(re.findall(r"<p>", page)) >= 2
    assert not re.search(rf"{SECRET}|Traceback|RuntimeError|\.py|port-of-selane|csrf", page, re.IGNORECASE)
