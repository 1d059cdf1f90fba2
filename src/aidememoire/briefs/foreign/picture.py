"""SVG and PNG: the network, the story in time, or who stands where on an issue, with the marking on the picture."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html import escape

from aidememoire.briefs import drawing
from aidememoire.briefs.foreign import Files, Form, Given
from aidememoire.briefs.formats._look import MARKING
from aidememoire.briefs.formats._typst import set_page
from aidememoire.briefs.scope import whole
from aidememoire.pictures.ladder import Assessed, Rung, ladder
from aidememoire.pictures.lettering import wrapped
from aidememoire.pictures.picture import (
    INK,
    MARGIN,
    PAPER,
    SMALL,
    SOFT,
    Picture,
    lettered,
    near_side,
    number,
    start,
    tag,
)
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.handling import Handling
from aidememoire.vocabulary.kinds.issues import Issue
from aidememoire.vocabulary.kinds.positions import Stance
from aidememoire.vocabulary.messages import _

POINTS = 480
NETWORK, TIMELINE, LADDER = "network", "timeline", "ladder"
PICTURES = (NETWORK, TIMELINE, LADDER)
CARRIES = ("actor", "tie", "stance", "engagement", "commitment", "observation", "authority")
_SIZE = re.compile(r'height="([\d.]+)" viewBox="0 0 [\d.]+ [\d.]+"')


def picture_of(given: Given) -> Picture:
    """Draw the picture that was chosen: ``picture`` names it, ``issue`` the issue of a ladder."""
    which = given.chosen.get("picture") or NETWORK
    covered = whole(given.dossier)
    if which == NETWORK:
        return drawing.everybody(given.dossier, as_of=given.as_of, language=given.language)
    if which == TIMELINE:
        return drawing.story(given.dossier, covered, as_of=given.as_of, language=given.language) or drawing.nothing_yet(
            given.as_of, given.language
        )
    if which == LADDER:
        return positions(given.dossier, _issue(given), as_of=given.as_of, language=given.language)
    raise InputError(_("There is no picture {picture}. There are: {pictures}.", picture=which, pictures=PICTURES))


def _issue(given: Given) -> str:
    issue = given.chosen.get("issue")
    if issue is None:
        there = tuple(one.id for one in given.dossier.of(Issue)) or _("none")
        raise InputError(_("This picture is of one issue: name it. There are: {there}.", there=there))
    return given.dossier.the(Issue, issue).id


def positions(dossier: Dossier, issue: str, *, as_of: date, language: str) -> Picture:
    """Draw who stands where on an issue on a day, with every assessment."""
    now = dossier.as_of(as_of)
    about = dossier.the(Issue, issue)
    by_actor: dict[str, list[Stance]] = {}
    for stance in now.of(Stance):
        if stance.issue == issue:
            by_actor.setdefault(stance.actor, []).append(stance)
    rungs = [
        Rung(
            now.called(actor),
            tuple(
                Assessed(one.assessed_by or "", one.position.middle if one.position else None, *_range(one))
                for one in stances
            ),
            ours=now.ours(actor),
            roles=tuple(dict.fromkeys(role for one in stances for role in one.role)),
        )
        for actor, stances in by_actor.items()
    ]
    title = _("Who stands where: {issue}", issue=dossier.called(issue))
    return ladder(
        rungs,
        language=language,
        title=title,
        at_0=about.at_0,
        at_100=about.at_100,
        status_quo=about.status_quo,
    )


def _range(stance: Stance) -> tuple[float | None, float | None]:
    said = stance.position
    low = stance.low if stance.low is not None else said.low if said else None
    high = stance.high if stance.high is not None else said.high if said else None
    return low, high


def marked(picture: Picture, ceiling: Handling, notice: str, language: str) -> Picture:
    """Return a picture with the marking and the notice below it, which are then passed on with it."""
    label = f"TLP:{ceiling.level.value}"
    lines = wrapped(notice, picture.width - 2 * MARGIN, SMALL, 3)
    top = picture.height
    height = top + 28 + 13 * len(lines)
    wide = 14 + 6.6 * len(label)
    left = MARGIN if start(language) == "start" else picture.width - MARGIN - wide
    strip = [
        tag("rect", x=0, y=top, width=picture.width, height=height - top, fill=PAPER),
        tag("rect", x=left, y=top + 2, width=wide, height=16, fill=INK),
        lettered(
            left + wide / 2, top + 14, label, anchor="middle", fill=MARKING[ceiling.level.value], font_weight="bold"
        ),
    ]
    strip += [
        lettered(near_side(language), top + 30 + 13 * place, line, size=SMALL, anchor=start(language), fill=SOFT)
        for place, line in enumerate(lines)
    ]
    metadata = tag("metadata", escape(f"{label}. {notice}"))
    grown = f'height="{number(height)}" viewBox="0 0 {number(picture.width)} {number(height)}"'
    svg = _SIZE.sub(grown, picture.svg, count=1).removesuffix("</svg>") + "".join(strip) + metadata + "</svg>"
    return replace(picture, svg=svg, height=height)


def dots(picture: Picture, *, made_on: date) -> bytes:
    """Return a picture as PNG, drawn by Typst with our typefaces."""
    return set_page("picture.typ", {"svg": picture.svg, "width": str(POINTS)}, day=made_on, pdf=False)


def _whole(given: Given) -> Picture:
    return marked(picture_of(given), given.ceiling, given.notice, given.language)


def drawn(given: Given) -> Files:
    """Write the picture as SVG."""
    return ((".svg", _whole(given).svg.encode("utf-8")),)


def rastered(given: Given) -> Files:
    """Write the picture as PNG."""
    return ((".png", dots(_whole(given), made_on=given.made_on)),)


FORMS = (
    Form("picture", ".svg", _("Picture (SVG)"), drawn, CARRIES, takes=("picture", "issue")),
    Form("picture", ".png", _("Picture (PNG)"), rastered, CARRIES, takes=("picture", "issue"), seen_as=drawn),
)
