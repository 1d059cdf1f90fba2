"""What became of a commitment, and does an authority hold? Derived from records on a day, never stored."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from aidememoire.vocabulary.codes import Outcome, State, Status
from aidememoire.vocabulary.kinds.access import Authority
from aidememoire.vocabulary.kinds.commitments import Commitment, Observation


def status(commitment: Commitment, observations: Iterable[Observation], *, as_of: date) -> Status:
    """Return what is known of a commitment on a day.

    Parameters
    ----------
    commitment : the undertaking
    observations : what was seen of it; those dated after ``as_of``, and those without an outcome, are passed over
    as_of : the day asked

    Notes
    -----
    Without observations a commitment past its due day is overdue, any other open. Where nobody could tell, it is
    unverified. Each named reporter's latest word counts; observers who still differ make it disputed.
    """
    said = _latest_word_of_each(seen for seen in observations if seen.observed_on is None or seen.observed_on <= as_of)
    if not said:
        return Status.OVERDUE if commitment.due_on and commitment.due_on < as_of else Status.OPEN
    told = said - {Outcome.CANNOT_TELL}
    if not told:
        return Status.UNVERIFIED
    return Status(told.pop().value) if len(told) == 1 else Status.DISPUTED


def _latest_word_of_each(observations: Iterable[Observation]) -> set[Outcome]:
    by_reporter: dict[str, list[Observation]] = {}
    for seen in observations:
        if seen.outcome is not None:
            by_reporter.setdefault(seen.reported_by or f"unnamed:{seen.id}", []).append(seen)
    latest: set[Outcome] = set()
    for reports in by_reporter.values():
        last = max(seen.observed_on or date.min for seen in reports)
        latest |= {seen.outcome for seen in reports if seen.outcome and (seen.observed_on or date.min) == last}
    return latest


def days_overdue(commitment: Commitment, as_of: date) -> int:
    """Return how many days a commitment is past the day on which it fell due; 0 where it is not, or has no such day."""
    return max((as_of - commitment.due_on).days, 0) if commitment.due_on else 0


def state(authority: Authority, *, as_of: date) -> State:
    """Return whether an authority holds on a day: valid through its last day, lapsed after it, unclear without one.

    Notes
    -----
    Without an end an authority is unclear unless it is a written one: an oral word or local tolerance can end
    unannounced. Evidence against it makes it unclear while it would otherwise be valid, unless only the last day is
    contested and that day has not come.
    """
    if authority.expires_on is not None and authority.expires_on < as_of:
        return State.LAPSED
    contested = any(
        piece.side == "against" and not (piece.field == "expires_on" and authority.expires_on)
        for piece in authority.evidence
    )
    open_ended = authority.expires_on is None and authority.form != "written"
    return State.UNCLEAR if contested or open_ended else State.VALID


def newest_of_each_line(authorities: Iterable[Authority]) -> list[Authority]:
    """Return, for each route, sector and area, the authority granted last: it is the one whose end matters next.

    Where several hold a key to one road, each of them, and each basis, has a line of its own: one's word does not
    extend another's.
    """
    newest: dict[tuple[object, ...], Authority] = {}
    for authority in authorities:
        line = (authority.route, authority.sector, authority.area, authority.basis, authority.issued_by)
        known = newest.get(line)
        if known is None or (known.granted_on or date.min) <= (authority.granted_on or date.min):
            newest[line] = authority
    return list(newest.values())
