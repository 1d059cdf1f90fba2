"""What do all tests share?"""

import os
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

import aidememoire
from closed_cases import AFGHANISTAN, CLOSED, EXAMPLES, SUDAN, SYRIA

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
IN_CI = os.environ.get("CI", "").lower() == "true"

# In the gate the same examples every time; at the desk new ones each run. A busy machine is no failure, so no deadline.
settings.register_profile("ci", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("dev", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# For drills that run a test hundreds of times: few examples, and a failure is not made smaller first.
settings.register_profile(
    "drill", parent=settings.get_profile("ci"), max_examples=30, phases=[Phase.explicit, Phase.generate]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if IN_CI else "dev"))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Public data sets that stand beside a checkout, not in it."""
    if not SHARED.is_dir():
        pytest.skip("the public data sets are not beside this checkout (../shared/data)")
    return SHARED


@pytest.fixture(scope="session")
def cases():
    """The three closed cases by slug, which stand in a checkout and not in the wheel."""
    if not EXAMPLES.is_dir():
        pytest.skip("the closed cases stand in a checkout, not in the wheel")
    return {slug: aidememoire.load(EXAMPLES / f"{slug}.yaml") for slug in CLOSED}


@pytest.fixture(scope="session")
def afghanistan(cases):
    return cases[AFGHANISTAN]


@pytest.fixture(scope="session")
def syria(cases):
    return cases[SYRIA]


@pytest.fixture(scope="session")
def sudan(cases):
    return cases[SUDAN]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    skipped = report.skipped and not hasattr(report, "wasxfail")
    if skipped and IN_CI and SHARED.is_dir() and "shared_data" in item.fixturenames:
        report.outcome = "failed"
        report.longrepr = f"Skipped in the gate although the data it needs are there. {report.longrepr[2]}"
    return report


def pytest_terminal_summary(terminalreporter):
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = Counter(report.longrepr[2].removeprefix("Skipped: ") for report in skipped)
    terminalreporter.section(f"{len(skipped)} skipped", sep="-")
    for reason, count in reasons.most_common():
        terminalreporter.line(f"{count:4}  {reason}")
