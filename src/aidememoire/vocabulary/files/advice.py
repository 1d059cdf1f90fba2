"""What is missing in a sound file that a careful colleague would ask about? Gaps, as advice; never filled in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from aidememoire.vocabulary.codes import WOMEN_AND_GIRLS, Attribution, Heard, Side
from aidememoire.vocabulary.declaring import FieldSpec
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.files.checking import Checked
from aidememoire.vocabulary.files.faults import ADVICE, Fault, Told
from aidememoire.vocabulary.kinds.actors import Tie
from aidememoire.vocabulary.kinds.commitments import Commitment
from aidememoire.vocabulary.kinds.engagements import Engagement
from aidememoire.vocabulary.kinds.issues import Issue
from aidememoire.vocabulary.kinds.mandates import Limit, Mandate
from aidememoire.vocabulary.kinds.positions import Ask, Stance, Statement
from aidememoire.vocabulary.law import applies
from aidememoire.vocabulary.messages import Message, _
from aidememoire.vocabulary.record import Record

Advised = tuple[str | None, Message, Message]


def advice(checked: Checked, file: str) -> Iterator[Fault]:
    """Yield what would make the dossier surer: a field, what is missing, and what to write; past very many, a count."""
    dossier = checked.dossier
    told = Told()
    for record in dossier:
        for field, problem, instead in _advised(dossier, record):
            told.add_made(partial(_fault, checked, record.id, field, problem, instead))
    yield from told.all_of(file)


def _fault(checked: Checked, record: str, field: str | None, problem: Message, instead: Message) -> Fault:
    return Fault(problem, ADVICE, checked.place(record, *([field] if field else [])), record, field, None, instead)


def _advised(dossier: Dossier, record: Record) -> Iterator[Advised]:
    yield from _first_day(record)
    yield from _label(dossier, record)
    yield from _law(dossier, record)
    for kind, rule in _RULES:
        if isinstance(record, kind):
            yield from rule(record)


def _first_day(record: Record) -> Iterator[Advised]:
    field = record.kind_of.first_day
    if field and record.first_day is None and not getattr(record, "planned_on", None):
        spec: FieldSpec = record.spec(field)
        yield (
            field,
            _("has no first day, so it counts as always there"),
            _("{label}: a day such as 2026-03-31", label=spec.label),
        )


def _label(dossier: Dossier, record: Record) -> Iterator[Advised]:
    if record.handling is None:
        return
    must = dossier.label(record.id)
    if must.level != record.handling.level:
        yield (
            "handling",
            _("is labelled below what it must have: it names a record that is {label}", label=must.level),
            _("{label}, or name something less secret", label=must.level),
        )
    if apart := tuple(one for one in must.compartments if one not in record.handling.compartments):
        problem = _("is labelled below what it must have: it names a record of the compartment {names}", names=apart)
        yield "handling", problem, _("compartments: {names}", names=tuple(must.compartments))


def _law(dossier: Dossier, record: Record) -> Iterator[Advised]:
    cited = {"norm": [record.norm] if isinstance(record, Statement) and record.norm else []}
    cited["norms"] = list(record.norms) if isinstance(record, Ask) else []
    for field, codes in cited.items():
        for code in codes:
            if not applies(code, dossier.header.setting):
                problem = _("cites {norm}, which binds in armed conflict and not in this setting", norm=code)
                yield field, problem, _("a norm that is in force here, or correct the setting in the header")


def _issue(issue: Issue) -> Iterator[Advised]:
    if issue.metric is None:
        yield "metric", _("has no metric"), _("how one would see that it is solved")
    if issue.deadline is None:
        yield (
            "deadline",
            _("has no deadline"),
            _("the day by which it must be settled, or say in a note that there is none"),
        )


def _tie(tie: Tie) -> Iterator[Advised]:
    if not any(piece.cited and piece.side is Side.FOR for piece in tie.evidence):
        yield (
            "evidence",
            _("rests on no source, so it is drawn dashed and left out of rankings"),
            _("who says so: evidence with a source"),
        )


def _commitment(commitment: Commitment) -> Iterator[Advised]:
    if commitment.verifier is None:
        yield "verifier", _("names nobody who could verify it"), _("who would notice whether it is kept")


def _ask(ask: Ask) -> Iterator[Advised]:
    if not WOMEN_AND_GIRLS & set(ask.groups):
        yield "groups", _("names no women"), _("women, girls, or everyone, where they are meant")
    if ask.heard in (None, Heard.NOT_ASKED, Heard.UNKNOWN):
        yield (
            "heard",
            _("nobody affected was heard on it"),
            _("directly, or through representatives, once they were asked"),
        )


def _mandate(mandate: Mandate) -> Iterator[Advised]:
    if mandate.acknowledged_on is None:
        yield (
            "acknowledged_on",
            _("is not acknowledged, so it is no authority"),
            _("the day on which the holder accepted it"),
        )


def _stance(stance: Stance) -> Iterator[Advised]:
    for place, layer in enumerate(stance.iceberg):
        if layer.layer == "motive" and layer.cited is None:
            yield "iceberg", _("motive {n} rests on no source", n=place + 1), _("cited: the source, or leave it out")


def _limit(limit: Limit) -> Iterator[Advised]:
    if limit.bound is not None and limit.issue is None:
        yield "issue", _("has a bound but no issue, so it binds them all"), _("the issue whose 0 to 100 is meant")


def _engagement(engagement: Engagement) -> Iterator[Advised]:
    tagged = engagement.handling is not None and engagement.handling.chatham_house
    if engagement.attribution is Attribution.CHATHAM_HOUSE and not tagged:
        problem = _("was held under the Chatham House rule but carries no such tag, so briefs say who was there")
        yield "handling", problem, _("chatham_house: true in the handling")


_RULES: tuple[tuple[type[Record], Callable[..., Iterator[Advised]]], ...] = (
    (Issue, _issue),
    (Tie, _tie),
    (Commitment, _commitment),
    (Ask, _ask),
    (Mandate, _mandate),
    (Stance, _stance),
    (Limit, _limit),
    (Engagement, _engagement),
)
