"""What changed from one version of a record to the next?"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from aidememoire.methods.evidence.show import shown_value
from aidememoire.vocabulary.declaring import FieldSpec
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.messages import text_of
from aidememoire.vocabulary.record import Record

_PIECES = re.compile(r"\s+|\w+|[^\w\s]")


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


def changes(dossier: Dossier, before: Record | None, after: Record | None) -> tuple[Changed, ...]:
    """Return the fields in which two versions differ."""
    kind = type(after or before)
    if after is None or not issubclass(kind, Record):
        return ()
    told = ((spec, _text(dossier, spec, before), _text(dossier, spec, after)) for spec in kind.fields())
    return tuple(Changed(spec, old, new) for spec, old, new in told if old != new)


def _text(dossier: Dossier, spec: FieldSpec, record: Record | None) -> str:
    value = getattr(record, spec.attribute) if record else None
    return text_of(shown_value(dossier, spec, value)) if value not in (None, ()) else ""
