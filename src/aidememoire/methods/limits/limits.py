"""Does a proposal cross a limit, and whose? Where do both sides' ranges meet?"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from aidememoire.methods._catalogue import method
from aidememoire.vocabulary.codes import LimitKind, Verdict
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.findings import Finding, Gap, Reason, Row, because, finding, gap
from aidememoire.vocabulary.kinds.issues import Issue
from aidememoire.vocabulary.kinds.mandates import Limit, Mandate
from aidememoire.vocabulary.kinds.positions import Proposal, Stance
from aidememoire.vocabulary.messages import Message, _, plural

GRAVITY = {verdict: place for place, verdict in enumerate(Verdict)}


@dataclass(frozen=True, slots=True)
class Offer:
    """What is put to the limits: values between 0 and 100, or a proposal with or without any; or nothing yet."""

    values: tuple[float, ...] = ()
    proposal: Proposal | None = None

    @property
    def made(self) -> bool:
        """Say whether anything is on the table."""
        return bool(self.values) or self.proposal is not None


@method(
    question=_("What may we offer, what may we never accept, and does this proposal pass?"),
    needs=("limit", "mandate"),
    source="Red lines (the mandator's) and bottom lines (the team's), which frontline negotiators keep apart",
    caution=_("Another agency's compliance does not justify ours. A pass is not advice to accept."),
    columns={
        "limit": _("Limit"),
        "kind": _("Kind"),
        "owner": _("Owner"),
        "bound": _("Bound"),
        "verdict": _("Verdict"),
    },
    takes={
        "issue": _("Id of the issue."),
        "proposal": _("Id of a proposal, or ISSUE=NUMBER for a value from 0 to 100."),
    },
)
def limits(dossier: Dossier, *, as_of: date, issue: str, proposal: str | None = None) -> Finding:
    """Put a proposal, by id or as ISSUE=NUMBER, to every limit on an issue; without one, show the limits and the zone.

    Row fields: limit, kind (red line, bottom line), owner, bound (0 to 100, or the condition in words), verdict
    (pass, refer, stop; None without a proposal, or where it names no value). A crossed red line stops, a crossed
    bottom line is referred to its owner, a condition in words is referred to somebody who can judge it. Where the
    mandates on the issue have all expired or were never acknowledged, nothing passes; that none is recorded is a gap.
    """
    dossier.expect(Issue, issue)
    held = [limit for limit in dossier.of(Limit) if limit.issue in (issue, None)]
    offer = _offer(dossier, issue, proposal)
    authority = _in_force(dossier, issue, as_of)
    verdicts = {limit.id: _verdict(limit, offer, authority) for limit in held}
    rows = [_row(dossier, limit, verdicts[limit.id]) for limit in sorted(held, key=_red_first)]
    reasons = [*_crossed(dossier, held, offer), *_zones(dossier, issue, held), *_conflicts(dossier, held)]
    return finding(
        headline=_headline(dossier, issue, held, offer, verdicts, authority),
        rows=rows,
        because=[*reasons, *_mandates(dossier, issue, as_of)],
        gaps=[*_gaps(dossier, issue, held, offer), *_blanks(dossier, offer)],
        inputs=[limit.id for limit in held] + ([offer.proposal.id] if offer.proposal else []),
    )


def _offer(dossier: Dossier, issue: str, proposal: str | None) -> Offer:
    if proposal is None:
        return Offer()
    named, equals, number = proposal.partition("=")
    if equals:
        return Offer((_value(issue, named.strip(), number.strip()),))
    tabled = dossier.the(Proposal, proposal)
    values = (term.value for term in tabled.terms if term.issue == issue)
    return Offer(tuple(value for value in values if value is not None), tabled)


def _value(issue: str, named: str, number: str) -> float:
    if named != issue:
        raise InputError(
            _("The value is for {named}, but the limits asked for are those on {issue}.", named=named, issue=issue)
        )
    try:
        value = float(number)
    except ValueError:
        value = math.nan
    if not 0 <= value <= 100:
        raise InputError(
            _("{number} is not a value from 0 to 100. Write it as {issue}=40.", number=number, issue=issue)
        )
    return value


def _in_force(dossier: Dossier, issue: str, as_of: date) -> bool | None:
    """Return whether a mandate covers the issue on the day; None where no mandate is recorded at all."""
    covering = _covering(dossier, issue)
    return any(_fault(one, as_of) is None for one in covering) if covering else None


def _covering(dossier: Dossier, issue: str) -> list[Mandate]:
    return [one for one in dossier.of(Mandate) if not one.issues or issue in one.issues]


def _fault(mandate: Mandate, as_of: date) -> Message | None:
    if mandate.acknowledged_on is None or mandate.acknowledged_on > as_of:
        return _("has not been acknowledged")
    if mandate.expires_on is not None and mandate.expires_on < as_of:
        return _("expired on {day}", day=mandate.expires_on)
    return None


def _verdict(limit: Limit, offer: Offer, authority: bool | None) -> Verdict | None:
    if not offer.made:
        return None
    if limit.bound is None:
        return Verdict.REFER
    if not offer.values:
        return None
    if not all(limit.bound.holds(value) for value in offer.values):
        return Verdict.STOP if limit.kind is LimitKind.RED_LINE else Verdict.REFER
    return Verdict.REFER if authority is False or limit.condition else Verdict.PASS


def _red_first(limit: Limit) -> tuple[bool, str]:
    return limit.kind is not LimitKind.RED_LINE, limit.id


def _row(dossier: Dossier, limit: Limit, verdict: Verdict | None) -> Row:
    return Row(
        limit=dossier.called(limit.id),
        kind=limit.kind,
        owner=dossier.called(limit.owner) if limit.owner else None,
        bound=limit.bound or limit.condition,
        verdict=verdict,
    )


def _headline(
    dossier: Dossier,
    issue: str,
    held: list[Limit],
    offer: Offer,
    verdicts: dict[str, Verdict | None],
    authority: bool | None,
) -> Message:
    name = dossier.called(issue)
    if not held:
        return _("No limit is recorded on {issue}. That is not a licence: ask the mandator.", issue=name)
    judged = {id: verdict for id, verdict in verdicts.items() if verdict is not None}
    if not offer.made or not judged:
        return plural(
            "{n} limit stands on {issue}; nothing was put to it.",
            "{n} limits stand on {issue}; nothing was put to them.",
            len(held),
            issue=name,
        )
    worst = max(judged.values(), key=GRAVITY.__getitem__)
    at = tuple(_whose(dossier, limit) for limit in held if judged.get(limit.id) is worst)
    if worst is Verdict.STOP:
        return _("Stops at a red line: {whose}.", whose=at)
    if worst is Verdict.REFER and authority is False:
        return _("To be referred: no mandate is in force on {issue}.", issue=name)
    if worst is Verdict.REFER:
        return _("To be referred to: {whose}.", whose=at)
    return _("Passes every limit on {issue} that is recorded as a number.", issue=name)


def _whose(dossier: Dossier, limit: Limit) -> Message:
    if limit.owner is None:
        return _("{limit} (owner not recorded)", limit=dossier.called(limit.id))
    return _("{limit} ({owner})", limit=dossier.called(limit.id), owner=dossier.called(limit.owner))


def _crossed(dossier: Dossier, held: Iterable[Limit], offer: Offer) -> Iterator[Reason]:
    for limit in held:
        crossing = [value for value in offer.values if limit.bound and not limit.bound.holds(value)]
        for value in crossing:
            yield because(
                _(
                    "{value} lies outside of {bound}: {whose} says so",
                    value=value,
                    bound=limit.bound,
                    whose=_whose(dossier, limit),
                ),
                limit.id,
            )
        if offer.made and limit.condition and not crossing:
            yield because(_("{whose} is in words; a person must judge it", whose=_whose(dossier, limit)), limit.id)


# The zone between both sides' ranges


def zone(ours: tuple[float, float], theirs: tuple[float, float]) -> tuple[float, float] | None:
    """Return the values that both ranges hold, or None where they do not meet.

    Examples
    --------
    >>> zone((40, 100), (0, 60))
    (40, 60)
    >>> zone((70, 100), (0, 60)) is None
    True
    """
    low, high = max(ours[0], theirs[0]), min(ours[1], theirs[1])
    return (low, high) if low <= high else None


def _zones(dossier: Dossier, issue: str, held: Iterable[Limit]) -> Iterator[Reason]:
    bounded = [limit for limit in held if limit.bound and limit.issue == issue]
    low = max((limit.bound.low for limit in bounded if limit.bound), default=0)
    high = min((limit.bound.high for limit in bounded if limit.bound), default=100)
    if not bounded or low > high:
        return
    for stance in _ranges(dossier, issue):
        accepts = (
            stance.accept_low if stance.accept_low is not None else 0,
            stance.accept_high if stance.accept_high is not None else 100,
        )
        meeting = zone((low, high), accepts)
        who = {"actor": dossier.called(stance.actor), "by": stance.assessed_by or _("assessor not recorded")}
        ids = (stance.id, *(limit.id for limit in bounded))
        if meeting:
            yield because(
                _("{actor} ({by}): both ranges meet from {low} to {high}", low=meeting[0], high=meeting[1], **who), *ids
            )
        else:
            apart = max(low - accepts[1], accepts[0] - high)
            yield because(
                _(
                    "{actor} ({by}): no zone; {apart} points lie between what they accept and our limits",
                    apart=apart,
                    **who,
                ),
                *ids,
            )


def _ranges(dossier: Dossier, issue: str) -> Iterator[Stance]:
    for stance in dossier.of(Stance):
        told = stance.accept_low is not None or stance.accept_high is not None
        if stance.issue == issue and told and not dossier.ours(stance.actor):
            yield stance


def _conflicts(dossier: Dossier, held: Iterable[Limit]) -> Iterator[Reason]:
    """Tell where limits of our own agencies exclude each other, or differ so that a counterpart could play on it."""
    for one, other in combinations([limit for limit in held if limit.bound and limit.issue], 2):
        if one.bound is None or other.bound is None or one.issue != other.issue or one.bound == other.bound:
            continue
        both = {"one": _whose(dossier, one), "other": _whose(dossier, other)}
        if zone((one.bound.low, one.bound.high), (other.bound.low, other.bound.high)) is None:
            yield because(
                _("Conflict among ourselves: nothing satisfies both {one} and {other}", **both), one.id, other.id
            )
        elif set(one.agencies) != set(other.agencies) and one.kind is other.kind:
            yield because(_("Our agencies differ: {one} and {other} are not the same limit", **both), one.id, other.id)


def _mandates(dossier: Dossier, issue: str, as_of: date) -> Iterator[Reason]:
    for mandate in _covering(dossier, issue):
        name, fault = dossier.called(mandate.id), _fault(mandate, as_of)
        if fault:
            yield because(_("{mandate} {fault}: it is no authority", mandate=name, fault=fault), mandate.id)
        else:
            yield because(
                _("{mandate} is in force until {day}", mandate=name, day=mandate.expires_on or _("further notice")),
                mandate.id,
            )


def _gaps(dossier: Dossier, issue: str, held: list[Limit], offer: Offer) -> Iterator[Gap]:
    if offer.proposal and not offer.values:
        yield gap(
            _(
                "{proposal} puts no value on {issue}.",
                proposal=dossier.called(offer.proposal.id),
                issue=dossier.called(issue),
            ),
            offer.proposal.id,
            ask=_("Where between 0 and 100 would these terms put it?"),
        )
    if not _covering(dossier, issue):
        yield gap(
            _("No mandate covers {issue}.", issue=dossier.called(issue)),
            issue,
            ask=_("Who mandates us, and until when?"),
        )
    for limit in held:
        if limit.owner is None:
            yield gap(
                _("{limit} has no owner.", limit=dossier.called(limit.id)), limit.id, ask=_("Who alone may move it?")
            )
    if not any(_ranges(dossier, issue)):
        yield gap(
            _("What they would accept on {issue} is not known.", issue=dossier.called(issue)),
            issue,
            ask=_("What is the least and the most that they have accepted before?"),
        )


def _blanks(dossier: Dossier, offer: Offer) -> Iterator[Gap]:
    if offer.proposal is None:
        return
    blank = tuple(
        spec.label
        for spec in Proposal.fields()
        if spec.name in ("what", "who", "where", "when", "how", "dispute_route", "verification")
        and getattr(offer.proposal, spec.attribute) is None
    )
    if blank:
        yield gap(
            _("{proposal} leaves blank: {blank}.", proposal=dossier.called(offer.proposal.id), blank=blank),
            offer.proposal.id,
            ask=_("A term without who and when cannot be enforced: settle it before it is signed."),
        )
