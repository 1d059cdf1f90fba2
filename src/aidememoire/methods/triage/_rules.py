"""Which track do the rules of the house give an issue? Rules fire on what is known; silence decides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aidememoire.vocabulary.codes import Level, Precedent, Rung, Track, Typology
from aidememoire.vocabulary.messages import Message, _

RUNGS = tuple(Rung)
RUNG_OF = {
    Level.LOCAL: Rung.FIELD,
    Level.PROVINCIAL: Rung.OFFICE,
    Level.NATIONAL: Rung.COUNTRY,
    Level.REGIONAL: Rung.PRINCIPAL,
    Level.GLOBAL: Rung.STATES,
}
ORDER = tuple(RUNG_OF)
GROUND = (Level.LOCAL, Level.PROVINCIAL)
ABOVE = (Level.REGIONAL, Level.GLOBAL)
MANY_ATTEMPTS = 2
GRAVE_RISK = 3
WORN_OUT = _("Two attempts have failed: one rung up, and the frontline is not left alone.")


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an issue; None where it is not. ``blocked_below``: somebody local blocks or keeps the gate."""

    held_at: Level | None = None
    reached_at: Level | None = None
    typology: Typology | None = None
    threat_to_life: bool | None = None
    staff_risk: int | None = None
    precedent: Precedent | None = None
    norm_at_stake: bool = False
    red_line: bool = False
    blocked_below: bool = False
    failed_attempts: int | None = None

    @property
    def frontline_closed(self) -> bool:
        """Say whether the risk to staff rules the frontline out."""
        return self.staff_risk is not None and self.staff_risk >= GRAVE_RISK

    @property
    def worn_out(self) -> bool:
        """Say whether two attempts have failed."""
        return self.failed_attempts is not None and self.failed_attempts >= MANY_ATTEMPTS


@dataclass(frozen=True, slots=True)
class Answer:
    """A track, or None where the rules leave more than one; and the rules that led there, in order."""

    track: Track | None
    reasons: tuple[Message, ...]


def decide(facts: Facts) -> Answer:
    """Apply the seven rules in order and return the first track that one of them gives.

    That two attempts have failed lifts the rung on every track, so it is told on every track that is not on hold.
    """
    found = _first(facts)
    told = facts.worn_out and found.track is not Track.HOLD
    return Answer(found.track, (*found.reasons, WORN_OUT)) if told else found


def _first(facts: Facts) -> Answer:
    reasons: list[Message] = []
    if facts.frontline_closed:
        reasons.append(_("The risk to staff is grave: no frontline."))
    if facts.threat_to_life:
        track = Track.DIPLOMATIC if facts.frontline_closed else Track.BOTH
        return Answer(track, (*reasons, _("Lives are at risk: act at every level that is open.")))
    if above := tuple(_reasons_above(facts)):
        below = facts.blocked_below and not facts.frontline_closed
        extra = (_("Somebody local blocks this very issue or keeps its gate."),) if below else ()
        return Answer(Track.BOTH if below else Track.DIPLOMATIC, (*reasons, *above, *extra))
    if facts.frontline_closed and _placed(facts):
        return Answer(Track.DIPLOMATIC, tuple(reasons))
    if _specialists_can_settle(facts):
        if facts.worn_out:
            return Answer(Track.BOTH, ())
        if facts.failed_attempts is not None:
            return Answer(
                Track.FRONTLINE, (_("Specialists can settle it where we are heard, and it sets no wide precedent."),)
            )
    if not _placed(facts):
        return Answer(Track.HOLD, (*reasons, _("Neither where the key lies nor where we are heard is known.")))
    return Answer(None, (_("The rules leave more than one track open."),))


def _placed(facts: Facts) -> bool:
    return any(level not in (None, Level.UNKNOWN) for level in (facts.held_at, facts.reached_at))


def _reasons_above(facts: Facts) -> Iterator[Message]:
    if facts.held_at in ABOVE:
        yield _("The key lies above the national level.")
    if facts.red_line:
        yield _("A red line is touched.")
    if facts.norm_at_stake and facts.precedent in (Precedent.COUNTRY, Precedent.BEYOND):
        yield _("A norm is at stake, and the precedent would be quoted in the country or beyond.")
    if facts.held_at is Level.NATIONAL and facts.typology is Typology.POL:
        yield _("The key is national and the issue political.")
    elif facts.held_at is Level.NATIONAL and facts.reached_at in GROUND:
        yield _("The key is national, and we are heard only below.")


def _specialists_can_settle(facts: Facts) -> bool:
    return (
        facts.typology in (Typology.TEC, Typology.PRO)
        and facts.held_at in ORDER
        and facts.reached_at in ORDER
        and ORDER.index(facts.held_at) <= ORDER.index(facts.reached_at)
        and facts.precedent in (Precedent.NONE, Precedent.HERE)
    )


def rung(facts: Facts) -> Rung | None:
    """Return the rung of the ladder at which to take an issue up: where its key lies, one higher after two failures."""
    level = facts.held_at if facts.held_at in RUNG_OF else facts.reached_at
    if level not in RUNG_OF:
        return None
    place = RUNGS.index(RUNG_OF[level]) + int(facts.worn_out)
    return RUNGS[min(place, len(RUNGS) - 1)]
