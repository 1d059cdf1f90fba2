"""How was an undertaking given, and what became of it and of the money?"""

from __future__ import annotations

from aidememoire.vocabulary.codes.closed import Codes
from aidememoire.vocabulary.messages import _


class Worded(Codes):
    """How close a wording is to what was said."""

    QUOTED = "quoted", _("Quoted")
    PARAPHRASED = "paraphrased", _("Paraphrased")
    TRANSLATED = "translated", _("Translated")


class CommitmentClass(Codes):
    """What an undertaking is about."""

    ACCESS = "access", _("Access")
    PERMIT = "permit", _("Permit")
    SAFE_PASSAGE = "safe passage", _("Safe passage")
    NOTIFICATION = "notification", _("Notification")
    RELEASE = "release", _("Release")
    GUIDELINE = "guideline", _("Guideline")
    CEASEFIRE = "ceasefire", _("Ceasefire")
    AGREEMENT = "agreement", _("Agreement")
    FUNDING = "funding", _("Funding")
    OTHER = "other", _("Other")


class CommitmentForm(Codes):
    """How an undertaking was given."""

    LAW = "law", _("Law")
    RESOLUTION = "resolution", _("Resolution")
    SIGNED = "signed", _("Signed text")
    LETTER = "letter", _("Letter")
    VERBAL = "verbal-recorded", _("Verbal, recorded")
    PUBLIC = "public statement", _("Public statement")
    TACIT = "tacit", _("Tacit")


class Outcome(Codes):
    """What an observer saw of an undertaking."""

    KEPT = "kept", _("Kept")
    PARTLY = "partly", _("Partly kept")
    BROKEN = "broken", _("Broken")
    OVERTAKEN = "overtaken", _("Overtaken by events")
    CANNOT_TELL = "cannot tell", _("Cannot tell")


class Status(Codes):
    """What became of an undertaking by a day; derived, never stored."""

    OVERDUE = "overdue", _("Overdue")
    BROKEN = "broken", _("Broken")
    DISPUTED = "disputed", _("Disputed")
    PARTLY = "partly", _("Partly kept")
    UNVERIFIED = "unverified", _("Unverified")
    OPEN = "open", _("Open")
    KEPT = "kept", _("Kept")
    OVERTAKEN = "overtaken", _("Overtaken by events")


UNSETTLED = frozenset({Status.OVERDUE, Status.DISPUTED, Status.PARTLY, Status.UNVERIFIED, Status.OPEN})


class FlowStatus(Codes):
    """How far money has come; the three are never added up."""

    PLEDGED = "pledged", _("Pledged")
    COMMITTED = "committed", _("Committed")
    PAID = "paid", _("Paid")
