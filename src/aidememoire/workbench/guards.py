"""Who may ask anything of this server, and what travels with every answer?

Only this machine, under one exact address, from pages of ours, out of a browser that came through the launch link.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable
from pathlib import Path

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.shortcuts import redirect

from aidememoire.workbench import door
from aidememoire.workbench.opening import opening
from aidememoire.workbench.sessions import LONGEST_SECONDS
from aidememoire.workbench.settings import STATIC_URL

Answering = Callable[[HttpRequest], HttpResponse]

OPEN_PATHS = ("/launch/", STATIC_URL, "/favicon.ico")
# Who asks here shows a token with every request; no cookie counts.
TOKEN_PATHS = ("/api/v1/",)
LOCK_PATHS = ("/lock/", "/unlock/", "/settings/language/")
# A browser follows some twenty such answers: that is longer than the server takes for a fresh process.
AGAIN_SECONDS = 0.5
_SALT = "seat"
_MARK = re.compile("[0-9a-f-]{36}")
_HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()",
}


def own_address(get_response: Answering) -> Answering:
    """Refuse what was asked under another name, or from a page that is not ours."""

    def checked(request: HttpRequest) -> HttpResponse:
        ours = opening()
        host, origin = request.headers.get("Host", ""), request.headers.get("Origin")
        site = request.headers.get("Sec-Fetch-Site", "none")
        if host != ours.origin.removeprefix("http://"):
            return _refusal(421)
        if origin == "null" and site == "same-origin":
            # So browsers send a form where no referrer may be told. Pages cannot write the other header.
            del request.META["HTTP_ORIGIN"]
        elif origin is not None and origin != ours.origin:
            return _refusal(403)
        if site not in ("same-origin", "none") and not _comes_by_the_link(request):
            return _refusal(403)
        return get_response(request)

    return checked


def _comes_by_the_link(request: HttpRequest) -> bool:
    """Say whether somebody followed the launch link, from wherever it was shown to them."""
    return bool(request.method == "GET" and request.path.startswith("/launch/"))


def headers(get_response: Answering) -> Answering:
    """Put on every answer what keeps it in its own window and out of every cache."""

    def with_headers(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in _HEADERS.items():
            response.headers[name] = value
        if not request.path.startswith(STATIC_URL):
            response.headers["Cache-Control"] = "no-store"
        if "Content-Disposition" in response.headers and request.method == "POST":
            _arrived(request, response)
        return response

    return with_headers


def _arrived(request: HttpRequest, response: HttpResponse) -> None:
    """Let the page that waits for a file know that it is there: no other sign of it reaches a page."""
    mark = request.POST.get("_arrives", "")
    if _MARK.fullmatch(mark):
        response.set_cookie("arrived", mark, samesite="Strict", max_age=60)


def making_way(get_response: Answering) -> Answering:
    """Where this process is over, show the lock, and leave everything else to the one that comes after it."""

    def make_way(request: HttpRequest) -> HttpResponse:
        shows = (request.method == "GET" and request.path == "/lock/") or request.path.startswith(TOKEN_PATHS)
        if not door.is_over() or shows:
            return get_response(request)
        time.sleep(AGAIN_SECONDS)
        return HttpResponse(status=307, headers={"Location": request.get_full_path(), "Connection": "close"})

    return make_way


def seated(get_response: Answering) -> Answering:
    """Let in only browsers that came through the launch link; while the vault is shut, only to its lock."""

    def let_in(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(OPEN_PATHS + TOKEN_PATHS):
            return get_response(request)
        if not has_seat(request):
            return _no_seat(request)
        shut = not door.is_open() or not request.session.get("opened")
        if shut and not request.path.startswith(LOCK_PATHS):
            return redirect("/lock/")
        return get_response(request)

    return let_in


def _no_seat(request: HttpRequest) -> HttpResponse:
    from aidememoire.workbench.showing import bare_page

    return bare_page(request, "shell/no_seat.html", status=403)


# The seat: a mark in the browser that it came through the link. It opens nothing by itself.


def seat_cookie() -> str:
    """Return the name of the mark."""
    return f"aide-seat-{opening().port}"


def give_seat(response: HttpResponse) -> None:
    """Mark the browser that came through the link."""
    value = signing.TimestampSigner(key=opening().seat_key, salt=_SALT).sign("seated")
    response.set_cookie(seat_cookie(), value, httponly=True, samesite="Strict", max_age=LONGEST_SECONDS)


def has_seat(request: HttpRequest) -> bool:
    """Say whether a browser came through the link within the day's work."""
    try:
        signer = signing.TimestampSigner(key=opening().seat_key, salt=_SALT)
        told: str = signer.unsign(request.COOKIES.get(seat_cookie(), ""), max_age=LONGEST_SECONDS)
    except signing.BadSignature:
        return False
    return told == "seated"


def _refusal(status: int) -> HttpResponse:
    answer = HttpResponseNotFound("", content_type="text/plain")
    answer.status_code = status
    return answer


class BareFormatter(logging.Formatter):
    """Says what kind of fault it was and where, and nothing that anybody entrusted to us."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line."""
        fault = record.exc_info[1] if record.exc_info else None
        if fault is None:
            return f"{record.levelname} {record.name}"
        trace, place = fault.__traceback__, ""
        while trace is not None:
            place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
            trace = trace.tb_next
        return f"{record.levelname} {type(fault).__name__} at {place}"
