"""Is what was sent a sound header of a dossier? From its declaration, as the forms of records are from theirs."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from aidememoire.ledger.gate import Beyond
from aidememoire.ledger.naming import free_slug
from aidememoire.vocabulary.declaring import FieldSpec, as_identifier
from aidememoire.vocabulary.dossier import Dossier, Header
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.files.explaining import explained
from aidememoire.vocabulary.messages import _
from aidememoire.workbench.forms.fields import Asking, Field, fields_of
from aidememoire.workbench.forms.form import Form
from aidememoire.workbench.forms.reading import Sent, read

ASKED = ("title", "setting", "handling", "languages", "closed_on")
SPARE = "dossier"
SLUG = _("Small letters a to z, digits and hyphens. Left empty it is made of the title.")


class HeaderForm(Form[Header]):
    """The form of what a dossier says as a whole: of a new one (``before`` is None), or of one that is there.

    ``taken`` are the short names that others have. A new dossier is asked for a short name, too; left empty it is made
    of the title. It stays what it is: others know the dossier by it.
    """

    refused = (Beyond, InputError)

    def __init__(
        self, begun: Header, *, before: Header | None = None, sent: Sent | None = None, taken: Collection[str] = ()
    ) -> None:
        super().__init__(Dossier(before or begun), before, sent)
        self._asked = ASKED if before else ("title", "slug", *ASKED[1:])
        if sent is None:
            self.given: dict[str, Any] = {**(before or begun).written(), "slug": ""}
        else:
            self.given = {name: said for name, said in read(Header, sent, self.dossier).items() if name in self._asked}
            self._check(taken)

    @property
    def fields(self) -> tuple[Field, ...]:
        """Return the fields that the page asks for."""
        there = {field.spec.name: field for field in fields_of(Header, self.given, Asking(self.dossier, self.errors))}
        return tuple(_as_asked(there[name]) for name in self._asked)

    def changed_by_it(self) -> Iterable[FieldSpec]:
        """Return the fields that the form can change: not the short name, by which others know the dossier."""
        return (spec for spec in Header.fields() if spec.name in ASKED)

    def _check(self, taken: Collection[str]) -> None:
        if "title" not in self.given:
            self.wrong("title", _("This is needed."))
        given = {**self.given, "slug": self.before.slug if self.before else self.given.get("slug") or self._free(taken)}
        try:
            made = Header.model_validate(given)
        except ValidationError as error:
            for path, _name, _found, problem, instead in explained(error, Header):
                told = _("{problem}. Write: {instead}", problem=problem, instead=instead) if instead else problem
                self.wrong(str(path[0]) if path else "title", told)
            return
        if self.before is None and made.slug in taken:
            self.wrong("slug", _("There is a dossier of this name already. Give this one another."))
        if self.before is not None:
            self.changed_meanwhile(made)
        self.made = None if self.errors else made

    def _free(self, taken: Collection[str]) -> str:
        """Return a short name made of the title, which nobody has."""
        title = self.given.get("title", "")
        words = next(iter(title.values()), "") if isinstance(title, dict) else title
        return free_slug(as_identifier(words)[:48].strip("-") or SPARE, taken)


def _as_asked(field: Field) -> Field:
    """Return a field marked as the form takes it: whoever begins a dossier need not think of a short name."""
    asked = field.needed(field.spec.name == "title")
    return replace(asked, spec=replace(asked.spec, help=SLUG)) if asked.spec.name == "slug" else asked
