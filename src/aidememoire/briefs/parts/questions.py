"""What is still open? What the methods miss, put as the question to ask; each question once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from aidememoire.briefs.document import Block, Bullets, Callout, Item, Paragraph, Quiet, Section
from aidememoire.briefs.scope import Scope
from aidememoire.methods.access.access import access
from aidememoire.methods.bargaining.asks import asks
from aidememoire.methods.bargaining.common_ground import common_ground
from aidememoire.methods.limits.limits import limits
from aidememoire.methods.trust.commitments import commitments
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.findings import Gap
from aidememoire.vocabulary.messages import _

MOST_QUESTIONS, MOST_BENEATH = 10, 3


def questions(dossier: Dossier, covered: Scope, *, as_of: date, first: Iterable[Gap] = ()) -> Section:
    """Return the section of open questions; ``first`` are gaps that come before those of the methods."""
    by_question: dict[str, list[Gap]] = {}
    for gap in {str(gap.says): gap for gap in (*first, *_gaps(dossier, covered, as_of))}.values():
        by_question.setdefault(str(gap.ask or gap.says), []).append(gap)
    items = tuple(_item(gaps) for gaps in by_question.values())
    if not items:
        return Section("questions", _("Open questions"), (Callout(_("Nothing recorded is left open."), "empty"),))
    more = len(items) - MOST_QUESTIONS
    blocks: list[Block] = [Bullets(items[:MOST_QUESTIONS])]
    if more > 0:
        blocks.append(
            Paragraph(_("{n} more: the commands commitments, limits, asks and access list them.", n=more), "quiet")
        )
    return Section("questions", _("Open questions"), tuple(blocks))


def _item(gaps: list[Gap]) -> Item:
    """Put what is missing beneath the question that all of it raises."""
    if not gaps[0].ask:
        return Item(gaps[0].says)
    rest = len(gaps) - MOST_BENEATH
    told = [Quiet(gap.says) for gap in gaps[: MOST_BENEATH if rest > 1 else None]]
    return Item(gaps[0].ask, (*told, Quiet(_("and {n} more", n=rest))) if rest > 1 else tuple(told))


def _gaps(dossier: Dossier, covered: Scope, as_of: date) -> Iterator[Gap]:
    """Yield what the methods miss within what the brief covers, what is nearest to the table first."""
    about = {*covered.issues, *covered.circle}
    for issue in covered.issues:
        yield from limits(dossier, as_of=as_of, issue=issue).gaps
        yield from common_ground(dossier, as_of=as_of, issue=issue).gaps
    for found in (commitments(dossier, as_of=as_of), access(dossier, as_of=as_of), asks(dossier, as_of=as_of)):
        yield from (gap for gap in found.gaps if not gap.records or not covered.circle or _touches(dossier, gap, about))


def _touches(dossier: Dossier, gap: Gap, about: set[str]) -> bool:
    records = (dossier.get(id) for id in gap.records)
    return any(record and (record.id in about or record.named() & about) for record in records)
