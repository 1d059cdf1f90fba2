"""Two offices without a line for thirty days: does all come together, and is every clash shown?"""

import random

import pytest

from aidememoire.ledger import acts
from aidememoire.ledger.chain import verify
from aidememoire.ledger.clock import Moment
from aidememoire.vocabulary.kinds.actors import Actor
from worlds import dossier_of, let_in, meet, told

FIELDS = {"country": ("SDN", "SSD", "TCD", "ETH"), "note": ("calm", "tense", "closed"), "level": ("local", "national")}
THIRTY_DAYS = 30 * 24 * 3600 * 1000


@pytest.mark.slow
def test_5000_edits_apart_come_together_from_torn_and_doubled_deliveries_and_no_clash_is_silent():
    chance = random.Random(30)
    here = dossier_of()
    here.do(acts.record(here, *(Actor(id=f"a-{number}", note="calm") for number in range(150))))
    there = let_in(here, "Ben")
    first = {one.id: one.written() for one in here.dossier}
    said = []
    for desk in (here, there):
        for _edit in range(2_500):
            desk.clock.meet(Moment(desk.clock.last.millis + THIRTY_DAYS // 2_500), own=True)
            name = chance.choice(list(FIELDS))
            # Each office works mostly on its own half, so that both kinds of field come about: touched by one, by both.
            low = 0 if desk is here or chance.random() < 0.05 else 75
            desk.do(acts.revise(desk, f"a-{chance.randrange(low, low + 75)}", {name: chance.choice(FIELDS[name])}))
        said.append({one.id: one.written() for one in desk.dossier})
    entries = list(there.entries)
    for _delivery in range(6):  # doubled, in no order, and half of it missing
        here.keeper.append(chance.sample(entries, len(entries) // 2))
        assert len(here.dossier) == 150
    meet(there.keeper, here.keeper, here.place)
    meet(here.keeper, there.keeper, here.place)
    assert told(here.view) == told(there.view)
    assert verify(here.entries, here.keeper.heads(here.place), here.rights.people).holds
    apart = {
        (id, name)
        for id, before in first.items()
        for name in FIELDS
        if len({str(side[id].get(name)) for side in said} | {str(before.get(name))}) == 3
    }
    shown = {(clash.record, clash.field) for clash in here.view.clashes}
    assert apart <= shown and len(apart) > 5
    for id, name in {(id, name) for id in first for name in FIELDS} - shown:
        assert here.dossier[id].written().get(name) in {side[id].get(name) for side in said}
