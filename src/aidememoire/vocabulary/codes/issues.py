"""What does an issue turn on, and where is it taken up?"""

from __future__ import annotations

from aidememoire.vocabulary.codes.closed import Codes
from aidememoire.vocabulary.messages import _


class Goal(Codes):
    """The nine goals of humanitarian diplomacy."""

    AID = "AID", _("Humanitarian and economic assistance")
    POC = "POC", _("Protection of civilians")
    PEACE = "PEACE", _("Peacebuilding and stability")
    FOOD = "FOOD", _("Food")
    EPI = "EPI", _("Epidemics")
    DEBT = "DEBT", _("Debt relief for the poorest")
    REF = "REF", _("Refugee protection and voluntary return")
    PKO = "PKO", _("Peacekeeping and humanitarian presence")
    NORM = "NORM", _("Treaties and knowledge of principles")


class Typology(Codes):
    """What an issue turns on."""

    POL = "POL", _("Political")
    PRO = "PRO", _("Professional")
    TEC = "TEC", _("Technical")


class Precedent(Codes):
    """How far a concession would be quoted."""

    NONE = "none", _("None")
    HERE = "here", _("Here")
    COUNTRY = "country", _("In the country")
    BEYOND = "beyond", _("Beyond the country")


class Rung(Codes):
    """At which rung of the ladder an issue is taken up, from those on the ground to states."""

    FIELD = "field", _("field")
    OFFICE = "office", _("office")
    COUNTRY = "country", _("country")
    PRINCIPAL = "principal", _("principal")
    STATES = "states", _("states")


class Track(Codes):
    """Where an issue is taken up."""

    FRONTLINE = "frontline", _("Frontline")
    DIPLOMATIC = "diplomatic", _("Diplomatic")
    BOTH = "both", _("Both")
    HOLD = "hold", _("Hold")
