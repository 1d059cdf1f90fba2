"""What has every form of ours in common: what was shown and sent, what is wrong where, and what this person changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Generic, TypeVar

from aidememoire.ledger.gate import Beyond
from aidememoire.methods.evidence.show import shown_value
from aidememoire.vocabulary.declaring import FieldSpec, Part
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.errors import AideMemoireError
from aidememoire.vocabulary.messages import Message, _
from aidememoire.workbench.forms.fields import key_of
from aidememoire.workbench.forms.reading import Sent, read_base

P = TypeVar("P", bound=Part)


class Form(Generic[P]):
    """The form of something in a dossier: of something new, or of what is there (``before``).

    ``errors`` say what is wrong, by the name of the field; ``made`` is what a sound form makes.
    """

    refused: tuple[type[AideMemoireError], ...] = (Beyond,)

    def __init__(self, dossier: Dossier, before: P | None, sent: Sent | None) -> None:
        self.dossier, self.before = dossier, before
        self.errors: dict[str, list[Message]] = {}
        self.made: P | None = None
        self.base: dict[str, Any] = before.written() if before else {}
        self._shown: Mapping[str, Any] = (read_base(sent) if sent is not None else None) or self.base

    @property
    def whole_errors(self) -> list[Message]:
        """Return what is wrong with all of it."""
        return self.errors.get("", [])

    @property
    def first_wrong(self) -> str:
        """Return the key of the first field that is wrong, by which the page leads to it; empty where none is."""
        name = next(filter(None, self.errors), None)
        return key_of(name) if name else ""

    @property
    def shown(self) -> str:
        """Return what stands now and the person is shown, to be sent back with what they make of it."""
        return json.dumps(self.base, ensure_ascii=False)

    @property
    def changes(self) -> dict[str, Any]:
        """Return the fields that this person changed against what they were shown: None where they emptied one."""
        written = self.made.written() if self.made else {}
        names = [spec.name for spec in self.changed_by_it()]
        return {name: written.get(name) for name in names if written.get(name) != self._shown.get(name)}

    def changed_by_it(self) -> Iterable[FieldSpec]:
        """Return the fields that the form can change."""
        raise NotImplementedError

    def filed(self, act: Callable[[], str]) -> str | None:
        """Do what the form asks for and return its batch; a label that cannot be given is said at its field."""
        try:
            return act()
        except self.refused as trouble:
            self.wrong("handling", _("{problem}", problem=trouble.message))
            return None

    def wrong(self, name: str, problem: Message) -> None:
        """Say what is wrong with a field."""
        self.errors.setdefault(name, []).append(problem)

    def changed_meanwhile(self, made: P) -> None:
        """Say what stands now in each field that somebody else changed since it was shown, and this person too."""
        wanted = made.written()
        for spec in self.changed_by_it():
            shown, theirs, mine = (each.get(spec.name) for each in (self._shown, self.base, wanted))
            if theirs not in (shown, mine) and mine != shown:
                value = getattr(self.before, spec.attribute)
                told = shown_value(self.dossier, spec, value) if value not in (None, ()) else _("nothing")
                self.wrong(
                    spec.name, _("Changed meanwhile to: {value}. File again to put yours in its place.", value=told)
                )
