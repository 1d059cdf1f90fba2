"""How does one come in, lock up, and turn the dial?"""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import patch_cache_control

from aidememoire.vault import agent
from aidememoire.vault.agent.place import Locked
from aidememoire.vault.folder import Folder
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.messages import _
from aidememoire.workbench import door, guards
from aidememoire.workbench.desks import Desk, dossiers
from aidememoire.workbench.opening import opening
from aidememoire.workbench.policy import open_to, screen, way_back
from aidememoire.workbench.showing import bare_page, done, page
from aidememoire.workbench.vaults import through_agent

FAVICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#1f5673"/>'
    '<path d="M8 9h16M8 16h10M8 23h13" stroke="#fff" stroke-width="3" stroke-linecap="round"/></svg>'
)


@open_to("anyone")
def launch(request: HttpRequest, token: str) -> HttpResponse:
    """Take a browser in that has the launch link, as long as it is valid."""
    if not opening().lets_in(token, time.time()):
        raise Http404
    _open_what_is_unlocked()
    request.session.cycle_key()
    request.session["opened"] = door.is_open()
    answer = redirect("/")
    guards.give_seat(answer)
    return answer


@open_to("opened")
def front(request: HttpRequest) -> HttpResponse:
    """Show which dossiers there are."""
    return page(request, "shell/front.html", there=dossiers())


@open_to("seated", "GET", "HEAD", "POST")
def lock(request: HttpRequest) -> HttpResponse:
    """Lock on POST; show the lock, and how to open it, otherwise."""
    if request.method == "POST":
        request.session.flush()
        door.shut()
        answer: HttpResponse = redirect("/lock/")
        answer.headers["Clear-Site-Data"] = '"cache", "storage"'
        return answer
    return lock_page(request)


@open_to("seated", "POST")
def unlock(request: HttpRequest) -> HttpResponse:
    """Open the vault: with the passphrase, unless it is open already or a training vault, which asks for nothing."""
    if not _open_what_is_unlocked():
        words = opening().words if opening().training else request.POST.get("passphrase", "")
        try:
            agent.start(_folder(), words)
        except InputError as trouble:
            return lock_page(request, told=trouble.message, status=422)
        _open_what_is_unlocked()
    request.session.cycle_key()
    request.session["opened"] = door.is_open()
    return redirect("/")


def _folder() -> Folder:
    return Folder(Path(opening().folder) / "vault") if opening().training else Folder.here()


def _open_what_is_unlocked() -> bool:
    """Take up the vault whose key agent answers; say whether one is open."""
    if not door.is_open():
        try:
            door.set_open(through_agent(_folder(), training=opening().training))
        except Locked:
            return False
    return True


def lock_page(request: HttpRequest, *, told: object = None, status: int = 200) -> HttpResponse:
    """Show the lock, with what it takes to open it, or to make what it would open."""
    return bare_page(
        request, "shell/lock.html", locked=not door.is_open(), for_training=opening().training, told=told,
        there=_folder().exists, status=status,
    )  # fmt: skip


@open_to("anyone")
def favicon(request: HttpRequest) -> HttpResponse:
    """Return the small picture of the tab."""
    answer = HttpResponse(FAVICON, content_type="image/svg+xml")
    patch_cache_control(answer, max_age=28_800)
    return answer


@open_to("opened")
def keys(request: HttpRequest) -> HttpResponse:
    """List the keys."""
    return page(request, "shell/keys.html")


@screen(may="read", only_post=True)
def dial(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Turn the dial to the days asked; empty ones turn it back."""
    back = way_back(request.POST.get("back", ""), slug=desk.slug)
    dials = dict(request.session.get("dials", {}))
    names = () if request.POST.get("reset") else ("day", "known")
    try:
        asked = {name: _day(request.POST.get(name, "")) for name in names}
    except ValueError:
        return done(request, _("That is not a day. Write it as 2026-03-31."), back)
    dials[desk.slug] = {name: day for name, day in asked.items() if day}
    request.session["dials"] = dials
    return redirect(back)


def _day(said: str) -> str:
    return date.fromisoformat(said.strip()).isoformat() if said.strip() else ""
