"""What does a row change in a record that is there already? Empty fields are filled; what differs is to be decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aidememoire.feeds.naming import names_of
from aidememoire.vocabulary.declaring import FieldSpec, Part
from aidememoire.vocabulary.messages import Message
from aidememoire.vocabulary.record import Record
from aidememoire.vocabulary.text import Text, folded

# A label is lowered by people, never by a file.
NEVER = frozenset({"id", "handling"})


@dataclass(frozen=True, slots=True)
class Change:
    """One field: what stands there, what the row says, and whether the draft takes it."""

    field: str
    label: Message
    before: Any
    after: Any
    applied: bool


def compared(before: Record, row: Record, says: set[str], *, overwrite: bool) -> tuple[Record, tuple[Change, ...]]:
    """Return a record with what a row adds to it, and the changes; where both speak and differ, ours stays.

    ``says`` names the fields of which the row speaks; lists are joined, notes added to, another name kept as an alias.
    """
    found: list[Change] = []
    values: dict[str, Any] = {}
    for spec in before.fields():
        if spec.name in NEVER or spec.name not in says:
            continue
        old, new = getattr(before, spec.attribute), getattr(row, spec.attribute)
        after = _joined(before, spec, old, new)
        if after == old:
            continue
        empty = old is None or old == () or old == type(before).model_fields[spec.attribute].default
        applied = overwrite or empty or spec.many or spec.name == "note"
        found.append(Change(spec.name, spec.label, old, after, applied))
        if applied:
            values[spec.attribute] = after
    if not values:
        return before, tuple(found)
    return before.model_validate({**_fields(before), **values}), tuple(found)


def _fields(record: Part) -> Mapping[str, Any]:
    return {spec.attribute: getattr(record, spec.attribute) for spec in record.fields()}


def _joined(before: Record, spec: FieldSpec, old: Any, new: Any) -> Any:
    if spec.many:
        return (*old, *(one for one in new if one not in old))
    if not isinstance(new, Text) or not isinstance(old, Text):
        return old if new is None else new
    if spec.name == "note":
        return _added(old, new)
    known = {folded(name) for name in (names_of(before) if spec.name in before.kind_of.called else _wordings(old))}
    fresh = {tag: said for tag, said in new.by_language.items() if folded(said) not in known}
    if not fresh:
        return old
    if "" not in fresh and not set(fresh) & set(old.by_language) and "" not in old.by_language:
        return Text({**old.by_language, **fresh})
    return new


def _added(old: Text, new: Text) -> Text:
    """Return a note with the lines that it does not hold yet."""
    held = {line.strip() for said in _wordings(old) for line in said.splitlines()}
    more = [line for said in _wordings(new) for line in said.splitlines() if line.strip() and line.strip() not in held]
    if not more:
        return old
    first, *_others = old.by_language
    by_language = {**old.by_language, first: "\n".join([old.by_language[first], *more])}
    return Text(by_language[""]) if list(by_language) == [""] else Text(by_language)


def _wordings(text: Text) -> list[str]:
    return list(text.by_language.values())
