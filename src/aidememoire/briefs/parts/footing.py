"""How did access come to stand on what it stands on?"""

from __future__ import annotations

from collections.abc import Iterator

from aidememoire.briefs.document import Block, Bullets, Paragraph, Strong
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.findings import Finding
from aidememoire.vocabulary.kinds.access import Constraint
from aidememoire.vocabulary.messages import _


def moves(now: Dossier, found: Finding) -> Iterator[Block]:
    """Tell from a finding of ``access`` how the footing moved; what stands in the way is told apart from it."""
    obstacles = {one.id for one in now.of(Constraint)}
    moved = tuple(reason.says for reason in found.because if not obstacles & set(reason.records))
    if moved:
        yield Paragraph(Strong(_("How the footing moved")))
        yield Bullets(moved)
