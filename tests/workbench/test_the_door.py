"""Who gets in? Only a browser of this machine that came through the launch link, from pages of ours, for as long as agreed."""

import re
import signal
import threading
import time
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver

from aidememoire.workbench import door, guards, sessions
from aidememoire.workbench.opening import LINK_SECONDS, prepared
from aidememoire.workbench.screens import front
from workbench.sitting import HOST, OPENING, TOKEN

INSIDE = ("/", "/d/port-of-selane/", "/d/port-of-selane/issues/", "/settings/", "/keys/", "/d/nowhere/")


# The launch link


def test_the_link_works_as_often_as_one_likes_for_two_minutes_and_never_again():
    opening, token = prepared(1, training=True, now=1000.0)
    assert all(opening.lets_in(token, 1000.0 + second) for second in (0, 1, 1, LINK_SECONDS - 1))
    assert not opening.lets_in(token, 1000.0 + LINK_SECONDS)


def test_no_other_link_works():
    opening, token = prepared(1, training=True, now=1000.0)
    for wrong in ("", token[:-1], token + "a", token.swapcase(), opening.link_digest, prepared(1, training=True)[1]):
        assert not opening.lets_in(wrong, 1000.0)


def test_what_the_worker_is_told_does_not_hold_the_link():
    opening, token = prepared(1, training=True)
    assert token not in repr(opening)
    assert len(token) >= 43, "256 bits"


def test_a_wrong_link_is_missing_and_opens_nothing(stranger, fresh_vault):
    answer = stranger.get("/launch/" + TOKEN[::-1] + "/")
    assert answer.status_code == 404 and not answer.cookies


@pytest.mark.parametrize("address", INSIDE)
def test_without_the_link_every_page_is_the_same_refusal(stranger, fresh_vault, address):
    answer = stranger.get(address)
    assert answer.status_code == 403
    assert answer.content == stranger.get("/d/sudan-adre/").content
    assert "Selane" not in answer.content.decode()


def test_a_seat_alone_opens_only_the_lock(stranger, fresh_vault):
    stranger.get(f"/launch/{TOKEN}/")
    del stranger.cookies[settings.SESSION_COOKIE_NAME]
    answer = stranger.get("/d/port-of-selane/")
    assert answer.status_code == 302 and answer["Location"] == "/lock/"


def test_a_seat_that_somebody_made_up_is_none(stranger, fresh_vault):
    for made_up in ("seated", "seated:1xWLeu:abc", ""):
        stranger.cookies[guards.seat_cookie()] = made_up
        assert stranger.get("/lock/").status_code == 403


# The address


@pytest.mark.parametrize(
    "host", ["localhost", HOST.replace("127.0.0.1", "localhost"), "127.0.0.1", "127.0.0.1:1", "evil.example:47111",
             f"{HOST}.evil.example", f"evil@{HOST}", "", "[::1]:47111"]
)  # fmt: skip
def test_another_name_for_this_machine_is_refused(seated, host):
    answer = seated.get("/", headers={"host": host})
    assert answer.status_code in (400, 421)
    assert "Selane" not in answer.content.decode()


@pytest.mark.parametrize("site", ["cross-site", "same-site", "weird"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_page_of_somebody_else_is_refused(seated, method, site):
    assert getattr(seated, method)("/d/port-of-selane/", headers={"sec-fetch-site": site}).status_code == 403


@pytest.mark.parametrize(
    "origin", ["null", "http://localhost:47111", "https://" + HOST, "http://127.0.0.1:1", "http://evil"]
)
def test_another_origin_is_refused(seated, origin):
    assert seated.post("/d/port-of-selane/dial/", headers={"origin": origin}).status_code == 403


def test_a_form_of_ours_is_taken_although_it_tells_no_referrer(seated):
    """Under no-referrer a browser sends a form of the page itself with the origin null; a sandboxed page does so too."""
    ours = {"origin": "null", "sec-fetch-site": "same-origin"}
    assert seated.post("/d/port-of-selane/dial/", headers=ours).status_code == 302
    for site in ("cross-site", "same-site", "none"):
        theirs = {"origin": "null", "sec-fetch-site": site}
        assert seated.post("/d/port-of-selane/dial/", headers=theirs).status_code == 403


def test_our_own_pages_may_ask(seated):
    ours = {"origin": OPENING.origin, "sec-fetch-site": "same-origin"}
    assert seated.get("/d/port-of-selane/", headers=ours).status_code == 200
    assert seated.get("/d/port-of-selane/", headers={"sec-fetch-site": "none"}).status_code == 200


def test_no_answer_invites_another_origin(seated):
    for address in ("/", "/static/workbench/look.css", "/d/port-of-selane/"):
        answer = seated.get(address)
        assert not [name for name in answer.headers if name.lower().startswith("access-control")]


# Sessions


@pytest.fixture
def clock(monkeypatch):
    now = [time.monotonic()]
    monkeypatch.setattr(sessions, "clock", lambda: now[0])
    return now


def test_a_session_ends_after_five_idle_minutes(clock, seated):
    clock[0] += 4 * 60
    assert seated.get("/").status_code == 200
    clock[0] += 5 * 60 + 1
    assert seated.get("/")["Location"] == "/lock/"


def test_a_session_ends_after_eight_hours_however_busy(clock, seated):
    for _minute in range(8 * 60 // 4 - 1):
        clock[0] += 4 * 60
        last = seated.get("/")
    assert last.status_code == 200
    clock[0] += 4 * 60 + 1
    assert seated.get("/")["Location"] == "/lock/"


def test_coming_in_gives_a_new_key_of_256_bits(stranger, fresh_vault):
    """Fixation: a key that somebody planted is not the one that is opened."""
    stranger.cookies[settings.SESSION_COOKIE_NAME] = "a" * 64
    stranger.get(f"/launch/{TOKEN}/")
    first = stranger.cookies[settings.SESSION_COOKIE_NAME].value
    stranger.get(f"/launch/{TOKEN}/")
    second = stranger.cookies[settings.SESSION_COOKIE_NAME].value
    assert re.fullmatch("[0-9a-f]{64}", first) and len({first, second, "a" * 64}) == 3
    stranger.cookies[settings.SESSION_COOKIE_NAME] = first
    assert stranger.get("/")["Location"] == "/lock/"


def test_cookies_are_for_this_site_and_not_for_scripts(stranger, fresh_vault):
    cookies = stranger.get(f"/launch/{TOKEN}/").cookies
    assert set(cookies) == {settings.SESSION_COOKIE_NAME, guards.seat_cookie()}
    cookies.update(stranger.get("/").cookies)
    assert settings.CSRF_COOKIE_NAME in cookies
    for cookie in cookies.values():
        assert cookie["httponly"] and cookie["samesite"] == "Strict" and cookie["path"] == "/"


def test_nobody_is_locked_out_by_a_link(seated):
    """Locking takes a form of ours: a GET only shows the lock."""
    seated.get("/lock/")
    assert seated.get("/").status_code == 200


@pytest.fixture
def served(monkeypatch):
    """This process as a worker of a server, and what is sent to the server."""
    sent = []
    monkeypatch.setattr(door, "_over", threading.Event())
    monkeypatch.setattr(door.multiprocessing, "parent_process", lambda: SimpleNamespace(pid=-7))
    monkeypatch.setattr(door.os, "kill", lambda pid, what: sent.append((pid, what)))
    monkeypatch.setattr(door.threading, "Timer", lambda *_what: SimpleNamespace(start=lambda: sent.append("at last")))
    monkeypatch.setattr(guards, "AGAIN_SECONDS", 0)
    return sent


def test_locking_forgets_everything_and_clears_the_browser(seated, served):
    answer = seated.post("/lock/")
    assert "storage" in answer["Clear-Site-Data"] and "cache" in answer["Clear-Site-Data"]
    assert not door.is_open() and not sessions._kept
    assert served == ["at last", (-7, signal.SIGHUP)], "the server ends the process that held plain records"


def test_a_process_that_is_over_opens_nothing_and_lets_the_browser_ask_the_next_one(seated, served, monkeypatch):
    monkeypatch.setattr(front, "through_agent", lambda *_a, **_k: pytest.fail("it opened a vault"))
    seated.post("/lock/")
    for method, address in (("post", "/unlock/"), ("get", f"/launch/{TOKEN}/"), ("get", "/d/port-of-selane/?page=2")):
        answer = getattr(seated, method)(address)
        assert (answer.status_code, answer["Location"], answer["Connection"]) == (307, address, "close")
    assert "Locked" in seated.get("/lock/").content.decode() and not door.is_open()


def test_the_end_of_the_agent_locks_nothing_that_was_unlocked_since(seated, served, monkeypatch):
    monkeypatch.setattr(type(door.vault()), "close", lambda self: pytest.fail("it locked the next one"))
    door._agent_ended()
    assert not door.is_open() and door.is_over() and len(served) == 2
    door._agent_ended()
    assert len(served) == 2


def test_the_lock_of_before_lunch_takes_the_passphrase(fresh_vault, clock, monkeypatch):
    browser = Client(headers={"host": HOST}, enforce_csrf_checks=True)
    browser.get(f"/launch/{TOKEN}/")
    door._open.clear()
    page = browser.get("/lock/").content.decode()
    form = {"csrfmiddlewaretoken": re.search('name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]}
    clock[0] += 60 * 60
    sessions.end_all()
    monkeypatch.setattr(front, "through_agent", lambda *_a, **_k: fresh_vault)
    assert browser.post("/unlock/", form)["Location"] == "/"
    assert browser.get("/").status_code == 200


# Forms


@pytest.mark.parametrize("pattern", get_resolver().url_patterns, ids=lambda pattern: pattern.name)
def test_every_unsafe_route_asks_for_the_token(fresh_vault, monkeypatch, pattern):
    client = Client(headers={"host": HOST}, enforce_csrf_checks=True)
    monkeypatch.setattr(type(OPENING), "lets_in", lambda self, token, now: token == TOKEN)
    client.get(f"/launch/{TOKEN}/")
    address = "/" + re.sub("<[^>]+>", lambda found: _filled(found[0]), str(pattern.pattern))
    for method in ("post", "put", "patch", "delete"):
        answer = getattr(client, method)(address)
        if pattern.callback.policy.whom == "token":
            # A program's own token is asked for on every route and method; the cookie of a browser opens none.
            assert answer.status_code == 401, (method, address)
        elif method.upper() in pattern.callback.policy.methods:
            assert answer.status_code == 403, (method, address)
        else:
            assert answer.status_code in (403, 404, 405), (method, address)


def _filled(part):
    known = {"<id:slug>": "port-of-selane", "<id:plural>": "ties", "<id:form>": "log", "<id:id>": "levy"}
    return known.get(part, "x")


# What travels with every answer


@pytest.mark.parametrize(
    "address", ["/", "/d/port-of-selane/", "/d/nowhere/", "/static/workbench/look.css", "/favicon.ico"]
)
def test_headers_stand_on_every_answer(seated, address):
    answer = seated.get(address)
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "base-uri 'none'" in policy
    assert "form-action 'self'" in policy and "require-trusted-types-for 'script'" in policy
    assert "unsafe" not in policy and "http" not in policy
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Referrer-Policy"] == "no-referrer" and answer["X-Content-Type-Options"] == "nosniff"
    if not address.startswith(("/static/", "/favicon")):
        assert answer["Cache-Control"] == "no-store"


# What is there and may not be seen


def test_missing_and_forbidden_read_alike(seated):
    first = seated.get("/d/nowhere/")
    for address in ("/d/port-of-selane/record/nothing/", "/d/port-of-selane/issues/port-director/", "/d/sudan-adre/record/levy/",
                    "/nothing/", "/d/port-of-selane/records/nothing/"):  # fmt: skip
        answer = seated.get(address)
        assert answer.status_code == 404 and answer.content == first.content, address
        assert dict(answer.headers) == dict(first.headers), address


def test_a_fault_of_ours_tells_nothing_of_what_was_at_hand(seated, monkeypatch, capsys):
    from aidememoire.workbench.screens import watch

    def fails(desk, *_words, **_chosen):
        raise RuntimeError("canary-5b1e " + str(desk.dossier.header.title))

    seated.raise_request_exception = False
    monkeypatch.setattr(type(door.vault()), "desk", lambda self, *words: fails_desk())
    monkeypatch.setattr(watch, "page", fails)

    def fails_desk():
        raise RuntimeError("canary-5b1e")

    answer = seated.get("/d/port-of-selane/watch/")
    said = capsys.readouterr()
    assert answer.status_code == 500
    assert "canary" not in answer.content.decode() and "canary" not in said.err + said.out
