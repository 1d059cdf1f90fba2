"""What is one mark on a timeline, what do its words say, and which marks stand together when there are many?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from aidememoire.pictures._lanes import UNDER, Block
from aidememoire.pictures._timescale import Scale
from aidememoire.pictures.lettering import said, way, width
from aidememoire.pictures.picture import APART, BOTH, MARGIN, OURS, SMALL, SOFT, THEIRS, WIDTH
from aidememoire.vocabulary.codes import Codes, Outcome, State, Status
from aidememoire.vocabulary.kinds import kinds
from aidememoire.vocabulary.messages import Message, _, direction, written

MANY = 60
"""How many marks a timeline shows singly; beyond, those of one lane, kind and stretch of time stand together."""

FEW = 16
"""Up to how many marks have two lines of label and days in words."""

ROOM = 205.0
"""How long a line of label may be: names that begin alike must stay apart."""

LANES: dict[str, tuple[Message, str]] = {
    "ours": (_("Ours"), OURS),
    "theirs": (_("Theirs"), THEIRS),
    "both": (_("Both sides"), BOTH),
    "access": (_("Access"), APART),
}
SHAPES = {"commitment": "diamond", "observation": "circle", "engagement": "triangle", "authority": "square"}
SHAPES |= {"mandate": "square", "constraint": "hexagon"}
BARS = frozenset({"authority", "mandate", "constraint"})
SIGNS = {
    "kept": "tick", "valid": "tick", "partly": "half", "broken": "cross", "lapsed": "cross", "overdue": "alarm",
    "disputed": "question", "unverified": "question", "unclear": "question", "cannot tell": "question",
    "overtaken": "bar", "open": "hollow",
}  # fmt: skip
WORSE = frozenset({"broken", "overdue", "lapsed"})
_STATES: dict[str, Codes] = {code.value: code for codes in (Outcome, State, Status) for code in codes}
_MONTHS = (1, 3, 6, 12, 24, 60, 120, 600, 1200, 12000)


@dataclass(frozen=True, slots=True)
class Moment:
    """Something with a day: what it is called, whose it is, of which kind, how it stands, and until when it lasts.

    ``lane`` is ``ours``, ``theirs``, ``both``, ``access`` or any other name; ``kind`` a kind of record or another word;
    ``state`` a code of ``Status``, ``State`` or ``Outcome``, or another word; ``record`` the id behind the mark.
    """

    day: date
    label: object
    lane: object
    kind: str
    state: str | None = None
    until: date | None = None
    record: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """What the marks of one timeline are called, in its language, seen from its day."""

    language: str
    as_of: date

    def __call__(self, value: object) -> str:
        return said(value, self.language)

    def lane(self, lane: object) -> str:
        return self(LANES[lane][0] if isinstance(lane, str) and lane in LANES else lane)

    def kind(self, kind: str) -> str:
        known = kinds().get(kind)
        return self(known.kind_of.label if known else kind)

    def kinds(self, kind: str, count: int) -> str:
        known = kinds().get(kind)
        return self.counted(known.kind_of.labels if known else kind, count)

    def counted(self, what: object, count: int) -> str:
        return self(_("{what}: {count}", what=what, count=count))

    def state(self, state: str | None) -> str:
        return self(_STATES.get(str(state), state)) if state else ""

    def label(self, moment: Moment) -> str:
        return self(moment.label) or self(moment.record) or "X"

    def ahead(self, moment: Moment) -> str:
        return self(_("ahead") if moment.day > self.as_of else _("past"))

    def span(self, first: date, last: date, *, open_ended: bool = False, brief: bool = False) -> str:
        one, two = (day.isoformat() if brief else written(day, self.language) for day in (first, last))
        if last != first:
            return self(_("{first} to {last}", first=one, last=two))
        return self(_("from {first}, no end stated", first=one)) if open_ended else one

    def row(self, moment: Moment) -> tuple[str, ...]:
        until = moment.until.isoformat() if moment.until else ""
        what = (self.lane(moment.lane), self.kind(moment.kind), self.label(moment), self.state(moment.state))
        return (moment.day.isoformat(), until, *what, self.ahead(moment), moment.record)


def in_order(moments: Sequence[Moment], words: Words) -> list[Moment]:
    """Return moments oldest first; those of one day always in the same order."""
    return sorted(moments, key=lambda one: (one.day, words.lane(one.lane), one.kind, one.record, words.label(one)))


def sign_of(state: str | None) -> str:
    """Return the sign that a state puts into a mark; none where nothing is said."""
    return SIGNS.get(str(state), "hollow") if state else ""


def grouped(moments: Sequence[Moment], words: Words) -> list[list[Moment]]:
    """Return the moments mark by mark: each alone while they are few, else those of a lane, kind and time together."""
    if len(moments) <= MANY:
        return [[moment] for moment in moments]
    for months in _MONTHS:
        groups: dict[tuple[object, ...], list[Moment]] = {}
        for moment in moments:
            time = (moment.day.year * 12 + moment.day.month - 1) // months
            groups.setdefault((time, moment.day > words.as_of, words.lane(moment.lane), moment.kind), []).append(moment)
        if len(groups) <= MANY:
            break
    return list(groups.values())


def blocks(moments: Sequence[Moment], words: Words, along: Scale) -> Iterator[Block]:
    """Yield what is to be drawn, mark by mark."""
    groups = grouped(moments, words)
    for group in groups:
        if len(group) == 1:
            yield _single(group[0], words, along, few=len(groups) <= FEW)
        else:
            yield _many(group, words, along)


def _single(moment: Moment, words: Words, along: Scale, *, few: bool) -> Block:
    place, colour = _lane(moment.lane)
    bar = moment.kind in BARS
    open_ended = bar and moment.until is None
    last = max(moment.until or moment.day, moment.day)
    # Days in words where there is room for them whole: in some languages they are long, and a day cut short is none.
    spans = (words.span(moment.day, last, open_ended=open_ended, brief=brief) for brief in (not few, True))
    metas = [" · ".join(part for part in (words.state(moment.state), span) if part) for span in spans]
    return Block(
        lane=words.lane(moment.lane),
        place=place,
        colour=colour,
        shape=SHAPES.get(moment.kind, "flag"),
        sign=sign_of(moment.state),
        worse=moment.state in WORSE,
        bar=bar,
        ahead=moment.day > words.as_of,
        left=along.at(moment.day),
        right=WIDTH - MARGIN if open_ended else along.at(last),
        known_until=along.at(max(words.as_of, moment.day)) if open_ended else None,
        label=words.label(moment),
        whole=way(moment.label, words.language),
        meta=next((meta for meta in metas if width(meta, SMALL) <= UNDER), metas[-1]),
        lines=2 if few else 1,
        room=ROOM,
    )


def _many(group: Sequence[Moment], words: Words, along: Scale) -> Block:
    place, colour = _lane(group[0].lane)
    first, last = group[0].day, max(moment.day for moment in group)
    states = Counter(moment.state for moment in group if moment.state)
    meta = [*(words.counted(words.state(state), n) for state, n in sorted(states.items()))]
    meta.append(words.span(first, last, brief=True))
    return Block(
        lane=words.lane(group[0].lane),
        place=place,
        colour=colour,
        shape=SHAPES.get(group[0].kind, "flag"),
        sign="",
        worse=False,
        bar=False,
        ahead=first > words.as_of,
        left=along.at(first),
        right=along.at(last),
        known_until=None,
        label=words.kinds(group[0].kind, len(group)),
        whole=direction(words.language),
        meta=" · ".join(meta),
        lines=1,
        room=ROOM,
        several=True,
    )


def _lane(lane: object) -> tuple[int, str]:
    if isinstance(lane, str) and lane in LANES:
        return list(LANES).index(lane), LANES[lane][1]
    return len(LANES), SOFT
