"""Who has a hold on whom, how strong is it, and how sure is that? Ties as arrays, each strength with its doubt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aidememoire.vocabulary import evidence
from aidememoire.vocabulary.codes import Side, Sign
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.findings import Gap, gap
from aidememoire.vocabulary.kinds.actors import Actor, Tie
from aidememoire.vocabulary.messages import _, plural

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

UNKNOWN = -1
"""Stands in ``exposure`` where nobody said what a tie exposes the go-between to."""

# A number of 0 or 1 would leave no doubt, and no draw from a beta distribution either: nothing is surer than this.
_SUREST = 0.99


@dataclass(frozen=True, slots=True, eq=False)
class Ties:
    """The ties of a dossier in the order of their ids, so that the order of records never matters.

    Attributes
    ----------
    actors : ids of all actors, in alphabetical order; ``place`` gives the number of each
    ids : ids of the m ties
    actor, over : (m,) numbers of who has the hold and on whom
    alpha, beta : (m,) the strength as Beta(alpha, beta): how likely a message passes and is heeded, 0 to 1
    sign : (m,) 1 for goodwill, -1 for hostility
    exposure : (m,) harm to the go-between if known, 0 to 3, or ``UNKNOWN``
    judged : (m,) whether anybody judged the strength; where not, the prior is flat
    sourced : (m,) whether a source stands behind the tie
    gaps : what was missing, and what to ask next
    """

    actors: tuple[str, ...]
    place: Mapping[str, int]
    ids: tuple[str, ...]
    actor: Integers
    over: Integers
    alpha: Floats
    beta: Floats
    sign: Integers
    exposure: Integers
    judged: Flags
    sourced: Flags
    gaps: tuple[Gap, ...] = ()

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def mean(self) -> Floats:
        """Return how likely a message passes each tie and is heeded: the mean of its beta distribution, shape (m,)."""
        return self.alpha / (self.alpha + self.beta)

    def only(self, kept: Flags) -> Ties:
        """Return the ties for which a flag of shape (m,) is set; actors keep their numbers."""
        arrays = {name: getattr(self, name)[kept] for name in _ARRAYS}
        return replace(self, ids=tuple(id for id, keep in zip(self.ids, kept, strict=True) if keep), **arrays)

    def carrying(self) -> Ties:
        """Return the ties that can carry a message: those of goodwill."""
        return self.only(self.sign > 0)


_ARRAYS = ("actor", "over", "alpha", "beta", "sign", "exposure", "judged", "sourced")


def ties(dossier: Dossier, *, unsourced: bool = False) -> Ties:
    """Return the ties of a dossier as arrays. A tie without a source is left out unless ``unsourced`` asks for it.

    A word means its middle (.1, .3, .5, .7, .9), a number itself; its sureness n comes from the best evidence (2, 4,
    8 or 20): Beta(mean n, (1 - mean) n). A strength that nobody judged is Beta(1, 1), flat from 0 to 1, and a gap.

    Notes
    -----
    A written 0 or 1 counts as .01 or .99, since no judgement of people is beyond doubt. Loops (a tie of an actor over
    itself) are left out. 10^5 ties take about a second, most of it in reading their evidence.
    """
    every = sorted((tie for tie in dossier.of(Tie) if tie.actor != tie.over), key=lambda tie: tie.id)
    told = [tie for tie in every if unsourced or has_source(tie)]
    ends = {end for tie in told for end in (tie.actor, tie.over)}
    actors = tuple(sorted({actor.id for actor in dossier.of(Actor)} | ends))
    place = {id: number for number, id in enumerate(actors)}
    strengths = [beta_of(tie) for tie in told]
    return Ties(
        actors=actors,
        place=place,
        ids=tuple(tie.id for tie in told),
        actor=_array([place[tie.actor] for tie in told], np.int64),
        over=_array([place[tie.over] for tie in told], np.int64),
        alpha=_array([alpha for alpha, _beta in strengths], np.float64),
        beta=_array([beta for _alpha, beta in strengths], np.float64),
        sign=_array([1 if tie.sign is Sign.POSITIVE else -1 for tie in told], np.int64),
        exposure=_array([UNKNOWN if tie.exposure is None else tie.exposure for tie in told], np.int64),
        judged=_array([tie.strength is not None for tie in told], np.bool_),
        sourced=_array([has_source(tie) for tie in told], np.bool_),
        gaps=(*_left_out(dossier, every, told), *_not_judged(dossier, told)),
    )


def has_source(tie: Tie) -> bool:
    """Say whether a piece of evidence for the tie names where it comes from."""
    return any(piece.side is Side.FOR and piece.cited for piece in tie.evidence)


def contested(tie: Tie) -> bool:
    """Say whether somebody denies the tie."""
    return any(piece.side is Side.AGAINST for piece in tie.evidence)


def beta_of(tie: Tie) -> tuple[float, float]:
    """Return the strength of a tie as the two parameters of a beta distribution.

    Examples
    --------
    >>> beta_of(Tie(id="one-two", actor="one", over="two", strength="strong"))
    (1.4, 0.6)
    """
    if tie.strength is None:
        return 1.0, 1.0
    mean = round(min(max(tie.strength.middle, 1 - _SUREST), _SUREST), 6)
    sureness = evidence.weight(tie.evidence)
    return round(mean * sureness, 6), round((1 - mean) * sureness, 6)


def draws(ties: Ties, n: int, rng: np.random.Generator) -> Floats:
    """Draw each tie's strength so many times, independently. Return an array of shape (n, m), values 0 to 1.

    Notes
    -----
    Independence is an assumption: where the same person sits behind two ties, what a chain of them promises is an
    upper bound. 500 draws of 3,000 ties take 0.1 s.
    """
    return rng.beta(ties.alpha, ties.beta, size=(n, len(ties)))


def _array(values: list[Any], kind: type[np.generic]) -> NDArray[Any]:
    array = np.array(values, dtype=kind)
    array.setflags(write=False)
    return array


def _left_out(dossier: Dossier, every: list[Tie], told: list[Tie]) -> Iterator[Gap]:
    if len(told) < len(every):
        kept = {tie.id for tie in told}
        left = [tie.id for tie in every if tie.id not in kept]
        yield gap(
            plural(
                "{n} tie has no source and is left out: {which}.",
                "{n} ties have no source and are left out: {which}.",
                len(left),
                which=_some(dossier, left),
            ),
            *left,
            ask=_("Who could confirm it, and from where do they know?"),
        )


def _not_judged(dossier: Dossier, told: list[Tie]) -> Iterator[Gap]:
    unjudged = [tie.id for tie in told if tie.strength is None]
    if unjudged:
        yield gap(
            plural(
                "Nobody judged how strong {n} tie is, so it may be anything: {which}.",
                "Nobody judged how strong {n} ties are, so they may be anything: {which}.",
                len(unjudged),
                which=_some(dossier, unjudged),
            ),
            *unjudged,
            ask=_("When was a message last passed there, and was it heeded?"),
        )


def _some(dossier: Dossier, ids: list[str], most: int = 5) -> tuple[object, ...]:
    """Return the first few ties by whom they join, and an ellipsis where there are more."""
    shown = [tie_in_words(dossier, id) for id in ids[:most]]
    return (*shown, "…") if len(ids) > most else tuple(shown)


def tie_in_words(dossier: Dossier, id: str) -> object:
    """Return a tie by the names of those whom it joins."""
    tie = dossier.get(id)
    if not isinstance(tie, Tie):
        return dossier.called(id)
    return _("{actor} to {over}", actor=dossier.called(tie.actor), over=dossier.called(tie.over))
