"""What does the whole team need on one page? What is at stake, on what access stands, what lapses, what binds us."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from aidememoire.briefs.document import (
    Block,
    Callout,
    Column,
    Document,
    Figure,
    Paragraph,
    Section,
    Strong,
    Table,
    phrase,
)
from aidememoire.briefs.drawing import surroundings
from aidememoire.briefs.parts.contacts import stands
from aidememoire.briefs.parts.decisions import dilemmas
from aidememoire.briefs.parts.footing import moves
from aidememoire.briefs.parts.frame import Frame
from aidememoire.briefs.parts.permitted import permitted
from aidememoire.briefs.parts.power import for_the_house, pressing, where_each_stands, who_has_power
from aidememoire.briefs.parts.questions import questions
from aidememoire.briefs.parts.stakes import issues, needs
from aidememoire.briefs.promises import unkept_promises
from aidememoire.briefs.scope import Scope, whole
from aidememoire.methods.access.access import access
from aidememoire.methods.triage.triage import triage
from aidememoire.methods.watch.watch import watch
from aidememoire.vocabulary.codes import StanceRole, Whose
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.handling import Handling
from aidememoire.vocabulary.kinds.access import Constraint
from aidememoire.vocabulary.kinds.issues import Issue
from aidememoire.vocabulary.kinds.positions import Stance
from aidememoire.vocabulary.messages import Message, _

LABEL = _("Of the situation")
MOST_DUE = 16
DECIDES = frozenset({StanceRole.DECIDE, StanceRole.FORMAL_ISSUER, StanceRole.BLOCK, StanceRole.GATEKEEP})


def arrange(
    dossier: Dossier, *, as_of: date, ceiling: Handling, language: str, made_on: date, counterpart: str | None = None
) -> Document:
    """Arrange the situation page from a dossier that was already cut to the ceiling.

    Sections, by their anchors: unkept-promises (ours, theirs), stakes, access, watch, limits, dilemmas, questions, and
    where the ceiling is AMBER+STRICT or above, surroundings: who can decide, sign, block or open, in pictures too.
    """
    now = dossier.as_of(as_of)
    covered = whole(now, counterpart=counterpart)
    sections = (
        unkept_promises(dossier, covered, as_of=as_of),
        _stakes(dossier, now, covered, as_of),
        _access(dossier, now, as_of),
        _watch(dossier, as_of),
        permitted(dossier, covered, as_of=as_of, nothing=_("No limit and no mandate is recorded. Ask the mandator.")),
        _dilemmas(now, covered, as_of),
        questions(dossier, covered, as_of=as_of, first=triage(dossier, as_of=as_of).gaps),
        *_around(dossier, now, covered, as_of, ceiling, language),
    )
    return Frame(ceiling, language, as_of, made_on).around(
        dossier,
        sections,
        title=_("Situation: {title}", title=dossier.header.title or dossier.header.slug),
        subtitle=tuple(now.called(one) for one in covered.counterparts) or None,
    )


# What is at stake


def _stakes(dossier: Dossier, now: Dossier, covered: Scope, as_of: date) -> Section:
    blocks = (
        *needs(now),
        Paragraph(Strong(_("What can be negotiated, and where it is taken up"))),
        *issues(dossier, now, covered, as_of=as_of),
    )
    return Section("stakes", _("What is at stake, and for whom"), blocks)


# On what footing


def _access(dossier: Dossier, now: Dossier, as_of: date) -> Section:
    found = access(dossier, as_of=as_of)
    blocks: list[Block] = [Paragraph(found.headline)]
    if found.rows:
        columns = (
            Column(_("Authority"), width=2.4),
            Column(_("Basis"), width=1.5),
            Column(_("Issued by"), "name", 1.8),
            Column(_("Expires on"), "day", 1.2),
            Column(_("State"), "standing", 1.2),
        )
        blocks.append(
            Table(
                columns,
                tuple(
                    (
                        row["authority"],
                        phrase(row["basis"], *([row["form"]] if row["form"] else []), between=", "),
                        row["issued_by"],
                        row["expires_on"],
                        row["state"],
                    )
                    for row in found.rows
                ),
            )
        )
    return Section("access", _("On what footing access stands"), (*blocks, *moves(now, found), *_obstacles(now)))


def _obstacles(now: Dossier) -> Iterator[Block]:
    """Tell what stands in the way, people's own access beside ours: it is easily forgotten."""
    headings: tuple[tuple[Whose | None, Message], ...] = (
        (Whose.OURS, _("What keeps us from people")),
        (Whose.PEOPLE, _("What keeps people from aid")),
        (None, _("Whose access is not said")),
    )
    for whose, heading in headings:
        there = [one for one in now.of(Constraint) if one.whose is whose]
        if there:
            there.sort(key=lambda one: one.severity or "0", reverse=True)
            yield Paragraph(Strong(heading))
            yield _constraints(now, there)
        elif whose is Whose.PEOPLE and now.of(Constraint):
            yield Callout(_("Nothing is recorded on people's own access to aid."), "empty")


def _constraints(now: Dossier, there: list[Constraint]) -> Table:
    columns = (
        Column(_("Constraint"), width=2.4),
        Column(_("Type"), width=2.2),
        Column(_("Who causes it"), "name", 1.5),
        Column(_("Area"), "name", 1),
        Column(_("Since"), "day", 1.2),
        Column(_("Severity"), width=1.2),
    )
    return Table(
        columns,
        tuple(
            (
                now.called(one.id),
                one.type,
                now.called(one.actor) if one.actor else None,
                one.area,
                one.since,
                one.severity,
            )
            for one in there
        ),
    )


# What lapses next


def _watch(dossier: Dossier, as_of: date) -> Section:
    found = watch(dossier, as_of=as_of)
    heading = _("What lapses or falls due next")
    if not found.rows:
        return Section("watch", heading, (Callout(found.headline, "empty"),))
    columns = (
        Column(_("Day"), "day", 1.2),
        Column(_("Days left"), "figure", 0.8),
        Column(_("What"), width=2),
        Column(_("Record"), width=3),
    )
    rows = tuple((row["due_on"], row["days_left"], row["what"], row["record"]) for row in found.rows)
    more = len(rows) - MOST_DUE
    rest = (Paragraph(_("{n} more: the command watch lists them.", n=more), "quiet"),) if more > 0 else ()
    return Section("watch", heading, (Paragraph(found.headline), Table(columns, rows[:MOST_DUE]), *rest))


# Principles in conflict


def _dilemmas(now: Dossier, covered: Scope, as_of: date) -> Section:
    nothing = Callout(_("No dilemma is recorded. Where did principles pull apart, and who decided?"), "empty")
    return Section("dilemmas", _("Dilemmas"), tuple(dilemmas(now, covered, as_of=as_of)) or (nothing,))


# Who is around


def _around(
    dossier: Dossier, now: Dossier, covered: Scope, as_of: date, ceiling: Handling, language: str
) -> Iterator[Section]:
    """Show who can decide, sign, block or open, and how they stand on what presses most; for the organisation alone."""
    if not for_the_house(ceiling):
        return
    blocks = tuple(_powers(now, covered))
    keys = tuple(dict.fromkeys(one.actor for one in _keys(now, covered)))
    picture = surroundings(
        dossier, replace(covered, counterparts=covered.counterparts or keys), as_of=as_of, language=language
    )
    if picture:
        blocks += (Figure(picture),)
    issues = pressing(now, covered, as_of=as_of)
    blocks += (*where_each_stands(dossier, issues, as_of=as_of, language=language),)
    blocks += (*who_has_power(dossier, issues, as_of=as_of, language=language),)
    if blocks:
        yield Section("surroundings", _("Who is around"), blocks)


def _keys(now: Dossier, covered: Scope) -> Iterator[Stance]:
    for stance in now.of(Stance):
        if stance.issue in covered.issues and DECIDES & set(stance.role) and not now.ours(stance.actor):
            yield stance


def _powers(now: Dossier, covered: Scope) -> Iterator[Block]:
    keys = tuple(_keys(now, covered))
    order = {one.id: place for place, one in enumerate(now.of(Issue))}
    rows = tuple(
        (now.called(one.issue), now.called(one.actor), phrase(*stands(one), between=", "))
        for one in sorted(keys, key=lambda one: order.get(one.issue, len(order)))
    )
    if rows:
        columns = (Column(_("Issue"), width=2.4), Column(_("Actor"), "name", 1.8), Column(_("Role"), width=2.8))
        yield Table(columns, rows)
