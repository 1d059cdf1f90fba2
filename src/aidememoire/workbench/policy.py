"""Who may ask for a route, and by which methods? Every view declares it; a route without a declaration fails a test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from aidememoire.ledger.gate import Denied
from aidememoire.vocabulary.errors import AideMemoireError
from aidememoire.vocabulary.messages import Message, _
from aidememoire.workbench.desks import LookingBack, desk_for
from aidememoire.workbench.showing import page

View = Callable[..., HttpResponse]
UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class Under(Enum):
    """The headings of the rail, in the order of the chain."""

    TOP = None
    UNDERSTAND = _("Understand")
    NEGOTIATE = _("Negotiate")
    KEEP = _("Follow up")
    HAND_ON = _("Hand on")
    VAULT = _("Vault")


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the rail: its words, the key that leads there after ``g``, and its heading.

    Under a heading its order is that of the URL map.
    """

    label: Message
    key: str = ""
    under: Under = Under.TOP


@dataclass(frozen=True, slots=True)
class Policy:
    """What a route asks: ``may`` on a dossier to read it, ``to_post`` to change something; or only ``whom`` it serves.

    ``whom`` is ``anyone`` (before the launch link), ``seated`` (through the link, vault shut), ``opened`` (vault
    open) or ``dossier`` (an act on one dossier, through its gate).
    """

    whom: str
    methods: tuple[str, ...]
    may: str | None = None
    to_post: str | None = None
    place: Place | None = None


def way_back(said: str, *, slug: str | None = None, there: Callable[[str], bool] = lambda _id: True) -> str:
    """Return the address of ours to which somebody asked to come back, where a GET can show it; else where one begins.

    That is the first page of the dossier, else the list of all. With a ``slug`` the way leads nowhere outside that
    dossier. ``there`` says of a record whether it still exists.
    """
    home = reverse("today", args=[slug]) if slug else "/"
    if not said.startswith("/") or not url_has_allowed_host_and_scheme(said, allowed_hosts=None):
        return home
    try:
        found = resolve(urlsplit(said).path)
    except Resolver404:
        return home
    of, id = found.kwargs.get("slug"), found.kwargs.get("id")
    if slug and of != slug:
        return home
    policy: Policy = getattr(found.func, "policy", Policy("nobody", ()))
    if "GET" not in policy.methods:
        return reverse("today", args=[of]) if of else home
    return said if id is None or there(id) else home


def screen(
    *, may: str = "read", to_post: str | None = None, only_post: bool = False, place: Place | None = None
) -> Callable[[View], View]:
    """Declare a screen of a dossier: the view is called with the desk instead of the slug.

    ``may`` is the act that a reader needs to see it, ``to_post`` the one to change something by it. With a ``place``
    it stands in the rail.
    """
    methods = ("POST",) if only_post else ("GET", "HEAD", *(("POST",) if to_post else ()))
    policy = Policy("dossier", methods, may, to_post, place)

    def declared(view: View) -> View:
        @wraps(view)
        def gated(request: HttpRequest, slug: str, **rest: Any) -> HttpResponse:
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            try:
                desk = desk_for(request, slug, may=to_post if request.method in UNSAFE and to_post else may)
            except LookingBack as looking:
                told = _("You are looking back: nothing can be changed. Turn the dial back to now; a draft is kept.")
                return page(request, "shell/told.html", looking.desk, told=told, status=409)
            try:
                answer = view(request, desk, **rest)
            except Denied:
                raise Http404 from None
            except AideMemoireError as trouble:
                answer = page(request, "shell/told.html", desk, told=trouble.message, status=422)
            if request.method not in UNSAFE and not desk.may(may):
                # Their part ended while the page was made: it is not served any more.
                raise Http404
            return answer

        gated.__dict__["policy"] = policy
        return gated

    return declared


def open_to(whom: str, *methods: str) -> Callable[[View], View]:
    """Declare a route that stands on no dossier."""
    taken = methods or ("GET", "HEAD")
    policy = Policy(whom, taken)

    def declared(view: View) -> View:
        @wraps(view)
        def gated(request: HttpRequest, **rest: Any) -> HttpResponse:
            if request.method not in taken:
                return HttpResponseNotAllowed(taken)
            return view(request, **rest)

        gated.__dict__["policy"] = policy
        return gated

    return declared
