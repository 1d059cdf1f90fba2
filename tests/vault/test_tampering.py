"""Is every one of three hundred attempts to alter a vault from outside refused, and none answered with other words? (A10, A11)

Slots, pages, rows, wrapped keys and grants are flipped, swapped, replayed, cheapened and forged: by somebody who has the
files, and, where it says so, by somebody who even holds the key of the database.
"""

import json
import random
import shutil
from collections import Counter
from dataclasses import replace

import pytest

from aidememoire.ledger import acts
from aidememoire.ledger.clock import Moment
from aidememoire.ledger.desk import Desk, granting
from aidememoire.ledger.entry import new_record_id, packed, unpacked
from aidememoire.ledger.gate import Role
from aidememoire.ledger.grants import Grant, boxed, founding
from aidememoire.ledger.memory import MemoryKeyring
from aidememoire.ledger.seal import Sealer
from aidememoire.vault import checking, keys, opened
from aidememoire.vault.database.connection import SqlCipher
from aidememoire.vocabulary.dossier import Header
from aidememoire.vocabulary.errors import AideMemoireError
from aidememoire.vocabulary.handling import Label
from aidememoire.vocabulary.kinds import kinds
from vaults import WORDS

Actor = kinds()["actor"]
ATTEMPTS = Counter()


@pytest.fixture(scope="module")
def filled(made_once, tmp_path_factory):
    """A vault with a dossier of forty records, in two versions each."""
    folder = made_once.copied(tmp_path_factory.mktemp("filled"))
    vault = opened.unlocked(folder, WORDS)
    desk = Desk.found(vault.keeper, vault.keyring, Header(slug="selane", title="Selane"), compartments=("contacts",))
    desk.do(acts.record(desk, *(Actor(id=f"actor-{n}", names=f"Name {n} ✓") for n in range(40))))
    for n in range(40):
        desk.do(acts.revise(desk, f"actor-{n}", {"note": f"Note {n}"}))
    vault.lock()
    return folder, desk.place


@pytest.fixture
def copy(filled, tmp_path):
    folder, dossier = filled
    shutil.copytree(folder.path, tmp_path / "home" / "vault")
    return replace(folder, path=tmp_path / "home" / "vault"), dossier


def read_all(vault, dossier):
    """Every record that the user sees, as plain values."""
    desk = Desk(vault.keeper, vault.keyring, dossier)
    return {record.id: record.written() for record in desk.dossier}


def outcome(folder, dossier, right):
    """What a user meets: ``refused`` by an error or by verify, ``same`` where nothing is altered, else ``wrong``."""
    try:
        vault = opened.unlocked(folder, WORDS)
    except AideMemoireError:
        return "refused"
    try:
        problems, found = checking.verify(vault).problems, read_all(vault, dossier)
    finally:
        vault.keeper.close()
    return "refused" if problems else "same" if found == right else "wrong"


@pytest.fixture(scope="module")
def right(filled):
    folder, dossier = filled
    vault = opened.unlocked(folder, WORDS)
    found = read_all(vault, dossier)
    vault.lock()
    assert len(found) == 40
    return found


def test_the_harness_sees_that_an_untouched_copy_is_the_same(copy, right):
    assert outcome(*copy, right) == "same"


@pytest.mark.parametrize("what", ["user", "database"])
def test_every_flipped_bit_in_a_slot_is_refused(copy, what, monkeypatch):
    folder, _dossier = copy
    user_slot = next(folder.slots.glob("*.user"))
    slot = user_slot.with_suffix(f".{what}")
    original, chance = slot.read_bytes(), random.Random(what)
    found = keys.open_user_slot(user_slot.read_bytes(), WORDS, vault=folder.id())
    header = json.loads(user_slot.read_bytes())
    stretched = keys._stretched(WORDS, bytes.fromhex(header["salt"]), keys.FLOOR, "user")
    # The derivation is the same for the same header; spare the machine sixty of them.
    monkeypatch.setattr(
        keys, "_stretched",
        lambda _words, salt, cost, purpose: stretched if (salt.hex(), cost) == (header["salt"], keys.FLOOR) else bytes(32),
    )  # fmt: skip
    opens = {
        "user": lambda slot: keys.open_user_slot(slot, WORDS, vault=folder.id()),
        "database": lambda slot: keys.open_database_slot(slot, found.user, found.trusts, vault=folder.id()),
    }[what]
    for _time in range(60):
        at, bit = chance.randrange(len(original)), 1 << chance.randrange(8)
        changed = bytearray(original)
        changed[at] ^= bit
        with pytest.raises(AideMemoireError):
            opens(bytes(changed))
        ATTEMPTS[f"flip in {what} slot"] += 1


def test_flipped_bits_in_the_database_never_change_what_is_read(copy, right):
    folder, dossier = copy
    original, chance = folder.database.read_bytes(), random.Random(10)
    vault = opened.unlocked(folder, WORDS)
    key, id = vault.key, vault.id
    vault.keeper.close()
    for name in ("-wal", "-shm"):
        folder.database.with_name(f"vault.db{name}").unlink(missing_ok=True)
    for _time in range(100):
        at, bit = chance.randrange(len(original)), 1 << chance.randrange(8)
        changed = bytearray(original)
        changed[at] ^= bit
        folder.database.write_bytes(changed)
        assert _with_key(folder, id, key, vault, dossier, right) == "refused", (at, bit)
        ATTEMPTS["flip in database"] += 1


def _with_key(folder, id, key, former, dossier, right):
    """As ``outcome``, without deriving anything: the slots are as they were."""
    try:
        vault = opened._vault(folder, id, former.unlocked, key)
    except AideMemoireError:
        return "refused"
    try:  # as the key agent does: look through it all, and only then read
        checked = checking.check(vault.keeper, vault.keyring, vault=id)
        if checked.problems or checked.unsigned_events:  # it was locked, so that all was signed
            return "refused"
        found = read_all(vault, dossier)
    except AideMemoireError:
        return "refused"
    finally:
        vault.keeper.close()
    return "same" if found == right else "wrong"


def test_pages_that_change_places_or_come_from_yesterday_are_refused(copy, right):
    folder, dossier = copy
    vault = opened.unlocked(folder, WORDS)
    key, id = vault.key, vault.id
    yesterday = folder.database.read_bytes()
    desk = Desk(vault.keeper, vault.keyring, dossier)
    for n in range(40):
        desk.do(acts.revise(desk, f"actor-{n}", {"note": f"Later note {n}"}))
    later = read_all(vault, dossier)
    vault.lock()  # which signs the end of the audit
    today, page, chance = folder.database.read_bytes(), 4096, random.Random(11)
    changed_pages = [
        n for n in range(1, len(yesterday) // page) if yesterday[n * page :][:page] != today[n * page :][:page]
    ]
    assert len(changed_pages) > 5
    assert _with_key(folder, id, key, vault, dossier, later) == "same"
    for time in range(40):
        mixed = bytearray(today)
        if time % 2:
            some, other = chance.sample(range(1, len(today) // page), 2)
            if today[some * page :][:page] == today[other * page :][:page]:
                continue
            mixed[some * page : (some + 1) * page] = today[other * page : (other + 1) * page]
        else:
            some = chance.choice(changed_pages)
            mixed[some * page : (some + 1) * page] = yesterday[some * page : (some + 1) * page]
        folder.database.write_bytes(mixed)
        assert _with_key(folder, id, key, vault, dossier, later) == "refused", time
        ATTEMPTS["page moved or replayed"] += 1


# With the key of the database in hand: no trigger and no authorizer stands in the way.


@pytest.fixture
def raw(copy):
    """The vault opened past every guard, as somebody with the database key could."""
    folder, dossier = copy
    vault = opened.unlocked(folder, WORDS)
    vault.keeper.queue.tidy()
    engine = SqlCipher()
    database = engine.connect(folder.database, vault.key)
    for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        database.execute(f"DROP TRIGGER {name}")
    yield vault, database, dossier
    database.close()
    vault.keeper.close()


def problems_and_records(vault, dossier):
    try:
        return checking.check(vault.keeper, vault.keyring, vault=vault.id).problems, read_all(vault, dossier)
    except AideMemoireError as trouble:
        return (str(trouble),), {}


def rows_of(database, dossier):
    statement = "SELECT number, packed FROM entries WHERE kind = 'actor' ORDER BY number"
    found = database.execute(statement).fetchall()
    return [row for row in found if unpacked(row[1]).dossier == dossier]


def test_rows_and_fields_swapped_with_the_database_key_are_refused_by_chain_and_seal(raw, right):
    vault, database, dossier = raw
    chance, rows = random.Random(12), rows_of(database, dossier)
    for time in range(40):
        (first, one), (second, other) = chance.sample(rows, 2)
        a, b = unpacked(one), unpacked(other)
        if time % 4 == 0:  # whole rows under each other's id
            changes = [(first, packed(replace(a, body=b.body))), (second, packed(replace(b, body=a.body)))]
        elif time % 4 == 1:  # the body of another, with a digest that fits
            changes = [(first, packed(replace(a, body=b.body).linked(a.previous)))]
        elif time % 4 == 2:  # a lower label, with a digest that fits
            low = a.handling.model_copy(update={"level": Label.CLEAR})
            changes = [(first, packed(replace(a, handling=low).linked(a.previous)))]
        else:  # another writer's name
            changes = [(first, packed(replace(a, recorded_by="77" * 16).linked(a.previous)))]
        database.execute("BEGIN")
        for number, written in changes:
            database.execute("UPDATE entries SET packed = ? WHERE number = ?", (written, number))
        database.execute("COMMIT")
        problems, found = problems_and_records(vault, dossier)
        assert problems, time
        assert all(found[id] == right[id] or _older(found[id], right[id]) for id in found), time
        ATTEMPTS["row or field swapped"] += 1
        database.execute("BEGIN")
        for number, written in ((first, one), (second, other)):
            database.execute("UPDATE entries SET packed = ? WHERE number = ?", (written, number))
        database.execute("COMMIT")
    assert problems_and_records(vault, dossier) == ((), right)


def _older(found, right):
    """An entry that no longer opens leaves the version before it: true words of their writer, and verify says so."""
    return {**right, "note": None} == {**found, "note": None} and found.get("note") is None


def test_rows_taken_away_with_the_database_key_are_noticed(raw):
    vault, database, dossier = raw
    chance, rows = random.Random(13), rows_of(database, dossier)
    for number, _written in [*chance.sample(rows, 14), rows[-1]]:
        row = database.execute("SELECT * FROM entries WHERE number = ?", (number,)).fetchone()
        database.execute("DELETE FROM entries WHERE number = ?", (number,))
        assert checking.check(vault.keeper, vault.keyring, vault=vault.id).problems
        database.execute("INSERT INTO entries VALUES (?, ?, ?, ?)", row)
        ATTEMPTS["row taken away"] += 1
    assert not checking.check(vault.keeper, vault.keyring, vault=vault.id).problems


def test_wrapped_keys_put_in_the_place_of_others_open_nothing(raw, right):
    vault, database, dossier = raw
    chance = random.Random(14)
    wrapped = database.execute("SELECT name, sealed FROM record_keys WHERE dossier = ?", (dossier,)).fetchall()
    entries = [unpacked(row[1]) for row in rows_of(database, dossier)]
    for _time in range(20):
        (first, one), (_second, other) = chance.sample(wrapped, 2)
        database.execute("UPDATE record_keys SET sealed = ? WHERE name = ?", (other, first))
        sealer = Sealer(vault.keyring, dossier, vault.keeper.keys(dossier))
        concerned = [entry for entry in entries if entry.body.startswith(first)]
        assert all(sealer.open(entry) is None for entry in concerned)
        assert all(found == right[id] for id, found in read_all(vault, dossier).items())
        database.execute("UPDATE record_keys SET sealed = ? WHERE name = ?", (one, first))
        ATTEMPTS["wrapped key substituted"] += 1
    assert read_all(vault, dossier) == right


# Grants (A11).


def put_in(database, entry):
    """Put an entry behind the last one of the vault's only dossier, as somebody with the database key could."""
    values = (bytes.fromhex(entry.id), entry.kind, packed(entry))
    database.execute("INSERT INTO entries SELECT max(number) + 1, ?, ?, ? FROM entries", values)


def add_grant(vault, database, dossier, grant):
    at = Moment(grant.given_at.millis)
    entry = granting(grant, at, new_record_id()).linked(b"")
    put_in(database, entry)


def grant_of(giver, member, dossier, *, key, **more):
    plain = {
        "dossier": dossier, "compartment": "", "version": 2, "member": member.me, "role": Role.LEAD, "clearance": Label.RED,
        "agency": None, "given_by": giver.me.id, "given_at": Moment(2_000_000_000_000), "sealed_key": boxed(key, member.me),
    }  # fmt: skip
    return Grant(**{**plain, **more}).signed(giver)


def test_a_grant_that_nobody_entitled_gave_brings_no_key(raw):
    vault, database, dossier = raw
    stranger, planted = MemoryKeyring("Stranger"), b"k" * 32
    mine = vault.keyring
    held = mine.compartment_key(dossier, "")
    first = Grant.read(vault.keeper.grants(dossier)[0].body)
    forged = [
        grant_of(stranger, mine, dossier, key=planted),  # by a stranger
        replace(grant_of(stranger, mine, dossier, key=planted), given_by=mine.me.id),  # in another's name
        replace(first, version=2, sealed_key=boxed(planted, mine.me)),  # a real one with another key
        replace(first, compartment="contacts"),  # a real one for another compartment
        replace(first, dossier=dossier, salt=bytes(16)),  # a founding that does not fit the dossier
        founding(stranger.me, stranger, at=Moment(1))[0],  # the founding of another dossier
        grant_of(stranger, mine, dossier, key=planted, compartment="new one", version=1),
    ]
    for grant in forged:
        add_grant(vault, database, dossier, grant)
        assert mine.compartment_key(dossier, "") == held
        assert mine.compartment_key(dossier, "", 2) is None
        assert mine.compartment_key(dossier, "new one") is None
        ATTEMPTS["grant forged or replayed"] += 1


def test_a_grant_by_somebody_whose_own_has_ended_brings_no_key(raw):
    from aidememoire.ledger.entry import REVOCATION, Entry, new_id
    from aidememoire.ledger.grants import Revocation
    from aidememoire.vocabulary.handling import Handling

    vault, database, dossier = raw
    mine, former, friend = vault.keyring, MemoryKeyring("Former"), MemoryKeyring("Friend")
    key = mine.compartment_key(dossier, "")
    now = 2_000_000_000_000
    add_grant(vault, database, dossier, grant_of(mine, former, dossier, key=key, version=1, given_at=Moment(now)))
    end = Revocation(dossier, "", former.me.id, mine.me.id, Moment(now + 10)).signed(mine)
    at = Moment(now + 10)
    entry = Entry(
        new_id(at), dossier, new_record_id(), REVOCATION, (), at, mine.me.id, Handling(level=Label.CLEAR), end.written(),
        new_record_id(),
    ).linked(b"")  # fmt: skip
    put_in(database, entry)
    late = grant_of(former, friend, dossier, key=key, version=1, given_at=Moment(now + 20))
    add_grant(vault, database, dossier, late)
    from aidememoire.ledger.grants import Rights

    rights = Rights.of(vault.keeper.grants(dossier), dossier)
    assert rights.reader(former.me.id) is None and rights.reader(friend.me.id) is None
    assert late in rights.refused
    ATTEMPTS["grant of one whose part had ended"] += 1


def test_there_were_three_hundred_attempts():
    assert sum(ATTEMPTS.values()) >= 300, ATTEMPTS
