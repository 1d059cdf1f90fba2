"""Do the replays give the figures that are published for the data, and does the record without skill say so?"""

import csv
from datetime import date, timedelta

import numpy as np
import pytest

from aidememoire.methods.trust._dawid_skene import dawid_skene, overlap_enough
from aidememoire.methods.trust._skill import banner, replay, scored

TWO_YEARS = 730


@pytest.fixture(scope="module")
def ratings(shared_data):
    """Bitcoin OTC, 35,592 dated ratings (Kumar et al. 2016): who is rated, by whom, on what day, above nought or not."""
    rows = np.loadtxt(shared_data / "trust" / "bitcoin_otc_ratings.csv", delimiter=",", skiprows=1)
    return rows[:, 1].astype(int), rows[:, 0].astype(int), rows[:, 3] / 86400, (rows[:, 2] > 0).astype(float)


# Brier score, area under the curve, calibration error over the second half (the project's study of the alternatives).
BITCOIN = {
    "beta (1, 1)": ({"base": 0.5}, 0.1126, 0.769, 0.095),
    "prior 2 at the base rate": ({}, 0.0913, 0.841, 0.074),
    "half-life 90 days": ({"half_life": 90}, 0.0876, 0.859, None),
    "half-life 30 days": ({"half_life": 30}, None, 0.859, None),
    "half-life 365 days": ({"half_life": 365}, None, 0.849, None),
    "reporter tendency": ({"tendency": True}, 0.0678, 0.908, 0.040),
    "180 days, tendency, reporters weighed": (
        {"half_life": 180, "tendency": True, "judged": True}, 0.0647, 0.916, 0.036,
    ),
}  # fmt: skip


@pytest.mark.parametrize("model", BITCOIN)
def test_bitcoin_otc_as_published(ratings, model):
    choices, brier, auc, calibration = BITCOIN[model]
    who, by, day, good = ratings
    half = len(good) // 2
    rest = {name: value for name, value in choices.items() if name != "tendency"}
    told, base = replay(
        who, day, day, good, **{"base": good[:half].mean()} | rest, reporter=by if choices.get("tendency") else None
    )
    skill = scored(told[half:], base[half:], good[half:])
    for found, printed in ((skill.brier, brier), (skill.auc, auc), (skill.calibration, calibration)):
        assert printed is None or found == pytest.approx(printed, abs=0.002), model
    assert skill.base == pytest.approx(0.25 if rest.get("base") else 0.1302, abs=0.0001)


def test_the_base_rate_of_bitcoin_otc_as_published(ratings):
    good = ratings[3]
    half = len(good) // 2
    flat = np.full(len(good) - half, good[:half].mean())
    skill = scored(flat, flat, good[half:])
    assert (skill.brier, skill.auc, skill.calibration) == pytest.approx((0.1302, 0.5, 0.086), abs=0.0005)
    assert skill.gain == 0 and banner(skill)


def test_on_ratings_between_strangers_a_record_is_worth_a_lot(ratings):
    who, by, day, good = ratings
    told, base = replay(who, day, day, good, base=0.94, reporter=by, half_life=180, judged=True)
    skill = scored(told, base, good)
    assert skill.any and skill.gain > 0.4 and banner(skill) is None


def test_dawid_and_skene_on_anaesthetists_as_published(shared_data):
    with (shared_data / "trust" / "dawid_skene_anaesthetists.csv").open() as file:
        rows = np.array([[int(value) - 1 for value in row] for row in list(csv.reader(file))[1:]])
    found = dawid_skene(*rows.T, classes=4)
    assert found.shares == pytest.approx([0.40, 0.42, 0.11, 0.07], abs=0.005)
    assert found.truth.sum(axis=1) == pytest.approx(np.ones(45))
    assert overlap_enough(rows[:, 0], rows[:, 1])


@pytest.fixture(scope="module")
def agreements(shared_data):
    """UCDP Peace Agreements 22.1, 1975-2010: the conflict, the day, and whether it had not ended within two years."""
    with (shared_data / "ucdp" / "ucdp_peace_agreements_221_to2010.csv").open(encoding="utf-8-sig") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: row["pa_date"])
    conflicts = sorted({row["conflict_id"] for row in rows})
    who = np.array([conflicts.index(row["conflict_id"]) for row in rows])
    signed = np.array([date.fromisoformat(row["pa_date"]).toordinal() for row in rows], float)
    lasted = np.array([_lasted(row) for row in rows])
    return rows, who, signed, (lasted > TWO_YEARS).astype(float)


def _lasted(row):
    if row["ended"] != "True":
        return np.inf
    return (date.fromisoformat(row["duration"]) - date.fromisoformat(row["pa_date"])) / timedelta(days=1)


@pytest.mark.parametrize(("strength", "brier"), [(1, 0.262), (4, 0.217), (20, 0.196), (50, 0.194)])
def test_on_peace_agreements_a_record_does_worse_than_the_base_rate_at_every_strength(agreements, strength, brier):
    _, who, signed, held = agreements
    told, base = replay(who, signed, signed + TWO_YEARS, held, strength=strength)
    known = np.searchsorted(np.sort(signed + TWO_YEARS), signed, side="right")
    later = known >= 60  # forecasts are scored from the first agreement on at which sixty outcomes were known
    skill = scored(told[later], base[later], held[later])
    assert skill.count == 203
    assert skill.base == pytest.approx(0.193, abs=0.001) and skill.brier == pytest.approx(brier, abs=0.001)
    assert skill.gain < 0 and "does not beat the base rate" in str(banner(skill))
    if strength == 4:
        assert skill.auc == pytest.approx(0.52, abs=0.005)


def test_looking_ahead_would_have_made_the_same_record_look_good(agreements):
    _, who, signed, held = agreements
    told, base = replay(who, signed, signed, held, strength=4)
    assert scored(told[95:], base[95:], held[95:]).gain > 0.1


def test_the_shares_of_peace_agreements_that_ended_are_those_that_we_ship(agreements):
    from aidememoire.methods.trust._base_rates import PUBLISHED

    rows = agreements[0]
    measured = [rate for rate in PUBLISHED if rate.measured]
    kinds = [("1", "2", "3"), ("1",), ("2",), ("3",)]
    for rate, kind in zip(measured, kinds, strict=True):
        of_kind = [row for row in rows if row["pa_type"] in kind]
        assert rate.cases == len(of_kind)
        assert rate.kept == pytest.approx(np.mean([row["ended"] != "True" for row in of_kind]), abs=0.0006)
