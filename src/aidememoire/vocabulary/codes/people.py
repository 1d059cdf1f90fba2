"""Who is in need of what, in which kind of crisis, and were they asked?"""

from __future__ import annotations

from aidememoire.vocabulary.codes.closed import Codes
from aidememoire.vocabulary.messages import _


class Setting(Codes):
    """What kind of crisis it is; it decides which norms apply."""

    CONFLICT = "conflict", _("Armed conflict")
    DISASTER = "disaster", _("Disaster")
    EPIDEMIC = "epidemic", _("Epidemic")
    INTERVENTION = "intervention", _("Intervention")
    SOCIAL_CRISIS = "social crisis", _("Social crisis")


class Group(Codes):
    """Groups of people in need."""

    WOMEN = "women", _("Women")
    GIRLS = "girls", _("Girls")
    MEN = "men", _("Men")
    BOYS = "boys", _("Boys")
    CHILDREN = "children", _("Children")
    OLDER = "older people", _("Older people")
    DISABILITY = "people with disabilities", _("People with disabilities")
    IDPS = "IDPs", _("Internally displaced people")
    REFUGEES = "refugees", _("Refugees")
    ASYLUM_SEEKERS = "asylum seekers", _("Asylum seekers")
    RETURNEES = "returnees", _("Returnees")
    STATELESS = "stateless", _("Stateless people")
    HOST = "host", _("Host community")
    MIGRANTS = "migrants", _("Migrants")
    MINORITIES = "minorities", _("Minorities")
    DETAINEES = "detainees", _("Detainees")
    MISSING = "missing", _("Missing people")
    BESIEGED = "besieged", _("Besieged people")
    GBV = "GBV survivors", _("Survivors of gender-based violence")
    CHILD_RECRUITS = "child recruits", _("Children recruited or used")
    DISASTER = "disaster-affected", _("People affected by disaster")
    AID_WORKERS = "aid workers", _("Aid workers")
    HEALTH_WORKERS = "health workers", _("Health workers")
    EVERYONE = "everyone", _("Everyone in the area")


WOMEN_AND_GIRLS = frozenset({Group.WOMEN, Group.GIRLS, Group.GBV, Group.EVERYONE})


class Sector(Codes):
    """Clusters and areas of responsibility."""

    CCM = "CCM", _("Camp coordination and management")
    ERY = "ERY", _("Early recovery")
    EDU = "EDU", _("Education")
    ETC = "ETC", _("Emergency telecommunications")
    FSC = "FSC", _("Food security")
    HEA = "HEA", _("Health")
    LOG = "LOG", _("Logistics")
    NUT = "NUT", _("Nutrition")
    PRO = "PRO", _("Protection")
    CPN = "CPN", _("Child protection")
    GBV = "GBV", _("Gender-based violence")
    HLP = "HLP", _("Housing, land and property")
    MIN = "MIN", _("Mine action")
    SHL = "SHL", _("Shelter and non-food items")
    WSH = "WSH", _("Water, sanitation and hygiene")


class Horizon(Codes):
    """Over what time."""

    SHORT = "short", _("Short term")
    LONG = "long", _("Long term")


class Heard(Codes):
    """Whether the people concerned were asked."""

    DIRECTLY = "directly", _("Heard directly")
    REPRESENTED = "through representatives", _("Heard through representatives")
    NOT_ASKED = "not asked", _("Not asked")
    UNKNOWN = "unknown", _("Not known")
