"""Do the three closed cases answer as the record does, and do they say nothing beyond it?"""

import re
from datetime import date

import pytest

from aidememoire.vocabulary import files
from aidememoire.vocabulary.codes import (
    AuthorityBasis,
    Entity,
    LimitKind,
    Precedent,
    StanceRole,
    State,
    Status,
    Typology,
    Worded,
)
from aidememoire.vocabulary.conduct import newest_of_each_line, state, status
from aidememoire.vocabulary.declaring import Part, Shape
from aidememoire.vocabulary.evidence import Evidence
from aidememoire.vocabulary.handling import Label
from aidememoire.vocabulary.kinds.access import Authority, Constraint
from aidememoire.vocabulary.kinds.actors import Actor, Identity, Tie
from aidememoire.vocabulary.kinds.dilemmas import Dilemma
from aidememoire.vocabulary.kinds.engagements import Engagement
from aidememoire.vocabulary.kinds.issues import Issue, Need
from aidememoire.vocabulary.kinds.mandates import Limit
from aidememoire.vocabulary.kinds.positions import Stance
from aidememoire.vocabulary.kinds.sources import Source
from closed_cases import AFGHANISTAN, CLOSED, EXAMPLES, SUDAN, SYRIA

# Every figure of three digits or more that the study of these cases holds; years stand apart. Nothing is added without it.
FIGURES = {
    AFGHANISTAN: {"2681", "7000"},
    SYRIA: {"2165", "180", "2191", "2258", "2332", "2393", "2449", "2504", "2533", "2642", "2672"},
    SUDAN: {"2417", "2543", "2693", "2732", "3114", "300000", "300"},
}
YEARS = {
    AFGHANISTAN: range(2022, 2026),
    SYRIA: range(2014, 2025),
    SUDAN: range(2023, 2027),
}
PUBLISHED = {
    "dawn-january-2023": date(2023, 1, 26),
    "i24-january-2023": date(2023, 1, 24),
    "reuters-may-2023": date(2023, 5, 24),
    "un-news-january-2023": date(2023, 1, 30),
}
PUBLISHERS = {
    "AA", "AFP", "ALPS", "AP", "Amu", "Arab News", "Asharq Al-Awsat", "Dawn", "East African", "IFP", "IRC", "Japan Times", "MEMO",
    "NRC", "OCHA", "PA-X", "Reuters", "SUNA", "Sudan MFA", "Sudan Tribune", "Sudans Post", "TASS", "UN", "UN News", "UN briefing",
    "UN press", "Urdupoint", "WION", "donare", "i24",
}  # fmt: skip


def standing(dossier, route, day):
    """Return the authorities on a route as of a day, with their state."""
    there = dossier.as_of(day).of(Authority)
    return {one.id: state(one, as_of=day) for one in there if one.route == route}


def stands(dossier, commitment, day):
    there = dossier.as_of(day)
    return status(there[commitment], there.observations(commitment), as_of=day)


def versions(record, field):
    return {(piece.side.value, str(piece.claim), piece.cited) for piece in record.evidence if piece.field == field}


def words(part: Part):
    """Yield all that is written in free text or free words."""
    for spec in part.fields():
        value = getattr(part, spec.attribute)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Part):
                yield from words(one)
            elif one is not None and spec.shape in (Shape.TEXT, Shape.WORD):
                yield str(one)


def figures(text):
    return {
        found.replace(",", "") for found in re.findall(r"\d[\d,]*", text) if len(found.replace(",", "").strip()) >= 3
    }


# What they answer


@pytest.mark.parametrize("slug", CLOSED)
def test_an_example_reads_without_a_fault_and_every_reference_leads_somewhere(slug):
    checked = files.read(EXAMPLES / f"{slug}.yaml")
    assert [fault for fault in checked.faults if fault.level == "fault"] == []
    for record in checked.dossier:
        for path, spec, named in record.references():
            assert named in checked.dossier, (record.id, path)
            assert not spec.refers or checked.dossier[named].kind_of.name in spec.refers, (record.id, path)


def test_both_versions_of_the_end_of_bab_al_hawa_are_held(syria):
    assert versions(syria["bab-al-hawa-resolution-2672"], "expires_on") == {
        ("for", "The authority ended on 10 July 2023.", "statements-on-the-end"),
        ("against", "The authority ended on 11 July 2023.", "statements-on-the-end"),
    }


@pytest.mark.parametrize(
    ("day", "authority", "expected"),
    [
        (date(2023, 7, 10), "bab-al-hawa-resolution-2672", State.VALID),
        (date(2023, 7, 11), "bab-al-hawa-resolution-2672", State.LAPSED),
        (date(2023, 8, 7), "bab-al-hawa-resolution-2672", State.LAPSED),
        (date(2023, 8, 8), "bab-al-hawa-august-understanding", State.VALID),
        (date(2024, 2, 8), "bab-al-hawa-consent-2024", State.VALID),
        (date(2024, 2, 9), "bab-al-hawa-consent-2024", State.VALID),
        (date(2024, 12, 15), "bab-al-hawa-consent-2024", State.LAPSED),
        (date(2024, 12, 16), "bab-al-hawa-new-authorities", State.UNCLEAR),
    ],
)
def test_the_footing_of_bab_al_hawa_moves_from_the_council_to_consent(syria, day, authority, expected):
    there = syria.as_of(day)
    (newest,) = (one for one in newest_of_each_line(there.of(Authority)) if one.route == "Bab al-Hawa")
    assert newest.id == authority
    assert state(newest, as_of=day) is expected


def test_the_council_gives_way_to_two_consents_in_turn(syria):
    line = sorted((one for one in syria.of(Authority) if one.route == "Bab al-Hawa"), key=lambda one: one.granted_on)
    assert [(one.basis, one.issued_by) for one in line] == [
        (AuthorityBasis.COUNCIL, "security-council"),
        (AuthorityBasis.CONSENT, "syrian-government"),
        (AuthorityBasis.CONSENT, "syrian-government"),
        (AuthorityBasis.CONSENT, "new-authorities"),
    ]


def test_without_russia_nobody_is_known_to_hold_a_veto_on_the_renewal(syria):
    vetoes = {one.actor for one in syria.of(Stance) if one.issue == "council-renewal" and one.veto}
    assert vetoes == {"russia"}


def test_the_offer_of_july_was_overtaken_only_in_august(syria):
    assert stands(syria, "promise-july-conditions", date(2023, 8, 7)) is Status.OPEN
    assert stands(syria, "promise-july-conditions", date(2023, 8, 8)) is Status.OVERTAKEN
    assert stands(syria, "promise-quake-crossings", date(2023, 5, 12)) is Status.OPEN
    assert stands(syria, "promise-quake-crossings", date(2023, 5, 13)) is Status.KEPT


def test_before_it_reopened_adre_had_no_footing(sudan):
    assert standing(sudan, "Adré", date(2024, 8, 14)) == {}
    assert "adre-barred" in sudan.as_of(date(2024, 8, 14))
    assert "adre-barred" not in sudan.as_of(date(2024, 8, 16))


def test_both_versions_of_what_is_contested_on_adre_are_held(sudan):
    assert versions(sudan["adre-november-2024"], "expires_on") == {
        ("for", "Extended for three months.", "un-statement"),
        ("against", "Extended indefinitely.", "sudan-tribune"),
    }
    assert {(side, cited) for side, _claim, cited in versions(sudan["adre-barred"], "since")} == {
        ("for", "unnamed-publication"),
        ("against", "aa"),
    }
    held_by = {(piece.side.value, piece.cited) for piece in sudan["who-holds-adre"].evidence}
    assert held_by == {("for", "reuters"), ("against", "sudans-post")}


def test_pledges_that_were_not_kept_are_known_on_the_fourteenth_of_november_2025(sudan):
    day = date(2025, 11, 14)
    assert {one.id: stands(sudan, one.id, day) for one in sudan.as_of(day).commitments} == {
        "jeddah-declaration-army": Status.BROKEN,
        "jeddah-declaration-rsf": Status.BROKEN,
        "jeddah-aid-steps-army": Status.OPEN,
        "jeddah-aid-steps-rsf": Status.OPEN,
        "adre-permission": Status.KEPT,
        "rsf-order-on-civilians": Status.BROKEN,
        "army-notification-reform": Status.OPEN,
        "uae-assurance": Status.DISPUTED,
        "el-fasher-aid-deal": Status.OVERTAKEN,
        "pledges-of-november-2025": Status.OPEN,
    }


def test_a_pledge_is_not_broken_before_the_study_shows_it_broken(sudan):
    assert stands(sudan, "jeddah-declaration-army", date(2024, 9, 4)) is Status.OPEN
    assert stands(sudan, "rsf-order-on-civilians", date(2024, 12, 31)) is Status.OPEN


def test_legal_consent_and_physical_control_are_in_different_hands(sudan):
    legal = {one.actor for one in sudan.of(Tie) if one.basis == "legal" and one.over == "aid-agencies"}
    physical = {one.actor for one in sudan.of(Tie) if one.basis == "territory" and one.over == "aid-agencies"}
    assert legal == {"army-led-government"}
    assert "rsf-leadership" in physical
    assert not legal & physical
    assert {one.issued_by for one in sudan.of(Authority)} == legal
    roles = {one.actor: set(one.role) for one in sudan.of(Stance) if one.issue == "adre-renewal"}
    assert StanceRole.BLOCK in roles["army-led-government"]
    assert StanceRole.GATEKEEP in roles["rsf-leadership"]


def test_an_alleged_sponsor_stands_beside_its_denial(sudan):
    sides = [piece.side.value for piece in sudan["uae-rsf-sponsorship"].evidence]
    assert sides == ["for", "against"]
    assert [piece.side.value for piece in sudan["uae-rsf-contact"].evidence] == ["for"]


def test_brokers_reach_both_sides_and_can_be_reached(afghanistan, sudan):
    def reach(dossier, broker):
        return {one.over for one in dossier.of(Tie) if one.actor == broker}

    def reached(dossier, broker):
        return any(dossier.ours(one.actor) for one in dossier.of(Tie) if one.over == broker)

    assert reach(afghanistan, "qatar") == {"kandahar-leadership"}
    assert reached(afghanistan, "qatar")
    for broker in ("egypt", "saudi-arabia", "us-envoy", "switzerland", "igad"):
        assert reach(sudan, broker) == {"army-commander", "rsf-leadership"}, broker
        assert reached(sudan, broker), broker


def test_the_meeting_of_the_eleventh_of_november_has_both_sides_at_the_table(sudan):
    meeting = sudan.the(Engagement, "erc-meets-army-commander")
    assert meeting.held_on == date(2025, 11, 11)
    assert [sudan.ours(one.actor) for one in meeting.participants] == [True, False]


def test_the_formal_issuer_is_not_the_one_who_decides(afghanistan):
    roles = {one.actor: set(one.role) for one in afghanistan.of(Stance) if one.issue == "women-staff-rule"}
    assert [actor for actor, role in roles.items() if StanceRole.FORMAL_ISSUER in role] == ["economy-ministry"]
    assert [actor for actor, role in roles.items() if StanceRole.DECIDE in role] == ["kandahar-leadership"]
    assert any(one.actor == "kandahar-leadership" and one.over == "economy-ministry" for one in afghanistan.of(Tie))


def test_both_versions_of_the_bar_at_un_premises_are_held(afghanistan):
    bar = afghanistan.the(Constraint, "un-premises-bar")
    assert {(piece.side.value, piece.cited) for piece in bar.evidence if piece.field == "since"} == {
        ("for", "reuters-derived"),
        ("against", "un-news-september-2025"),
    }


def test_the_inputs_for_triage_lead_where_the_argument_of_the_study_leads(cases):
    """Follow the rules by hand, as far as these cases go."""
    answers = {}
    for dossier in cases.values():
        blocked = {
            one.issue
            for one in dossier.of(Stance)
            if {StanceRole.BLOCK, StanceRole.GATEKEEP} & set(one.role)
            and dossier.the(Actor, one.actor).level in ("local", "provincial")
        }
        red = {one.issue for one in dossier.of(Limit) if one.kind is LimitKind.RED_LINE}
        for issue in dossier.of(Issue):
            spreads = issue.norm_at_stake and issue.precedent in (Precedent.COUNTRY, Precedent.BEYOND)
            national = issue.held_at == "national" and (
                issue.typology is Typology.POL or issue.reached_at in ("local", "provincial")
            )
            if issue.threat_to_life:
                answers[issue.id] = "both"
            elif issue.held_at in ("regional", "global") or issue.id in red or spreads or national:
                answers[issue.id] = "both" if issue.id in blocked else "diplomatic"
            elif issue.typology in (Typology.PRO, Typology.TEC) and issue.held_at == issue.reached_at:
                answers[issue.id] = "frontline"
    assert answers == {
        "women-staff-rule": "both",
        "health-exemption-province": "frontline",
        "men-only-delivery": "diplomatic",
        "council-renewal": "diplomatic",
        "crossings-on-consent": "diplomatic",
        "northwest-passage": "frontline",
        "adre-renewal": "diplomatic",
        "road-fees": "both",
        "notification-reform": "both",
        "el-fasher-entry": "both",
        "expelled-officials": "diplomatic",
    }


# What they do not say


@pytest.mark.parametrize("slug", CLOSED)
def test_an_example_is_marked_as_history_open_to_all(cases, slug):
    header = cases[slug].header
    assert (header.slug, header.closed_on, header.handling.level) == (slug, CLOSED[slug], Label.CLEAR)
    assert header.languages == ("en",)
    assert all(record.handling is None for record in cases[slug])
    assert all(record.first_day is None or record.first_day <= CLOSED[slug] for record in cases[slug])


@pytest.mark.parametrize("slug", CLOSED)
def test_a_source_holds_no_more_than_publisher_kind_and_day(cases, slug):
    for source in cases[slug].of(Source):
        assert (source.title, source.address, source.licence, source.digest) == (None, None, None, None), source.id
        assert source.published_on == PUBLISHED.get(source.id), source.id
        assert source.publisher is None or str(source.publisher) in PUBLISHERS, source.id
        assert source.publisher or source.note, source.id


@pytest.mark.parametrize("slug", CLOSED)
def test_nothing_is_quoted_and_nothing_is_graded(cases, slug):
    for record in cases[slug]:
        for piece in record.evidence:
            assert isinstance(piece, Evidence)
            assert (piece.claim is not None, piece.worded) == (True, Worded.PARAPHRASED), record.id
            assert (piece.reliability, piece.credibility) == (None, None), record.id
    assert all(one.worded is Worded.PARAPHRASED for one in cases[slug].commitments)


@pytest.mark.parametrize("slug", CLOSED)
def test_a_stance_is_an_illustration_in_words_and_wide(cases, slug):
    stances = cases[slug].of(Stance)
    for one in stances:
        assert one.assessed_by == "illustration", one.id
        assert (one.accept_low, one.accept_high, one.no_agreement_cost) == (None, None, None), one.id
        for judged in (one.position, one.salience, one.influence):
            assert judged is None or isinstance(judged.raw, str), one.id
        assert one.position is None or one.high - one.low >= 40, one.id
        assert all(layer.known == "stated" and layer.cited for layer in one.iceberg), one.id
    assert sum("illustration" in str(one.note or "") for one in stances) == 1
    assert all(one.strength is None and one.exposure is None for one in cases[slug].of(Tie))


@pytest.mark.parametrize("slug", CLOSED)
def test_no_person_and_no_unverified_number_of_people_is_held(cases, slug):
    dossier = cases[slug]
    assert all(one.entity is not Entity.PERSON for one in dossier.of(Actor))
    assert not dossier.of(Identity)
    assert all(one.people is None for one in (*dossier.of(Need), *dossier.of(Issue)))


@pytest.mark.parametrize("slug", CLOSED)
def test_every_larger_figure_in_the_texts_is_one_that_the_study_holds(cases, slug):
    known = FIGURES[slug] | {str(year) for year in YEARS[slug]}
    texts = {said for record in (cases[slug].header, *cases[slug]) for said in words(record)}
    assert {figure for said in texts for figure in figures(said)} <= known


def test_a_dilemma_without_a_day_of_review_stands_as_two_options(afghanistan):
    assert not afghanistan.of(Dilemma)
    assert afghanistan["option-pause"].excludes == ("option-men-only",)
    assert afghanistan["option-men-only"].excludes == ("option-pause",)
