"""Which codes does the field use? Each is written as here in files; its label is for people.

The lists follow the humanitarian access, protection and donor practice that ``docs/reference/codes.md`` names.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import Any, Self, TypeVar

from pydantic import GetCoreSchemaHandler
from pydantic_core import PydanticCustomError, core_schema

from aidememoire.vocabulary.messages import Message, Run, _


class Codes(StrEnum):
    """A closed list of codes. Reading forgives case, hyphens and the English label; writing is always the code."""

    label: Message

    def __new__(cls, code: str, label: Message | None = None) -> Self:
        """Make a member of its code and its label."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label or Message(code)
        return member

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        return _by_spelling(cls).get(spelling(str(value))) if isinstance(value, (str, int)) else None

    def runs(self, language: str) -> tuple[Run, ...]:
        """Return the label in a language."""
        return self.label.runs(language)

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        by_code: dict[object, Codes] = {code.value: code for code in cls}
        by_code |= {int(code.value): code for code in cls if code.value.isdecimal()}

        def read(given: object) -> Codes:
            known = by_code.get(given) if isinstance(given, str) or type(given) is int else None
            found = known or cls._missing_(given)
            if found is None:
                raise PydanticCustomError("enum", "is not one of the codes")
            return found

        return core_schema.no_info_plain_validator_function(read)


C = TypeVar("C", bound=Codes)


def spelling(word: str) -> str:
    """Return a code without what people vary when they write it."""
    return " ".join(word.replace("_", " ").replace("-", " ").replace("/", " ").replace("’", "'").casefold().split())


@cache
def _by_spelling(codes: type[C]) -> dict[str, C]:
    return {spelling(said): code for code in codes for said in (code.value, code.label.english)}


class Setting(Codes):
    """What kind of crisis it is; it decides which norms apply."""

    CONFLICT = "conflict", _("Armed conflict")
    DISASTER = "disaster", _("Disaster")
    EPIDEMIC = "epidemic", _("Epidemic")
    INTERVENTION = "intervention", _("Intervention")
    SOCIAL_CRISIS = "social crisis", _("Social crisis")


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


class StanceRole(Codes):
    """What an actor can do on an issue."""

    DECIDE = "decide", _("Decides")
    FORMAL_ISSUER = "formal issuer", _("Signs or issues")
    BLOCK = "block", _("Blocks")
    GATEKEEP = "gatekeep", _("Keeps the gate")
    SUPPORT = "support", _("Supports")
    SWING = "swing", _("Could go either way")
    ABSENT = "absent", _("Absent")


class TieRole(Codes):
    """What an actor is to others on an issue; derived from ties, never stored."""

    SPONSOR = "sponsor", _("Stands behind others")
    BROKER = "broker", _("Stands between us and them")


class Means(Codes):
    """By what means an actor can stop an issue; derived, never stored."""

    DECISION = "decision", _("Decision")
    VETO = "veto", _("Veto")
    LEGAL_CONSENT = "legal consent", _("Legal consent")
    PHYSICAL_CONTROL = "physical control", _("Physical control")
    NO_OTHER_ROUTE = "no other route", _("No other route")


class Quadrant(Codes):
    """Where power over an issue and interest in it place an actor; derived, never stored."""

    CLOSE = "work with closely", _("Work with closely")
    CONTENT = "keep content", _("Keep content")
    INFORMED = "keep informed", _("Keep informed")
    WATCH = "watch", _("Watch")


class Layer(Codes):
    """The three layers of a position, from what is said to why."""

    POSITION = "position", _("Position: what")
    REASONING = "reasoning", _("Reasoning: how")
    MOTIVE = "motive", _("Motives and values: why")


class Known(Codes):
    """How we know what somebody thinks."""

    STATED = "stated", _("Stated by them")
    INFERRED = "inferred", _("Inferred by us")
    ASSUMED = "assumed", _("Assumed")


class Nature(Codes):
    """Whether a statement is about what is or about what ought to be."""

    FACT = "fact", _("Fact")
    NORM = "norm", _("Norm")


class Accord(Codes):
    """Whether both sides hold a statement."""

    AGREED = "agreed", _("Agreed")
    CONTESTED = "contested", _("Contested")


class LimitKind(Codes):
    """Whose limit it is: only the mandator moves a red line; the team may revise a bottom line with support."""

    RED_LINE = "red line", _("Red line")
    BOTTOM_LINE = "bottom line", _("Bottom line")


class LimitOrigin(Codes):
    """Where a limit comes from."""

    LEGAL = "legal", _("Legal")
    INSTITUTIONAL = "institutional", _("Institutional")
    PROFESSIONAL = "professional", _("Professional")
    ETHICAL = "ethical", _("Ethical")


class Verdict(Codes):
    """What becomes of a proposal at a limit, from harmless to final; derived, never stored."""

    PASS = "pass", _("Passes")
    REFER = "refer", _("To be referred")
    STOP = "stop", _("Stops")


class GroundColumn(Codes):
    """Where a statement stands on the island of agreement, in the order of an opening agenda; derived, never stored."""

    AGREED_FACT = "agreed fact", _("Agreed fact")
    CONVERGENT_NORM = "convergent norm", _("Convergent norm")
    CONTESTED_FACT = "contested fact", _("Contested fact")
    DIVERGENT_NORM = "divergent norm", _("Divergent norm")


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


class Track(Codes):
    """Where an issue is taken up."""

    FRONTLINE = "frontline", _("Frontline")
    DIPLOMATIC = "diplomatic", _("Diplomatic")
    BOTH = "both", _("Both")
    HOLD = "hold", _("Hold")


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


class Worded(Codes):
    """How close a wording is to what was said."""

    QUOTED = "quoted", _("Quoted")
    PARAPHRASED = "paraphrased", _("Paraphrased")
    TRANSLATED = "translated", _("Translated")


class CommitmentClass(Codes):
    """What an undertaking is about."""

    ACCESS = "access", _("Access")
    PERMIT = "permit", _("Permit")
    SAFE_PASSAGE = "safe passage", _("Safe passage")
    NOTIFICATION = "notification", _("Notification")
    RELEASE = "release", _("Release")
    GUIDELINE = "guideline", _("Guideline")
    CEASEFIRE = "ceasefire", _("Ceasefire")
    AGREEMENT = "agreement", _("Agreement")
    FUNDING = "funding", _("Funding")
    OTHER = "other", _("Other")


class CommitmentForm(Codes):
    """How an undertaking was given."""

    LAW = "law", _("Law")
    RESOLUTION = "resolution", _("Resolution")
    SIGNED = "signed", _("Signed text")
    LETTER = "letter", _("Letter")
    VERBAL = "verbal-recorded", _("Verbal, recorded")
    PUBLIC = "public statement", _("Public statement")
    TACIT = "tacit", _("Tacit")


class Outcome(Codes):
    """What an observer saw of an undertaking."""

    KEPT = "kept", _("Kept")
    PARTLY = "partly", _("Partly kept")
    BROKEN = "broken", _("Broken")
    OVERTAKEN = "overtaken", _("Overtaken by events")
    CANNOT_TELL = "cannot tell", _("Cannot tell")


class Status(Codes):
    """What became of an undertaking by a day; derived, never stored."""

    OVERDUE = "overdue", _("Overdue")
    BROKEN = "broken", _("Broken")
    DISPUTED = "disputed", _("Disputed")
    PARTLY = "partly", _("Partly kept")
    UNVERIFIED = "unverified", _("Unverified")
    OPEN = "open", _("Open")
    KEPT = "kept", _("Kept")
    OVERTAKEN = "overtaken", _("Overtaken by events")


UNSETTLED = frozenset({Status.OVERDUE, Status.DISPUTED, Status.PARTLY, Status.UNVERIFIED, Status.OPEN})


class Reliability(Codes):
    """How far a source has been right before, judged apart from what it says."""

    A = "A", _("Completely reliable")
    B = "B", _("Usually reliable")
    C = "C", _("Fairly reliable")
    D = "D", _("Not usually reliable")
    E = "E", _("Unreliable")
    F = "F", _("Reliability cannot be judged")


class Credibility(Codes):
    """How likely the statement itself is, judged apart from who makes it."""

    CONFIRMED = "1", _("Confirmed by others")
    PROBABLE = "2", _("Probably true")
    POSSIBLE = "3", _("Possibly true")
    DOUBTFUL = "4", _("Doubtful")
    IMPROBABLE = "5", _("Improbable")
    UNJUDGED = "6", _("Truth cannot be judged")


class Side(Codes):
    """Whether a piece of evidence supports the record or speaks against it."""

    FOR = "for", _("For")
    AGAINST = "against", _("Against")


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


class FlowStatus(Codes):
    """How far money has come; the three are never added up."""

    PLEDGED = "pledged", _("Pledged")
    COMMITTED = "committed", _("Committed")
    PAID = "paid", _("Paid")


class SourceKind(Codes):
    """What kind of publication a claim comes from."""

    PRESS = "press", _("Press report")
    RELEASE = "press release", _("Press release")
    DOCUMENT = "document", _("Official document")
    STATEMENT = "statement", _("Statement")
    LETTER = "letter", _("Letter")
    DATA = "data", _("Data set")
    RESEARCH = "research", _("Research")
    TESTIMONY = "testimony", _("Testimony")
    OWN = "own observation", _("Own observation")
    OTHER = "other", _("Other")


class Principle(Codes):
    """The principles that bind humanitarian action."""

    HUM = "HUM", _("Humanity")
    NEU = "NEU", _("Neutrality")
    IMP = "IMP", _("Impartiality")
    IND = "IND", _("Independence")
    VOL = "VOL", _("Voluntary service")
    UNI = "UNI", _("Unity")
    UNV = "UNV", _("Universality")
