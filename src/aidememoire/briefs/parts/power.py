"""Who stands where on what presses most, who has power over it, and through whom are they reached? In pictures.

A picture shows who can move whom, so each is for the organisation alone; others get steps without names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from aidememoire.briefs.document import Block, Bullets, Figure, Item, Paragraph, Strong, phrase
from aidememoire.briefs.drawings.map import positions, powers
from aidememoire.briefs.drawings.routes import routes_picture
from aidememoire.briefs.scope import Scope
from aidememoire.methods.routes import without_names
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
    told: list[Finding] = []
    for actor, issue in _reached(dossier.as_of(as_of), covered, issues).items():
        found = routes(dossier, to=actor, issue=issue, as_of=as_of)
        picture = routes_picture(dossier, found, to=actor, issue=issue, language=language, most=MOST_ROUTES)
        if picture and len(told) < MOST_REACHED:
            told.append(found)
            yield Figure(picture)
    if told and told[0].caution:
        yield Paragraph(told[0].caution, "quiet")


def in_how_many_steps(
    dossier: Dossier, now: Dossier, covered: Scope, issues: Sequence[str], ceiling: Handling, *, as_of: date
) -> Iterator[Block]:
    """Say of each issue in how many steps whoever holds its key is reached, for readers who may learn no name."""
    seen: set[str] = set()
    items = []
    for actor, issue in _reached(now, covered, issues).items():
        if issue not in seen:
            seen.add(issue)
            found = without_names(routes(dossier, to=actor, issue=issue, as_of=as_of), ceiling.level)
            told = phrase(Strong(now.called(issue)), found.headline, between=" · ")
            items.append(Item(told, tuple(reason.says for reason in found.because)))
    if items:
        yield Bullets(tuple(items))


def _reached(now: Dossier, covered: Scope, issues: Sequence[str]) -> dict[str, str]:
    """Return whom to reach, and on which issue: the counterparts, or those who hold the keys to the issues."""
    if not issues:
        return {}
    keys = {actor: issue for issue in reversed(issues) for actor in reversed(_keys(now, issue))}
    return dict.fromkeys(covered.counterparts, issues[0]) or dict(reversed(keys.items()))


def _keys(now: Dossier, issue: str) -> tuple[str, ...]:
    """Return those who decide an issue, then who keep its gate, then who block it; nobody of ours."""
    there = [one for one in now.of(Stance) if one.issue == issue and not now.ours(one.actor)]
    return tuple(dict.fromkeys(one.actor for role in KEYS for one in there if role in one.role))
