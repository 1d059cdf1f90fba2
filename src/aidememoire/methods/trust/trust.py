"""How far has each body kept its word, and we ours, and how little may that record be worth?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date

from aidememoire.methods._catalogue import method
from aidememoire.methods.trust._book import Book, opened
from aidememoire.methods.trust._record import HALF_LIFE
from aidememoire.methods.trust._telling import gaps, headline, reasons
from aidememoire.vocabulary.codes import CommitmentClass, Status
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.findings import Finding, Row, finding
from aidememoire.vocabulary.messages import _

OPEN = frozenset({Status.OPEN, Status.OVERDUE, Status.UNVERIFIED, Status.DISPUTED})
ORDER = {about: place for place, about in enumerate(CommitmentClass)}


@method(
    question=_("How far has each body kept its word, and we ours?"),
    needs=("commitment", "observation"),
    source="Discounted beta reputation with reporter tendency; Mayer, Davis & Schoorman 1995; Dawid & Skene 1979",
    caution=_(
        "On peace agreements past conduct did not beat the base rate (UCDP, 203 agreements): a record is a reason to "
        "ask, not a forecast. It speaks of a body or a post on one class of promise, never of a person."
    ),
    columns={
        "of": _("Of"),
        "toward": _("Toward"),
        "about": _("About"),
        "kept": _("Kept"),
        "partly": _("Partly kept"),
        "broken": _("Broken"),
        "open": _("Open"),
        "mean": _("Share kept"),
        "low": _("Low"),
        "high": _("High"),
        "evidence_weight": _("Weight of evidence"),
        "prior_share": _("Share that is prior"),
    },
    takes={"half_life": _("Days after which what was seen counts half; 180 unless told otherwise.")},
)
def trust(dossier: Dossier, *, as_of: date, half_life: int | None = None) -> Finding:
    """Tell how each body or post kept its promises, by class; ours come first.

    Row fields: of, toward (bodies or posts), about (class of promise), kept, partly, broken, open (counts since the
    post was last taken over; open also holds overdue, unverified and disputed), mean, low, high (share kept, 0 to 1;
    null where nothing was seen and no base rate is known), evidence_weight (promises of usual stakes, reported for
    certain today), prior_share (0 to 1). Rows are ranked by mean only where the replay shows skill.
    """
    days = HALF_LIFE if half_life is None else half_life
    if days < 1:
        raise InputError(_("A half-life is at least one day, not {days}. Write it as --half-life 180.", days=days))
    book = opened(dossier, as_of=as_of, half_life=days)
    return finding(
        headline=headline(dossier, book),
        rows=sorted((_row(dossier, book, place) for place in range(len(book.accounts))), key=_order(dossier, book)),
        because=reasons(dossier, book),
        gaps=gaps(dossier, book),
        inputs=[one.record.id for one in book.given],
    )


def _row(dossier: Dossier, book: Book, place: int) -> Row:
    account, carries = book.accounts[place], book.carries
    counts = Counter(one.status for one in book.standing[place])
    silent = not book.priors[place].known and not carries.evidence_weight[place]
    mean, low, high = (
        None if silent else round(float(one[place]), 3) for one in (carries.mean, carries.low, carries.high)
    )
    return Row(
        of=dossier.called(account.of),
        toward=dossier.called(account.toward) if account.toward else None,
        about=account.about,
        kept=counts[Status.KEPT],
        partly=counts[Status.PARTLY],
        broken=counts[Status.BROKEN],
        open=sum(counts[status] for status in OPEN),
        mean=mean,
        low=low,
        high=high,
        evidence_weight=round(float(carries.evidence_weight[place]), 2),
        prior_share=round(float(carries.prior_share[place]), 3),
    )


def _order(dossier: Dossier, book: Book) -> Callable[[Row], tuple[object, ...]]:
    """Return the order of rows: ours first, class by class; the best first only where the record shows skill."""

    def key(row: Row) -> tuple[object, ...]:
        about = ORDER.get(row["about"], len(ORDER))
        rank = -(row["mean"] or 0.0) if book.skill.any else 0.0
        return not dossier.ours(row["of"].id), about, rank, row["of"].id, row["toward"].id if row["toward"] else ""

    return key
