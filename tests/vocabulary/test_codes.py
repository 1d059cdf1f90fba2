"""How are codes spelled, and what is forgiven?"""

import inspect

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from aidememoire.vocabulary import codes
from aidememoire.vocabulary.codes import Codes, CommitmentForm, EngagementType, Outcome, Sign, Status, Whose, spelling

LISTS = [
    one for _name, one in inspect.getmembers(codes, inspect.isclass) if issubclass(one, Codes) and one is not Codes
]
MEMBERS = [(of, code) for of in LISTS for code in of]

# The lists of DESIGN 4, 6 and 7 that outside checks rely on, as they are written in files and rows.
WRITTEN = {
    "Setting": "conflict, disaster, epidemic, intervention, social crisis",
    "Heard": "directly, through representatives, not asked, unknown",
    "Level": "local, provincial, national, regional, global, X",
    "Precedent": "none, here, country, beyond",
    "StanceRole": "decide, formal issuer, block, gatekeep, support, swing, absent",
    "Outcome": "kept, partly, broken, overtaken, cannot tell",
    "Status": "overdue, broken, disputed, partly, unverified, open, kept, overtaken",
    "State": "valid, lapsed, unclear",
    "AuthorityBasis": "Council, consent, tolerance, exemption",
    "AuthorityForm": "written, oral",
    "CommitmentClass": "access, permit, safe passage, notification, release, guideline, ceasefire, agreement, funding, other",
    "LimitKind": "red line, bottom line",
    "Severity": "0, 1, 2, 3, X",
    "Reliability": "A, B, C, D, E, F",
    "Credibility": "1, 2, 3, 4, 5, 6",
    "Side": "for, against",
    "FlowStatus": "pledged, committed, paid",
    "Track": "frontline, diplomatic, both, hold",
    "Worded": "quoted, paraphrased, translated",
}


def read(of, written):
    return TypeAdapter(of).validate_python(written)


@pytest.mark.parametrize("name", WRITTEN)
def test_the_codes_are_those_of_the_design(name):
    assert ", ".join(code.value for code in getattr(codes, name)) == WRITTEN[name]


@pytest.mark.parametrize(("of", "code"), MEMBERS, ids=lambda one: getattr(one, "__name__", str(one)))
def test_a_code_is_read_by_its_spelling_and_by_its_label(of, code):
    assert read(of, code.value) is code
    assert read(of, code) is code
    assert read(of, code.label.english) is code


@given(st.sampled_from(MEMBERS), st.data())
def test_case_hyphens_underscores_and_spaces_do_not_matter(member, data):
    of, code = member
    changes = st.sampled_from([str.upper, str.lower, str.title, lambda said: said.replace(" ", "_"), " {} ".format])
    written = data.draw(changes)(code.value)
    assert read(of, written) is code


@pytest.mark.parametrize("of", LISTS)
def test_no_two_codes_of_a_list_can_be_mistaken_for_each_other(of):
    said = [(spelling(words), code) for code in of for words in {code.value, code.label.english}]
    claimed = {}
    for words, code in said:
        assert claimed.setdefault(words, code) is code, words


@pytest.mark.parametrize(
    ("of", "written", "code"),
    [
        (EngagementType, "Démarche", "démarche"),
        (CommitmentForm, "verbal recorded", "verbal-recorded"),
        (Whose, "people’s", "people's"),
        (Sign, "+", "positive"),
        (Sign, "-", "negative"),
        (codes.Severity, 2, "2"),
        (codes.Credibility, 1, "1"),
        (Outcome, "Cannot_Tell", "cannot tell"),
    ],
)
def test_what_people_really_write_is_understood(of, written, code):
    assert read(of, written).value == code


@pytest.mark.parametrize("wrong", ["", "keptt", "overdue", 1, None, True, 1.0, ["kept"]])
def test_what_is_no_code_of_the_list_is_refused(wrong):
    with pytest.raises(ValidationError):
        read(Outcome, wrong)


def test_every_outcome_but_not_knowing_is_a_status():
    assert {code.value for code in Outcome} - {code.value for code in Status} == {"cannot tell"}
