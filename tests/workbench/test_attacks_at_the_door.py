"""What do foreign pages, stolen or planted sessions, and words that mean something to a machine get out of the server?

Sessions (A17), loopback (A19), and injection into headers, paths, logs and templates (A22). The plain cases stand in
``test_the_door``; here every route is asked.
"""

import itertools
import json
import logging
import re
import time

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from aidememoire.workbench import door, guards, sessions
from aidememoire.workbench.drafts import Drafts
from workbench.attacking import PATTERNS, address, policy_of, session_key, sit_down
from workbench.company import SLUG, Company
from workbench.sitting import HOST, OPENING, TOKEN

HERE = f"/d/{SLUG}/"


@pytest.fixture(scope="module")
def company():
    return Company()


@pytest.fixture
def team(monkeypatch, tmp_path, company):
    monkeypatch.setattr(door, "shut", lambda **_how: None)
    return sit_down(monkeypatch, company, "team", Drafts(tmp_path / "drafts", b"k" * 32))


def _ask(client, method, pattern, **headers):
    return client.generic(method, address(pattern, token=TOKEN), headers=headers)


# Loopback

SITES = ("cross-site", "same-site", "none", "same-origin", "", "CROSS-SITE", "same-origin, cross-site", "null")
ORIGINS = ("null", "http://localhost:47111", "http://127.0.0.1", f"https://{HOST}", f"http://{HOST}.evil.example", "http://evil.example",
           f"http://{HOST}@evil.example", "")  # fmt: skip
HOSTS = ("evil.example", f"evil.example:{HOST.split(':')[1]}", "localhost", f"localhost:{HOST.split(':')[1]}", "127.0.0.1", "127.0.0.1:80",
         "0.0.0.0:47111", "[::1]:47111", "127.1:47111", "2130706433:47111", f"{HOST}.", f"{HOST}, evil.example", f" {HOST}x")  # fmt: skip


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda one: one.name)
def test_no_route_answers_a_foreign_page_or_another_name(team, company, pattern):
    before = company.keeper.last(company.lead.place)
    for method in ("GET", "POST"):
        for host in HOSTS:
            assert _ask(team, method, pattern, host=host).status_code in (400, 421), (method, host)
        for site, origin in itertools.product(SITES, (None, *ORIGINS)):
            ours = origin in (None, OPENING.origin) or (origin == "null" and site == "same-origin")
            if ours and site in ("none", "same-origin"):
                continue
            linked = pattern.name == "launch" and method == "GET"
            if linked and ours:
                continue
            given = {"sec-fetch-site": site, **({"origin": origin} if origin is not None else {})}
            answer = _ask(team, method, pattern, **given)
            assert answer.status_code == 403 and not answer.content, (method, given)
    assert company.keeper.last(company.lead.place) == before


def test_what_a_proxy_would_say_of_the_host_is_not_believed(team):
    for header in ("x-forwarded-host", "x-original-host", "forwarded", "x-host"):
        answer = team.get(HERE, headers={"host": "evil.example", header: HOST})
        assert answer.status_code in (400, 421), header
        answer = team.get(HERE, headers={header: "evil.example"})
        assert answer.status_code == 200 and b"evil.example" not in answer.content, header


# Sessions


def test_a_session_without_the_seat_and_a_seat_without_the_session_open_nothing(team):
    key, seat = session_key(team), team.cookies[guards.seat_cookie()].value
    for cookies in ({settings.SESSION_COOKIE_NAME: key}, {guards.seat_cookie(): seat}):
        thief = Client(headers={"host": HOST})
        for name, value in cookies.items():
            thief.cookies[name] = value
        answer = thief.get(HERE)
        assert answer.status_code in (302, 403) and b"Harbour" not in answer.content


def test_the_store_of_sessions_holds_no_key_and_no_word_of_a_record(team, company):
    team.get(f"{HERE}record/open-actor/")
    team.get(f"{HERE}search/?q=names")
    team.post(f"{HERE}routes/", {"to": "open-actor", "issue": "open-issue"})
    held = json.dumps([data for _born, _seen, data in sessions._kept.values()])
    assert "open names words" not in held
    for name in ("", "closed-part"):
        key = company.rings["lead"].compartment_key(company.lead.place, name)
        assert key is None or (key.hex() not in held and str(key) not in held)


def test_a_stolen_key_of_a_session_is_worth_nothing_once_its_owner_came_in_anew_or_locked(team, monkeypatch):
    old = session_key(team)
    team.get(f"/launch/{TOKEN}/")
    thief = Client(headers={"host": HOST})
    thief.cookies.load(team.cookies.output(header=""))
    thief.cookies[settings.SESSION_COOKIE_NAME] = old
    assert thief.get(HERE)["Location"] == "/lock/"
    now = session_key(team)
    team.post("/lock/")
    thief.cookies[settings.SESSION_COOKIE_NAME] = now
    assert thief.get(HERE)["Location"] == "/lock/"


def test_asking_again_and_again_with_made_up_keys_finds_no_session(team):
    thief = Client(headers={"host": HOST})
    thief.cookies[guards.seat_cookie()] = team.cookies[guards.seat_cookie()].value
    for made_up in ("", "0" * 64, session_key(team)[:-1] + "g", session_key(team)[:32], "../" * 9, "a" * 5000):
        thief.cookies[settings.SESSION_COOKIE_NAME] = made_up
        assert thief.get(HERE)["Location"] == "/lock/", made_up


def test_the_limits_hold_for_every_route(team, monkeypatch):
    now = [time.monotonic()]
    monkeypatch.setattr(sessions, "clock", lambda: now[0])
    now[0] += sessions.IDLE_SECONDS + 1
    for pattern in PATTERNS:
        if policy_of(pattern).whom in ("dossier", "opened"):
            answer = _ask(team, policy_of(pattern).methods[0], pattern)
            assert answer.status_code == 302 and answer["Location"] == "/lock/", pattern.name


def test_a_token_of_another_session_is_no_token(monkeypatch, tmp_path, company):
    sit_down(monkeypatch, company, "team", Drafts(tmp_path / "drafts", b"k" * 32))
    one, other = (Client(headers={"host": HOST}, enforce_csrf_checks=True) for _two in range(2))
    tokens = []
    for client in (one, other):
        client.get(f"/launch/{TOKEN}/")
        page = client.get(f"{HERE}records/actors/new/").content.decode()
        tokens.append(re.search('name="csrfmiddlewaretoken" value="([^"]+)"', page)[1])
    before = company.keeper.last(company.lead.place)
    for token in (tokens[1], "", "x" * 64, tokens[0][:-1]):
        sent = {"names": "Forged", "csrfmiddlewaretoken": token}
        assert one.post(f"{HERE}records/actors/new/", sent).status_code == 403, token
    assert company.keeper.last(company.lead.place) == before


def test_nothing_is_changed_by_asking_for_a_page(team, company):
    """A link or a picture on a foreign page can only make a browser ask: whatever it asks, nothing is written."""
    before = company.keeper.last(company.lead.place)
    for pattern in PATTERNS:
        for method in ("GET", "HEAD"):
            _ask(team, method, pattern)
    assert company.keeper.last(company.lead.place) == before and team.get(HERE).status_code == 200


# Injection

PAYLOADS = (
    "\r\nSet-Cookie: bitten=1", "%0d%0aSet-Cookie:%20bitten=1", "x\nBitten: 1", "\u560d\u560aBitten:1", "\x00", "../../../../etc/passwd",
    "..%2f..%2fetc%2fpasswd", "....//....//etc/passwd", "file:///etc/passwd", "//evil.example/", "/\\evil.example", "http://evil.example/",
    "javascript:bitten", "{{7654321*1234567}}", "{% 7654321*1234567 %}", "${7654321*1234567}", "#{7654321*1234567}", "{0.__class__}", "{desk.vault}", "%s%s%n", "%(name)s", "' OR '1'='1",
    "1; DROP TABLE x--", "$where", "`id`", "$(id)", "| id", "=cmd|' /C calc'!A0", "<!--#exec cmd=id-->", "\u202eevil", "\ud7ff", "\ufeff",
    "٣", "²", "1e309", "-1", "NaN", "inf", "9" * 400, "0x10", "1_0", "é" * 3000, "a" * 9000, "0000-00-00", "9999-12-31", "2026-13", "0001-01", "9999-12",
)  # fmt: skip
ASKED = ("q", "sort", "page", "issue", "focus", "degrees", "without", "unsourced", "view", "month", "beside", "value", "proposal", "facing",
         "part", "kind", "with", "ceiling", "compartment", "recipient", "format", "lang", "show", "within", "actor", "of", "to", "seen", "picture",
         "names", "handling")  # fmt: skip
SENT = (*ASKED, "day", "known", "back", "batch", "reset", "theme", "borders", "language", "clash", "why", "_why", "_base", "_add", "_remove", "track",
        "reason", "decision", "decided_on", "review_on", "crosses", "card", "role", "clearance", "compared", "entry", "record", "sure", "notes",
        "held_on", "engagement", "promise", "name", "forget", "evidence.count", "outcome", "observed_on", "agency", "leave")  # fmt: skip


def _clean(answer, payload, what):
    assert answer.status_code < 500, (what, payload)
    assert "bitten" not in answer.cookies and "Bitten" not in answer.headers, (what, payload)
    for name, value in answer.headers.items():
        assert "\n" not in value and "\r" not in value, (what, name)
    assert not re.match(r"(https?:)?//|[a-z]+:|/\\", answer.get("Location", "")), (what, answer.get("Location"))
    for word in (b"root:", b"9449772114007", b"<class", b"vaults.Vault", b"Traceback"):
        assert word not in answer.content.replace(payload.encode("utf-8", "replace"), b""), (what, payload, word)


def test_words_that_mean_something_to_a_machine_mean_nothing_here(team, company, caplog, capfd):
    """Each payload in each place where something is asked or sent: in the address, in the form, in the path."""
    caplog.set_level(logging.INFO)
    for number, payload in enumerate(PAYLOADS):
        for place, pattern in enumerate(PATTERNS):
            if (number + place) % 5 or pattern.name in ("lock", "launch", "unlock", "withdraw", "revoke"):
                continue
            where, methods = address(pattern, id="open-issue"), policy_of(pattern).methods
            if "GET" in methods:
                # Every payload in one parameter of each page, another one each time: the sum over pages covers all.
                asked = {ASKED[(number * 7 + place + step) % len(ASKED)]: payload for step in range(6)}
                _clean(team.get(where, asked), payload, where)
            if "POST" in methods:
                sent = {SENT[(number * 5 + place + step) % len(SENT)]: payload for step in range(12)}
                _clean(team.post(where, sent), payload, where)
        if not set(payload) & set("\r\n\x00"):
            _clean(team.get(f"{HERE}record/{payload}/"), payload, "path")
            _clean(team.get(f"/static/{payload}"), payload, "static")
    said = capfd.readouterr()
    assert "bitten" not in (said.out + said.err).lower() and "evil" not in said.out + said.err


def test_what_is_sent_as_the_name_of_a_file_leads_nowhere(team, tmp_path):
    for name in (
        "../../evil.csv",
        "/etc/passwd.csv",
        "a\r\nBitten: 1.csv",
        "con.csv",
        "x" * 500 + ".csv",
        "\u202evsc.evil",
        ".csv",
        'a";b.csv',
    ):
        file = SimpleUploadedFile(name, b"name,kind\nSomebody,state organ\n")
        file.name = name
        answer = team.post(f"{HERE}import/", {"files": file}, follow=True)
        _clean(answer, name, "upload")
    assert not list(tmp_path.rglob("*evil*")) and not list(tmp_path.parent.glob("evil*"))


def test_no_formula_of_a_spreadsheet_leaves_as_one(team, company):
    formulas = ("=HYPERLINK(1)", "+1+1", "-1+1", "@SUM(1)", "\t=1", "|id", "%id")
    for number, formula in enumerate(formulas):
        sent = {"names": formula, "entity": "body", "id": f"formula-{number}"}
        assert team.post(f"{HERE}records/actors/new/", sent).status_code in (302, 422)
    content = team.post(f"{HERE}export/", {"format": "gephi.csv", "ceiling": "RED"}).content
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as whole:
        told = "\n".join(whole.read(name).decode() for name in whole.namelist())
    cells = [cell.strip('"') for line in told.splitlines() for cell in line.split(",")]
    assert any("HYPERLINK" in cell for cell in cells), "control: it is there"
    assert not [cell for cell in cells if cell[:1] in "=+@|%\t" and cell], cells
