"""Is this record true? Evidence for and against it, each piece with its source and two grades judged apart."""

from __future__ import annotations

from aidememoire.vocabulary.codes import Credibility, Reliability, Side, Worded
from aidememoire.vocabulary.declaring import Day, Part, SourceId, Word, says
from aidememoire.vocabulary.messages import _
from aidememoire.vocabulary.text import Text


class Evidence(Part):
    """One piece of evidence: which side it takes, what it says, who published it, and how good it is."""

    side: Side = says(_("For or against"), help=_("Does it support the record or contradict it?"), default=Side.FOR)
    claim: Text | None = says(_("What it says"), help=_("The version of this piece, in words."))
    worded: Worded | None = says(_("Quoted, paraphrased or translated"))
    cited: SourceId | None = says(_("Source"), help=_("The id of the source record."))
    field: Word | None = says(_("Field"), help=_("The field of the record on which it bears, where it is one only."))
    reliability: Reliability | None = says(
        _("Reliability"), help=_("A to F: how far the source has been right before.")
    )
    credibility: Credibility | None = says(_("Credibility"), help=_("1 to 6: how likely this statement itself is."))
    graded_by: Word | None = says(_("Graded by"), attributes=True)
    graded_on: Day | None = says(_("Graded on"))


GRADELESS, POOR, FAIR, GOOD = 2, 4, 8, 20


def weight(evidence: tuple[Evidence, ...]) -> int:
    """Return how much the best evidence for a record weighs, as a count of like cases: 2, 4, 8 or 20.

    None or ungraded counts 2; E, F or 5, 6 count 4; C, D or 3, 4 count 8; A, B and 1, 2 together count 20.
    """
    return max((_weight(piece) for piece in evidence if piece.side == Side.FOR), default=GRADELESS)


def _weight(piece: Evidence) -> int:
    if piece.reliability is None or piece.credibility is None:
        return GRADELESS
    reliable, credible = piece.reliability.value, int(piece.credibility.value)
    if reliable in "EF" or credible >= 5:
        return POOR
    return GOOD if reliable in "AB" and credible <= 2 else FAIR
