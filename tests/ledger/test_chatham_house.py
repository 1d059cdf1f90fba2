"""Does it ever show who said it, where it may be said what was said but not by whom?"""

import pytest

from aidememoire.ledger import acts
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.kinds.actors import Actor
from aidememoire.vocabulary.kinds.commitments import Commitment
from aidememoire.vocabulary.kinds.positions import Statement
from worlds import dossier_of, let_in, meet, seen_by, told

TAG = {"level": "AMBER+STRICT", "chatham_house": True}


@pytest.fixture
def ana():
    desk = dossier_of()
    said = Statement(
        id="said", nature="fact", accord="agreed", words="The road is open.", held_by=["speaker"], handling=TAG
    )
    desk.do(acts.record(desk, Actor(id="speaker", names="Somebody"), said))
    return desk


def test_what_was_said_is_there_and_who_said_it_is_not(ana):
    assert ana.dossier["said"].held_by == () and str(ana.dossier["said"].words) == "The road is open."
    (first,) = ana.view.history("said")
    assert "held_by" not in first.record and "held_by" not in first.changed


def test_a_form_that_comes_back_without_it_does_not_erase_it(ana):
    ana.do(acts.revise(ana, "said", {"held_by": [], "words": "The road was open."}))
    assert ana.view.versions(ana.view.record_id("said"))[-1][1].fields["held_by"] == [ana.view.record_id("speaker")]
    with pytest.raises(InputError, match="may not be told"):
        acts.revise(ana, "said", {"held_by": ["speaker"]})


def test_a_clash_about_who_said_it_does_not_tell_either(ana):
    ben = let_in(ana, "Ben")
    ana.do(acts.record(ana, Statement(id="later", nature="fact", accord="agreed", words="The gate is shut.")))
    meet(ana.keeper, ben.keeper, ana.place)
    ana.do(acts.revise(ana, "later", {"held_by": ["speaker"]}))
    ben.do(acts.revise(ben, "later", {"held_by": [], "disputed_by": ["speaker"]}))
    ana.do(acts.revise(ana, "later", {"handling": TAG}))
    meet(ben.keeper, ana.keeper, ana.place)
    for sight in (ana.view, seen_by(ana, ana.entries, ana.keeper.keys(ana.place))):
        assert sight.dossier["later"].held_by == sight.dossier["later"].disputed_by == ()
        assert "held_by" not in repr(told(sight)) or "('held_by', (None" not in repr(told(sight))
        assert not [clash for clash in sight.clashes if clash.field in ("held_by", "disputed_by")]


def test_a_record_that_says_nothing_without_saying_who_is_left_out(ana):
    ana.do(acts.record(ana, Commitment(id="promise", given_by="speaker", wording="We will.", handling=TAG)))
    assert "promise" not in ana.dossier and {"speaker", "said"} == {one.id for one in ana.dossier}
