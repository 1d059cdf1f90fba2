"""Who meets whom? Standing channels and single contacts, planned or held."""

from __future__ import annotations

from typing import ClassVar

from aidememoire.vocabulary.codes import Attribution, Capacity, EngagementType, Level, Track, Visibility
from aidememoire.vocabulary.declaring import ActorId, Asks, Day, Issues, Kind, Part, Whole, says
from aidememoire.vocabulary.messages import _
from aidememoire.vocabulary.record import Record
from aidememoire.vocabulary.text import Text


class Channel(Record):
    """A standing line to an authority, and how often it should be used."""

    kind_of: ClassVar[Kind] = Kind(
        "channel", "channels", _("Channel"), _("Channels"), 50, first_day="since", last_day="until", called=("title",)
    )

    title: Text | None = says(_("Title"))
    counterpart: ActorId = says(_("Counterpart"), required=True)
    level: Level | None = says(_("Level"))
    cadence_days: Whole | None = says(_("Cadence"), help=_("Days between contacts."), unit=_("days"), ge=1)
    keeper: ActorId | None = says(_("Keeper"), help=_("Who of us keeps it alive."))
    since: Day | None = says(_("Since"))
    until: Day | None = says(_("Until"))


class Participant(Part):
    """Somebody at the table, by role."""

    actor: ActorId = says(_("Actor"), required=True)
    role: Text | None = says(_("Role"), help=_("In which role: head of delegation, note-taker, host."))


class Engagement(Record):
    """Any contact, planned or held."""

    kind_of: ClassVar[Kind] = Kind(
        "engagement", "engagements", _("Engagement"), _("Engagements"), 51, first_day="held_on", called=("title",)
    )

    title: Text | None = says(_("Title"))
    planned_on: Day | None = says(_("Planned on"))
    held_on: Day | None = says(_("Held on"), help=_("Empty as long as it has not taken place."))
    type: EngagementType | None = says(_("Type"))
    visibility: Visibility | None = says(_("Visibility"))
    track: Track | None = says(_("Track"))
    level: Level | None = says(_("Level"))
    issues: Issues = says(_("Issues"), default=())
    participants: tuple[Participant, ...] = says(_("Participants"), default=(), attributes=True)
    capacity: Capacity | None = says(_("Capacity"), help=_("In which capacity we spoke."))
    asks: Asks = says(_("Asks"), help=_("What we asked for."), default=())
    sanctioned_by: ActorId | None = says(_("Sanctioned by"), help=_("Who of us agreed to it."))
    outcome: Text | None = says(_("Outcome"))
    next_step: Text | None = says(_("Next step"))
    attribution: Attribution | None = says(_("Attribution"), help=_("Who may be quoted afterwards."))
