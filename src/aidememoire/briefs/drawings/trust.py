"""How far has each kept its word, as a picture? From the two-way record of a dossier to its bands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from aidememoire.methods.trust._book import Book, opened
from aidememoire.methods.trust._record import HALF_LIFE
from aidememoire.methods.trust._skill import banner
from aidememoire.pictures.picture import Picture
from aidememoire.pictures.trust import Band, trust
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.findings import Finding
from aidememoire.vocabulary.messages import _


def draw(
    dossier: Dossier, found: Finding, *, language: str, half_life: int | None = None
) -> Iterator[tuple[str, Picture]]:
    """Draw the record of every body and post."""
    assert found.as_of is not None
    if picture := reliance(dossier, as_of=found.as_of, language=language, half_life=half_life or HALF_LIFE):
        yield "trust", picture


def reliance(
    dossier: Dossier,
    *,
    as_of: date,
    language: str,
    among: frozenset[str] = frozenset(),
    half_life: int = HALF_LIFE,
    silent: bool = True,
) -> Picture | None:
    """Draw the record of our side and of the bodies and posts asked for (all where none is); None without promises.

    Without ``silent`` those records are left out of which nothing was seen and no base rate is known.
    """
    now = dossier.as_of(as_of)
    book = opened(now, as_of=as_of, half_life=half_life)
    shown = [
        place
        for place, account in enumerate(book.accounts)
        if (not among or account.of in among or (now.ours(account.of) and account.toward in among))
        and (silent or not _silent(book, place))
    ]
    if not shown:
        return None
    return trust(
        [_band(now, book, place) for place in shown],
        language=language,
        title=_("How far each has kept its word"),
        worth=banner(book.skill),
    )


def _band(dossier: Dossier, book: Book, place: int) -> Band:
    account, start, carries = book.accounts[place], book.priors[place], book.carries
    mean, low, high = (
        None if _silent(book, place) else float(one[place]) for one in (carries.mean, carries.low, carries.high)
    )
    return Band(
        of=dossier.called(account.of),
        toward=dossier.called(account.toward) if account.toward else None,
        about=account.about,
        ours=dossier.ours(account.of),
        mean=mean,
        low=low,
        high=high,
        prior=start.mean if start.known else None,
        reports=len(book.entries[place]),
        prior_share=float(carries.prior_share[place]),
        since=book.answering.last_change(account.of, book.as_of),
    )


def _silent(book: Book, place: int) -> bool:
    return not book.priors[place].known and not book.entries[place]
