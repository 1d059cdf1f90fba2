"""Do the methods answer on the three closed cases as practitioners who know them would?"""

from datetime import date, timedelta
from itertools import pairwise

import pytest

import aidememoire
from aidememoire.briefs.document import Bullets, Table
from aidememoire.briefs.writing import arranged
from aidememoire.methods.access import access
from aidememoire.methods.evidence import show
from aidememoire.methods.limits import limits
from aidememoire.methods.trust import commitments
from aidememoire.methods.watch import watch
from aidememoire.vocabulary.codes import State, Status
from closed_cases import AFGHANISTAN, SUDAN, SYRIA


def days(first, last):
    return [first + timedelta(n) for n in range((last - first).days + 1)]


# Syria


def test_on_the_first_of_june_2023_bab_al_hawa_lapses_in_39_days(syria):
    found = watch(syria, as_of=date(2023, 6, 1))
    row = next(row for row in found.plain()["rows"] if row["record"] == "bab-al-hawa-resolution-2672")
    assert (row["kind"], row["due_on"], row["days_left"]) == ("authority", "2023-07-10", 39)
    assert row["what"].startswith("Authority lapses")
    within = watch(syria, as_of=date(2023, 6, 1), within=39)
    assert "bab-al-hawa-resolution-2672" in [one.record.id for one in within.rows]
    assert "bab-al-hawa-resolution-2672" not in [
        one.record.id for one in watch(syria, as_of=date(2023, 6, 1), within=38).rows
    ]


@pytest.mark.parametrize("day", [date(2023, 8, 8), date(2023, 12, 1), date(2024, 12, 16)])
def test_the_footing_moved_from_the_council_to_the_consent_of_the_host(syria, day):
    moves = [one for one in access(syria, as_of=day).because if "bab-al-hawa-resolution-2672" in one.records]
    assert [str(move.says) for move in moves] == [
        (
            "Bab al-Hawa: the footing moved from Security Council (until 10 July 2023) "
            "to Consent of the state (from 8 August 2023)"
        )
    ]
    assert moves[0].records == ("bab-al-hawa-resolution-2672", "bab-al-hawa-august-understanding")


def test_the_footing_had_not_moved_before_the_understanding_of_august(syria):
    found = access(syria, as_of=date(2023, 8, 7))
    assert not any("moved" in str(reason.says) for reason in found.because)
    states = {row.authority.id: row.state.value for row in found.rows}
    assert states["bab-al-hawa-resolution-2672"] == "lapsed"


def test_the_crossings_opened_after_the_quake_never_stood_on_the_council(syria):
    for day in days(date(2023, 2, 13), date(2023, 3, 13)):
        bases = {row.basis.value for row in access(syria, as_of=day).rows if row.route == "Bab al-Salam and al-Ra'ee"}
        assert bases == {"consent"}


# Sudan

# From, until, the authority whose end comes next, and that end. Between 14 February and 31 August 2025 the record
# shows none in force: the list names the one that lapsed, and what is known against it.
ADRE = [
    (date(2024, 8, 15), date(2024, 11, 12), "adre-august-2024", date(2024, 11, 15)),
    (date(2024, 11, 13), date(2025, 8, 31), "adre-november-2024", date(2025, 2, 13)),
    (date(2025, 9, 1), date(2025, 12, 31), "adre-september-2025", date(2025, 12, 31)),
    (date(2026, 1, 1), date(2026, 3, 31), "adre-january-2026", date(2026, 3, 31)),
]


@pytest.mark.parametrize(("first", "last", "authority", "end"), ADRE, ids=[line[2] for line in ADRE])
def test_the_next_end_at_adre_is_given_for_every_day_since_it_reopened(sudan, first, last, authority, end):
    for day in days(first, last):
        (row,) = (one for one in watch(sudan, as_of=day).rows if one.kind == "authority")
        assert (row.record.id, row.due_on, row.days_left) == (authority, end, (end - day).days), day
        said = "Authority lapsed" if end < day else "Authority lapses"
        assert str(row.what).startswith(said), day
        if authority == "adre-november-2024":
            assert "contested" in str(row.what), day


def test_past_the_last_end_at_adre_nothing_is_in_force(sudan):
    (row,) = (one for one in access(sudan, as_of=date(2026, 4, 1)).rows if one.route == "Adré")
    assert (row.authority.id, row.expires_on, row.state) == ("adre-january-2026", date(2026, 3, 31), State.LAPSED)


def test_no_day_since_adre_reopened_goes_without_an_answer():
    assert ADRE[0][0] == date(2024, 8, 15) and ADRE[-1][1] == date(2026, 3, 31)
    for (_a, last, _b, _c), (first, *_d) in pairwise(ADRE):
        assert first == last + timedelta(1)


UNKEPT = {Status.OVERDUE, Status.BROKEN, Status.DISPUTED, Status.PARTLY, Status.UNVERIFIED}


def test_a_brief_of_the_fourteenth_of_november_2025_lists_unkept_pledges_first_and_ours_before_theirs(sudan):
    document = arranged(sudan, "meeting", as_of=date(2025, 11, 14), language="en", made_on=date(2025, 11, 14))
    anchors = document.anchors()
    assert anchors[:3] == ("unkept-promises", "ours", "theirs")
    assert anchors.index("theirs") < anchors.index("limits") < anchors.index("questions")
    theirs = document.sections[0].sections[1]
    first, *rest = theirs.blocks
    assert isinstance(first, Bullets) and not any(isinstance(block, Bullets) for block in rest)
    listed = [(head.parts[1].value.id, head.parts[0].value) for head in (item.content for item in first.entries())]
    assert dict(listed) == {
        "jeddah-declaration-army": Status.BROKEN,
        "jeddah-declaration-rsf": Status.BROKEN,
        "rsf-order-on-civilians": Status.BROKEN,
        "uae-assurance": Status.DISPUTED,
    }
    settled = next(block for block in rest if isinstance(block, Table))
    assert not {row[-1] for row in settled.rows} & UNKEPT
    assert document.closed_on == date(2026, 3, 31)


def test_ours_stand_before_theirs_where_we_have_arrears_ourselves():
    from aidememoire.training import path

    selane = aidememoire.load(path())
    document = arranged(selane, "meeting", as_of=date(2026, 6, 15), language="en", made_on=date(2026, 6, 15))
    ours, theirs = document.sections[0].sections
    assert (ours.anchor, theirs.anchor) == ("ours", "theirs")
    listed = [item.content.parts[1].value.id for item in ours.blocks[0].entries()]
    assert listed and all(selane.ours(selane[id].given_by) for id in listed)


# Afghanistan


def test_the_guidelines_promised_in_january_2023_are_overdue_or_open_and_never_known_to_be_broken(afghanistan):
    assert "promise-national-guidelines" not in afghanistan.as_of(date(2022, 12, 31))
    for day in days(date(2023, 1, 1), date(2023, 5, 24)):
        (row,) = (
            one
            for one in commitments(afghanistan, as_of=day).rows
            if one.commitment.id == "promise-national-guidelines"
        )
        assert row.status in (Status.OVERDUE, Status.OPEN), day


def test_exemptions_differ_by_sector_and_by_province(afghanistan):
    rows = [row for row in access(afghanistan, as_of=date(2023, 5, 24)).plain()["rows"] if row["basis"] == "exemption"]
    assert {row["sector"] for row in rows} == {"HEA", "EDU", None}
    assert {row["area"] for row in rows} == {None, "Four provinces", "Kandahar"}
    assert len({(row["sector"], row["area"]) for row in rows}) == len(rows)


def test_delivery_by_men_only_stands_against_red_lines_that_a_person_must_judge(afghanistan):
    found = limits(afghanistan, as_of=date(2023, 5, 24), issue="men-only-delivery", proposal="men-only-delivery=0")
    assert {row.limit.id: (row.kind.value, row.verdict) for row in found.rows} == {
        "limit-participation": ("red line", "refer"),
        "limit-nrc": ("red line", "refer"),
    }


# What is contested is answered with both versions

# domain.md G, under "Contested": the dates, and who holds Adré.
CONTESTED = [
    (AFGHANISTAN, "un-premises-bar", "since", "6 September 2025", "7 September 2025"),
    (SYRIA, "bab-al-hawa-resolution-2672", "expires_on", "10 July 2023", "11 July 2023"),
    (SUDAN, "adre-november-2024", "expires_on", "three months", "indefinitely"),
    (SUDAN, "adre-barred", "since", "February 2024", "25 July 2024"),
    (SUDAN, "who-holds-adre", None, "The RSF holds", "Allied former rebels hold"),
    (AFGHANISTAN, "third-doha-meeting-was-access", None, "access", "concession"),
    (SYRIA, "consent-needed-after-lapse", None, "needs that consent", "does not need that consent"),
    (SUDAN, "uae-rsf-sponsorship", None, "alleges", "denies"),
]


@pytest.mark.parametrize(("case", "record", "field", "one", "other"), CONTESTED, ids=[line[1] for line in CONTESTED])
def test_what_is_contested_is_answered_with_both_versions_and_who_says_them(cases, case, record, field, one, other):
    dossier = cases[case]
    found = show(dossier, as_of=dossier.header.closed_on, record=record)
    plain = found.plain()
    assert "contested" in plain["headline"]
    claims = [row for row in plain["rows"] if row["part"] == "claim" and row["field"] == field]
    versions = {row["side"]: row["value"] for row in claims}
    assert one in versions["for"] and other in versions["against"]
    told = [reason["text"] for reason in plain["because"] if reason["records"] == [record]]
    assert any(one in text and other in text for text in told), told
    assert plain["closed_on"] == dossier.header.closed_on.isoformat(), "history says so on every output"


def test_every_record_that_somebody_contradicts_is_shown_as_contested(cases):
    for dossier in cases.values():
        for record in dossier:
            against = any(piece.side == "against" for piece in record.evidence)
            found = show(dossier, as_of=dossier.header.closed_on, record=record.id)
            assert ("contested" in str(found.headline)) == against, record.id
            assert bool(found.because) == against, record.id
