"""What is an actor, where does it sit, and on what does its hold on another rest?"""

from __future__ import annotations

from typing import Self

from aidememoire.vocabulary.codes.closed import Codes
from aidememoire.vocabulary.messages import _


class Entity(Codes):
    """Body, post and person are kept apart."""

    BODY = "body", _("Body")
    POST = "post", _("Post")
    PERSON = "person", _("Person")


class ActorKind(Codes):
    """What an actor is, without a verdict on it."""

    STATE_ORGAN = "state organ", _("State organ")
    DE_FACTO = "de facto authority", _("De facto authority")
    NSAG = "NSAG", _("Non-state armed group")
    INTERNATIONAL = "international organisation", _("International organisation")
    UN = "UN entity", _("UN entity")
    MOVEMENT = "Movement", _("Red Cross and Red Crescent Movement")
    INGO = "INGO", _("International NGO")
    NNGO = "NNGO", _("National or local NGO")
    DONOR = "donor", _("Donor")
    MEDIATOR = "mediator", _("Mediator")
    RELIGIOUS = "religious", _("Religious body or leader")
    COMMUNITY = "community", _("Tribal or community body")
    BUSINESS = "business", _("Business")
    MEDIA = "media", _("Media")
    DIASPORA = "diaspora", _("Diaspora")
    AFFECTED = "affected people", _("Affected people")


class Level(Codes):
    """Where an authority sits, from the ground up. X says that we asked and do not know."""

    LOCAL = "local", _("Local")
    PROVINCIAL = "provincial", _("Provincial")
    NATIONAL = "national", _("National")
    REGIONAL = "regional", _("Regional")
    GLOBAL = "global", _("Global")
    UNKNOWN = "X", _("Unknown (X)")


class Basis(Codes):
    """On what a tie rests."""

    COMMAND = "command", _("Command")
    FINANCE = "finance", _("Money")
    ARMS = "arms", _("Arms")
    TERRITORY = "territory", _("Territory or shelter")
    KIN = "kin", _("Kin or tribe")
    FAITH = "faith", _("Faith")
    PARTY = "party", _("Party")
    RECOGNITION = "recognition", _("Recognition")
    TRADE = "trade", _("Trade")
    TREATY = "treaty", _("Treaty")
    VETO = "veto", _("Veto")
    PERSONAL = "personal", _("Personal acquaintance")
    INFORMATION = "information", _("Information")
    LEGAL = "legal", _("Law")


class Sign(Codes):
    """Whether a tie carries goodwill or hostility."""

    POSITIVE = "positive", _("Positive")
    NEGATIVE = "negative", _("Negative")

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        return {"+": cls("positive"), "-": cls("negative")}.get(str(value)) or super()._missing_(value)


class TieRole(Codes):
    """What an actor is to others on an issue; derived from ties, never stored."""

    SPONSOR = "sponsor", _("Stands behind others")
    BROKER = "broker", _("Stands between us and them")
