"""Does anything of what a reader may not have come out anywhere: page, search, export, import, clash, history, log? (A3)

And does what they may not have change anything of what they see? Two ledgers that differ by the hidden half alone must
look alike to them, byte by byte (A6).
"""

import json
import logging
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import get_resolver

from aidememoire.briefs.export import formats
from aidememoire.briefs.writing import names_of_briefs
from aidememoire.ledger.desk import Desk as LedgerDesk
from aidememoire.methods._catalogue import all_methods
from aidememoire.vocabulary.kinds import sections
from aidememoire.workbench.api.answers import _takes
from aidememoire.workbench.api.tokens import Tokens
from aidememoire.workbench.drafts import Drafts
from aidememoire.workbench.screens.briefs import FORMATS
from aidememoire.workbench.screens.negotiation import SHEETS
from workbench.attacking import (
    KIND_OF_ROUTE,
    PATTERNS,
    address,
    policy_of,
    sightings,
    sit_down,
    takes,
    tell,
    without_tokens,
)
from workbench.company import READERS, SLUG, Company

FEWEST = 200
HERE = f"/d/{SLUG}/"


@pytest.fixture(scope="module")
def companies():
    """The open half alone, and beside it another ledger with the same entries and the hidden half."""
    company = Company()
    without = company.copy()
    return company.hide(), without


@pytest.fixture
def sit(monkeypatch, tmp_path, companies):
    # What is done here is made and gated, and not kept: all parts attack the same ledger.
    monkeypatch.setattr(LedgerDesk, "do", lambda _desk, act: act.batch)

    def come(role, keeper=None):
        place = tmp_path / f"{role}-{keeper is None}"
        return sit_down(monkeypatch, companies[0], role, Drafts(place, b"k" * 32), keeper)

    return come


def pages(company, ids):
    """Every address of the dossier that is asked for by GET, for each of these records."""
    by_kind = {re.sub("^open-", "", id): id for id in ids}
    for pattern in PATTERNS:
        policy = policy_of(pattern)
        if (
            "GET" not in policy.methods
            or policy.whom == "token"
            or pattern.name in ("launch", "favicon")
            or takes(pattern, "token")
        ):
            continue
        if takes(pattern, "plural"):
            yield from (address(pattern, plural=plural) for plural in sections())
        elif takes(pattern, "batch"):
            yield from (address(pattern, batch=one.id) for one in company.lead.view.batches if len(one.records) < 40)
        elif takes(pattern, "member"):
            yield address(pattern, member=company.rings["team"].me.id)
        elif takes(pattern, "id"):
            kind = KIND_OF_ROUTE.get(pattern.name)
            there = [by_kind[kind]] if kind in by_kind else ids
            sheets = SHEETS if takes(pattern, "sheet") else SHEETS[:1]
            yield from (address(pattern, id=id, sheet=sheet.slug) for id in there for sheet in sheets)
        else:
            yield address(pattern)
    asked = ("search/?q=kanarie", "search/?q=verborg", "records/actors/?q=kanarie", "actors/?sort=name&q=kanarie", "evidence/?show=all",
             "network/?unsourced=1&issue=open-issue&focus=open-actor&degrees=9", "network/data/?unsourced=1&issue=open-issue",
             "routes/?to=open-actor&issue=open-issue&unsourced=1", "watch/?within=365", "plan/?view=month&month=2026-07",
             "briefs/?kind=handover&ceiling=RED&compartment=closed-part", "trust/?of=open-actor",
             "export/?format=yaml.yaml&ceiling=RED&compartment=closed-part", "records/ties/new/?actor=open-actor",
             "positions/?issue=open-issue", "negotiation/open-issue/red-lines/?value=40",
             "negotiation/open-issue/scenarios/?proposal=open-proposal", "negotiation/open-issue/legitimacy/?facing=open-actor")  # fmt: skip
    yield from (HERE + one for one in asked)


def files(client, company):
    """Everything that leaves: each brief in each form, each export, and the previews of what comes in."""
    closed = {"ceiling": "RED", "compartment": "closed-part"}
    for kind in names_of_briefs():
        for form in FORMATS:
            yield f"brief {kind}{form}", client.post(f"{HERE}briefs/", {"kind": kind, "format": form, **closed})
    for form in formats():
        sent = {"format": form.name + form.ending, "issue": "open-issue", **closed}
        yield f"export {form.name}{form.ending}", client.post(f"{HERE}export/", sent)
    words = "\n".join(["name", company.hidden["red"]["actor"][:12], "open names words", "kanarie"])
    ids = [one for ids in company.hidden.values() for one in ids.values()]
    yaml = "dossier:\n  format: 1\n  slug: x\nties:\n" + "".join(
        f"  - id: t-{n}\n    actor: {id}\n    over: open-actor\n" for n, id in enumerate(ids[:20])
    )
    for name, content in {"people.csv": words, "x.yaml": yaml}.items():
        file = SimpleUploadedFile(name, content.encode())
        yield f"import {name}", client.post(f"{HERE}import/", {"files": file}, follow=True)


def programs(client):
    """What a program is told with a token of this person: lists, what was done, and the answer of every method."""
    from aidememoire.workbench import door

    _token, secret = Tokens(door.vault().drafts).make(
        "a trial", door.vault().slugs().get(SLUG, ""), writes=True, until=None
    )
    about = {"issue": "open-issue", "to": "open-actor", "goal": "50", "record": "open-actor", "model": "compromise"}
    questions = [f"findings/{name}?" + "&".join(f"{key}={value}" for key, value in about.items() if key in takes)
                 for name, one in all_methods().items() for takes in [_takes(one)]]  # fmt: skip
    for where in (
        "",
        "records?size=200",
        "records?q=kanarie",
        "entries",
        "findings",
        "export?format=yaml.yaml&ceiling=RED",
        *questions,
    ):
        address = f"/api/v1/dossiers/{SLUG}/{where}".replace("/?", "?").rstrip("/")
        yield where, client.get(address, headers={"authorization": f"Bearer {secret}"})


def errors(client, company):
    """Pages of what is missing, refused, wrong or broken."""
    hidden = company.hidden["compartment"]
    for where in ("record/{actor}/", "issues/{issue}/", "done/{actor}/", "search/?q={actor}", "nothing/{actor}"):
        id = where.format(**hidden)
        yield where, client.get(HERE + id), set(hidden.values())
    yield (
        "an id taken",
        client.post(f"{HERE}records/actors/new/", {"id": hidden["actor"], "names": "x"}),
        set(hidden.values()),
    )
    yield "bad", client.post(f"{HERE}dial/", {"day": "x", "known": "y"}, follow=True), set()


@pytest.mark.parametrize("role", [*READERS, "nobody", "auditor"])
def test_nobody_sees_what_they_may_not_have(sit, companies, role, caplog, capfd, monkeypatch):
    company, _without = companies
    client = sit(role)
    canaries = [*company.canaries.given, *company.names_behind.given]
    assert len(canaries) >= FEWEST
    caplog.set_level(logging.DEBUG)
    found, asked = [], 0
    for where in pages(company, list(company.there.values())):
        answer = client.get(where)
        asked += 1
        found += [(where, one) for one in sightings(answer.content + repr(answer.headers).encode(), canaries)]
        assert answer.status_code in (200, 404), (where, answer.status_code)
    for what, answer in files(client, company):
        told = [one for one in canaries if one not in str(what)]
        if not what.startswith("import"):
            found += [(what, one) for one in sightings(answer.content, told)]
        else:
            # What they sent themselves is told back to them; what it would have found is not.
            sent = {
                one for ids in company.hidden.values() for id in ids.values() for one in canaries if id.startswith(one)
            }
            found += [(what, one) for one in sightings(answer.content, set(told) - sent)]
        asked += 1
    for what, answer in programs(client):
        found += [(f"program: {what}", one) for one in sightings(answer.content, canaries)]
        asked += 1
    for what, answer, sent in errors(client, company):
        known = {one for one in canaries if any(id.startswith(one) for id in sent)}
        found += [(what, one) for one in sightings(answer.content, set(canaries) - known)]
        asked += 1
    said = capfd.readouterr()
    logged = "\n".join(record.getMessage() for record in caplog.records if record.name != "django.request")
    found += [
        (f"log of {record.name}", one)
        for record in caplog.records
        if record.name != "django.request"
        for one in sightings(record.getMessage().encode(), canaries)
    ]
    found += [("log", one) for one in sightings((said.out + said.err + logged).encode(), canaries)]
    tell(f"{role}: {asked} answers, {len(canaries)} canaries, {len(found)} sightings")
    assert not found, found[:20]


def test_the_lead_sees_nearly_every_canary(sit, companies):
    """Control: the same crawl finds them where they may be had, so it would have found them elsewhere."""
    company, _without = companies
    client = sit("lead")
    ids = [*company.there.values(), *(id for ids in company.hidden.values() for id in ids.values())]
    standing = json.dumps([one.written() for one in company.lead.dossier], default=str)
    there = set(sightings(standing.encode(), company.canaries.given))
    left = set(there)
    for id in ids:
        for page in ("", "edit/", "history/"):
            left -= set(sightings(client.get(f"{HERE}record/{id}/{page}").content, left))
    assert len(there) > FEWEST and len(left) < 0.1 * len(there), (len(left), len(there))
    assert sightings(client.post(f"{HERE}export/", {"format": "workbook.xlsx", "ceiling": "RED", "compartment": "closed-part"}).content,
                     company.canaries.given)  # fmt: skip


def test_the_name_behind_a_pseudonym_shows_on_the_noted_click_alone(sit, companies):
    company, _without = companies
    names = company.names_behind.given
    for role in ("lead", "team"):
        client = sit(role)
        for page in ("record/behind-it/", "record/behind-it/edit/", "record/behind-it/history/", "records/identities/",
                     "search/?q=verborg", "actors/open-actor/", "audit/"):  # fmt: skip
            assert not sightings(client.get(HERE + page).content, names), (role, page)
        noted = len(company.keeper.events)
        assert sightings(client.post(f"{HERE}record/behind-it/reveal/").content, names)
        assert [event.action for event in company.keeper.events[noted:]] == ["reveal"]
    assert sit("analyst").post(f"{HERE}record/behind-it/reveal/").status_code == 404


@pytest.mark.parametrize("role", ["team", "analyst"])
def test_what_is_hidden_changes_nothing_of_what_is_seen(sit, companies, role):
    company, without = companies
    # An empty workbook says when it was made, and nothing else.
    there = [where for where in pages(company, list(company.there.values())) if not where.endswith("import/workbook/")]
    clients = {"with": sit(role), "without": None}
    seen = {where: _plain(clients["with"].get(where)) for where in there}
    clients["without"] = sit(role, without)
    unlike = [where for where in there if _plain(clients["without"].get(where)) != seen[where]]
    assert not unlike, unlike


def _plain(answer):
    return answer.status_code, without_tokens(answer.content)


def test_every_form_of_a_canary_is_noticed():
    """Control: the detector knows a word packed, turned round, escaped and in base64 at any place."""
    import base64
    import io
    import zipfile

    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.xml", "<a>kanarie00ff00ff00</a>")
    word = "kanarie00ff00ff00"
    forms = [word, word.upper(), word[::-1], "".join(f"&#{ord(c)};" for c in word), "".join(f"%{ord(c):02x}" for c in word),
             *(base64.b64encode(b"-" * n + word.encode() + b"--").decode() for n in range(3)), word.encode().hex()]  # fmt: skip
    for form in [*(form.encode() for form in forms), whole.getvalue()]:
        assert sightings(b"before " + form + b" after" if form[:2] != b"PK" else form, [word]) == [word], form
    assert not sightings(b"nothing of it", [word])
    assert get_resolver().url_patterns
