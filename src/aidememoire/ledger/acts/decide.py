"""How was a dilemma decided, against whose dissent, and when is the decision looked at again?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from aidememoire.ledger.acts._finding import changed, the
from aidememoire.ledger.desk import Desk
from aidememoire.ledger.gate import Denied
from aidememoire.ledger.writing import Made, made
from aidememoire.vocabulary.codes import LimitKind
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.kinds.dilemmas import Dilemma
from aidememoire.vocabulary.kinds.mandates import Limit
from aidememoire.vocabulary.messages import _


def decide(
    desk: Desk,
    dilemma: str,
    *,
    decision: str,
    decided_on: date,
    review_on: date,
    decided_by: str | None = None,
    dissent: str | None = None,
    crosses: Sequence[str] | None = None,
    why: str | None = None,
) -> Made:
    """Return the entry that decides a dilemma. Dissent is added to what was dissented before, never taken away.

    ``crosses`` names the limits that the decision crosses; where red lines stand on the issue, or on everything, it
    must be said, if only as an empty list. What crosses a red line only the mandator can decide.
    """
    desk.reader.must("decide")
    found = the(desk, dilemma, Dilemma.kind_of.name)
    if review_on <= decided_on:
        raise InputError(_("A decision is reviewed after it is made. Give a day after {day}.", day=decided_on))
    crossed = _crossed(desk, found.fields.get("issue"), decided_on, crosses)
    fields = {
        "decision": decision,
        "decided_on": decided_on.isoformat(),
        "review_on": review_on.isoformat(),
        "decided_by": decided_by,
        "dissent": _dissent(found.fields.get("dissent"), dissent),
    }
    act = {"act": "decide", "crosses": [desk.view.record_id(limit) for limit in crossed]}
    return made(desk, [changed(found, fields, act)], why=why)


def _crossed(desk: Desk, issue: str | None, day: date, crosses: Sequence[str] | None) -> tuple[str, ...]:
    red = {limit.id: limit for limit in desk.dossier.of(Limit) if limit.kind == LimitKind.RED_LINE}
    there = tuple(
        limit.id
        for limit in desk.dossier.as_of(day).of(Limit)
        if limit.id in red and (issue is None or limit.issue in (None, issue))
    )
    if crosses is None:
        if there:
            raise InputError(
                _(
                    "Say which red lines the decision crosses, or that it crosses none. There are: {limits}.",
                    limits=there,
                )
            )
        return ()
    for limit in crosses:
        the(desk, limit, Limit.kind_of.name)
        if limit in red and not desk.reader.may("except"):
            raise Denied(
                _(
                    "The decision crosses the red line {limit}. Only the mandator can approve that: ask {owner}.",
                    limit=limit,
                    owner=desk.dossier.called(red[limit].owner) if red[limit].owner else _("whoever gave the mandate"),
                )
            )
    return tuple(crosses)


def _dissent(before: Any, added: str | None) -> Any:
    """Return what was dissented before with what is dissented now, in every language: who reads another sees it too."""
    if not before or not added:
        return before or added
    if isinstance(before, str):
        return f"{before}\n{added}"
    return {language: f"{words}\n{added}" for language, words in before.items()}
