"""What changed from one version of a record to the next?"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import Annotated, Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from pydantic import TypeAdapter, ValidationError
from pydantic.errors import PydanticUserError

from aidememoire.ledger.history import Revision
from aidememoire.methods.evidence.show import shown_value
from aidememoire.vocabulary.declaring import FieldSpec
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.messages import text_of
from aidememoire.vocabulary.record import Record

# A number is one piece: half of it changed would read as another number.
_PIECES = re.compile(r"\s+|\d(?:[\d.,]*\d)?|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Changed:
    """One field that changed, with its two versions as text."""

    spec: FieldSpec
    before: str
    after: str

    def marked(self) -> SafeString:
        """Return both versions in one: what went struck through, what came underlined."""
        old, new = _PIECES.findall(self.before), _PIECES.findall(self.after)
        out: list[str] = []
        for what, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            gone, come = escape("".join(old[a:b])), escape("".join(new[c:d]))
            if what == "equal":
                out.append(gone)
                continue
            out += [f"<del>{gone}</del>"] if gone else []
            out += [f"<ins>{come}</ins>"] if come else []
        return mark_safe("".join(out))  # noqa: S308  each piece is escaped


def changes(dossier: Dossier, kind: type[Record], revision: Revision) -> tuple[Changed, ...]:
    """Return the fields that a version changed, with what stood there before; the first version changed none."""
    if revision.withdrawn or "id" in revision.changed:
        return ()
    told = ((spec, revision.changed[spec.name]) for spec in kind.fields() if spec.name in revision.changed)
    return tuple(_changed(dossier, kind, spec, old, new) for spec, (old, new) in told)


def _changed(dossier: Dossier, kind: type[Record], spec: FieldSpec, old: Any, new: Any) -> Changed:
    before, after = in_words(dossier, kind, spec, old), in_words(dossier, kind, spec, new)
    if before == after:  # two numbers for which the scale has one word
        before, after = f"{before} ({old})", f"{after} ({new})"
    return Changed(spec, before, after)


def in_words(dossier: Dossier, kind: type[Record], spec: FieldSpec, plain: Any) -> str:
    """Return a plain value of a version as the record shows it; one that is no longer taken, as it was written."""
    if plain in (None, [], ""):
        return ""
    try:
        value: Any = TypeAdapter(_type_of(kind, spec)).validate_python(plain)
    except (ValidationError, PydanticUserError):
        value = plain
    return text_of(shown_value(dossier, spec, value))


def _type_of(kind: type[Record], spec: FieldSpec) -> Any:
    info = kind.model_fields[spec.attribute]
    return Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
