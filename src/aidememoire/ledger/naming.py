"""By which slug does a record go, and how do references follow it?

In the ledger a reference is the random id of a record. Slugs are for people: they may change, and two laptops may give
the same one to two records.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from functools import cache
from typing import Any

from aidememoire.vocabulary.declaring import ID_LENGTH, FieldSpec, Part, Shape

Fields = dict[str, Any]


def renamed(model: type[Part], fields: Fields, name: Callable[[str], str]) -> Fields:
    """Return the plain fields of a record with every reference given another name."""
    changed = dict(fields)
    for spec in _naming(model):
        value = changed.get(spec.name)
        if not value:
            continue
        if spec.part:
            part = spec.part
            changed[spec.name] = [renamed(part, one, name) if isinstance(one, dict) else one for one in value]
        elif spec.many:
            changed[spec.name] = [name(str(one)) for one in (value if isinstance(value, list) else [value])]
        else:
            changed[spec.name] = name(str(value))
    return changed


@cache
def _naming(model: type[Part]) -> tuple[FieldSpec, ...]:
    return tuple(spec for spec in model.fields() if spec.shape is Shape.REFERENCE or (spec.part and _naming(spec.part)))


def renamed_ids(model: type[Part], fields: Fields) -> frozenset[str]:
    """Return what the references of plain fields name."""
    met: list[str] = []

    def note(name: str) -> str:
        met.append(name)
        return name

    renamed(model, fields, note)
    return frozenset(met)


def slugs(wanted: Iterable[tuple[str, str]]) -> tuple[dict[str, str], dict[str, str]]:
    """Give each record a slug of its own.

    Parameters
    ----------
    wanted : pairs of record id and the slug that it asks for, oldest record first

    Returns
    -------
    The slug by record id, and for each record that could not have what it asked for, the id of the one that has it.
    """
    asked = list(wanted)
    taken = {slug for _record, slug in asked}
    if len(taken) == len(asked):
        return dict(asked), {}
    given: dict[str, str] = {}
    has: dict[str, str] = {}
    instead: dict[str, str] = {}
    for record, slug in asked:
        if slug not in has:
            has[slug] = record
            given[record] = slug
        else:
            instead[record] = has[slug]
            given[record] = free_slug(slug, taken)
            taken.add(given[record])
    return given, instead


def free_slug(slug: str, taken: Container[str]) -> str:
    """Return a slug, or where it is taken the first of it with a number behind that is not."""
    if slug not in taken:
        return slug
    number = 2
    while (tried := f"{slug[: ID_LENGTH - len(str(number)) - 1].rstrip('-')}-{number}") in taken:
        number += 1
    return tried
