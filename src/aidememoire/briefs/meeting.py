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
from aidememoire.briefs.parts.contacts import contact, held_with, stands, who
from aidememoire.briefs.parts.frame import Frame
from aidememoire.briefs.parts.permitted import permitted
from aidememoire.briefs.parts.power import for_the_house, pressing, where_each_stands
from aidememoire.briefs.parts.questions import questions
from aidememoire.briefs.promises import unkept_promises
from aidememoire.briefs.scope import Scope, scope, title
from aidememoire.methods.bargaining.common_ground import common_ground
from aidememoire.methods.limits.limits import limits
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.handling import Handling
from aidememoire.vocabulary.kinds.engagements import Engagement
from aidememoire.vocabulary.kinds.positions import Option, Proposal, Stance
from aidememoire.vocabulary.messages import _

LABEL = _("For a meeting")
LAST_CONTACTS = 3


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
        permitted(
            dossier,
            covered,
            as_of=as_of,
            nothing=_("No limit is recorded on what will be discussed. Ask the mandator before you go."),
            more=tuple(_tabled(dossier, now, covered, as_of)),
        ),
        *_common_ground(dossier, covered, as_of),
        *_options(now, covered),
        questions(dossier, covered, as_of=as_of),
        *_pictures(dossier, covered, as_of, ceiling, language),
    )
    frame = Frame(ceiling, language, as_of, made_on)
    return frame.around(dossier, sections, title=title(now, covered), subtitle=dossier.header.title)


# Who they are


def _counterpart(now: Dossier, covered: Scope) -> Iterator[Section]:
    if covered.counterparts:
        yield Section(
            "counterpart", _("Who they are"), tuple(Facts(tuple(_known(now, one))) for one in covered.counterparts)
        )


def _known(now: Dossier, id: str) -> Iterator[tuple[object, object]]:
    yield _("Counterpart"), Strong(now.called(id))
    yield from who(now, id)
    for stance in now.of(Stance):
        if stance.actor == id and (stance.role or stance.position):
            yield now.called(stance.issue), phrase(*stands(stance), between=_(", "))


# What was said last


def _last_words(now: Dossier, covered: Scope) -> Iterator[Section]:
    held = held_with(now, covered.circle)
    if not held and not covered.meeting:
        return
    blocks: list[Block] = [Facts(tuple(_planned(now, covered.meeting)))] if covered.meeting else []
    if held:
        blocks.append(Bullets(tuple(contact(now, one) for one in held[:LAST_CONTACTS])))
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


# What we may and may not


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


# For the walk to the meeting: the same in pictures


def _pictures(dossier: Dossier, covered: Scope, as_of: date, ceiling: Handling, language: str) -> Iterator[Section]:
    # Who can move whom is for the organisation alone.
    if for_the_house(ceiling):
        blocks: list[Block] = []
        if covered.counterparts and (around := surroundings(dossier, covered, as_of=as_of, language=language)):
            blocks.append(Figure(around))
        issues = pressing(dossier.as_of(as_of), covered, as_of=as_of)
        blocks += where_each_stands(dossier, issues[:1], as_of=as_of, language=language)
        if blocks:
            yield Section("surroundings", _("Who is around them"), tuple(blocks))
    told = story(dossier, covered, as_of=as_of, language=language)
    if told:
        yield Section("story", _("How it went so far"), (Figure(told),))
