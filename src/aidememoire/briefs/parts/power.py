"""Who stands where on what presses most, who has power over it, and through whom are they reached? In pictures.

All of it shows who can move whom, so each is for the organisation alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from aidememoire.briefs.document import Block, Figure, Paragraph
from aidememoire.briefs.drawings.map import positions, powers
from aidememoire.briefs.drawings.routes import routes_picture
from aidememoire.briefs.scope import Scope
from aidememoire.methods.routes.routes import routes
from aidememoire.vocabulary.codes import StanceRole
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.findings import Finding
from aidememoire.vocabulary.handling import Handling, Label
from aidememoire.vocabulary.kinds.issues import Issue
from aidememoire.vocabulary.kinds.positions import Stance

KEYS = (StanceRole.DECIDE, StanceRole.GATEKEEP, StanceRole.BLOCK)
MOST_ISSUES, MOST_REACHED, MOST_ROUTES, FEWEST_IN_A_GRID = 2, 3, 3, 4


def for_the_house(ceiling: Handling) -> bool:
    """Say whether a document may show who can move whom."""
    return ceiling.level >= Label.AMBER_STRICT


def pressing(now: Dossier, covered: Scope, *, as_of: date) -> tuple[str, ...]:
    """Return the issues whose deadlines come next, of those on which somebody stands somewhere.

    Those on the agenda of a meeting come before all others, then those on which a counterpart stands.
    """
    stances = now.of(Stance)
    known = {one.issue for one in stances}
    there = [one for one in now.of(Issue) if one.id in covered.issues and one.id in known]
    agenda = set(covered.meeting.issues) if covered.meeting else set()
    theirs = {one.issue for one in stances if one.actor in covered.counterparts}
    there.sort(key=lambda one: (one.id not in agenda, one.id not in theirs, _days_left(one, as_of)))
    return tuple(one.id for one in there[:MOST_ISSUES])


def _days_left(issue: Issue, as_of: date) -> int:
    """Return how many days are left; what has no day, or is past it, presses less than anything ahead."""
    ahead = issue.deadline is not None and issue.deadline >= as_of
    return ((issue.deadline if ahead else None) or date.max).toordinal()


def where_each_stands(dossier: Dossier, issues: Iterable[str], *, as_of: date, language: str) -> Iterator[Block]:
    """Draw the ladder of positions on each issue on which two positions are known."""
    for issue in issues:
        if picture := positions(dossier, issue, as_of=as_of, language=language):
            yield Figure(picture)


def who_has_power(dossier: Dossier, issues: Iterable[str], *, as_of: date, language: str) -> Iterator[Block]:
    """Draw the grid of power and interest on each issue on which enough actors are judged to fill one."""
    for issue in issues:
        picture = powers(dossier, issue, as_of=as_of, language=language)
        if picture and len(picture.rows) >= FEWEST_IN_A_GRID:
            yield Figure(picture)


def through_whom(
    dossier: Dossier, covered: Scope, issues: Sequence[str], *, as_of: date, language: str
) -> Iterator[Block]:
    """Draw the routes to the counterparts, or to those who hold the keys to the issues; the caution stands once."""
    now = dossier.as_of(as_of)
    keys = {actor: issue for issue in reversed(issues) for actor in reversed(_keys(now, issue))}
    reached = dict.fromkeys(covered.counterparts, issues[0]) or dict(reversed(keys.items()))
    told: list[Finding] = []
    for actor, issue in reached.items():
        found = routes(dossier, to=actor, issue=issue, as_of=as_of)
        picture = routes_picture(dossier, found, to=actor, issue=issue, language=language, most=MOST_ROUTES)
        if picture and len(told) < MOST_REACHED:
            told.append(found)
            yield Figure(picture)
    if told and told[0].caution:
        yield Paragraph(told[0].caution, "quiet")


def _keys(now: Dossier, issue: str) -> tuple[str, ...]:
    """Return those who decide an issue, then who keep its gate, then who block it; nobody of ours."""
    there = [one for one in now.of(Stance) if one.issue == issue and not now.ours(one.actor)]
    return tuple(dict.fromkeys(one.actor for role in KEYS for one in there if role in one.role))
