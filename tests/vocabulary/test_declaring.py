"""Is every kind of record declared whole, so that each face can show it and ask for it?"""

import re

import pytest

from aidememoire.vocabulary.declaring import Shape, as_day, as_identifier, identifier
from aidememoire.vocabulary.errors import Wrong
from aidememoire.vocabulary.kinds import kinds, sections

PARTS = {
    spec.part
    for kind in kinds().values()
    for outer in kind.fields()
    for spec in (outer, *(outer.part.fields() if outer.part else ()))
    if spec.part
}
MODELS = [*kinds().values(), *sorted(PARTS, key=lambda part: part.__name__)]
SHORT = 120
# The table of DESIGN 4.
FIELDS_OF_DESIGN = {
    "actor": "kind names aliases part_of level country ours",
    "identity": "actor name purpose legal_basis keep_until",
    "tenure": "post person since until",
    "tie": "actor over basis sign strength exposure since until",
    "need": "groups sector area people horizon heard counted_on",
    "issue": "goal typology horizon metric status_quo no_agreement deadline areas groups people held_at reached_at "
    "threat_to_life staff_risk precedent norm_at_stake failed_attempts",
    "stance": "actor issue assessed_on assessed_by position low high salience influence role accept_low accept_high "
    "no_agreement_cost veto",
    "statement": "held_by",
    "ask": "to issue behaviour groups norms horizon harms serves heard since until",
    "option": "by to issue cost chance side_effects needs excludes offers",
    "proposal": "by made_on what who where when how dispute_route verification",
    "channel": "counterpart level cadence_days keeper",
    "mandate": "issuer holder scope autonomy exposure_limit since expires_on acknowledged_on",
    "limit": "kind origin owner issue bound condition agencies",
    "engagement": "held_on planned_on type visibility track level participants capacity asks sanctioned_by outcome next_step",
    "commitment": "given_by given_to wording about form given_on due_on expires_on verifier conditions in_their_control",
    "observation": "observed_on bears_on outcome reported_by firsthand reliability credibility stakes",
    "authority": "basis form issued_by route sector area granted_on expires_on conditions",
    "constraint": "type area actor since until severity",
    "dilemma": "options dissent decision decided_by review_on",
    "flow": "donor recipient amount currency status year",
    "source": "title publisher published_on address licence digest",
    "provenance": "bears_on actor identity keep_until",
}
KINDS = list(FIELDS_OF_DESIGN)


def test_the_kinds_are_those_of_the_design():
    assert set(kinds()) == set(KINDS)


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_has_the_fields_of_the_design_and_what_all_have_in_common(name):
    names = [spec.name for spec in kinds()[name].fields()]
    assert set(FIELDS_OF_DESIGN[name].split()) <= set(names)
    assert names[0] == "id" and names[-3:] == ["evidence", "handling", "note"]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_says_what_it_is_in_one_and_in_many(name):
    about = kinds()[name].kind_of
    assert str(about.label) and str(about.labels) and about.label != about.labels
    assert sections()[about.plural] is kinds()[name]
    assert kinds()[name].__doc__.endswith(".")


def test_kinds_come_in_the_order_of_the_chain_and_no_two_share_a_place():
    places = [kind.kind_of.place for kind in kinds().values()]
    assert places == sorted(set(places))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_has_a_label_and_where_it_needs_one_a_help(model):
    for spec in model.fields():
        assert 0 < len(str(spec.label)) < SHORT, spec.name
        assert str(spec.label)[0].isupper(), spec.name
        assert spec.help is None or (str(spec.help) and len(str(spec.help)) < SHORT), spec.name
        assert spec.name not in {"on", "source", "target"}, "names that no field has, by the design"
        assert re.fullmatch(r"[a-z][a-z0-9_]*", spec.name)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_no_two_fields_of_a_kind_carry_the_same_label(model):
    labels = [str(spec.label) for spec in model.fields()]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_what_a_field_takes_is_declared_with_it(model):
    for spec in model.fields():
        assert (spec.codes is not None) == (spec.shape is Shape.CODE), spec.name
        assert (spec.scale is not None) == (spec.shape is Shape.JUDGED), spec.name
        assert (spec.part is not None) == (spec.shape is Shape.PARTS), spec.name
        assert not spec.refers or spec.shape is Shape.REFERENCE, spec.name
        assert set(spec.refers) <= set(KINDS), spec.name


@pytest.mark.parametrize("name", KINDS)
def test_what_a_kind_names_as_its_days_and_its_name_are_fields_of_it(name):
    kind = kinds()[name]
    about, fields = kind.kind_of, {spec.attribute: spec for spec in kind.fields()}
    for day in (about.first_day, about.last_day):
        assert day is None or fields[day].shape is Shape.DAY
    assert set(about.called) <= set(fields)


def test_what_is_for_few_eyes_is_written_on_secret_sheets():
    assert {name for name, kind in kinds().items() if kind.kind_of.secret} == {"identity", "limit", "stance"}


# Ids and days


@pytest.mark.parametrize("id", ["a", "port-authority", "0", "2026-03-31", "a" * 80, 12])
def test_an_id_is_small_letters_digits_and_single_hyphens(id):
    assert identifier(id) == str(id)


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "-a",
        "a-",
        "a--b",
        "A",
        "a b",
        "a_b",
        "é",
        "a\n",
        "a" * 81,
        "\u200fa",
        "a\u202e",
        None,
        True,
        1.5,
        "a.b",
        "١٢",
    ],
)
def test_what_is_no_id_is_refused_with_one_that_is(wrong):
    with pytest.raises(Wrong) as refused:
        identifier(wrong)
    assert refused.value.instead


@pytest.mark.parametrize(
    ("words", "id"),
    [
        ("Port Authority", "port-authority"),
        ("Bab al-Hawa (crossing)", "bab-al-hawa-crossing"),
        ("Adré!", "adre"),
        ("غزة", ""),
    ],
)
def test_words_make_the_nearest_id(words, id):
    assert as_identifier(words) == id


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("31.3.2026", "2026-03-31"),
        ("31/03/2026", "2026-03-31"),
        ("3/31/2026", "2026-03-31"),
        ("03/04/2026", "2026-03-04 or 2026-04-03, whichever is meant"),
        ("2026/3/31", "2026-03-31"),
        ("2026-03-31T10:00", "2026-03-31"),
        ("2026-02-30", "a day such as 2026-03-31"),
        ("tomorrow", "a day such as 2026-03-31"),
        ("20260331", "a day such as 2026-03-31"),
        ("2026-W01-1", "a day such as 2026-03-31"),
        ("٢٠٢٦-٠٣-٣١", "2026-03-31"),
        (20260331, "a day such as 2026-03-31"),
        (None, "a day such as 2026-03-31"),
    ],
)
def test_a_day_written_otherwise_is_refused_with_the_day_that_is_meant(written, instead):
    with pytest.raises(Wrong) as refused:
        as_day(written)
    assert str(refused.value.instead) == instead
