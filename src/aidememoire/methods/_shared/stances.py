"""Where does each actor stand on an issue? One stance per actor, with what those who assessed it disagree on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aidememoire.vocabulary.codes import StanceRole
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.findings import Gap, gap
from aidememoire.vocabulary.kinds.positions import Stance
from aidememoire.vocabulary.messages import _

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Stances:
    """The standing assessments on one issue: k of them, on n actors, in the order of their ids.

    Attributes
    ----------
    actors : ids of the n actors, in alphabetical order
    ids : ids of the k stance records, by actor
    holder : (k,) number of the actor of each
    position, low, high : (k,) 0 to 100; the range is what was said, else the fifth of a word; NaN where unknown
    salience, influence : (k,) 0 to 1, NaN where unknown; a word counts as its middle
    gaps : what was missing, and what to ask next
    """

    actors: tuple[str, ...]
    ids: tuple[str, ...]
    holder: Integers
    position: Floats
    low: Floats
    high: Floats
    salience: Floats
    influence: Floats
    roles: tuple[frozenset[StanceRole], ...]
    veto: tuple[bool, ...]
    gaps: tuple[Gap, ...] = ()

    def __len__(self) -> int:
        return len(self.ids)

    def of(self, actor: str) -> tuple[int, ...]:
        """Return the numbers of the assessments of one actor; none where nobody assessed it."""
        return tuple(np.flatnonzero(self.holder == self.actors.index(actor)).tolist()) if actor in self.actors else ()

    def mean(self, values: Floats) -> Floats:
        """Return each actor's mean over those who assessed it, from values of shape (k,): (n,), NaN where unknown."""
        known = ~np.isnan(values)
        total = np.bincount(self.holder[known], values[known], minlength=len(self.actors))
        count = np.bincount(self.holder[known], minlength=len(self.actors))
        with np.errstate(invalid="ignore"):
            return np.where(count > 0, total / count, np.nan)

    def spread(self) -> tuple[Floats, Floats]:
        """Return the lowest and highest position that any assessment of each actor allows: two of shape (n,)."""
        low, high = np.full(len(self.actors), np.inf), np.full(len(self.actors), -np.inf)
        known = ~np.isnan(self.position)
        np.minimum.at(low, self.holder[known], self.low[known])
        np.maximum.at(high, self.holder[known], self.high[known])
        nobody = np.isinf(low)
        return np.where(nobody, np.nan, low), np.where(nobody, np.nan, high)

    def roles_of(self, actor: str) -> frozenset[StanceRole]:
        """Return every role that any assessment gives an actor."""
        return frozenset().union(*(self.roles[number] for number in self.of(actor)))

    def picked(self, n: int, rng: np.random.Generator) -> Integers:
        """Pick one assessment of each actor, each as likely as the next, so many times: (n, actors) of numbers."""
        first = np.searchsorted(self.holder, np.arange(len(self.actors)))
        count = np.bincount(self.holder, minlength=len(self.actors))
        return first + np.floor(rng.random((n, len(self.actors))) * count).astype(np.int64)

    def positions(self, n: int, rng: np.random.Generator) -> Floats:
        """Draw positions: an assessment of each actor, then a triangle on its range with the top at its position.

        Return an array of shape (n, actors), 0 to 100, NaN where nobody gave a position.
        """
        chosen = self.picked(n, rng)
        low, top, high = self.low[chosen], self.position[chosen], self.high[chosen]
        width = high - low
        flat = ~(width > 0)
        share = np.divide(top - low, width, out=np.zeros_like(top), where=~flat)
        chance = rng.random(top.shape)
        rising = low + np.sqrt(chance * share) * width
        falling = high - np.sqrt((1 - chance) * (1 - share)) * width
        return np.where(flat, top, np.where(chance < share, rising, falling))


def stances(dossier: Dossier, issue: str) -> Stances:
    """Return the standing assessments on an issue, from a dossier as of a day: of each assessor the latest.

    Several assessors of one actor stay several; our own side takes part like any other.
    """
    told = sorted((one for one in dossier.of(Stance) if one.issue == issue), key=lambda one: (one.actor, one.id))
    actors = tuple(sorted({one.actor for one in told}))
    place = {id: number for number, id in enumerate(actors)}
    ranges = [_range(one) for one in told]
    return Stances(
        actors=actors,
        ids=tuple(one.id for one in told),
        holder=np.array([place[one.actor] for one in told], dtype=np.int64),
        position=_floats([top for _low, top, _high in ranges]),
        low=_floats([low for low, _top, _high in ranges]),
        high=_floats([high for _low, _top, high in ranges]),
        salience=_floats([one.salience.middle if one.salience else None for one in told]),
        influence=_floats([one.influence.middle if one.influence else None for one in told]),
        roles=tuple(frozenset(one.role) for one in told),
        veto=tuple(bool(one.veto) for one in told),
        gaps=tuple(_gaps(dossier, told)),
    )


def _range(stance: Stance) -> tuple[float | None, float | None, float | None]:
    """Return the lowest, likeliest and highest position of a stance; the likeliest always lies between the others."""
    if stance.position is None:
        return None, None, None
    top = stance.position.middle
    low = stance.low if stance.low is not None else stance.position.low
    high = stance.high if stance.high is not None else stance.position.high
    return min(low, top), top, max(high, top)


def _floats(values: list[float | None]) -> Floats:
    array = np.array([np.nan if value is None else value for value in values], dtype=np.float64)
    array.setflags(write=False)
    return array


def _gaps(dossier: Dossier, told: list[Stance]) -> Iterator[Gap]:
    for one in told:
        missing = tuple(
            label
            for label, value in (
                (_("position"), one.position),
                (_("salience"), one.salience),
                (_("influence"), one.influence),
            )
            if value is None
        )
        if missing:
            yield gap(
                _(
                    "Of {actor}, by {assessor}, this is not known: {missing}.",
                    actor=dossier.called(one.actor),
                    assessor=one.assessed_by or _("an assessor who is not recorded"),
                    missing=missing,
                ),
                one.id,
                ask=_("Who has dealt with them on this, and what did they do?"),
            )
