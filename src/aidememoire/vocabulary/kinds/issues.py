"""What is at stake, and for whom? Needs, and the questions that can be negotiated."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, model_validator

from aidememoire.vocabulary.codes import Goal, Group, Heard, Horizon, Level, Precedent, Sector, Track, Typology
from aidememoire.vocabulary.declaring import SEVERAL, Day, Flag, Kind, Number, Whole, says
from aidememoire.vocabulary.errors import Wrong
from aidememoire.vocabulary.messages import _
from aidememoire.vocabulary.places import PlaceName, PlaceNames
from aidememoire.vocabulary.record import Record
from aidememoire.vocabulary.text import Text

Groups = Annotated[tuple[Group, ...], SEVERAL]


def _norm_or_flag(given: Any) -> Any:
    """Take a plain yes as a norm nobody spelled out, and a plain no as none."""
    return {True: "yes", False: None}[given] if isinstance(given, bool) else given


class Need(Record):
    """People in need of something, somewhere, as counted on a day."""

    kind_of: ClassVar[Kind] = Kind(
        "need", "needs", _("Need"), _("Needs"), 20, first_day="counted_on", called=("title",)
    )

    title: Text | None = says(_("Title"))
    groups: Groups = says(_("Groups"), help=_("Who is in need."), default=())
    sector: Sector | None = says(_("Sector"))
    area: PlaceName | None = says(_("Area"), help=_("A place: ISO 3166 code, p-code or name."))
    people: Whole | None = says(_("People"), unit=_("people"), ge=0)
    horizon: Horizon | None = says(_("Horizon"))
    heard: Heard | None = says(_("Heard"), help=_("Were they asked?"))
    counted_on: Day | None = says(_("Counted on"))


class Issue(Record):
    """One question that can be negotiated, what its two ends mean, and what triage needs to know about it."""

    kind_of: ClassVar[Kind] = Kind("issue", "issues", _("Issue"), _("Issues"), 21, called=("title",))

    title: Text | None = says(_("Title"), help=_("The question in one line."))
    goal: Goal | None = says(_("Goal"))
    typology: Typology | None = says(_("Political, professional or technical"))
    horizon: Horizon | None = says(_("Horizon"))
    metric: Text | None = says(_("Metric"), help=_("How one would see that it is solved."))
    at_0: Text | None = says(_("What 0 means"))
    at_100: Text | None = says(_("What 100 means"))
    status_quo: Number | None = says(_("Status quo"), help=_("Where things stand, 0 to 100."), ge=0, le=100)
    no_agreement: Number | None = says(_("If nobody agrees"), help=_("Where it would fall, 0 to 100."), ge=0, le=100)
    deadline: Day | None = says(_("Deadline"))
    areas: PlaceNames = says(_("Areas"), help=_("Places: ISO 3166 codes, p-codes or names."), default=())
    groups: Groups = says(_("Groups"), default=())
    people: Whole | None = says(_("People"), help=_("How many it concerns."), unit=_("people"), ge=0)
    held_at: Level | None = says(_("Held at"), help=_("Where the key to it lies."))
    reached_at: Level | None = says(_("Reached at"), help=_("The highest level at which we are heard."))
    threat_to_life: Flag | None = says(_("Threat to life"))
    staff_risk: Whole | None = says(_("Risk to staff"), help=_("0 none to 3 grave."), ge=0, le=3)
    precedent: Precedent | None = says(_("Precedent"), help=_("How far a concession would be quoted."))
    norm_at_stake: Annotated[Text | None, BeforeValidator(_norm_or_flag)] = says(
        _("Norm at stake"), help=_("Which norm a concession would touch; empty for none.")
    )
    failed_attempts: Whole | None = says(_("Failed attempts"), ge=0)
    override: Track | None = says(_("Track decided otherwise"), help=_("Where a person decides against the rules."))
    override_reason: Text | None = says(_("Why decided otherwise"), help=_("Required with a track decided otherwise."))

    @model_validator(mode="after")
    def _reason_for_override(self) -> Issue:
        if self.override is not None and self.override_reason is None:
            raise Wrong(_("decides a track against the rules without a reason"), _("override_reason: why"))
        return self
