"""In which language are the pages, and how are days and numbers shown? As chosen in this session, else as is usual.

The language is the first that the browser asks for, unless one was chosen; days are Gregorian, digits European.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from aidememoire.vocabulary.calendars import Calendar, Digits
from aidememoire.vocabulary.messages import languages, speaking

OWN_NAMES = {"en": "English", "fr": "Français", "ar": "العربية", "es": "Español"}


@dataclass(frozen=True, slots=True)
class Figures:
    """How days and numbers are shown: which calendar beside the Gregorian day, and which digits."""

    calendar: Calendar = Calendar.GREGORIAN
    digits: Digits = Digits.EUROPEAN


_figures: ContextVar[Figures | None] = ContextVar("figures", default=None)


def spoken(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Speak the reader's language, and show days and numbers as they chose, for as long as the page is made."""

    def in_language(request: HttpRequest) -> HttpResponse:
        show_figures(request)
        with speaking(chosen(request)):
            return get_response(request)

    return in_language


def show_figures(request: HttpRequest) -> None:
    """Show days and numbers from here on as the reader of a page chose."""
    calendar, digits = request.session.get("calendar"), request.session.get("digits")
    shown = Figures(
        next((one for one in Calendar if one.value == calendar), Calendar.GREGORIAN),
        next((one for one in Digits if one.value == digits), Digits.EUROPEAN),
    )
    _figures.set(shown)


def figures_now() -> Figures:
    """Return how days and numbers are shown on the page that is made now."""
    return _figures.get() or Figures()


def chosen(request: HttpRequest) -> str:
    """Return the language of a reader."""
    said = request.session.get("language")
    return said if said in languages() else _asked_for(request.headers.get("Accept-Language", ""))


def offered() -> list[tuple[str, str]]:
    """Return the languages that can be chosen, each under its own name."""
    return [(tag, OWN_NAMES.get(tag, tag)) for tag in languages()]


def _asked_for(header: str) -> str:
    for wanted in header.split(","):
        tag = wanted.split(";")[0].strip().split("-")[0].lower()
        if tag in languages():
            return tag
    return "en"
