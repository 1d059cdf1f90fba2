"""Does the order in which entries arrive, or how often, ever matter?"""

from hypothesis import given, settings
from hypothesis import strategies as st

from aidememoire.ledger.merge import merge
from worlds import play, scripts, seen_by, told

PEOPLE = ("Ana", "Ben", "Cem")


@settings(max_examples=150)
@given(scripts(), st.randoms())
def test_the_order_and_the_number_of_times_that_entries_arrive_never_matter(script, chance):
    world = play(script)
    entries = world.entries
    mixed = entries + chance.sample(entries, len(entries) // 2)
    chance.shuffle(mixed)
    for name in PEOPLE:
        assert told(seen_by(world.ana, mixed, world.keys, name)) == told(seen_by(world.ana, entries, world.keys, name))


@settings(max_examples=100)
@given(scripts())
def test_a_desk_that_follows_its_ledger_sees_what_one_sees_that_opens_it_new(script):
    for desk in play(script).desks:
        keys = desk.keeper.keys(desk.place)
        assert told(desk.view) == told(seen_by(desk, desk.entries, keys))


@settings(max_examples=60)
@given(scripts(), st.randoms())
def test_merging_is_commutative_associative_and_idempotent(script, chance):
    a, b, c = ([*desk.entries] for desk in play(script).desks)
    chance.shuffle(a)
    assert merge(a, b) == merge(b, a)
    assert merge(merge(a, b), c) == merge(a, merge(b, c))
    assert merge(a, a, b) == merge(a, b) and set(merge(a, b)) == {*a, *b}
