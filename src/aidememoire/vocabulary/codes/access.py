"""On what footing does access stand, and what stands in its way?"""

from __future__ import annotations

from aidememoire.vocabulary.codes.closed import Codes
from aidememoire.vocabulary.messages import _


class AuthorityBasis(Codes):
    """On what footing access stands."""

    COUNCIL = "Council", _("Security Council")
    CONSENT = "consent", _("Consent of the state")
    TOLERANCE = "tolerance", _("Local tolerance")
    EXEMPTION = "exemption", _("Exemption from a restriction")


class AuthorityForm(Codes):
    """Whether it can be shown at a checkpoint."""

    WRITTEN = "written", _("Written")
    ORAL = "oral", _("Oral")


class State(Codes):
    """Whether an authority holds on a day; derived, never stored."""

    VALID = "valid", _("Valid")
    LAPSED = "lapsed", _("Lapsed")
    UNCLEAR = "unclear", _("Unclear")


class ConstraintType(Codes):
    """Access constraints as humanitarian access monitoring counts them."""

    A1 = "A1", _("Denial of needs or entitlement")
    A2 = "A2", _("Entry of agencies, staff or goods")
    A3 = "A3", _("Movement within the country")
    A4 = "A4", _("Hostilities")
    A5 = "A5", _("Violence against staff, assets or facilities")
    A6 = "A6", _("Interference in activities")
    A7 = "A7", _("Mines and unexploded ordnance")
    A8 = "A8", _("Physical environment")
    A9 = "A9", _("Restrictions on people's access to services")


class Whose(Codes):
    """Whose access is meant: equal columns."""

    OURS = "ours", _("Our access to people")
    PEOPLE = "people's", _("People's access to aid")


class Severity(Codes):
    """How severe an access constraint is; X where information is missing."""

    NONE = "0", _("None")
    LOW = "1", _("Low")
    MODERATE = "2", _("Moderate")
    HIGH = "3", _("High")
    GAP = "X", _("No information (X)")
