"""Does every route declare who may ask for it, and answer in every language?"""

import pytest
from django.urls import get_resolver

from aidememoire.vocabulary.kinds import sections
from aidememoire.workbench.policy import Policy
from aidememoire.workbench.screens.negotiation import SHEETS

PATTERNS = get_resolver().url_patterns
OF_KIND = {
    "issues": "issue", "actors": "actor", "commitments": "commitment", "negotiation": "issue", "dilemmas": "dilemma",
}  # fmt: skip
DOSSIERS = ("port-of-selane", "sudan-adre", "syria-cross-border", "afghanistan-women-aid-workers")


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.name)
def test_every_route_declares_its_policy(pattern):
    policy = getattr(pattern.callback, "policy", None)
    assert isinstance(policy, Policy), f"{pattern.name} declares no policy: use @screen or @open_to"
    assert policy.whom in {"anyone", "seated", "opened", "dossier", "token"}
    assert policy.methods
    assert (policy.whom == "dossier") == str(pattern.pattern).startswith("d/"), pattern.name


def addresses(desk_slug, client):
    """Every address of a dossier that can be had by GET, with a record of each kind in it."""
    from aidememoire.workbench import door

    dossier = door.vault().desk(desk_slug).dossier
    for pattern in PATTERNS:
        policy = pattern.callback.policy
        if policy.whom != "dossier" or "GET" not in policy.methods:
            continue
        route = str(pattern.pattern).replace("<id:slug>", desk_slug)
        if "<id:plural>" in route:
            yield from ("/" + route.replace("<id:plural>", plural) for plural in sections())
        elif "<id:id>" in route:
            of_kind = OF_KIND.get(route.split("/")[2])
            seen = set()
            for record in dossier:
                kind = record.kind_of.name
                if kind not in seen and of_kind in (None, kind):
                    seen.add(kind)
                    there = "/" + route.replace("<id:id>", record.id)
                    sheets = SHEETS if "<id:sheet>" in there else SHEETS[:1]
                    yield from (there.replace("<id:sheet>", sheet.slug) for sheet in sheets)
        else:
            yield "/" + route


@pytest.mark.parametrize("slug", DOSSIERS)
def test_every_address_answers(seated, slug):
    there = [address for address in addresses(slug, seated) if "<" not in address]
    assert len(there) > 100
    for address in there:
        answer = seated.get(address)
        assert answer.status_code == 200, address
        if not answer["Content-Type"].startswith("text/html"):
            continue
        assert "{%" not in answer.content.decode() and "{{" not in answer.content.decode(), address


def test_every_address_answers_in_arabic(seated):
    seated.post("/settings/language/", {"language": "ar", "back": "/"})
    for address in addresses("port-of-selane", seated):
        if "<" not in address:
            answer = seated.get(address)
            assert answer.status_code == 200, address
            if answer["Content-Type"].startswith("text/html"):
                assert '<html lang="ar" dir="rtl"' in answer.content.decode(), address
