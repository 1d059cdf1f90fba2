"""What was promised, by them and by us, and what was done about it?"""

from __future__ import annotations

from typing import ClassVar

from pydantic import model_validator

from aidememoire.vocabulary.codes import CommitmentClass, CommitmentForm, Credibility, Outcome, Reliability, Worded
from aidememoire.vocabulary.declaring import ActorId, Day, Flag, IssueId, Kind, RecordId, Whole, says
from aidememoire.vocabulary.errors import Wrong
from aidememoire.vocabulary.messages import _
from aidememoire.vocabulary.record import Record
from aidememoire.vocabulary.text import Text


class Commitment(Record):
    """An undertaking by one party to another, as given, with the day by which it falls due."""

    kind_of: ClassVar[Kind] = Kind(
        "commitment", "commitments", _("Commitment"), _("Commitments"), 60, first_day="given_on", called=("wording",)
    )

    given_by: ActorId = says(_("Given by"), help=_("Who undertakes. Ours count too."), required=True, attributes=True)
    given_to: ActorId | None = says(_("Given to"), attributes=True)
    issue: IssueId | None = says(_("Issue"))
    wording: Text | None = says(_("Wording"), help=_("The undertaking in words."))
    worded: Worded | None = says(
        _("Quoted, paraphrased or translated"), help=_("How close the wording is to what was said.")
    )
    about: CommitmentClass | None = says(_("About"))
    form: CommitmentForm | None = says(_("Form"))
    given_on: Day | None = says(_("Given on"))
    due_on: Day | None = says(_("Due on"), help=_("Leave empty if no day was named; that is itself worth seeing."))
    expires_on: Day | None = says(_("Expires on"), help=_("Until when it binds, if they said."))
    verifier: ActorId | None = says(_("Verifier"), help=_("Who could tell whether it was kept."))
    conditions: Text | None = says(_("Conditions"))
    in_their_control: Flag | None = says(_("In their control"), help=_("Could they do it if they wanted to?"))

    @model_validator(mode="after")
    def _due_after_given(self) -> Commitment:
        for field, day in (("due_on", self.due_on), ("expires_on", self.expires_on)):
            if day and self.given_on and day < self.given_on:
                raise Wrong(_("{field} lies before given_on", field=field), _("a day on or after given_on"))
        return self


class Observation(Record):
    """Evidence of conduct: what was done about something, as somebody saw it."""

    kind_of: ClassVar[Kind] = Kind(
        "observation",
        "observations",
        _("Observation"),
        _("Observations"),
        61,
        first_day="observed_on",
        called=("words",),
    )

    observed_on: Day | None = says(_("Observed on"))
    bears_on: RecordId = says(_("Bears on"), help=_("The id of the commitment or other record."), required=True)
    outcome: Outcome | None = says(_("Outcome"))
    words: Text | None = says(_("In words"), help=_("What was seen."))
    reported_by: ActorId | None = says(_("Reported by"), attributes=True)
    firsthand: Flag | None = says(_("First-hand"))
    reliability: Reliability | None = says(_("Reliability"), help=_("A to F: how far they have been right before."))
    credibility: Credibility | None = says(_("Credibility"), help=_("1 to 6: how likely this statement itself is."))
    stakes: Whole | None = says(_("Stakes"), help=_("How much hung on it: 1 little to 5 lives."), ge=1, le=5)
