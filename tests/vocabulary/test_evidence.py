"""How much does the best evidence for a record weigh, and how is it graded?"""

import pytest
from pydantic import ValidationError

from aidememoire.vocabulary.evidence import Evidence, weight

# The sureness n of DESIGN: none 2, E-F or 5-6 4, C-D or 3-4 8, A-B and 1-2 20.
WEIGHTS = [
    [20, 20, 8, 8, 4, 4],  # A
    [20, 20, 8, 8, 4, 4],  # B
    [8, 8, 8, 8, 4, 4],  # C
    [8, 8, 8, 8, 4, 4],  # D
    [4, 4, 4, 4, 4, 4],  # E
    [4, 4, 4, 4, 4, 4],  # F
]
GRADES = [(r, str(c), n) for r, row in zip("ABCDEF", WEIGHTS, strict=True) for c, n in enumerate(row, start=1)]


def piece(**fields):
    return Evidence.model_validate(fields)


@pytest.mark.parametrize(("reliability", "credibility", "n"), GRADES)
def test_each_pair_of_grades_weighs_as_the_design_says(reliability, credibility, n):
    assert weight((piece(reliability=reliability, credibility=credibility),)) == n


def test_no_evidence_or_ungraded_evidence_weighs_least():
    assert weight(()) == weight((piece(claim="They said so."),)) == 2
    assert weight((piece(reliability="A"),)) == weight((piece(credibility=1),)) == 2


def test_the_best_piece_for_the_record_counts_and_what_speaks_against_it_does_not():
    poor, fair, good = (piece(reliability=r, credibility=c) for r, c in (("F", 6), ("C", 3), ("A", 1)))
    assert weight((poor, fair)) == weight((fair, poor)) == 8
    assert weight((poor, good.model_copy(update={"side": "against"}))) == 4


def test_evidence_supports_the_record_unless_it_says_otherwise():
    assert piece(claim="They said so.").side == "for"
    assert piece(side="Against").side == "against"


@pytest.mark.parametrize("wrong", [{"reliability": "G"}, {"credibility": 7}, {"side": "maybe"}, {"grade": "A1"}])
def test_a_grade_or_field_that_does_not_exist_is_refused(wrong):
    with pytest.raises(ValidationError):
        piece(**wrong)
