"""In which language are the pages? The one chosen in this session, else the first that the browser asks for."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from aidememoire.vocabulary.messages import languages, speaking

OWN_NAMES = {"en": "English", "fr": "Français", "ar": "العربية", "es": "Español"}


def spoken(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Speak the reader's language for as long as the page is made."""

    def in_language(request: HttpRequest) -> HttpResponse:
        with speaking(chosen(request)):
            return get_response(request)

    return in_language


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
