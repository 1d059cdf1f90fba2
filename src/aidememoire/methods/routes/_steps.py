"""What may be told of the routes where nobody may learn who moves whom? Steps without names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from aidememoire.vocabulary.findings import Finding, Reason, Row, because
from aidememoire.vocabulary.handling import Label
from aidememoire.vocabulary.messages import Message, _, plural

STEPS_ONLY = Label.AMBER
NOT_CLEARED = _("Who could move whom on this issue is for readers cleared for TLP:AMBER+STRICT.")


def without_names(found: Finding, ceiling: Label) -> Finding:
    """Return the finding for readers under a ceiling: whole where its label allows, else steps without names.

    What is left then names no actor, tie, mandate or record at all: no rows, no inputs, no gaps, and reasons that say
    how many hands a message goes through and where to take care. Its label is the ceiling.
    """
    if found.label is None or found.label <= ceiling:
        return found
    offered = [row for row in found.rows if not row.blocked]
    blocked = len(found.rows) - len(offered)
    return replace(
        found,
        headline=_headline(len(offered)),
        rows=(),
        because=tuple(_steps(offered, blocked)),
        gaps=(),
        inputs=(),
        label=ceiling,
    )


def shown_to(found: Finding, clearance: Label) -> Finding | None:
    """Return a finding as far as a reader is cleared for it: of routes the steps, of what names others nothing."""
    if found.label is None or found.label <= clearance or not found.inputs:
        return found
    if found.method != "routes":
        return None
    return in_steps(found, clearance)


def in_steps(found: Finding, clearance: Label) -> Finding:
    """Return routes as steps without names, for a reader who has not asked for the names or is not cleared for them."""
    return without_names(found, min(STEPS_ONLY, clearance, key=lambda label: label.rank))


def _headline(offered: int) -> Message:
    if not offered:
        return _("No route can be recommended now.")
    return plural("{n} route can be taken.", "{n} routes can be taken.", offered)


def _steps(offered: list[Row], blocked: int) -> Iterator[Reason]:
    if offered:
        between = len(offered[0].path) - 2
        if between:
            yield because(
                plural("The best passes {n} go-between.", "The best passes {n} go-betweens.", between),
            )
            yield because(_("First agree with the go-between what may be said, and ask what it may cost them."))
        else:
            yield because(_("The best is to speak directly."))
        yield because(_("Speak with the access adviser about whom to ask; the names are in the full analysis."))
    if blocked:
        yield because(
            plural(
                "{n} route is closed, because it would put somebody at risk.",
                "{n} routes are closed, because they would put somebody at risk.",
                blocked,
            )
        )
