"""Where does everybody stand, and what could change it? Stances, statements, asks, options, proposals."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import Field, model_validator

from aidememoire.vocabulary.codes import Accord, Heard, Horizon, Known, Layer, Nature, StanceRole
from aidememoire.vocabulary.declaring import (
    SEVERAL,
    ActorId,
    Actors,
    Asks,
    Day,
    Flag,
    IssueId,
    Kind,
    Number,
    Options,
    Part,
    SourceId,
    Word,
    Words,
    says,
)
from aidememoire.vocabulary.errors import Wrong
from aidememoire.vocabulary.kinds.issues import Groups
from aidememoire.vocabulary.messages import _
from aidememoire.vocabulary.record import Record
from aidememoire.vocabulary.scales import Judged, Position
from aidememoire.vocabulary.text import Text


class IcebergLayer(Part):
    """One layer below the surface of a position, with how we know it."""

    layer: Layer = says(_("Layer"), help=_("Position, reasoning or motive."), required=True)
    words: Text = says(_("In words"), required=True)
    known: Known = says(
        _("Stated or inferred"), help=_("Say how we know; deeper layers are hypotheses."), required=True
    )
    cited: SourceId | None = says(_("Source"))


class Stance(Record):
    """Where an actor stood on an issue on a day, by whose assessment."""

    kind_of: ClassVar[Kind] = Kind(
        "stance", "stances", _("Stance"), _("Stances"), 30, first_day="assessed_on", secret=True
    )

    actor: ActorId = says(_("Actor"), required=True)
    issue: IssueId = says(_("Issue"), required=True)
    assessed_on: Day | None = says(_("Assessed on"))
    assessed_by: Word | None = says(_("Assessed by"), help=_("Whose assessment it is; several may stand side by side."))
    position: Position | None = says(_("Position"), help=_("0 to 100, or a word from against to for."))
    low: Number | None = says(_("Lowest"), help=_("The lowest it may really be."), ge=0, le=100)
    high: Number | None = says(_("Highest"), help=_("The highest it may really be."), ge=0, le=100)
    salience: Judged | None = says(_("Salience"), help=_("How much they care."))
    influence: Judged | None = says(_("Influence"), help=_("How much they can move this issue."))
    role: Annotated[tuple[StanceRole, ...], SEVERAL] = says(
        _("Role"), help=_("What they can do on this issue."), default=()
    )
    accept_low: Number | None = says(_("Accepts from"), help=_("The lowest they would accept, 0 to 100."), ge=0, le=100)
    accept_high: Number | None = says(_("Accepts up to"), help=_("The highest they would accept."), ge=0, le=100)
    no_agreement_cost: Judged | None = says(_("Cost of no agreement"), help=_("How much it hurts them."))
    veto: Flag | None = says(_("Veto"), help=_("Can they stop it alone?"))
    iceberg: tuple[IcebergLayer, ...] = says(
        _("Iceberg"), help=_("Position in words, reasoning and motives, each stated or inferred."), default=()
    )

    @model_validator(mode="after")
    def _low_below_high(self) -> Stance:
        for low, high in (("low", "high"), ("accept_low", "accept_high")):
            below, above = getattr(self, low), getattr(self, high)
            if below is not None and above is not None and below > above:
                raise Wrong(_("{low} lies above {high}", low=low, high=high), _("the two exchanged"))
        return self


class Statement(Record):
    """A fact or a norm on the negotiation table, and how each side holds it."""

    kind_of: ClassVar[Kind] = Kind("statement", "statements", _("Statement"), _("Statements"), 31, called=("words",))

    issue: IssueId | None = says(_("Issue"))
    words: Text = says(_("In words"), required=True)
    nature: Nature = says(_("Fact or norm"), required=True)
    accord: Accord = says(_("Agreed or contested"), required=True)
    norm: Word | None = says(_("Norm"), help=_("Where it is written, such as AP-I-70 or SCR-2417."))
    held_by: Actors = says(_("Held by"), default=(), attributes=True)
    disputed_by: Actors = says(_("Disputed by"), default=(), attributes=True)


class Ask(Record):
    """What we want of whom, and for which people."""

    kind_of: ClassVar[Kind] = Kind(
        "ask", "asks", _("Ask"), _("Asks"), 32, first_day="since", last_day="until", called=("behaviour",)
    )

    to: ActorId | None = says(_("To"), help=_("Of whom we ask it."))
    issue: IssueId | None = says(_("Issue"))
    behaviour: Text = says(_("Behaviour"), help=_("What they should do, so that one could see it."), required=True)
    groups: Groups = says(_("Groups"), help=_("For which people."), default=())
    norms: Words = says(_("Norms"), help=_("Where it is written that they should."), default=())
    horizon: Horizon | None = says(_("Horizon"))
    harms: Asks = says(_("Harms"), help=_("Other asks that it would make harder."), default=())
    serves: Asks = says(_("Serves"), help=_("Other asks that it would make easier."), default=())
    heard: Heard | None = says(_("Heard"), help=_("Were the people concerned asked?"))
    since: Day | None = says(_("Since"))
    until: Day | None = says(_("Until"))


# Left to right, so that a whole number stays a number.
NumberOrWord = Annotated[Number | Word, Field(union_mode="left_to_right")]


class Change(Part):
    """What an option would change: whose field, from what, to what."""

    actor: ActorId = says(_("Actor"), required=True)
    field: Word = says(_("Field"), help=_("A field of the stance, such as position."), required=True)
    from_: NumberOrWord | None = says(_("From"), alias="from")
    to: NumberOrWord | None = says(_("To"))


class Option(Record):
    """Something that we could do, with what it costs and risks."""

    kind_of: ClassVar[Kind] = Kind("option", "options", _("Option"), _("Options"), 33, called=("title",))

    title: Text | None = says(_("Title"))
    by: ActorId | None = says(_("By"), help=_("Who of us would do it."))
    to: ActorId | None = says(_("To"))
    issue: IssueId | None = says(_("Issue"))
    changes: tuple[Change, ...] = says(_("Changes"), help=_("What it would change."), default=())
    cost: Judged | None = says(_("Cost"))
    chance: Judged | None = says(_("Chance"), help=_("How likely it works."))
    side_effects: Text | None = says(_("Side effects"), help=_("Who could be hurt, and how."))
    needs: Options = says(_("Needs first"), help=_("Options that must come first."), default=())
    excludes: Options = says(_("Excludes"), help=_("Options that it rules out."), default=())
    offers: Text | None = says(_("Offers"), help=_("What we would give for it."))


class Term(Part):
    """One term of a proposal: a value between the ends of the issue, or words."""

    issue: IssueId = says(_("Issue"), required=True)
    value: Number | None = says(_("Value"), help=_("0 to 100."), ge=0, le=100)
    words: Text | None = says(_("In words"))


class Proposal(Record):
    """Terms on the table, theirs or ours, and whatever is still blank in them."""

    kind_of: ClassVar[Kind] = Kind(
        "proposal", "proposals", _("Proposal"), _("Proposals"), 34, first_day="made_on", called=("title",)
    )

    title: Text | None = says(_("Title"))
    by: ActorId = says(_("By"), required=True)
    made_on: Day | None = says(_("Made on"))
    terms: tuple[Term, ...] = says(_("Terms"), default=())
    what: Text | None = says(_("What"))
    who: Text | None = says(_("Who"))
    where: Text | None = says(_("Where"))
    when: Text | None = says(_("When"))
    how: Text | None = says(_("How"))
    dispute_route: Text | None = says(_("If there is a dispute"))
    verification: Text | None = says(_("Verification"))
    groups: Groups = says(_("Groups covered"), default=())

    @model_validator(mode="before")
    @classmethod
    def _terms_by_issue(cls, given: Any) -> Any:
        """Take terms written as a map from issue to value or words."""
        if isinstance(given, dict) and isinstance(terms := given.get("terms"), dict):
            as_list = [
                {"issue": issue, ("words" if isinstance(said, str) else "value"): said} for issue, said in terms.items()
            ]
            return {**given, "terms": as_list}
        return given
