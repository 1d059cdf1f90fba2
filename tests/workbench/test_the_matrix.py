"""Does every route keep what may not be had from every part, for every object, by every method? (A1, A2, A4)

What is expected comes from a small oracle: the act that a route declares, the gate, and which half an object is of.
"""

import itertools
import json
import re
from datetime import date

import pytest

from aidememoire.ledger.desk import Desk as LedgerDesk
from aidememoire.ledger.gate import Reader, Role
from aidememoire.ledger.keeper import nameless
from aidememoire.vocabulary.handling import Label
from aidememoire.workbench import door
from aidememoire.workbench.api.tokens import Tokens
from aidememoire.workbench.drafts import Drafts
from aidememoire.workbench.policy import Policy
from workbench.attacking import (
    KIND_OF_ROUTE,
    PATTERNS,
    RANDOM,
    address,
    policy_of,
    seen,
    sightings,
    sit_down,
    takes,
    tell,
    without_tokens,
)  # fmt: skip
from workbench.company import OTHER, READERS, ROLES, SLUG, Company
from workbench.sitting import TOKEN

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
# Whoever has a part without content has one page, which names the dossier by the beginning of its id.
WITHOUT_CONTENT = {"auditor": "audit", "custodian": "keeping"}
FEWEST_CELLS = 5_000
OPEN_ALWAYS = {"launch", "favicon"}
LEAD_SEES = {"own", "compartment", "red", "agency"}


@pytest.fixture(scope="module")
def company():
    return Company().hide()


@pytest.fixture
def sat(monkeypatch, tmp_path, company):
    """Sit down in a part; what is done is made, gated, and then counted instead of kept."""
    counted = []
    monkeypatch.setattr(LedgerDesk, "do", lambda desk, act: counted.append(act) or act.batch)
    monkeypatch.setattr(door, "shut", lambda **_how: None)

    def sit(role):
        return sit_down(monkeypatch, company, role, Drafts(tmp_path / role, b"k" * 32)), counted

    return sit


def called(company, role):
    """How a dossier is called for somebody: who has no content does not learn its name."""
    return nameless(company.lead.place) if role in WITHOUT_CONTENT else SLUG


def objects(pattern, company, role):
    """What a route may be asked about: the half that it is of, and the address."""
    name, slug = pattern.name, called(company, role)
    if policy_of(pattern).whom != "dossier":
        yield "own", address(pattern, token=RANDOM if role == "anonymous" else TOKEN)
        return
    kind = KIND_OF_ROUTE.get(name, "actor")
    if takes(pattern, "id"):
        yield "own", address(pattern, slug=slug, id=company.there[kind])
        if kind == "identity" or name in ("record", "edit", "history", "withdraw"):
            yield "identity", address(pattern, slug=slug, id="behind-it")
        for why, ids in company.hidden.items():
            yield why, address(pattern, slug=slug, id=ids.get(kind, ids["actor"]))
    elif takes(pattern, "member"):
        yield "own", address(pattern, slug=slug, member=company.rings["team"].me.id)
    elif takes(pattern, "batch"):
        yield "own", address(pattern, slug=slug, batch=company.lead.view.batches[-1].id)
    else:
        yield "own", address(pattern, slug=slug, token=RANDOM)
    if slug != SLUG:
        yield "another dossier", address(pattern, slug=SLUG)  # they cannot know that it is called so
    yield "another dossier", address(pattern, slug=OTHER, id="other-actor")
    yield "no dossier", address(pattern, slug=RANDOM)
    if any(takes(pattern, part) for part in ("id", "member", "batch")):
        yield "random", address(pattern, slug=slug, id=RANDOM, batch=RANDOM, member=RANDOM)


def expected(role, pattern, method, thing):
    """What the oracle says: refused, not allowed, missing or served."""
    policy: Policy = policy_of(pattern)
    if policy.whom == "token":
        # No cookie counts: what is told to programs is asked again with tokens below.
        described = pattern.name == "api-description" and method in ("GET", "HEAD")
        return "served" if described and role != "anonymous" else "refused"
    if role == "anonymous" and policy.whom != "anyone":
        return "refused"
    if method not in policy.methods:
        return "not allowed"
    if policy.whom != "dossier":
        return "missing" if role == "anonymous" and pattern.name == "launch" else "served"
    part = Reader("x", Role(role) if role != "nobody" else None, Label.AMBER_STRICT)
    act = policy.to_post if method == "POST" and policy.to_post else policy.may
    if not part.may(act):
        return "missing"
    if thing == "own" and not takes(pattern, "token"):
        return "served"
    if thing == "identity":
        return "served" if part.may_see("identity") else "missing"
    return "served" if role == "lead" and thing in LEAD_SEES and not takes(pattern, "token") else "missing"


@pytest.mark.parametrize("role", ROLES)
def test_no_cell_of_the_matrix_leaks(sat, company, role):
    client, done = sat(role)
    canaries = company.canaries.given
    nowhere = "/launch/nothing/" if role == "anonymous" else "/d/nowhere/"
    missing = {"GET": seen(client.get(nowhere)), "HEAD": seen(client.head(nowhere)),
               "POST": seen(client.post("/d/nowhere/dial/"))}  # fmt: skip
    cells, wrong = 0, []
    for pattern in PATTERNS:
        for method in METHODS:
            alike = set()
            for thing, where in objects(pattern, company, role):
                cells += 1
                before = len(done)
                answer = client.generic(method, where, "_why=because&batch=x", "application/x-www-form-urlencoded")
                wanted = expected(role, pattern, method, thing)
                what = f"{role} {method} {where} ({thing}): {answer.status_code}, {wanted} was expected"
                if not _as_wanted(answer, wanted, method, missing, pattern):
                    wrong.append(what)
                if wanted != "served":
                    alike.add(str(seen(answer))) if wanted == "not allowed" else None
                    if len(done) != before:
                        wrong.append(f"{what}: it was done")
                if role != "lead" and sightings(answer.content + str(answer.headers).encode(), canaries):
                    wrong.append(f"{what}: canaries")
                if role in WITHOUT_CONTENT and (b"Harbour" in answer.content or b"open" in _unsaid(answer.content)):
                    wrong.append(f"{what}: content")
                if pattern.name == "lock" and method == "POST" and role != "anonymous":
                    client.get(f"/launch/{TOKEN}/")
            if len(alike) > 1:
                wrong.append(f"{role} {method} {pattern.name}: what is not allowed tells objects apart")
    tell(f"{role}: {cells} cells")
    assert not wrong, "\n".join([f"{len(wrong)} of {cells}", *wrong[:40]])
    assert cells * len(ROLES) >= FEWEST_CELLS


def _unsaid(page):
    """What stands on a page as words of the open half would, each beginning with "open"."""
    return b" ".join(re.findall(rb"open \w+ words|open-[a-z]+", page))


def _as_wanted(answer, wanted, method, missing, pattern):
    if wanted == "refused":
        return answer.status_code in (401, 403) and b"harbour" not in answer.content.lower()
    if wanted == "not allowed":
        return answer.status_code == 405 and not answer.content
    if wanted == "missing":
        return seen(answer) == missing[method]
    if method == "POST":
        return answer.status_code in (200, 204, 302, 404, 422)
    return answer.status_code in (200, 302) if pattern.name in OPEN_ALWAYS else answer.status_code == 200


def test_the_oracle_itself_lets_somebody_in_and_keeps_somebody_out(company):
    """Control: each route is served to somebody, and each of a dossier is missing for whoever has no part in it."""
    for pattern in PATTERNS:
        told = {role: {expected(role, pattern, method, "own") for method in METHODS} for role in ROLES}
        if not takes(pattern, "token") and policy_of(pattern).whom != "token":
            assert any("served" in one for one in told.values()), f"{pattern.name}: no part may ever ask for this"
        if policy_of(pattern).whom == "dossier":
            assert "served" not in told["nobody"] | told["anonymous"]
            for role, theirs in WITHOUT_CONTENT.items():
                assert ("served" in told[role]) == (pattern.name == theirs), (role, pattern.name)


def test_a_route_without_a_policy_fails():
    """Control: the oracle does not guess what a view without a declaration wants."""
    from django.urls import path

    with pytest.raises(AttributeError):
        expected("team", path("d/<id:slug>/new/", lambda request, slug: None, name="new-one"), "GET", "own")


# What programs ask

ACT_OF_PROGRAM = {"GET": "read", "HEAD": "read", "POST": "record", "PATCH": "revise", "DELETE": "withdraw"}
BODY_OF_PROGRAM = {
    "record": "actor",
    "fields": {"id": "by-program", "names": "x"},
    "changes": {"note": "x"},
    "batch": "0" * 32,
}


def objects_of_programs(pattern, company):
    """What a program may ask about, by half."""
    if not takes(pattern, "slug"):
        yield "own", address(pattern, rest="nothing")
        return
    if takes(pattern, "id"):
        yield "own", address(pattern, id="open-actor")
        yield "identity", address(pattern, id="behind-it")
        yield from ((why, address(pattern, id=ids["actor"])) for why, ids in company.hidden.items())
        yield "random", address(pattern, id=RANDOM)
    else:
        yield "own", address(pattern, method="commitments")
    yield "another dossier", address(pattern, slug=OTHER, id="other-actor", method="commitments")
    yield "no dossier", address(pattern, slug=RANDOM, method="commitments")


@pytest.mark.parametrize("role", [role for role in ROLES if role != "anonymous"])
def test_no_program_gets_what_its_person_may_not_have(sat, company, role, tmp_path):
    client, done = sat(role)
    tokens = Tokens(door.vault().drafts)
    part = Reader("x", Role(role) if role != "nobody" else None, Label.AMBER_STRICT)
    shown = [tokens.make("a trial", place, writes=writes, until=None)[1]
             for place, writes in ((company.lead.place, True), (company.lead.place, False), (company.other.place, True))]  # fmt: skip
    cells, wrong, missing = 0, [], None
    for pattern in (one for one in PATTERNS if policy_of(one).whom == "token"):
        for method, token in itertools.product(METHODS, (*shown, "", "aide_madeup")):
            if method not in (*policy_of(pattern).methods, "HEAD") and token != shown[0]:
                continue  # what no address takes is refused before any object: once is enough
            for thing, where in objects_of_programs(pattern, company):
                cells, before = cells + 1, len(done)
                query = "?format=jsonl.jsonl&ceiling=RED" if pattern.name == "api-export" else ""
                answer = client.generic(method, where + query, json.dumps(BODY_OF_PROGRAM), "application/json",
                                        headers={"authorization": f"Bearer {token}"} if token else {})  # fmt: skip
                what = f"{role} {method} {where} ({thing}, token {shown.index(token) if token in shown else token}): {answer.status_code}"
                may = part.may(
                    {"api-export": "export", "api-undone": "undo"}.get(pattern.name, ACT_OF_PROGRAM.get(method, ""))
                )
                theirs = (
                    thing == "own"
                    or (thing == "identity" and part.may_see("identity"))
                    or (role == "lead" and thing in LEAD_SEES)
                )
                opened = (
                    may and theirs and token in shown[:2] and (takes(pattern, "slug") or "rest" in str(pattern.pattern))
                )
                if not opened and len(done) != before:
                    wrong.append(f"{what}: it was done")
                if role != "lead" and sightings(answer.content + str(answer.headers).encode(), company.canaries.given):
                    wrong.append(f"{what}: canaries")
                if answer.status_code >= 500 or (takes(pattern, "slug") and not opened and answer.status_code < 400):
                    wrong.append(what)
                if (
                    takes(pattern, "slug")
                    and not theirs
                    and token == shown[0]
                    and method == "GET" in policy_of(pattern).methods
                ):
                    missing = missing or seen(answer)
                    if seen(answer) != missing or answer.status_code != 404:
                        wrong.append(f"{what}: it does not read like what is missing")
                if (
                    opened
                    and method == "GET" in policy_of(pattern).methods
                    and takes(pattern, "slug")
                    and answer.status_code != 200
                ):
                    wrong.append(f"{what}: control, this is theirs")
    tell(f"{role}: {cells} cells of programs")
    assert not wrong, "\n".join([f"{len(wrong)} of {cells}", *wrong[:40]])


def test_no_draft_stands_where_tokens_are_kept(tmp_path):
    drafts = Drafts(tmp_path, b"k" * 32)
    _token, secret = Tokens(drafts).make("a trial", SLUG, writes=False, until=None)
    for slug, form in itertools.product(("api", "tokens"), ("api", "tokens")):
        drafts.keep(slug, form, {"token": ["{}"]})
    assert Tokens(drafts).of(secret, date(2026, 1, 1)) is not None


# What is named in a form instead of an address


def named_in_forms(company, id, batch, entry):
    """Every field of a form by which something can be named: route, what is in its address, and what is sent."""
    yield "undo", {}, {"batch": batch, "back": ""}
    yield "confirm", {}, {"entry": entry}
    yield "decide-clash", {}, {"clash": f"{id}-note-{entry[:12]}-{entry[:12]}", "value": "0"}
    yield "renew-keys", {}, {"compartment": id}
    yield "new", {"plural": "ties"}, {"actor": id, "over": id}
    yield "new", {"plural": "actors"}, {"names": "A name", "part_of": id, "id": "x"}
    yield "log", {}, {"title": "x", "participants.count": "1", "participants.0.actor": id}
    yield "notes", {}, {"notes": f"They met {id} and promised to open the gate.", "actor": id}
    yield (
        "settle",
        {"id": company.there["commitment"]},
        {"outcome": "kept", "observed_on": "2026-03-02", "reported_by": id},
    )
    yield "edit", {"id": company.there["tie"]}, {"actor": id, "over": "open-actor-too"}
    yield (
        "decide",
        {"id": company.there["dilemma"]},
        {"decision": "x", "decided_on": "2026-03-02", "review_on": "2026-09-02", "decided_by": id, "crosses": id},
    )
    yield "routes", {}, {"to": id, "issue": id}
    yield "briefs", {}, {"kind": "meeting", "with": id, "format": ".md", "ceiling": "RED", "compartment": id}
    yield "export", {}, {"format": "jsonl.jsonl", "ceiling": "RED", "compartment": id, "issue": id}
    yield "grant", {}, {"card": id, "compartment": id}
    yield "network-views", {}, {"name": "x", "focus": id, "issue": id, "without": id}


@pytest.mark.parametrize("role", [*READERS, "lead"])
def test_what_a_form_names_is_missing_alike_whether_it_is_hidden_or_not_there(sat, company, role):
    client, _done = sat(role)
    hidden_id = company.hidden["compartment" if role != "lead" else "destroyed"]["actor"]
    hidden = company.lead.view.batches
    batch = next(one.id for one in hidden if company.hidden["red"]["tie"] in one.records)
    entry = next(e.id for e in company.lead.entries if e.batch == batch)
    nothing = "z" * len(hidden_id)
    theirs = named_in_forms(company, hidden_id, batch if role != "lead" else "1" * 32, entry)
    nobodys = named_in_forms(company, nothing, "0" * len(batch), "0" * len(entry))
    routes = {pattern.name: pattern for pattern in PATTERNS}
    for (name, where, sent), (_name, _where, alike) in zip(theirs, nobodys, strict=True):
        if role == "lead" and name in ("confirm", "decide-clash", "undo"):
            continue
        told = []
        for one in (sent, alike):
            answer = client.post(address(routes[name], **where), one)
            values = sorted({value for value in one.values() if len(value) > 8}, key=len, reverse=True)
            told.append(_told(answer, values, client))
        assert told[0] == told[1], (role, name, where)


def _told(answer, values, client):
    """An answer without what was sent, whatever that was, and what is said on the next page after a redirect."""
    content, after = answer.content, b""
    if answer.status_code == 302:
        after = client.get(answer["Location"]).content
    for value in values:
        content, after = (one.replace(value.encode(), b"#") for one in (content, after))
    return seen_plain(answer.status_code, content), seen_plain(0, after), answer.get("Location", "")


def seen_plain(status, content):
    return status, re.sub(rb"[0-9a-f]{32}", b"#", without_tokens(content))


def test_the_control_names_something_that_is_there(sat, company):
    """Control: where it is there, the same forms are answered otherwise."""
    client, done = sat("team")
    routes = {pattern.name: pattern for pattern in PATTERNS}
    answer = client.post(address(routes["new"], plural="ties"), {"actor": "open-actor", "over": "open-actor-too"})
    assert answer.status_code == 302 and len(done) == 1 and SLUG in answer["Location"]
