"""Is what is folded quickly the same as what is folded step by step?

The fold reads a body in one go, where a record has one open version without looking at the others, one kind after the
other, and it follows labels no further than they rise. Each of these is held here against the long way.
"""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidememoire.ledger import fold, showing, track
from aidememoire.ledger.entry import canonical
from aidememoire.ledger.found import modelled, recorded
from aidememoire.ledger.seal import Body
from aidememoire.vocabulary import handling
from strategies import dossiers
from worlds import HARD_DEEDS, play, scripts, seen_by, told

PEOPLE = ("Ana", "Ben", "Cem")
JUNK = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.lists(st.integers(), max_size=2),
    st.dictionaries(st.sampled_from(["en", "level", "words", "id"]), st.text(max_size=4), max_size=2),
    st.sampled_from(["a-1", "2026-02-30", "2026-03-31", "strong", "UN entity", "RED", "yes", "at least 40", "1", "-", "\u202e"]),
)  # fmt: skip


def in_steps(kind, plain):
    """What ``recorded`` says, by way of plain fields."""
    body = Body.read(plain)
    if body is None:
        return None
    model = None if body.record is None else modelled(kind, body.record)
    return None if model is None and body.record is not None else (model, body.names)


def the_long_way_for_one(head, counted, standing):
    """What ``track._single`` says, by way of everything that the record's entries say together."""
    return track._several((head,), counted, standing) if in_steps(head.kind, standing.sealer.opened(head)) else None


def without_end(own, names):
    """What ``handling.inherited`` says, by joining all labels until none rises."""
    labels, before = dict(own), None
    while labels != before:
        before = dict(labels)
        for record in own:
            for other in names.get(record, ()):
                labels[record] = labels[record].joined(labels.get(other, labels[record]))
    return labels


@settings(max_examples=120)
@given(scripts(max_size=24, deeds=HARD_DEEDS), st.randoms())
def test_a_ledger_folded_quickly_is_the_ledger_folded_the_long_way(script, chance):
    world = play(script)
    entries, keys = world.entries, world.keys
    days = [entry.recorded_at for entry in chance.sample(entries, 2)]
    quick = [told(seen_by(world.ana, entries, keys, name, at)) for name in PEOPLE for at in (None, *days)]
    chance.shuffle(entries)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(track, "recorded", in_steps)
        patch.setattr(track, "_single", the_long_way_for_one)
        patch.setattr(handling, "inherited", without_end)
        patch.setattr(fold.Fold, "_kind_of", lambda _fold, record: record)
        patch.setattr(showing, "stepped", lambda _last, _changed: None)
        slow = [told(seen_by(world.ana, entries, keys, name, at)) for name in PEOPLE for at in (None, *days)]
    assert quick == slow


@settings(max_examples=60)
@given(dossiers(), st.data())
def test_a_body_read_in_one_go_is_the_body_read_in_steps(dossier, data):
    for record in dossier:
        fields = json.loads(canonical(record.written()))
        names = dict.fromkeys(record.named(), "0" * 32)
        kind, said = record.kind_of.name, {"record": fields, "names": names, "why": "as told"}
        assert recorded(kind, canonical(said)) == in_steps(kind, canonical(said)) == (record, names)
        spoiled = data.draw(st.sampled_from([*type(record).model_fields, "nothing", *fields]))
        plain = json.dumps({**said, "record": {**fields, spoiled: data.draw(JUNK)}}).encode()
        assert recorded(kind, plain) == in_steps(kind, plain)


@pytest.mark.parametrize(
    "plain",
    [b"", b"{", b"[]", b"{}", b'{"record": {}}', b'{"record": 1, "names": {}}', b'{"record": null, "names": 1}'],
)
def test_what_is_no_body_is_nothing_either_way(plain):
    assert recorded("actor", plain) is None and in_steps("actor", plain) is None


def test_a_withdrawn_body_and_a_kind_of_a_newer_version_are_told_apart():
    gone = b'{"record": null, "names": {}}'
    assert recorded("actor", gone) == (None, {}) and recorded("kind of tomorrow", gone) is None
