"""Where does a claim come from, and how far can it be relied on?"""

from __future__ import annotations

from aidememoire.vocabulary.codes.closed import Codes
from aidememoire.vocabulary.messages import _


class Reliability(Codes):
    """How far a source has been right before, judged apart from what it says."""

    A = "A", _("Completely reliable")
    B = "B", _("Usually reliable")
    C = "C", _("Fairly reliable")
    D = "D", _("Not usually reliable")
    E = "E", _("Unreliable")
    F = "F", _("Reliability cannot be judged")


class Credibility(Codes):
    """How likely the statement itself is, judged apart from who makes it."""

    CONFIRMED = "1", _("Confirmed by others")
    PROBABLE = "2", _("Probably true")
    POSSIBLE = "3", _("Possibly true")
    DOUBTFUL = "4", _("Doubtful")
    IMPROBABLE = "5", _("Improbable")
    UNJUDGED = "6", _("Truth cannot be judged")


class Side(Codes):
    """Whether a piece of evidence supports the record or speaks against it."""

    FOR = "for", _("For")
    AGAINST = "against", _("Against")


class SourceKind(Codes):
    """What kind of publication a claim comes from."""

    PRESS = "press", _("Press report")
    RELEASE = "press release", _("Press release")
    DOCUMENT = "document", _("Official document")
    STATEMENT = "statement", _("Statement")
    LETTER = "letter", _("Letter")
    DATA = "data", _("Data set")
    RESEARCH = "research", _("Research")
    TESTIMONY = "testimony", _("Testimony")
    OWN = "own observation", _("Own observation")
    OTHER = "other", _("Other")
