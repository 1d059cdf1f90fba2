"""SVG and PNG: the network, the story in time, who stands where or has power on an issue, with the marking on it."""

from __future__ import annotations

from aidememoire.briefs import drawing
from aidememoire.briefs.drawings import map as of_an_issue
from aidememoire.briefs.foreign import Files, Form, Given
from aidememoire.briefs.formats.look import MARKING
from aidememoire.briefs.picture_files import dots
from aidememoire.briefs.scope import whole
from aidememoire.pictures.picture import Picture, marked
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.kinds.issues import Issue
from aidememoire.vocabulary.messages import _

NETWORK, TIMELINE, LADDER, GRID = "network", "timeline", "ladder", "grid"
PICTURES = (NETWORK, TIMELINE, LADDER, GRID)
CARRIES = ("actor", "tie", "stance", "engagement", "commitment", "observation", "authority")


def picture_of(given: Given) -> Picture:
    """Draw the picture that was chosen: ``picture`` names it, ``issue`` the issue of a ladder or grid."""
    which = given.chosen.get("picture") or NETWORK
    dossier, day, language = given.dossier, given.as_of, given.language
    if which == NETWORK:
        found: Picture | None = drawing.everybody(dossier, as_of=day, language=language)
    elif which == TIMELINE:
        found = drawing.story(dossier, whole(dossier), as_of=day, language=language)
    elif which == LADDER:
        found = of_an_issue.positions(dossier, _issue(given), as_of=day, language=language)
    elif which == GRID:
        found = of_an_issue.powers(dossier, _issue(given), as_of=day, language=language)
    else:
        raise InputError(_("There is no picture {picture}. There are: {pictures}.", picture=which, pictures=PICTURES))
    if found is None:
        raise InputError(_("Under {label} too little is known to draw this picture.", label=given.ceiling.level))
    return found


def _issue(given: Given) -> str:
    issue = given.chosen.get("issue")
    if issue is None:
        there = tuple(one.id for one in given.dossier.of(Issue)) or _("none")
        raise InputError(_("This picture is of one issue: name it. There are: {there}.", there=there))
    return given.dossier.the(Issue, issue).id


def _whole(given: Given) -> Picture:
    return marked(
        picture_of(given),
        marking=given.marking,
        colour=MARKING[given.ceiling.level.value],
        foot=(given.notice,),
        language=given.language,
    )


def drawn(given: Given) -> Files:
    """Write the picture as SVG."""
    return ((".svg", _whole(given).svg.encode("utf-8")),)


def rastered(given: Given) -> Files:
    """Write the picture as PNG."""
    return ((".png", dots(_whole(given), given.made_on)),)


FORMS = (
    Form("picture", ".svg", _("Picture (SVG)"), drawn, CARRIES, takes=("picture", "issue")),
    Form("picture", ".png", _("Picture (PNG)"), rastered, CARRIES, takes=("picture", "issue"), seen_as=drawn),
)
