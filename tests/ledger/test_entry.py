"""Is an entry written in one form only, and is anything else refused?"""

import random
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidememoire.ledger.clock import Moment
from aidememoire.ledger.entry import Entry, NotAnEntry, new_id, packed, unpacked
from aidememoire.vocabulary.handling import Handling
from strategies import handlings

ids = st.binary(min_size=16, max_size=16).map(bytes.hex)
entries = st.builds(
    Entry,
    id=ids,
    dossier=ids,
    record=ids,
    kind=st.sampled_from(["actor", "header", "purge"]),
    parents=st.lists(ids, max_size=3).map(tuple),
    recorded_at=st.builds(Moment, st.integers(0, 2**47 - 1), st.integers(0, 2**32 - 1)),
    recorded_by=ids,
    handling=handlings().map(Handling.model_validate),
    body=st.none() | st.binary(max_size=200),
    batch=ids,
)


@given(entries, st.binary(min_size=32, max_size=32) | st.just(b""))
def test_an_entry_comes_back_from_its_bytes(entry, previous):
    linked = entry.linked(previous)
    again = unpacked(packed(linked))
    assert again == linked and again.sound and packed(again) == packed(linked) and again.head == linked.head


@given(entries, st.integers(0, 2**31), st.integers(0, 7))
def test_every_flipped_bit_is_refused_or_makes_the_digest_wrong(entry, where, bit):
    written = bytearray(packed(entry.linked(b"")))
    written[where % len(written)] ^= 1 << bit
    with suppress(NotAnEntry):
        assert not unpacked(bytes(written)).sound


@given(entries, st.data())
def test_cut_and_lengthened_entries_are_refused(entry, data):
    written = packed(entry.linked(b"\x01" * 32))
    cut = data.draw(st.integers(0, len(written) - 1))
    for bad in (written[:cut], written + b"\x00"):
        with pytest.raises(NotAnEntry):
            unpacked(bad)


def test_noise_is_refused_in_words():
    chance = random.Random(4)
    for length in range(400):
        with pytest.raises(NotAnEntry, match="cannot be read"):
            unpacked(b"\x01" + chance.randbytes(length) if length % 2 else chance.randbytes(length))


def test_a_newer_format_says_so():
    with pytest.raises(NotAnEntry, match="newer version"):
        unpacked(b"\x02" + bytes(300))


def test_new_ids_sort_by_time():
    assert new_id(Moment(1)) < new_id(Moment(2)) and len(new_id(Moment(1))) == 32
