"""What must the head of mission know before tomorrow's meeting? Ninety seconds, promises first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from aidememoire.briefs.document import (
    Block,
    Bullets,
    Callout,
    Column,
    Document,
    Facts,
    Figure,
    Item,
    Paragraph,
    Quiet,
    Section,
    Strong,
    Table,
    phrase,
)
from aidememoire.briefs.drawing import story, surroundings
from aidememoire.briefs.promises import unkept_promises
from aidememoire.briefs.scope import Scope, scope, title
from aidememoire.methods.access.access import access
from aidememoire.methods.bargaining.asks import asks
from aidememoire.methods.bargaining.common_ground import common_ground
from aidememoire.methods.limits.limits import limits
from aidememoire.methods.trust.commitments import commitments
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.findings import Finding, Gap
from aidememoire.vocabulary.handling import Handling, Label
from aidememoire.vocabulary.kinds.actors import Actor, Tenure
from aidememoire.vocabulary.kinds.engagements import Engagement
from aidememoire.vocabulary.kinds.positions import Option, Proposal, Stance
from aidememoire.vocabulary.messages import Message, _, not_yet_read

LAST_CONTACTS, MOST_QUESTIONS = 3, 10


def arrange(
    dossier: Dossier, *, as_of: date, ceiling: Handling, language: str, made_on: date, counterpart: str | None = None
) -> Document:
    """Arrange the brief for a meeting from a dossier that was already cut to the ceiling.

    Sections, by their anchors: unkept-promises (ours, theirs), counterpart, last-words, limits, common-ground,
    options, questions, then the pictures: surroundings, story.
    """
    now = dossier.as_of(as_of)
    covered = scope(now, as_of=as_of, counterpart=counterpart)
    sections = (
        unkept_promises(dossier, covered, as_of=as_of),
        *_counterpart(now, covered),
        *_last_words(now, covered),
        _limits(dossier, now, covered, as_of),
        *_common_ground(dossier, covered, as_of),
        *_options(now, covered),
        _questions(dossier, covered, as_of),
        *_pictures(dossier, covered, as_of, ceiling, language),
    )
    return Document(
        title=title(now, covered),
        subtitle=dossier.header.title,
        language=language,
        label=ceiling.level,
        as_of=as_of,
        made_on=made_on,
        closed_on=dossier.header.closed_on,
        notices=tuple(_notices(ceiling, language)),
        sections=sections,
    )


def _notices(ceiling: Handling, language: str) -> Iterator[Message]:
    yield _("Prepared for {label}; other information may exist.", label=ceiling.level)
    if (unread := not_yet_read(language)) is not None:
        yield unread


# Who they are


def _counterpart(now: Dossier, covered: Scope) -> Iterator[Section]:
    if covered.counterparts:
        yield Section(
            "counterpart", _("Who they are"), tuple(Facts(tuple(_who(now, one))) for one in covered.counterparts)
        )


def _who(now: Dossier, id: str) -> Iterator[tuple[object, object]]:
    yield _("Counterpart"), Strong(now.called(id))
    actor = now.get(id)
    if not isinstance(actor, Actor):
        return
    yield from _holders(now, id)
    if actor.part_of:
        yield _("Answers to"), _line_above(now, actor)
    if actor.kind:
        yield _("Kind"), actor.kind
    for stance in now.of(Stance):
        if stance.actor == id and (stance.role or stance.position):
            yield now.called(stance.issue), phrase(*_stands(stance), between=_(", "))


def _holders(now: Dossier, post: str) -> Iterator[tuple[object, object]]:
    held = [one for one in now.of(Tenure) if one.post == post]
    for one in held:
        yield _("Held by"), _("{person}, since {day}", person=now.called(one.person), day=one.since)
    before = [one for one in now.past.of(Tenure) if one.post == post and one not in held]
    for one in before[-1:]:
        yield _("Before"), _("{person}, until {day}", person=now.called(one.person), day=one.until)


def _line_above(now: Dossier, actor: Actor) -> object:
    line: list[object] = []
    seen = {actor.id}
    above = now.get(actor.part_of)
    while isinstance(above, Actor) and above.id not in seen:
        line.append(now.called(above.id))
        seen.add(above.id)
        above = now.get(above.part_of)
    return tuple(line)


def _stands(stance: Stance) -> Iterator[object]:
    if stance.role:
        yield stance.role
    if stance.position is not None:
        yield _("position {position}", position=stance.position)
    if stance.assessed_by:
        yield Quiet(_("assessed by {who}", who=stance.assessed_by))


# What was said last


def _last_words(now: Dossier, covered: Scope) -> Iterator[Section]:
    held = [
        one
        for one in now.of(Engagement)
        if one.held_on and (not covered.circle or any(covered.concerns(who.actor) for who in one.participants))
    ]
    held.sort(key=lambda one: one.held_on or date.min, reverse=True)
    if not held and not covered.meeting:
        return
    blocks: list[Block] = [Facts(tuple(_planned(now, covered.meeting)))] if covered.meeting else []
    if held:
        blocks.append(Bullets(tuple(_contact(now, one) for one in held[:LAST_CONTACTS])))
    else:
        blocks.append(Callout(_("No earlier contact is recorded."), "empty"))
    yield Section("last-words", _("Last words"), tuple(blocks))


def _planned(now: Dossier, meeting: Engagement) -> Iterator[tuple[object, object]]:
    yield _("Planned on"), meeting.planned_on
    if meeting.participants:
        yield _("At the table"), tuple(now.called(one.actor) for one in meeting.participants)
    if meeting.asks:
        yield _("We ask for"), tuple(now.called(one) for one in meeting.asks)
    if meeting.capacity:
        yield _("We speak as"), meeting.capacity
    if meeting.sanctioned_by:
        yield _("Sanctioned by"), now.called(meeting.sanctioned_by)


def _contact(now: Dossier, one: Engagement) -> Item:
    beneath: list[object] = [part for part in (one.outcome,) if part]
    if one.next_step:
        beneath.append(_("Next step: {step}", step=one.next_step))
    if one.attribution:
        beneath.append(Quiet(_("Attribution: {rule}", rule=one.attribution)))
    kind = [one.type] if one.type else []
    return Item(
        phrase(Strong(one.held_on), now.called(one.id), *(Quiet(each) for each in kind), between=" · "), tuple(beneath)
    )


# What we may and may not


def _limits(dossier: Dossier, now: Dossier, covered: Scope, as_of: date) -> Section:
    blocks: list[Block] = []
    for issue in covered.issues:
        found = limits(dossier, as_of=as_of, issue=issue)
        if found.rows or found.because:
            blocks.append(Paragraph(Strong(now.called(issue))))
            blocks += _limits_on(found)
    blocks += _tabled(dossier, now, covered, as_of)
    nothing = Callout(_("No limit is recorded on what will be discussed. Ask the mandator before you go."), "warning")
    return Section("limits", _("Limits and mandate"), tuple(blocks) or (nothing,))


def _limits_on(found: Finding) -> Iterator[Block]:
    if found.rows:
        columns = (
            Column(_("Limit"), width=3),
            Column(_("Kind"), width=1.2),
            Column(_("Bound"), width=1.6),
            Column(_("Owner"), "name", 1.6),
        )
        yield Table(columns, tuple((row["limit"], row["kind"], row["bound"], row["owner"] or "") for row in found.rows))
    if found.because:
        yield Bullets(tuple(reason.says for reason in found.because))


def _tabled(dossier: Dossier, now: Dossier, covered: Scope, as_of: date) -> Iterator[Block]:
    """Say of each proposal on the table what the limits make of it: that it passes is not advice to accept."""
    told = []
    for one in now.of(Proposal):
        issues = [term.issue for term in one.terms if term.issue in covered.issues]
        if issues and (dossier.ours(one.by) or covered.concerns(one.by)):
            head = phrase(Strong(now.called(one.id)), _("by {by}", by=now.called(one.by)))
            verdicts = [limits(dossier, as_of=as_of, issue=issue, proposal=one.id).headline for issue in issues]
            told.append(Item(head, tuple(dict.fromkeys(verdicts))))
    if told:
        yield Paragraph(Strong(_("On the table")))
        yield Bullets(tuple(told))


# What is shared, what could be done, what is open


def _common_ground(dossier: Dossier, covered: Scope, as_of: date) -> Iterator[Section]:
    rows = [row for issue in covered.issues for row in common_ground(dossier, as_of=as_of, issue=issue).rows]
    unique = {row["statement"].id: row for row in rows}.values()
    if unique:
        columns = (Column(_("Statement"), width=3), Column(_("Column"), width=1.3), Column(_("Use"), width=2))
        table = Table(columns, tuple((row["statement"], row["column"], row["use"]) for row in unique))
        yield Section("common-ground", _("What both already hold"), (table,))


def _options(now: Dossier, covered: Scope) -> Iterator[Section]:
    options = [
        one for one in now.of(Option) if one.issue in covered.issues or (one.issue is None and not covered.circle)
    ]
    if options:
        note = Paragraph(_("In the order recorded, not of preference."), "quiet")
        yield Section(
            "options", _("Options and their risks"), (Bullets(tuple(_option(now, one) for one in options)), note)
        )


def _option(now: Dossier, one: Option) -> Item:
    beneath: list[object] = []
    if one.side_effects:
        beneath.append(_("Risk: {risk}", risk=one.side_effects))
    if one.offers:
        beneath.append(_("We would give: {offer}", offer=one.offers))
    judged = [_("chance {chance}", chance=one.chance)] if one.chance else []
    judged += [_("cost {cost}", cost=one.cost)] if one.cost else []
    if judged:
        beneath.append(Quiet(tuple(judged)))
    if one.needs:
        beneath.append(Quiet(_("Needs first: {options}", options=tuple(now.called(each) for each in one.needs))))
    if one.excludes:
        beneath.append(Quiet(_("Rules out: {options}", options=tuple(now.called(each) for each in one.excludes))))
    return Item(Strong(now.called(one.id)), tuple(beneath))


def _questions(dossier: Dossier, covered: Scope, as_of: date) -> Section:
    asked = {str(gap.says): gap for gap in _gaps(dossier, covered, as_of)}.values()
    items = tuple(Item(gap.ask or gap.says, (Quiet(gap.says),) if gap.ask else ()) for gap in asked)
    if not items:
        return Section("questions", _("Open questions"), (Callout(_("Nothing recorded is left open."), "empty"),))
    more = len(items) - MOST_QUESTIONS
    blocks: list[Block] = [Bullets(items[:MOST_QUESTIONS])]
    if more > 0:
        blocks.append(
            Paragraph(_("{n} more: the commands commitments, limits, asks and access list them.", n=more), "quiet")
        )
    return Section("questions", _("Open questions"), tuple(blocks))


def _gaps(dossier: Dossier, covered: Scope, as_of: date) -> Iterator[Gap]:
    """Yield what the methods miss within what the brief covers, what is nearest to the meeting first."""
    about = {*covered.issues, *covered.circle}
    for issue in covered.issues:
        yield from limits(dossier, as_of=as_of, issue=issue).gaps
        yield from common_ground(dossier, as_of=as_of, issue=issue).gaps
    for found in (commitments(dossier, as_of=as_of), access(dossier, as_of=as_of), asks(dossier, as_of=as_of)):
        yield from (gap for gap in found.gaps if not gap.records or not about or _touches(dossier, gap, about))


def _touches(dossier: Dossier, gap: Gap, about: set[str]) -> bool:
    records = (dossier.get(id) for id in gap.records)
    return any(record and (record.id in about or record.named() & about) for record in records)


# For the walk to the meeting: the same in pictures


def _pictures(dossier: Dossier, covered: Scope, as_of: date, ceiling: Handling, language: str) -> Iterator[Section]:
    # Who can move whom is for the organisation alone.
    if covered.counterparts and ceiling.level >= Label.AMBER_STRICT:
        around = surroundings(dossier, covered, as_of=as_of, language=language)
        if around:
            yield Section("surroundings", _("Who is around them"), (Figure(around),))
    told = story(dossier, covered, as_of=as_of, language=language)
    if told:
        yield Section("story", _("How it went so far"), (Figure(told),))
