"""Who takes part? Bodies, posts and persons; the names behind pseudonyms; who held which post; who holds whom."""

from __future__ import annotations

from typing import ClassVar

from aidememoire.vocabulary.codes import ActorKind, Basis, Entity, Level, Sign
from aidememoire.vocabulary.declaring import ActorId, Day, Flag, Kind, Whole, Words, says
from aidememoire.vocabulary.messages import _
from aidememoire.vocabulary.places import PlaceName
from aidememoire.vocabulary.record import Record
from aidememoire.vocabulary.scales import Judged
from aidememoire.vocabulary.text import Text


class Actor(Record):
    """A body, a post or a person; role before person; a contact may stand under a pseudonym."""

    kind_of: ClassVar[Kind] = Kind("actor", "actors", _("Actor"), _("Actors"), 10, called=("names",))

    entity: Entity = says(
        _("Body, post or person"), help=_("Prefer the post: people change, posts stay."), default=Entity.BODY
    )
    kind: ActorKind | None = says(_("Kind"), help=_("What it is, without a verdict."))
    names: Text | None = says(_("Name"), help=_("By language where there are several: names:en, names:ar."))
    aliases: Words = says(_("Also called"), help=_("Other spellings and short names."), default=())
    part_of: ActorId | None = says(_("Part of"), help=_("The body to which it belongs or answers."))
    level: Level | None = says(_("Level"))
    country: PlaceName | None = says(_("Country"), help=_("ISO 3166 code, such as SDN."))
    ours: Flag = says(_("Our side"), help=_("True for our own organisation and those we speak for."), default=False)


class Identity(Record):
    """The name behind a pseudonym, apart from everything else, with the reason for holding it."""

    kind_of: ClassVar[Kind] = Kind("identity", "identities", _("Identity"), _("Identities"), 11, secret=True)

    actor: ActorId = says(_("Actor"), help=_("The pseudonym."), required=True)
    name: Text = says(_("Name"), required=True)
    purpose: Text | None = says(_("Purpose"), help=_("Why we must know the name."))
    legal_basis: Text | None = says(_("Legal basis"))
    keep_until: Day | None = says(_("Keep until"), help=_("The day on which it is destroyed."))


class Tenure(Record):
    """Who held which post, and when."""

    kind_of: ClassVar[Kind] = Kind(
        "tenure", "tenures", _("Tenure"), _("Tenures"), 12, first_day="since", last_day="until"
    )

    post: ActorId = says(_("Post"), required=True)
    person: ActorId = says(_("Person"), required=True)
    since: Day | None = says(_("Since"))
    until: Day | None = says(_("Until"))


class Tie(Record):
    """One actor's hold on another: directed, dated, and one of many that a pair may have."""

    kind_of: ClassVar[Kind] = Kind("tie", "ties", _("Tie"), _("Ties"), 13, first_day="since", last_day="until")

    actor: ActorId = says(_("Actor"), help=_("Who has the hold."), required=True)
    over: ActorId = says(_("Over"), help=_("On whom."), required=True)
    basis: Basis | None = says(_("Basis"), help=_("On what it rests."))
    sign: Sign = says(_("Sign"), help=_("Goodwill or hostility."), default=Sign.POSITIVE)
    strength: Judged | None = says(_("Strength"), help=_("How likely a message passes and is heeded."))
    exposure: Whole | None = says(
        _("Exposure"), help=_("Harm to the go-between if known: 0 none to 3 grave."), ge=0, le=3
    )
    since: Day | None = says(_("Since"))
    until: Day | None = says(_("Until"))
