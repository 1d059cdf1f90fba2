"""How is a page put together? What every page shares: the rail, the banner, the dial, what was just done."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import get_resolver, reverse

from aidememoire.vocabulary.messages import Message, direction, language_now, not_yet_read
from aidememoire.workbench import door, shortcuts
from aidememoire.workbench.desks import Desk, dossiers
from aidememoire.workbench.languages import offered

if TYPE_CHECKING:
    from aidememoire.workbench.policy import Place


@cache
def rail() -> tuple[tuple[Message | None, tuple[tuple[Place, str], ...]], ...]:
    """Return the headings of the rail, each with its places and the names of their routes, as in the URL map."""
    headings: dict[Message | None, list[tuple[Place, str]]] = {}
    for pattern in get_resolver().url_patterns:
        if place := pattern.callback.policy.place:
            headings.setdefault(place.under.value, []).append((place, pattern.name))
    return tuple((heading, tuple(places)) for heading, places in headings.items())


@cache
def asked_by(route: str) -> str:
    """Return the act that a reader needs for a place of the rail."""
    return next(str(one.callback.policy.may) for one in get_resolver().url_patterns if one.name == route)


def page(
    request: HttpRequest, template: str, desk: Desk | None = None, *, status: int = 200, **context: Any
) -> HttpResponse:
    """Return a page of the workbench; ``here`` in the context is the route of its place in the rail."""
    return render(request, template, {**_shell(request, desk), **context}, status=status)


def bare_page(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """Return a page that shows nothing of any dossier: the lock, a refusal."""
    return render(request, template, {**_words_of_page(request), **context}, status=status)


def done(
    request: HttpRequest, what: Message, back: str | tuple[str, ...], *, batch: str | None = None, again: bool = False
) -> HttpResponseRedirect:
    """Go on to a page and say there what was done, with the way to take it back, or to do it ``again``."""
    request.session["done"] = {"what": str(what), "batch": batch, "again": again}
    if isinstance(back, str):
        return redirect(back)
    return redirect(reverse(back[0], args=back[1:]))


def _words_of_page(request: HttpRequest) -> Mapping[str, Any]:
    language, keys = language_now(), shortcuts.chosen(request)
    return {
        "language": language,
        "direction": direction(language),
        "languages": offered(),
        "not_yet_read": not_yet_read(language),
        "theme": request.session.get("theme", "auto"),
        "keys_off": request.session.get("keys_off", False),
        "keys": keys,
        "other_keys": shortcuts.others(keys),
        "training": door.is_open() and door.vault().training,
        "path": request.get_full_path(),
    }


def _shell(request: HttpRequest, desk: Desk | None) -> Mapping[str, Any]:
    return {
        **_words_of_page(request),
        "desk": desk,
        "rail": [
            (heading, open_here)
            for heading, places in rail()
            if (
                open_here := [
                    (place, reverse(name, args=[desk.slug]), name) for place, name in places if desk.may(asked_by(name))
                ]
            )
        ]
        if desk
        else [],
        "places": [
            place
            for _heading, places in rail()
            for place, name in places
            if place.key and (desk is None or desk.may(asked_by(name)))
        ],
        "dossiers": dossiers(),
        "just_done": request.session.pop("done", None),
        "inside": True,
        "alarm": desk.vault.alarm() if desk else None,
    }
