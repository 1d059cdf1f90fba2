"""Where does somebody stand on an issue, what could they do about it, and what do both sides hold?"""

from __future__ import annotations

from aidememoire.vocabulary.codes.closed import Codes
from aidememoire.vocabulary.messages import _


class StanceRole(Codes):
    """What an actor can do on an issue."""

    DECIDE = "decide", _("Decides")
    FORMAL_ISSUER = "formal issuer", _("Signs or issues")
    BLOCK = "block", _("Blocks")
    GATEKEEP = "gatekeep", _("Keeps the gate")
    SUPPORT = "support", _("Supports")
    SWING = "swing", _("Could go either way")
    ABSENT = "absent", _("Absent")


class Means(Codes):
    """By what means an actor can stop an issue; derived, never stored."""

    DECISION = "decision", _("Decision")
    VETO = "veto", _("Veto")
    LEGAL_CONSENT = "legal consent", _("Legal consent")
    PHYSICAL_CONTROL = "physical control", _("Physical control")
    NO_OTHER_ROUTE = "no other route", _("No other route")


class Quadrant(Codes):
    """Where power over an issue and interest in it place an actor; derived, never stored."""

    CLOSE = "work with closely", _("Work with closely")
    CONTENT = "keep content", _("Keep content")
    INFORMED = "keep informed", _("Keep informed")
    WATCH = "watch", _("Watch")


class Layer(Codes):
    """The three layers of a position, from what is said to why."""

    POSITION = "position", _("Position: what")
    REASONING = "reasoning", _("Reasoning: how")
    MOTIVE = "motive", _("Motives and values: why")


class Known(Codes):
    """How we know what somebody thinks."""

    STATED = "stated", _("Stated by them")
    INFERRED = "inferred", _("Inferred by us")
    ASSUMED = "assumed", _("Assumed")


class Nature(Codes):
    """Whether a statement is about what is or about what ought to be."""

    FACT = "fact", _("Fact")
    NORM = "norm", _("Norm")


class Accord(Codes):
    """Whether both sides hold a statement."""

    AGREED = "agreed", _("Agreed")
    CONTESTED = "contested", _("Contested")


class GroundColumn(Codes):
    """Where a statement stands on the island of agreement, in the order of an opening agenda; derived, never stored."""

    AGREED_FACT = "agreed fact", _("Agreed fact")
    CONVERGENT_NORM = "convergent norm", _("Convergent norm")
    CONTESTED_FACT = "contested fact", _("Contested fact")
    DIVERGENT_NORM = "divergent norm", _("Divergent norm")
