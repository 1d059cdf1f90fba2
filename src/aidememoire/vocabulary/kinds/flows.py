"""What was pledged, committed and paid? Never added together."""

from __future__ import annotations

from typing import ClassVar

from aidememoire.vocabulary.codes import FlowStatus
from aidememoire.vocabulary.declaring import ActorId, Day, Kind, Number, Whole, Word, says
from aidememoire.vocabulary.messages import _
from aidememoire.vocabulary.record import Record


class Flow(Record):
    """Assistance at one stage, in the currency in which it was promised."""

    kind_of: ClassVar[Kind] = Kind("flow", "flows", _("Flow"), _("Flows"), 90)

    donor: ActorId = says(_("Donor"), required=True)
    recipient: ActorId | None = says(_("Recipient"))
    amount: Number = says(_("Amount"), required=True, ge=0)
    currency: Word = says(_("Currency"), help=_("ISO 4217 code, such as EUR."), required=True)
    usd: Number | None = says(_("In US dollars"), unit=_("USD"), ge=0)
    rate_on: Day | None = says(_("Rate of"), help=_("The day of the exchange rate."))
    status: FlowStatus = says(_("Status"), required=True)
    year: Whole | None = says(_("Year"), ge=1900, le=2200)
