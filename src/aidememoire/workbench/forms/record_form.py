"""Is what was sent a sound record? If not, what is wrong, field by field?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from aidememoire.ledger.naming import free_slug
from aidememoire.vocabulary.declaring import FieldSpec, Part, Shape, as_identifier
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.files.explaining import explained
from aidememoire.vocabulary.kinds import kinds
from aidememoire.vocabulary.messages import Message, _, language_now, text_of
from aidememoire.vocabulary.places import COUNTRIES, to_pick
from aidememoire.vocabulary.record import COMMON_LAST, Record
from aidememoire.workbench.forms.fields import Asking, Field, fields_of
from aidememoire.workbench.forms.form import Form
from aidememoire.workbench.forms.reading import Sent, read, rows

MOST_PICKS = 400
# Asked for last: what all kinds have in common, and the id, which is made of the name where none is given.
LAST = ("id", *COMMON_LAST)


class RecordForm(Form[Record]):
    """The form of one kind: made empty, from a record, or from what was sent.

    A form that was ``reshaped`` (a piece added or taken out, or a draft taken up) is shown again and not filed. The
    label is asked for on a new record only: a form that changes a record never changes its label.
    """

    def __init__(
        self,
        kind: type[Record],
        dossier: Dossier,
        *,
        sent: Sent | None = None,
        record: Record | None = None,
        given: Mapping[str, Any] | None = None,
        filing: bool = True,
    ) -> None:
        super().__init__(dossier, record, sent)
        self.kind = kind
        self.reshaped = sent is not None and bool(sent.getlist("_add") or sent.getlist("_remove") or not filing)
        if sent is not None:
            self.given = self._taken(sent)
            if not self.reshaped:
                self._check()
        else:
            self.given = dict(given or (record.written() if record else {}))

    @property
    def sound(self) -> bool:
        """Say whether a record could be made of what was sent."""
        return self.made is not None and not self.errors

    @property
    def fields(self) -> tuple[Field, ...]:
        """Return the fields that the page asks for first."""
        return tuple(field for field in self._all() if field.spec.name not in LAST)

    @property
    def last_fields(self) -> tuple[Field, ...]:
        """Return what all kinds have in common and is asked for last."""
        return tuple(field for field in self._all() if field.spec.name in LAST)

    @property
    def last_are_open(self) -> bool:
        """Say whether anything stands in the last fields, or is wrong there."""
        wrong = {path.split(".")[0] for path in self.errors}
        asked = LAST if self.before is None else COMMON_LAST
        return any(self.given.get(name) or name in wrong for name in asked) or self.reshaped

    def picks(self) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """Yield each pick list that the form needs, unless it would be too long: then the page asks while one types."""
        from aidememoire.workbench.forms.fields import picked

        wanted = {field.picks: field.spec.refers for field in _flat(self._all()) if field.picks}
        for spec in _flat_specs(self.kind):
            if spec.shape is Shape.REFERENCE:
                wanted.setdefault("-".join(spec.refers) or "any", spec.refers)
        if wanted.pop(COUNTRIES, None) is not None:
            yield COUNTRIES, to_pick(language_now())
        for name, refers in wanted.items():
            fitting = [record for record in self.dossier if not refers or record.kind_of.name in refers]
            if len(fitting) <= MOST_PICKS:
                yield name, [(picked(self.dossier, one.id), text_of(one.kind_of.label)) for one in fitting]

    # What was sent

    def _taken(self, sent: Sent) -> dict[str, Any]:
        given = read(self.kind, sent, self.dossier)
        if self.before is not None:
            given["id"] = self.before.id
            given.pop("handling", None)
            if self.before.handling is not None:
                given["handling"] = self.before.written()["handling"]
        if self.reshaped:
            for spec in self.kind.fields():
                if spec.part:
                    more: list[dict[str, Any]] = [{}] if spec.name in sent.getlist("_add") else []
                    given[spec.name] = [*rows(spec.part, sent, self.dossier, spec.name), *more]
        return given

    def _check(self) -> None:
        wanted = dict(self.given)
        wanted.setdefault("id", "x")
        try:
            record = self.kind.model_validate(wanted)
        except ValidationError as error:
            for path, _field, _found, problem, instead in explained(error, self.kind):
                self._wrong(path, problem, instead)
            return
        for path, spec, named in record.references():
            there = self.dossier.get(named)
            if there is None or (spec.refers and there.kind_of.name not in spec.refers):
                self._wrong(path, _not_there(spec, named), None)
        if self.before is None and self.given.get("id") in self.dossier:
            self._wrong(("id",), _("There is a record {id} already.", id=record.id), None)
        if self.before is not None:
            self.changed_meanwhile(record)
        if not self.errors:
            self.made = record if "id" in self.given else record.model_copy(update={"id": self._free_id(record)})

    def changed_by_it(self) -> Iterable[FieldSpec]:
        """Return the fields that the form can change: neither the id nor the label."""
        return (spec for spec in self.kind.fields() if spec.name not in ("id", "handling"))

    def _free_id(self, record: Record) -> str:
        """Return an id made of the name of the record, else of its kind; a number tells it from others."""
        called = record.called()
        stem = as_identifier(str(called))[:48].rstrip("-") if called else ""
        stem = stem or "-".join([record.kind_of.name, *self._named_first(record)])[:64].strip("-")
        return free_slug(stem, self.dossier)

    def _named_first(self, record: Record) -> list[str]:
        return [named for _path, _spec, named in record.references()][:2]

    def _wrong(self, path: tuple[str | int, ...], problem: Message, instead: object) -> None:
        names = {field.name for field in _flat(self._all())}
        steps = [str(step) for step in path]
        while steps and ".".join(steps) not in names:
            steps.pop()
        missing = problem.english == "The field {field} is missing."
        said = _("This is needed.") if missing else _("{problem}", problem=problem)
        if instead is not None and not missing:
            said = _("{problem}. Write: {instead}", problem=problem, instead=instead)
        self.wrong(".".join(steps), said)

    def _all(self) -> tuple[Field, ...]:
        shown = fields_of(self.kind, self.given, Asking(self.dossier, self.errors))
        return tuple(one for one in shown if self.before is None or one.spec.name not in ("id", "handling"))


def _not_there(spec: FieldSpec, named: str) -> Message:
    """Return what is said of a name that leads to no record, or to one of another kind."""
    if not spec.refers:
        return _("There is no {name} in this dossier. Pick a name from the list, or add the record first.", name=named)
    wanted = tuple(kinds()[kind].kind_of.label for kind in spec.refers)
    return _(
        "There is no {name} in this dossier ({kinds}). Pick a name from the list, or add the record first.",
        name=named, kinds=wanted,
    )  # fmt: skip


def _flat(fields: tuple[Field, ...]) -> Iterator[Field]:
    for field in fields:
        yield field
        for row in field.parts:
            yield from _flat(row)


def _flat_specs(model: type[Part]) -> Iterator[FieldSpec]:
    for spec in model.fields():
        yield spec
        if spec.part:
            yield from _flat_specs(spec.part)
