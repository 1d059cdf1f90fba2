"""Is what was sent a sound header of a dossier? From its declaration, as the forms of records are from theirs."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from aidememoire.ledger.gate import Beyond
from aidememoire.vocabulary.declaring import ID_LENGTH, as_identifier
from aidememoire.vocabulary.dossier import Dossier, Header
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.files.explaining import explained
from aidememoire.vocabulary.messages import Message, _
from aidememoire.workbench.forms.fields import Asking, Field, fields_of
from aidememoire.workbench.forms.reading import Sent, read, read_base

ASKED = ("title", "setting", "handling", "languages", "closed_on")
SPARE = "dossier"
SLUG = _("Small letters a to z, digits and hyphens. Left empty it is made of the title.")


class HeaderForm:
    """The form of what a dossier says as a whole: of a new one (``before`` is None), or of one that is there.

    ``taken`` are the short names that others have. A new dossier is asked for a short name, too; left empty it is made
    of the title. It stays what it is: others know the dossier by it.
    """

    def __init__(
        self, begun: Header, *, before: Header | None = None, sent: Sent | None = None, taken: Collection[str] = ()
    ) -> None:
        self.errors: dict[str, list[Message]] = {}
        self.made: Header | None = None
        self.before = before
        self._dossier = Dossier(before or begun)
        self._asked = ASKED if before else ("title", "slug", *ASKED[1:])
        self._shown: dict[str, Any] = before.written() if before else {}
        if sent is None:
            self.given = {**(before or begun).written(), "slug": ""}
        else:
            self._shown = read_base(sent) or self._shown
            self.given = {name: said for name, said in read(Header, sent, self._dossier).items() if name in self._asked}
            self._check(taken)

    @property
    def fields(self) -> tuple[Field, ...]:
        """Return the fields that the page asks for."""
        there = {field.spec.name: field for field in fields_of(Header, self.given, Asking(self._dossier, self.errors))}
        return tuple(_as_asked(there[name]) for name in self._asked)

    @property
    def shown(self) -> str:
        """Return what the person is shown, to be sent back with what they make of it."""
        return json.dumps(self._shown, ensure_ascii=False)

    @property
    def changes(self) -> dict[str, Any]:
        """Return the fields that this person changed against what they were shown: None where they emptied one."""
        written = self.made.written() if self.made else {}
        return {name: written.get(name) for name in self._asked if written.get(name) != self._shown.get(name)}

    def filed(self, act: Callable[[], str]) -> str | None:
        """Do what the form asks for and return its batch; a label that cannot be given is said at its field."""
        try:
            return act()
        except (Beyond, InputError) as trouble:
            self.errors.setdefault("handling", []).append(_("{problem}", problem=trouble.message))
            return None

    def _check(self, taken: Collection[str]) -> None:
        if "title" not in self.given:
            self.errors["title"] = [_("This is needed.")]
        given = {**self.given, "slug": self.before.slug if self.before else self.given.get("slug") or self._free(taken)}
        try:
            made = Header.model_validate(given)
        except ValidationError as error:
            for path, _name, _found, problem, instead in explained(error, Header):
                told = _("{problem}. Write: {instead}", problem=problem, instead=instead) if instead else problem
                self.errors.setdefault(str(path[0]) if path else "title", []).append(told)
            return
        if self.before is None and made.slug in taken:
            self.errors["slug"] = [_("There is a dossier of this name already. Give this one another.")]
        self.made = None if self.errors else made

    def _free(self, taken: Collection[str]) -> str:
        """Return a short name made of the title, which nobody has."""
        title = self.given.get("title", "")
        words = next(iter(title.values()), "") if isinstance(title, dict) else title
        stem = as_identifier(words)[:48].strip("-") or SPARE
        free, number = stem, 2
        while free in taken:
            free, number = f"{stem[: ID_LENGTH - 6]}-{number}", number + 1
        return free


def _as_asked(field: Field) -> Field:
    """Return a field marked as the form takes it: whoever begins a dossier need not think of a short name."""
    spec = replace(field.spec, required=field.spec.name == "title")
    return replace(field, spec=replace(spec, help=SLUG) if spec.name == "slug" else spec)
