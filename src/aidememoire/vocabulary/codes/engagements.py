"""What kind of contact was it, in which capacity, and who may know?"""

from __future__ import annotations

from aidememoire.vocabulary.codes.closed import Codes
from aidememoire.vocabulary.messages import _


class EngagementType(Codes):
    """What kind of contact it is."""

    BILATERAL = "bilateral", _("Bilateral meeting")
    DEMARCHE = "démarche", _("Démarche")
    SHUTTLE = "shuttle", _("Shuttle")
    GOOD_OFFICES = "good offices", _("Good offices")
    MEDIATION_SUPPORT = "mediation support", _("Mediation support")
    POLICY_DIALOGUE = "policy dialogue", _("Policy dialogue")
    PRIVATE = "private negotiation", _("Private negotiation")
    NETWORKING = "networking", _("Networking")
    JOINT_MISSION = "joint mission", _("Joint mission")
    CONFERENCE = "conference", _("Conference")
    UN_BRIEFING = "UN briefing", _("UN briefing")
    PEER = "peer-to-peer", _("Religious or expert peers")
    PUBLIC_STATEMENT = "public statement", _("Public statement")
    THIRD_STATES = "mobilisation of third states", _("Mobilisation of third states")
    CAMPAIGN = "mass campaign", _("Mass campaign")


class Visibility(Codes):
    """Who may know that it took place."""

    SECRET = "secret", _("Secret")
    QUIET = "quiet", _("Quiet")
    ACKNOWLEDGED = "acknowledged", _("Acknowledged")
    PUBLIC = "public", _("Public")


class Capacity(Codes):
    """In which capacity we spoke."""

    HUMANITARIAN = "humanitarian", _("Humanitarian")
    DONOR = "donor", _("Donor")
    POLITICAL = "political", _("Political")
    MIXED = "mixed", _("Mixed")


class Attribution(Codes):
    """Who may be quoted afterwards."""

    OPEN = "open", _("May be quoted")
    CHATHAM_HOUSE = "chatham house", _("Chatham House: what was said, not who said it")
    NOT_FOR_ATTRIBUTION = "not for attribution", _("Not for attribution")
    OFF_THE_RECORD = "off the record", _("Off the record")
