"""How do attackers sit down, what addresses are there, and what would a leak look like in any encoding?"""

import base64
import io
import re
import sys
import zipfile
from functools import cache
from html import unescape
from urllib.parse import unquote

from django.conf import settings
from django.test import Client
from django.urls import get_resolver

from aidememoire.workbench.screens.negotiation import SHEETS
from workbench.company import SLUG
from workbench.sitting import HOST, TOKEN

PATTERNS = get_resolver().url_patterns
KIND_OF_ROUTE = {
    "issue": "issue", "override": "issue", "actor": "actor", "sheet": "issue", "acknowledge": "mandate", "approve": "mandate",
    "settle": "commitment", "dilemma": "dilemma", "decide": "dilemma", "reveal": "identity",
}  # fmt: skip
RANDOM = "a0b1c2d3e4f5-a0b1c2d3e4f5"


def policy_of(pattern):
    return pattern.callback.policy


def sit_down(monkeypatch, company, role, drafts, keeper=None):
    """The browser of somebody with a part; nobody came through the link where they are anonymous."""
    from aidememoire.workbench import door
    from workbench.sitting import OPENING

    monkeypatch.setattr(door, "_open", [company.vault(role, drafts, keeper)])
    monkeypatch.setattr(type(OPENING), "lets_in", lambda self, token, now: token == TOKEN)
    client = Client(headers={"host": HOST})
    client.raise_request_exception = False
    if role != "anonymous":
        client.get(f"/launch/{TOKEN}/")
    return client


def address(pattern, **given):
    """The address of a route with what is given in its places, and something that is there in the others."""
    known = {"slug": SLUG, "plural": "actors", "form": "log", "sheet": SHEETS[0].slug, "token": RANDOM, "batch": RANDOM,
             "member": RANDOM, "id": RANDOM, "method": "triage", "rest": "nothing", **given}  # fmt: skip
    return "/" + re.sub(r"<\w+:(\w+)>", lambda found: known[found[1]], str(pattern.pattern))


def takes(pattern, name):
    return f":{name}>" in str(pattern.pattern)


def seen(answer):
    """What an answer tells: status, headers and body; a token against forged forms is another in each."""
    headers = {name: value for name, value in answer.headers.items() if name != "Content-Length"}
    return answer.status_code, headers, without_tokens(answer.content)


def without_tokens(content):
    return re.sub(rb'(name="csrf(?:middlewaretoken)?" (?:value|content))="\w+"', rb"\1", content)


# Leaks


def words_in(content):
    """Everything that bytes hold, packed or not, as lower-case text: as it stands, and unescaped."""
    raw = b"\n".join(_unpacked(bytes(content))).decode("utf-8", "replace")
    escaped = "&#" in raw or "%" in raw
    return f"{raw}\n{unescape(raw)}\n{unquote(raw)}".lower() if escaped else raw.lower()


def _unpacked(content):
    yield content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as whole:
            for name in whole.namelist():
                yield name.encode()
                yield from _unpacked(whole.read(name))
    elif content[:4] == b"%PDF":
        from pypdf import PdfReader

        reader = PdfReader(io.BytesIO(content))
        yield "\n".join([*(page.extract_text() for page in reader.pages), str(reader.metadata)]).encode()


def sightings(content, canaries):
    """The canaries that stand in an answer: as they are, turned round, or as base64 or hexadecimal figures."""
    told = words_in(content)
    words = {re.match("[a-z]+", one)[0] for one in canaries}
    if not any(form in told for word in words for form in forms_of(word)):
        return []
    return [one for one in canaries if any(form in told for form in forms_of(one))]


@cache
def forms_of(one):
    """How a word may stand somewhere, in lower case; base64 in each of its three positions."""
    packed = (base64.b64encode(b"x" * at + one.encode())[2 if at == 1 else 4 if at else 0 :] for at in range(3))
    inner = {form.decode().rstrip("=")[:-2].lower() for form in packed}
    return {one, one[::-1], one.encode().hex(), *inner}


def tell(what):
    """Print a figure for whoever asks for it with -s."""
    sys.stdout.write(f"{what}\n")


def session_key(client):
    return client.cookies[settings.SESSION_COOKIE_NAME].value
