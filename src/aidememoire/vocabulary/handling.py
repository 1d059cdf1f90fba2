"""Who may read a record, and what is left of a dossier under a ceiling?

One ordering of labels and one ``cut``, used by the gate and by every document.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self, TypeVar

from pydantic import (
    BeforeValidator,
    SerializationInfo,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)

from aidememoire.vocabulary.codes import Codes
from aidememoire.vocabulary.declaring import Flag, Part, Words, says
from aidememoire.vocabulary.errors import InputError, Wrong
from aidememoire.vocabulary.messages import Message, Run, _

if TYPE_CHECKING:
    from aidememoire.vocabulary.dossier import Dossier
    from aidememoire.vocabulary.record import Record


class Label(Codes):
    """Traffic light protocol 2.0, from open to closed. Labels compare by how much they close."""

    CLEAR = "CLEAR", _("May be published")
    GREEN = "GREEN", _("For the community")
    AMBER = "AMBER", _("For the organisation and its partners who need it")
    AMBER_STRICT = "AMBER+STRICT", _("For the organisation only, need to know")
    RED = "RED", _("For the named readers only")

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        said = "+".join(re.split(r"[\s+_-]+", value.upper().strip().removeprefix("TLP:").strip()))
        return next((label for label in cls if label.value == said), None)

    def runs(self, language: str) -> tuple[Run, ...]:
        """Return the marking; it is a code and stays as it is in every language."""
        return (Run(f"TLP:{self.value}", "figure"),)

    @property
    def rank(self) -> int:
        """Return how closed the label is, 0 to 4."""
        return _ORDER[self]

    def __lt__(self, other: str) -> bool:
        return self.rank < Label(other).rank

    def __le__(self, other: str) -> bool:
        return self.rank <= Label(other).rank

    def __gt__(self, other: str) -> bool:
        return self.rank > Label(other).rank

    def __ge__(self, other: str) -> bool:
        return self.rank >= Label(other).rank


_WORDS = {label.value: label for label in Label}
_ORDER = {label: rank for rank, label in enumerate(Label)}


class Handling(Part):
    """The label of a record as a whole: level, compartments, who else may have it, and the Chatham House tag."""

    shorthand: ClassVar[str] = "level"

    level: Label = says(_("Label"), help=_("RED, AMBER+STRICT, AMBER, GREEN or CLEAR."), required=True)
    compartments: Words = says(_("Compartments"), help=_("Groups of readers; a reader needs all of them."), default=())
    releasable_to: Words = says(_("Releasable to"), help=_("Outside readers who may have it."), default=())
    chatham_house: Flag = says(
        _("Chatham House"), help=_("What was said may be used; who said it may not be told."), default=False
    )

    @model_validator(mode="before")
    @classmethod
    def _from_word(cls, given: Any) -> Any:
        if isinstance(given, str) and not isinstance(given, Label):
            if (label := _WORDS.get(given) or Label._missing_(given)) is None:
                raise Wrong(_("is not a label"), _("one of: {words}", words=tuple(label.value for label in Label)))
            return {"level": label}
        return {"level": given} if isinstance(given, Label) else given

    @model_serializer(mode="wrap")
    def _to_word(self, handler: SerializerFunctionWrapHandler, _info: SerializationInfo) -> Any:
        if self == Handling(level=self.level):
            return self.level.value
        return {**{name: value for name, value in handler(self).items() if value}, "level": self.level.value}

    @property
    def asks_more(self) -> bool:
        """Say whether the label asks for more than its level: compartments, certain readers, the Chatham House rule."""
        return bool(self.compartments or self.releasable_to or self.chatham_house)

    def joined(self, other: Handling) -> Handling:
        """Return the label that satisfies both: the stricter level, all compartments, the tag, readers of both."""
        if other is self:
            return self
        if other.level <= self.level and not other.asks_more:
            return self
        return Handling(
            level=max(self.level, other.level, key=lambda label: label.rank),
            compartments=tuple(sorted({*self.compartments, *other.compartments})),
            releasable_to=_allowed_by_both(self.releasable_to, other.releasable_to),
            chatham_house=self.chatham_house or other.chatham_house,
        )

    def within(self, ceiling: Handling) -> bool:
        """Say whether a reader with this ceiling may have a record with this label."""
        return (
            self.level <= ceiling.level
            and set(self.compartments) <= set(ceiling.compartments)
            and (
                not self.releasable_to
                or not ceiling.releasable_to
                or set(ceiling.releasable_to) <= set(self.releasable_to)
            )
        )


def _allowed_by_both(some: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    if not some or not others:
        return some or others
    return tuple(sorted({*some} & {*others})) or ("nobody",)


HandlingField = Annotated[Handling, BeforeValidator(lambda given: given)]
DEFAULT = Handling(level=Label.AMBER_STRICT)
RED = Handling(level=Label.RED)


def inherited(own: Mapping[str, Handling], names: Mapping[str, Iterable[str]]) -> dict[str, Handling]:
    """Give each record at least the label of every record that it names, however far away.

    Parameters
    ----------
    own : label by record id, as written or by default
    names : record id to the ids that it names; ids that are not in ``own`` are ignored

    Returns
    -------
    The label by record id that each record must have. Circles of records that name each other share theirs.
    """
    labels = dict(own)

    def raised(record: str, named: Iterable[str]) -> bool:
        label = before = labels[record]
        for other in named:
            theirs = labels.get(other, label)
            if theirs is not label:
                label = label.joined(theirs)
        if label is before or label == before:
            return False
        labels[record] = label
        return True

    waiting = [record for record, named in names.items() if record in labels and raised(record, named)]
    if not waiting:
        return labels
    named_by: dict[str, list[str]] = {}
    for record, named in names.items():
        for other in named:
            if record in labels:
                named_by.setdefault(other, []).append(record)
    while waiting:
        stricter = (waiting.pop(),)
        waiting += [record for record in named_by.get(stricter[0], ()) if raised(record, stricter)]
    return labels


def compartments_in(dossier: Dossier) -> tuple[str, ...]:
    """Return the compartments that the labels of a dossier name, in order."""
    return tuple(sorted({name for record in dossier for name in dossier.label(record.id).compartments}))


def for_reader(
    dossier: Dossier, usual: Handling, compartments: Collection[str] = (), recipient: str | None = None
) -> Handling:
    """Return the ceiling of a reader in some compartments, or of an organisation; the usual one where none is named."""
    there = compartments_in(dossier)
    for name in compartments:
        if name not in there:
            known = there or _("none")
            raise InputError(_("There is no compartment {name} here. There are: {there}.", name=name, there=known))
    if not compartments and not recipient:
        return usual
    return Handling(
        level=usual.level,
        compartments=tuple(sorted({*usual.compartments, *compartments})),
        releasable_to=(recipient,) if recipient else usual.releasable_to,
    )


def cut(dossier: Dossier, ceiling: Handling | Label | str) -> Dossier:
    """Return the dossier that a reader under a ceiling may have: whole records or none of them.

    A record under the Chatham House tag loses the fields that tell who said it; where such a field is required, the
    record itself is left out, and with it whatever names it.
    """
    limit = Handling.model_validate(ceiling)
    labels = {record.id: dossier.label(record.id) for record in dossier}
    names = {record.id: dossier.names(record.id) for record in dossier}
    out = withheld(labels, names, {record.id for record in dossier if tells_who(type(record))}, limit)
    kept = (record for record in dossier if record.id not in out)
    return dossier.having(
        (unattributed(record) if labels[record.id].chatham_house else record for record in kept), ceiling=limit
    )


def withheld(
    labels: Mapping[str, Handling], names: Mapping[str, Collection[str]], telling: Collection[str], limit: Handling
) -> set[str]:
    """Return the records that a reader under a ceiling may not have: by their label, or because they name one of these.

    Parameters
    ----------
    labels : the label that each record must have, see ``inherited``
    names : record to the records that it names
    telling : the records that say nothing without saying who said it
    limit : the ceiling
    """
    distinct = {id(label): label for label in labels.values()}
    shut = {at for at, label in distinct.items() if not label.within(limit)}
    waiting = [record for record, label in labels.items() if id(label) in shut] if shut else []
    waiting += [record for record in telling if labels[record].chatham_house]
    if not waiting:
        return set()
    named_by: dict[str, list[str]] = {}
    for record, named in names.items():
        for other in named:
            named_by.setdefault(other, []).append(record)
    out: set[str] = set()
    while waiting:
        record = waiting.pop()
        if record not in out:
            out.add(record)
            waiting += named_by.get(record, ())
    return out


@cache
def tells_who(kind: type[Part]) -> bool:
    """Say whether a record of a kind says nothing without saying who said it."""
    return any(spec.attributes and spec.required for spec in kind.fields())


P = TypeVar("P", bound=Part)


def unattributed(part: P) -> P:
    """Return a record, or a part of one, without the fields that tell who said or did it."""
    left: dict[str, Any] = {}
    for spec in part.fields():
        value = getattr(part, spec.attribute)
        if spec.attributes:
            left[spec.attribute] = () if spec.many else None
        elif spec.part and value:
            left[spec.attribute] = tuple(unattributed(piece) for piece in value)
    return part.model_copy(update=left)


def left_out(dossier: Dossier, cut_dossier: Dossier) -> tuple[tuple[str, Message], ...]:
    """Return each record left out by a cut with the reason, for the eyes of the exporter alone."""
    gone = {record.id for record in dossier} - {record.id for record in cut_dossier}
    limit = cut_dossier.own_ceiling
    return tuple((record.id, _why(dossier, record, gone, limit)) for record in dossier if record.id in gone)


def _why(dossier: Dossier, record: Record, gone: set[str], limit: Handling) -> Message:
    label, own = dossier.label(record.id), dossier.own_label(record)
    if not label.level <= limit.level:
        if label.level != own.level:
            return _("takes {label} from a record that it names", label=label.level)
        return _("is labelled {label}", label=label.level)
    if not set(label.compartments) <= set(limit.compartments):
        return _("{label}, compartment {compartments}", label=label.level, compartments=label.compartments)
    if not label.within(limit):
        return _("{label}, releasable to {readers} only", label=label.level, readers=label.releasable_to)
    if label.chatham_house and tells_who(type(record)):
        return _("is under the Chatham House tag and cannot be told without saying who")
    return _("names {records}, which is left out", records=tuple(sorted(record.named() & gone)))
