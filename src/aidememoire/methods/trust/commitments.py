"""What was promised, by them and by us, and what came of it?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from aidememoire.methods._catalogue import method
from aidememoire.vocabulary.codes import UNSETTLED, Status
from aidememoire.vocabulary.conduct import days_overdue, status
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.findings import Finding, Reason, Row, because, finding, gap
from aidememoire.vocabulary.kinds.commitments import Commitment
from aidememoire.vocabulary.messages import Message, _, plural

UNKEPT_FIRST = {each: place for place, each in enumerate(Status)}


@method(
    question=_("What was promised, by them and by us, and what happened?"),
    needs=("commitment", "observation"),
    source="Two-way commitment ledger; status derived from observations dated on or before the day asked",
    caution=_(
        "A status is only as good as those who looked: open means that nobody has reported, not that all is well."
    ),
    columns={
        "commitment": _("Commitment"),
        "given_by": _("Given by"),
        "given_to": _("Given to"),
        "given_on": _("Given on"),
        "due_on": _("Due on"),
        "status": _("Status"),
        "days_overdue": _("Days overdue"),
        "evidence": _("Seen by"),
    },
)
def commitments(dossier: Dossier, *, as_of: date) -> Finding:
    """List every undertaking with its status on a day; ours come first, and in each what was not kept.

    Row fields: commitment, given_by, given_to, given_on, due_on, status (overdue, broken, disputed, partly,
    unverified, open, kept, overtaken), days_overdue (0 where not overdue), evidence (ids of observations).
    """
    stands = {one.id: status(one, dossier.observations(one.id), as_of=as_of) for one in dossier.commitments}
    ordered = sorted(dossier.commitments, key=lambda one: _order(dossier, one, stands[one.id]))
    rows = [_row(dossier, one, stands[one.id], as_of) for one in ordered]
    return finding(
        headline=_headline(dossier, stands),
        rows=rows,
        because=_reasons(dossier, ordered, stands),
        gaps=[
            gap(
                _("Nobody is named who could verify {name}.", name=dossier.called(one.id)),
                one.id,
                ask=_("Who would notice whether it is kept, and would tell us?"),
            )
            for one in ordered
            if one.verifier is None and stands[one.id] in UNSETTLED
        ],
        inputs=[one.id for one in ordered],
    )


def _order(dossier: Dossier, one: Commitment, stands: Status) -> tuple[bool, int, date, str]:
    return not dossier.ours(one.given_by), UNKEPT_FIRST[stands], one.due_on or one.given_on or date.max, one.id


def _row(dossier: Dossier, one: Commitment, stands: Status, as_of: date) -> Row:
    return Row(
        commitment=dossier.called(one.id),
        given_by=dossier.called(one.given_by),
        given_to=dossier.called(one.given_to) if one.given_to else None,
        given_on=one.given_on,
        due_on=one.due_on,
        status=stands,
        days_overdue=days_overdue(one, as_of) if stands in UNSETTLED else 0,
        evidence=tuple(seen.id for seen in dossier.observations(one.id)),
    )


def _headline(dossier: Dossier, stands: dict[str, Status]) -> Message:
    if not stands:
        return _("No promise is recorded, theirs or ours.")
    ours = Counter(stands[one.id] for one in dossier.commitments if dossier.ours(one.given_by))
    theirs = Counter(stands[one.id] for one in dossier.commitments if not dossier.ours(one.given_by))
    return _("Ours: {ours}. Theirs: {theirs}.", ours=_counted(ours), theirs=_counted(theirs))


def _counted(counts: Counter[Status]) -> object:
    return tuple(_("{status} {n}", status=each, n=counts[each]) for each in Status if counts[each]) or _("none")


def _reasons(dossier: Dossier, ordered: Iterable[Commitment], stands: dict[str, Status]) -> list[Reason]:
    return [
        because(
            plural(
                "{name}: {status}, on the word of {n} observation",
                "{name}: {status}, on the word of {n} observations",
                len(seen),
                name=dossier.called(one.id),
                status=stands[one.id],
            ),
            one.id,
            *(each.id for each in seen),
        )
        for one in ordered
        if (seen := dossier.observations(one.id))
    ]
