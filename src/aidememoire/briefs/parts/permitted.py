"""What may we, and what may we not? The limits on each issue, and whether a mandate covers it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from aidememoire.briefs.document import Block, Bullets, Callout, Column, Paragraph, Section, Strong, Table
from aidememoire.briefs.scope import Scope
from aidememoire.methods.limits.limits import limits
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.findings import Finding
from aidememoire.vocabulary.messages import Message, _


def permitted(
    dossier: Dossier, covered: Scope, *, as_of: date, nothing: Message, more: tuple[Block, ...] = ()
) -> Section:
    """Return the section on limits and mandate, issue by issue; ``nothing`` is said where none is recorded."""
    blocks: list[Block] = []
    for issue in covered.issues:
        found = limits(dossier, as_of=as_of, issue=issue)
        if found.rows or found.because:
            blocks.append(Paragraph(Strong(dossier.called(issue))))
            blocks += _on_one(found)
    blocks += more
    return Section("limits", _("Limits and mandate"), tuple(blocks) or (Callout(nothing, "warning"),))


def _on_one(found: Finding) -> Iterator[Block]:
    if found.rows:
        columns = (
            Column(_("Limit"), width=3),
            Column(_("Kind"), width=1.2),
            Column(_("Bound"), width=1.6),
            Column(_("Owner"), "name", 1.6),
        )
        yield Table(columns, tuple((row["limit"], row["kind"], row["bound"], row["owner"] or "") for row in found.rows))
    if found.because:
        yield Bullets(tuple(reason.says for reason in found.because))
