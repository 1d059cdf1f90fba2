"""What must a successor know in ten minutes? Promises first, then whom we speak with, what binds us, and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from aidememoire.briefs.document import (
    Block,
    Bullets,
    Callout,
    Column,
    Document,
    Figure,
    Item,
    Paragraph,
    Quiet,
    Section,
    Strong,
    Table,
    phrase,
)
from aidememoire.briefs.drawings.trust import reliance
from aidememoire.briefs.parts.decisions import conditions, dilemmas, mandates, overrides
from aidememoire.briefs.parts.first_days import first_days
from aidememoire.briefs.parts.footing import moves
from aidememoire.briefs.parts.frame import Frame
from aidememoire.briefs.parts.permitted import permitted
from aidememoire.briefs.parts.power import for_the_house, in_how_many_steps, pressing, through_whom, who_has_power
from aidememoire.briefs.parts.questions import questions
from aidememoire.briefs.parts.relations import Relation, posts, relations, repairs, stories
from aidememoire.briefs.parts.stakes import track
from aidememoire.briefs.promises import unkept_promises
from aidememoire.briefs.scope import Scope, whole
from aidememoire.methods.access.access import access
from aidememoire.methods.triage.triage import triage
from aidememoire.methods.trust.commitments import commitments
from aidememoire.methods.trust.trust import trust
from aidememoire.vocabulary.codes import Accord, Attribution, LimitKind, Nature, Visibility
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.findings import Finding, Gap
from aidememoire.vocabulary.handling import Handling
from aidememoire.vocabulary.kinds.engagements import Engagement
from aidememoire.vocabulary.kinds.issues import Issue
from aidememoire.vocabulary.kinds.mandates import Limit
from aidememoire.vocabulary.kinds.positions import Statement
from aidememoire.vocabulary.messages import Message, _

LABEL = _("For a handover")
RULES: dict[Visibility, Message] = {
    Visibility.SECRET: _("Secret: say to nobody that it took place."),
    Visibility.QUIET: _("Quiet: do not speak of it in public."),
}


def arrange(
    dossier: Dossier, *, as_of: date, ceiling: Handling, language: str, made_on: date, counterpart: str | None = None
) -> Document:
    """Arrange the handover brief from a dossier that was already cut to the ceiling.

    Sections, by their anchors: unkept-promises (ours, theirs), relationships (to-repair), not-to-say, decisions,
    reliance, first-ten-days, limits, questions, ways: who has power over what presses most, and through whom they are
    reached; below AMBER+STRICT in how many steps, without a name.
    """
    now = dossier.as_of(as_of)
    covered = whole(now, counterpart=counterpart)
    there = relations(dossier, now, covered, as_of=as_of)
    sections = (
        unkept_promises(dossier, covered, as_of=as_of),
        _relationships(dossier, now, covered, there, as_of),
        _not_to_say(now, covered),
        _decisions(dossier, now, covered, as_of),
        _reliance(dossier, covered, as_of, language),
        first_days(dossier, now, covered, there, as_of=as_of),
        permitted(dossier, covered, as_of=as_of, nothing=_("No limit and no mandate is recorded. Ask the mandator.")),
        questions(dossier, covered, as_of=as_of, first=_pressing(dossier, as_of)),
        *_ways(dossier, now, covered, as_of, ceiling, language),
    )
    return Frame(ceiling, language, as_of, made_on).around(
        dossier,
        sections,
        title=_("Handover: {title}", title=dossier.header.title or dossier.header.slug),
        subtitle=tuple(now.called(one) for one in covered.counterparts) or None,
    )


def _pressing(dossier: Dossier, as_of: date) -> Iterator[Gap]:
    yield from commitments(dossier, as_of=as_of).gaps
    yield from access(dossier, as_of=as_of).gaps


def _relationships(dossier: Dossier, now: Dossier, covered: Scope, there: list[Relation], as_of: date) -> Section:
    return Section(
        "relationships",
        _("Whom we speak with"),
        (*stories(dossier, now, covered, there, as_of=as_of), *posts(now, covered)),
        (repairs(dossier, now, there, as_of=as_of),),
    )


# What not to say


def _not_to_say(now: Dossier, covered: Scope) -> Section:
    blocks: list[Block] = []
    for heading, items in (
        (_("Never to be offered, nor told across the table"), tuple(_lines(now, covered))),
        (_("Said in confidence"), tuple(_confidential(now, covered))),
        (_("Contested: not to be said as a fact"), tuple(_contested(now, covered))),
    ):
        if items:
            blocks += [Paragraph(Strong(heading)), Bullets(items)]
    nothing = Callout(_("No line in words and no rule of confidence is recorded. Ask before you quote anybody."))
    return Section("not-to-say", _("What not to say"), tuple(blocks) or (nothing,))


def _lines(now: Dossier, covered: Scope) -> Iterator[Item]:
    """Yield the red lines, and every limit in words: those of the mandator first."""
    held = [one for one in now.of(Limit) if one.issue is None or one.issue in covered.issues]
    for one in sorted(held, key=lambda one: one.kind is not LimitKind.RED_LINE):
        if one.kind is LimitKind.RED_LINE or one.condition:
            told: list[object] = [one.condition or one.bound]
            if one.owner:
                told.append(Quiet(_("Only {owner} may move it.", owner=now.called(one.owner))))
            yield Item(phrase(Strong(now.called(one.id)), Quiet(one.kind), between=" · "), tuple(told))


def _confidential(now: Dossier, covered: Scope) -> Iterator[Item]:
    for one in now.of(Engagement):
        about = not covered.circle or any(covered.concerns(each.actor) for each in one.participants)
        if about and (rules := tuple(_rules(one))):
            yield Item(phrase(Strong(now.called(one.id)), one.held_on or one.planned_on, between=" · "), rules)


def _rules(one: Engagement) -> Iterator[Message]:
    if one.visibility in RULES:
        yield RULES[one.visibility]
    if one.attribution and one.attribution is not Attribution.OPEN:
        yield _("Attribution: {rule}", rule=one.attribution)


def _contested(now: Dossier, covered: Scope) -> Iterator[Item]:
    for one in now.of(Statement):
        about = one.issue is None or one.issue in covered.issues
        if about and one.nature is Nature.FACT and one.accord is Accord.CONTESTED:
            names = tuple(now.called(each) for each in one.disputed_by)
            yield Item(one.words, (Quiet(_("disputed by {names}", names=names)),) if names else ())


# Why did we accept this


def _decisions(dossier: Dossier, now: Dossier, covered: Scope, as_of: date) -> Section:
    blocks: list[Block] = [*dilemmas(now, covered, as_of=as_of)]
    if not blocks:
        blocks.append(
            Callout(_("No decision between principles is recorded. Ask who decided what, and who disagreed."))
        )
    for heading, items in (
        (_("Tracks decided against the rules"), tuple(overrides(now, covered))),
        (_("Conditions that we live with"), tuple(conditions(now, covered, as_of=as_of))),
    ):
        if items:
            blocks += [Paragraph(Strong(heading)), Bullets(items)]
    if given := tuple(mandates(now, covered, as_of=as_of)):
        blocks += [Paragraph(Strong(_("Who mandated whom"))), *given]
    blocks += moves(now, access(dossier, as_of=as_of))
    return Section("decisions", _("Why did we accept this"), (*blocks, *_tracks(dossier, now, covered, as_of)))


def _tracks(dossier: Dossier, now: Dossier, covered: Scope, as_of: date) -> Iterator[Block]:
    rows = [row for row in triage(dossier, as_of=as_of).rows if row["issue"].id in covered.issues]
    if rows:
        columns = (Column(_("Issue"), width=3), Column(_("Track"), width=2), Column(_("Deadline"), "day", 1))
        told = tuple(
            (row["issue"], phrase(*track(row), between=" · "), now.the(Issue, row["issue"].id).deadline) for row in rows
        )
        yield Paragraph(Strong(_("Where each issue is taken up")))
        yield Table(columns, told)


# How far to rely on whom


def _reliance(dossier: Dossier, covered: Scope, as_of: date, language: str) -> Section:
    found = trust(dossier, as_of=as_of)
    blocks: list[Block] = [Paragraph(found.headline), *_silent(dossier, covered, found)]
    if found.caution:
        blocks.append(Paragraph(found.caution, "quiet"))
    picture = reliance(dossier, as_of=as_of, language=language, among=covered.circle, silent=False)
    if picture:
        blocks.append(Figure(picture))
    return Section("reliance", _("How far to rely on whom"), tuple(blocks))


def _silent(dossier: Dossier, covered: Scope, found: Finding) -> Iterator[Block]:
    """Name the records in which nothing was seen yet: an empty band in a picture tells no more."""
    rows = (row for row in found.rows if row.mean is None)
    there = [row for row in rows if covered.concerns(row.of.id) or dossier.ours(row.of.id)]
    if there:
        told = tuple(_("{of} on {about}", of=row.of, about=row.about or _("class not said")) for row in there)
        yield Paragraph(_("Nothing is seen yet, and no base rate is known: {records}.", records=told), "quiet")


# Who has power, and through whom they are reached


def _ways(
    dossier: Dossier, now: Dossier, covered: Scope, as_of: date, ceiling: Handling, language: str
) -> Iterator[Section]:
    issues = pressing(now, covered, as_of=as_of)
    if for_the_house(ceiling):
        heading = _("Who has power over what presses most, and the ways to them")
        blocks = (
            *who_has_power(dossier, issues, as_of=as_of, language=language),
            *through_whom(dossier, covered, issues, as_of=as_of, language=language),
        )
    else:
        heading = _("The ways to whoever decides what presses most, without names")
        blocks = tuple(in_how_many_steps(dossier, now, covered, issues, ceiling, as_of=as_of))
    if blocks:
        yield Section("ways", heading, blocks)
