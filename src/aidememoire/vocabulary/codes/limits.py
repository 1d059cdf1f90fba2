"""What may be offered and what may not, and which principles bind?"""

from __future__ import annotations

from aidememoire.vocabulary.codes.closed import Codes
from aidememoire.vocabulary.messages import _


class LimitKind(Codes):
    """Whose limit it is: only the mandator moves a red line; the team may revise a bottom line with support."""

    RED_LINE = "red line", _("Red line")
    BOTTOM_LINE = "bottom line", _("Bottom line")


class LimitOrigin(Codes):
    """Where a limit comes from."""

    LEGAL = "legal", _("Legal")
    INSTITUTIONAL = "institutional", _("Institutional")
    PROFESSIONAL = "professional", _("Professional")
    ETHICAL = "ethical", _("Ethical")


class Verdict(Codes):
    """What becomes of a proposal at a limit, from harmless to final; derived, never stored."""

    PASS = "pass", _("Passes")
    REFER = "refer", _("To be referred")
    STOP = "stop", _("Stops")


class Principle(Codes):
    """The principles that bind humanitarian action."""

    HUM = "HUM", _("Humanity")
    NEU = "NEU", _("Neutrality")
    IMP = "IMP", _("Impartiality")
    IND = "IND", _("Independence")
    VOL = "VOL", _("Voluntary service")
    UNI = "UNI", _("Unity")
    UNV = "UNV", _("Universality")
