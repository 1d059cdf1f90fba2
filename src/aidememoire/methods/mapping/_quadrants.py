"""Who has power over an issue and cares about it, and how sure is that? A quadrant for each actor, over draws."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from aidememoire.methods._shared.stances import Stances
from aidememoire.methods._shared.ties import Floats
from aidememoire.vocabulary.codes import Quadrant
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.kinds.positions import Stance
from aidememoire.vocabulary.scales import Judged

HALF = 0.5
ORDER = (Quadrant.CLOSE, Quadrant.CONTENT, Quadrant.INFORMED, Quadrant.WATCH)


@dataclass(frozen=True, slots=True)
class Placed:
    """An actor's quadrant with the share of draws that put it there; power and interest are means, all 0 to 1."""

    actor: str
    quadrant: Quadrant
    share: float
    power: float
    interest: float


def power_and_interest(dossier: Dossier, told: Stances, draws: int, seed: int) -> list[Placed]:
    """Place each actor as the map does: the same seed gives the same shares in its words and in its picture."""
    _others, own = np.random.SeedSequence(seed).spawn(2)
    return quadrants(dossier, told, draws, np.random.default_rng(own))


def quadrants(dossier: Dossier, told: Stances, draws: int, rng: np.random.Generator) -> list[Placed]:
    """Place each actor whose influence and salience somebody judged, in the order of their ids.

    A draw picks an assessor, then a value anywhere in the fifth that a word means; a number is taken as it is.
    """
    if not len(told):
        return []
    power, interest = _ranges(dossier, told, "influence"), _ranges(dossier, told, "salience")
    picked = told.picked(draws, rng)
    much = [_value(one, picked, rng) >= HALF for one in (power, interest)]
    unknown = np.isnan(_middle(power)[picked]) | np.isnan(_middle(interest)[picked])
    share = quadrant_shares(much[0], much[1], ~unknown)
    means = told.mean(told.influence), told.mean(told.salience)
    found = []
    for number, actor in enumerate(told.actors):
        if unknown[:, number].all():
            continue
        best = int(share[:, number].argmax())
        found.append(
            Placed(actor, ORDER[best], float(share[best, number]), float(means[0][number]), float(means[1][number]))
        )
    return found


def quadrant_shares(
    power: np.ndarray[tuple[int, ...], np.dtype[np.bool_]],
    interest: np.ndarray[tuple[int, ...], np.dtype[np.bool_]],
    known: np.ndarray[tuple[int, ...], np.dtype[np.bool_]],
) -> Floats:
    """Return the share of draws in each quadrant of ``ORDER``: (4, n), from draws of shape (D, n), unknown ones apart.

    Examples
    --------
    >>> much = np.array([[True], [True], [False], [True]])
    >>> quadrant_shares(much, np.array([[True], [True], [True], [False]]), np.ones((4, 1), bool))[:, 0].tolist()
    [0.5, 0.25, 0.25, 0.0]
    """
    counts = np.maximum(known.sum(axis=0), 1)
    each = (power & interest, power & ~interest, ~power & interest, ~power & ~interest)
    return np.stack([(inside & known).sum(axis=0) / counts for inside in each])


def _ranges(dossier: Dossier, told: Stances, field: str) -> tuple[Floats, Floats]:
    values: list[Judged | None] = [getattr(dossier.the(Stance, id), field) for id in told.ids]
    low, high = ([np.nan if one is None else getattr(one, end) for one in values] for end in ("low", "high"))
    return np.array(low), np.array(high)


def _middle(ends: tuple[Floats, Floats]) -> Floats:
    return (ends[0] + ends[1]) / 2


def _value(
    ends: tuple[Floats, Floats], picked: np.ndarray[tuple[int, ...], np.dtype[np.int64]], rng: np.random.Generator
) -> Floats:
    low, high = ends[0][picked], ends[1][picked]
    return np.asarray(low + (high - low) * rng.random(picked.shape))
