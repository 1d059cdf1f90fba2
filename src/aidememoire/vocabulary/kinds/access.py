"""On what footing does access stand, and what stands in its way?"""

from __future__ import annotations

from typing import ClassVar

from aidememoire.vocabulary.codes import AuthorityBasis, AuthorityForm, ConstraintType, Sector, Severity, Whose
from aidememoire.vocabulary.declaring import ActorId, Day, Kind, Word, says
from aidememoire.vocabulary.messages import _
from aidememoire.vocabulary.places import PlaceName
from aidememoire.vocabulary.record import Record
from aidememoire.vocabulary.text import Text


class Authority(Record):
    """Why access is usable, and until when; exemptions too."""

    kind_of: ClassVar[Kind] = Kind(
        "authority",
        "authorities",
        _("Authority"),
        _("Authorities"),
        70,
        first_day="granted_on",
        called=("title", "route"),
    )

    title: Text | None = says(_("Title"))
    basis: AuthorityBasis = says(_("Basis"), required=True)
    form: AuthorityForm | None = says(_("Form"), help=_("Written, or only said."))
    issued_by: ActorId | None = says(_("Issued by"))
    route: Word | None = says(_("Route"), help=_("The crossing, road or line."))
    sector: Sector | None = says(_("Sector"), help=_("Where it covers one sector only."))
    area: PlaceName | None = says(_("Area"))
    granted_on: Day | None = says(_("Granted on"))
    expires_on: Day | None = says(_("Expires on"))
    conditions: Text | None = says(_("Conditions"))


class Constraint(Record):
    """An access obstacle or incident: to us, or to people."""

    kind_of: ClassVar[Kind] = Kind(
        "constraint",
        "constraints",
        _("Constraint"),
        _("Constraints"),
        71,
        first_day="since",
        last_day="until",
        called=("title",),
    )

    title: Text | None = says(_("Title"))
    type: ConstraintType = says(_("Type"), required=True)
    area: PlaceName | None = says(_("Area"))
    actor: ActorId | None = says(_("Actor"), help=_("Who causes it, where that is known."))
    since: Day | None = says(_("Since"))
    until: Day | None = says(_("Until"))
    severity: Severity | None = says(_("Severity"), help=_("0 to 3; X where information is missing."))
    whose: Whose | None = says(_("Whose access"), help=_("Ours to people, or people's to aid."))
