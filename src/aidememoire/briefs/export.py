"""How does a dossier leave, in any format, for a given reader? Cut first; told to the exporter, not to the reader."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from aidememoire.briefs import guard
from aidememoire.briefs.foreign import Form, Given, forms, prepared_for
from aidememoire.briefs.writing import turned_over
from aidememoire.vocabulary import handling
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.handling import Handling, Label
from aidememoire.vocabulary.messages import Message, _, speaking

CONCLUDED = frozenset({"commitment", "authority"})


@dataclass(frozen=True, slots=True)
class Exported:
    """What leaves, and what only the exporter is told.

    ``files`` are pairs of what is put after the name that was asked for (ending included) and the bytes. ``left_out``
    names each record above the ceiling with the reason, ``turned_over`` the conclusions that the cut changes, and
    ``not_carried`` what the format has no place for.
    """

    form: Form
    files: tuple[tuple[str, bytes], ...]
    ceiling: Handling
    marking: Message
    records: int
    left_out: tuple[tuple[str, Message], ...]
    turned_over: tuple[Message, ...]
    not_carried: tuple[Message, ...]


def formats() -> tuple[Form, ...]:
    """Return every format in which a dossier can leave, by name and ending."""
    return forms()


def form_for(path: str | Path, name: str | None = None) -> Form:
    """Return the format that a file's ending means, or the one named where the ending may mean several."""
    ending = Path(path).suffix.lower()
    fitting = [form for form in forms() if form.ending == ending or (form.ending == ".yaml" and ending == ".yml")]
    if not fitting:
        there = tuple(dict.fromkeys(form.ending for form in forms()))
        raise InputError(
            _(
                "{path} does not end in a format that is written. End it in one of: {endings}.",
                path=str(path),
                endings=there,
            )
        )
    named = [form for form in fitting if form.name == name] if name else fitting
    names = tuple(form.name for form in fitting)
    if name and not named:
        raise InputError(
            _("{ending} is not written as {format}. Use: {names}.", ending=ending, format=name, names=names)
        )
    own = [form for form in named if form.own and ending != ".csv"]
    if len(named) > 1 and not own:
        raise InputError(_("{ending} can mean several. Say --format with one of: {names}.", ending=ending, names=names))
    return (own or named)[0]


def lowest(dossier: Dossier, form: Form) -> Handling:
    """Return the lowest ceiling under which anything is left that the format holds: where a choice begins.

    Our own files begin at the label of the dossier, since whoever keeps one wants all of it.
    """
    if form.own:
        return dossier.own_ceiling
    main = form.carries[0]
    labels = [dossier.label(record.id) for record in dossier if record.kind_of.name == main]
    labels = labels or [dossier.label(record.id) for record in dossier if record.kind_of.name in form.carries]
    plain = [label.level for label in labels if not label.compartments] or [label.level for label in labels]
    level = min(plain, key=lambda one: one.rank, default=dossier.own_ceiling.level)
    return Handling(level=min(level, dossier.own_ceiling.level, key=lambda one: one.rank))


def planned(dossier: Dossier, form: Form, *, as_of: date, ceiling: Handling | Label | str | None = None) -> Exported:
    """Say what would leave under a ceiling, and what would not and why. Nothing is written: ``files`` is empty."""
    limit = lowest(dossier, form) if ceiling is None else Handling.model_validate(ceiling)
    left = dossier.cut(limit)
    carried = {kind.kind_of.name for kind in form.kinds()}
    gone = tuple((id, why) for id, why in handling.left_out(dossier, left) if dossier[id].kind_of.name in carried)
    return Exported(
        form=form,
        files=(),
        ceiling=limit,
        marking=prepared_for(limit),
        records=sum(record.kind_of.name in carried for record in left),
        left_out=gone,
        turned_over=tuple(turned_over(dossier, left, as_of)) if carried & CONCLUDED else (),
        not_carried=tuple(_not_carried(left, carried)),
    )


def export(
    dossier: Dossier,
    form: Form,
    *,
    as_of: date,
    language: str,
    made_on: date,
    ceiling: Handling | Label | str | None = None,
    **chosen: Any,
) -> Exported:
    """Cut a dossier to a ceiling and write what is left in a format.

    Without ``ceiling`` the lowest that makes sense is taken (see ``lowest``). ``chosen`` holds what the format takes
    besides: ``form.takes`` names it. Raises ``InputError`` where the finished bytes hold what the ceiling withholds.
    """
    plan = planned(dossier, form, as_of=as_of, ceiling=ceiling)
    left = dossier.cut(plan.ceiling)
    given = Given(
        left, plan.ceiling, as_of, made_on, language, {name: chosen[name] for name in form.takes if name in chosen}
    )
    with speaking(language):
        files = form.write(given)
        # A picture of dots tells a reader of bytes nothing: what it was drawn from is looked through in its place.
        read = files if form.seen_as is None else form.seen_as(given)
        nothing = replace(given, dossier=left.having(()), chosen={})
        guard.all_released(
            [content for _name, content in read], whole=dossier, left=left, language=language,
            blank=lambda: [content for _name, content in (form.seen_as or form.write)(nothing)],
        )  # fmt: skip
    return replace(plan, files=files)


def _not_carried(left: Dossier, carried: set[str]) -> Iterator[Message]:
    """Yield the kinds of record that are left under the ceiling and for which the format has no place."""
    for _section, records in left.by_section():
        kind = records[0].kind_of
        if kind.name not in carried:
            yield _("{kind} ({n})", kind=kind.labels, n=len(records))
