"""On what footing does access stand, and how did it move there?"""

from datetime import date

from aidememoire.methods.access import access
from making import PARTIES, made

DAY = date(2026, 6, 15)


def footing(id, basis="consent", **fields):
    return {"id": id, "basis": basis, **fields}


def states(dossier, as_of=DAY):
    return {row.authority.id: row.state.value for row in access(dossier, as_of=as_of).rows}


LINE = made(
    actors=PARTIES,
    authorities=[
        footing(
            "resolution", "Council", route="Road", form="written", granted_on="2026-01-01", expires_on="2026-03-31"
        ),
        footing("consent", route="Road", issued_by="ministry", granted_on="2026-05-01", expires_on="2026-08-31"),
        footing("health-only", "exemption", sector="HEA", area="North", granted_on="2026-02-01", form="oral"),
    ],
)


def test_each_authority_stands_with_its_state_by_route_sector_and_area():
    found = access(LINE, as_of=DAY)
    assert [(row.authority.id, row.state.value) for row in found.rows] == [
        ("health-only", "unclear"),
        ("consent", "valid"),
    ]
    assert found.plain()["rows"][1] == {
        "authority": "consent",
        "authority_name": "Road",
        "basis": "consent",
        "form": None,
        "issued_by": "ministry",
        "issued_by_name": "The ministry",
        "route": "Road",
        "sector": None,
        "area": None,
        "granted_on": "2026-05-01",
        "expires_on": "2026-08-31",
        "state": "valid",
    }
    assert str(found.headline) == "Access stands on: Consent of the state; 0 lapsed, 1 unclear."


def test_an_authority_lapses_and_stays_in_sight_until_another_takes_over():
    assert states(LINE, date(2026, 3, 31))["resolution"] == "valid"
    assert states(LINE, date(2026, 4, 30))["resolution"] == "lapsed"
    assert "resolution" not in states(LINE, date(2026, 5, 1))
    assert (
        str(access(LINE, as_of=date(2026, 4, 30)).headline) == "No authority is certainly valid: 1 lapsed, 1 unclear."
    )


def test_where_the_basis_changed_the_move_is_told_with_both_authorities():
    moves = [reason for reason in access(LINE, as_of=DAY).because if "moved" in str(reason.says)]
    assert [(str(move.says), move.records) for move in moves] == [
        (
            "Road: the footing moved from Security Council (until 31 March 2026) to Consent of the state (from 1 May 2026)",
            ("resolution", "consent"),
        )
    ]
    assert not access(LINE, as_of=date(2026, 4, 30)).because, "it had not moved yet"


def test_a_longer_word_by_the_same_hand_is_no_move():
    line = [footing("first", granted_on="2026-01-01"), footing("second", granted_on="2026-02-01")]
    assert not access(made(authorities=line), as_of=DAY).because


def test_what_stands_in_the_way_is_told_gravest_first_and_whose_access_it_hinders():
    dossier = made(
        actors=PARTIES,
        constraints=[
            {"id": "fee", "type": "A6", "severity": 1, "whose": "ours", "area": "Road"},
            {"id": "siege", "type": "A9", "severity": 3, "whose": "people's", "area": "North"},
            {"id": "rumour", "type": "A7", "severity": "X"},
            {"id": "over", "type": "A4", "severity": 3, "until": "2026-06-14"},
        ],
    )
    found = access(dossier, as_of=DAY)
    told = [(reason.records[0], str(reason.says)) for reason in found.because]
    assert told == [
        ("rumour", "Whose access is not said: Mines and unexploded ordnance, place not said, severity X"),
        ("siege", "People's access to aid: Restrictions on people's access to services, North, severity 3"),
        ("fee", "Our access to people: Interference in activities, Road, severity 1"),
    ]
    assert "Nobody knows how severe rumour is." in [str(gap.says) for gap in found.gaps]


def test_what_is_contested_or_has_neither_end_nor_paper_is_a_gap():
    denied = [{"side": "against", "claim": "It was withdrawn."}]
    dossier = made(
        authorities=[
            footing("denied", route="Road", evidence=denied, expires_on="2026-12-31"),
            footing("word", route="River", form="oral"),
            footing("paper", route="Rail", form="written"),
        ]
    )
    found = access(dossier, as_of=DAY)
    assert {row.authority.id: row.state.value for row in found.rows} == {
        "denied": "unclear", "word": "unclear", "paper": "valid",
    }  # fmt: skip
    gaps = {gap.records: str(gap.says) for gap in found.gaps if gap.records}
    assert gaps == {
        ("denied",): "Sources differ on Road.",
        ("word",): "River has no last day and nothing in writing.",
    }


def test_where_nobody_recorded_how_people_reach_aid_that_is_a_gap():
    one_sided = made(authorities=[footing("pass")], constraints=[{"id": "fee", "type": "A6", "whose": "ours"}])
    asked = [str(gap.ask) for gap in access(one_sided, as_of=DAY).gaps]
    assert "Can people reach us, and who cannot?" in asked
