"""How do the pages look, in which language, and do keys lead anywhere?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from aidememoire.vocabulary.calendars import Calendar, Digits
from aidememoire.vocabulary.codes import Codes
from aidememoire.vocabulary.messages import _, languages
from aidememoire.workbench import shortcuts
from aidememoire.workbench.languages import figures_now
from aidememoire.workbench.policy import open_to, way_back
from aidememoire.workbench.showing import done, page

FIGURES: dict[str, type[Codes]] = {"calendar": Calendar, "digits": Digits}
THEMES = {"auto": _("As the device"), "light": _("Light"), "dark": _("Dark")}

# How borders are drawn where several claim the land: as somebody else's business, or not at all.
BORDERS = ("dashed", "merged", "none")
BORDER_WORDS = {
    "dashed": _("Dashed where they are disputed (Kosovo, Northern Cyprus, Somaliland)"),
    "merged": _("Without those: as one with the state around or beside them"),
    "none": _("No borders at all"),
}


@open_to("opened", "GET", "HEAD", "POST")
def settings(request: HttpRequest) -> HttpResponse:
    """Show the settings; keep those sent."""
    if request.method == "POST":
        theme = request.POST.get("theme", "auto")
        request.session["theme"] = theme if theme in THEMES else "auto"
        request.session["keys_off"] = request.POST.get("keys") != "on"
        if (wrong := shortcuts.keep(request, request.POST)) is not None:
            return done(request, wrong, "/settings/")
        borders = request.POST.get("borders", BORDERS[0])
        request.session["borders"] = borders if borders in BORDERS else BORDERS[0]
        for name, codes in FIGURES.items():
            said = request.POST.get(name)
            if said in {one.value for one in codes}:
                request.session[name] = said
        _take_language(request)
        return done(request, _("The settings are kept until you lock."), "/settings/")
    return page(
        request,
        "settings/settings.html",
        themes=THEMES.items(),
        border_words=BORDER_WORDS.items(),
        borders=request.session.get("borders", BORDERS[0]),
        calendars=list(Calendar),
        digits=list(Digits),
        shortcuts=[(usual, shortcuts.SHORTCUTS[usual], key) for usual, key in shortcuts.chosen(request).items()],
        figures=figures_now(),
    )


@open_to("seated", "POST")
def language(request: HttpRequest) -> HttpResponse:
    """Change the language and stay on the page."""
    _take_language(request)
    return redirect(way_back(request.POST.get("back", "/")))


def _take_language(request: HttpRequest) -> None:
    wanted = request.POST.get("language")
    if wanted in languages():
        request.session["language"] = wanted
