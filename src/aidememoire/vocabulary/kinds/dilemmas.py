"""Which principles are in conflict, and how was it decided?"""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import model_validator

from aidememoire.vocabulary.codes import Principle
from aidememoire.vocabulary.declaring import SEVERAL, ActorId, Day, IssueId, Kind, Part, says
from aidememoire.vocabulary.errors import Wrong
from aidememoire.vocabulary.messages import _
from aidememoire.vocabulary.record import Record
from aidememoire.vocabulary.text import Text

DECIDED = ("decision", "decided_by", "decided_on")
"""The fields of a dilemma that only the act of deciding changes."""


class DilemmaOption(Part):
    """One way out of a dilemma, with its price."""

    words: Text = says(_("In words"), required=True)
    principles: Annotated[tuple[Principle, ...], SEVERAL] = says(_("Principles at stake"), default=())
    harms: Text | None = says(_("Harms"), help=_("Who would be hurt, and how."))
    precedent: Text | None = says(_("Precedent"))
    mitigation: Text | None = says(_("Mitigation"))


class Dilemma(Record):
    """Principles in conflict: at least two ways out, the dissent, the decision, and the day on which it is reviewed."""

    kind_of: ClassVar[Kind] = Kind("dilemma", "dilemmas", _("Dilemma"), _("Dilemmas"), 80, called=("title",))

    title: Text | None = says(_("Title"))
    issue: IssueId | None = says(_("Issue"))
    options: tuple[DilemmaOption, ...] = says(_("Options"), help=_("Two or more."), required=True)
    dissent: Text | None = says(_("Dissent"), help=_("Kept, whatever is decided."))
    decision: Text | None = says(_("Decision"))
    decided_by: ActorId | None = says(_("Decided by"))
    decided_on: Day | None = says(_("Decided on"))
    review_on: Day = says(_("Review on"), required=True)

    @model_validator(mode="after")
    def _two_ways_out(self) -> Dilemma:
        if len(self.options) < 2:
            raise Wrong(_("has fewer than two options"), _("at least two: a dilemma with one way out is none"))
        return self
