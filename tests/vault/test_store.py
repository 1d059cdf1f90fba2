"""Does the vault keep a ledger as the protocol says, and does its database refuse what a vault never does?"""

from dataclasses import replace

import pytest

from aidememoire.ledger import chain
from aidememoire.ledger.keeper import Moved
from aidememoire.ledger.memory import MemoryKeeper
from aidememoire.vault.database.connection import FLOOR, SqlCipher, opened
from aidememoire.vault.database.schema import APPEND_ONLY
from aidememoire.vocabulary.errors import InputError
from vaults import KEY, bare, whole, wrapped


@pytest.fixture(params=["vault", "memory"])
def any_keeper(request):
    """The vault's keeper, and the plain one that says what is right."""
    return request.getfixturevalue("keeper") if request.param == "vault" else MemoryKeeper()


# The protocol.


def test_what_was_appended_comes_back_in_order_of_arrival(any_keeper, scribe):
    written = [entry for _time in range(5) for entry in scribe.write(any_keeper, 3)]
    found = list(any_keeper.entries(scribe.dossier))
    assert [entry for _number, entry in found] == written
    assert [number for number, _entry in found] == sorted(number for number, _entry in found)
    assert any_keeper.last(scribe.dossier) == found[-1][0]
    assert [entry for _n, entry in any_keeper.entries(scribe.dossier, found[6][0])] == written[7:]


def test_an_entry_said_twice_is_kept_once(any_keeper, scribe):
    entries = scribe.write(any_keeper, 3)
    last = any_keeper.append(entries, heads=chain.heads(entries, {}, scribe.keyring, scribe.clock.tick()))
    assert last == any_keeper.last(scribe.dossier) == 3
    assert len(list(any_keeper.entries(scribe.dossier))) == 3


def test_whoever_looked_before_somebody_else_wrote_is_told(any_keeper, scribe):
    scribe.write(any_keeper, 2)
    late = scribe.entries(1)
    with pytest.raises(Moved):
        any_keeper.append(late, expecting=1)
    assert any_keeper.last(scribe.dossier) == 2
    assert any_keeper.append(late, expecting=2) == 3


def test_of_heads_the_one_that_counts_more_stays(any_keeper, scribe):
    scribe.write(any_keeper, 1)
    early = any_keeper.heads(scribe.dossier)
    scribe.write(any_keeper, 2)
    any_keeper.append((), heads=early)
    (head,) = any_keeper.heads(scribe.dossier)
    assert head.count == 3 and head.chain == early[0].chain


def test_keys_that_are_dropped_are_gone_and_never_taken_again(any_keeper, scribe):
    kept, purged = scribe.write(any_keeper, 2)
    keys = any_keeper.keys(scribe.dossier)
    any_keeper.append((), drop_keys=[purged.record])
    any_keeper.append((), keys=[*keys, wrapped(purged)])
    assert [key.record for key in any_keeper.keys(scribe.dossier)] == [kept.record]


def test_wrapped_keys_come_back_as_they_were(any_keeper, scribe):
    (entry,) = scribe.entries(1)
    key = replace(wrapped(entry), compartments=(("", 2), ("contacts", 7)))
    any_keeper.append([entry], keys=[key, key])
    assert tuple(any_keeper.keys(scribe.dossier)) == (key,)


def test_an_attachment_comes_back_and_another_is_none(any_keeper):
    digest = any_keeper.attach(b"a signed paper")
    assert any_keeper.attachment(digest) == b"a signed paper"
    assert any_keeper.attachment(bytes(32)) is None


def test_dossiers_do_not_mix(keeper, scribe):
    from vaults import Scribe

    other = Scribe("44" * 16)
    scribe.write(keeper, 2), other.write(keeper, 1), scribe.write(keeper, 1)
    assert [number for number, _entry in keeper.entries(scribe.dossier)] == [1, 2, 3]
    assert keeper.last(other.dossier) == 1 and keeper.last(scribe.dossier) == 3 and keeper.last("55" * 16) == 0
    assert [number for number, _entry in keeper.entries(other.dossier, since=-5)] == [1]
    assert keeper.by_arrival() == (scribe.dossier, other.dossier)
    assert keeper.dossier_ids() == tuple(sorted((scribe.dossier, other.dossier)))


def test_more_entries_than_a_page_come_back_whole(keeper, scribe):
    scribe.write(keeper, 4500, size=10)
    assert len(whole(keeper, scribe)) == 4500


def test_what_was_kept_is_there_after_closing(tmp_path, keeper, scribe):
    scribe.write(keeper, 2)
    keeper.close()
    assert len(whole(bare(tmp_path / "bare"), scribe)) == 2


def test_open_entries_are_found_by_their_index(keeper):
    asked = []
    database = keeper.queue._open()
    SqlCipher().guard(database, None)
    database.set_trace_callback(asked.append)
    keeper.of_kind("22" * 16, "grant")
    database.set_trace_callback(None)
    (plan,) = database.execute(f"EXPLAIN QUERY PLAN {asked[-1]}").fetchall()
    assert "entries_of_kind" in plan[3]


# All or nothing.


def test_an_entry_that_was_altered_on_its_way_is_refused_with_all_beside_it(keeper, scribe):
    good, bad = scribe.entries(2)
    with pytest.raises(InputError, match="changed on its way"):
        keeper.append([good, replace(bad, body=b"other")])
    assert keeper.last(scribe.dossier) == 0


def test_another_entry_under_a_known_id_is_refused_with_all_beside_it(keeper, scribe):
    (known,) = scribe.write(keeper, 1)
    (new,) = scribe.entries(1)
    forged = replace(known, body=b"other").linked(known.previous)
    with pytest.raises(InputError, match="says something else"):
        keeper.append([new, forged], keys=[wrapped(new)])
    assert whole(keeper, scribe) == [known.id]


@pytest.mark.parametrize("part", ["keys", "heads", "audit"])
def test_where_any_part_fails_no_part_is_kept(keeper, scribe, part, monkeypatch):
    from aidememoire.vault import store

    scribe.write(keeper, 1)
    entries = scribe.entries(2)
    parts = {
        "keys": [wrapped(entry) for entry in entries],
        "heads": scribe.heads(entries),
        "audit": [scribe.event("record")],
    }

    def fails(*_arguments):
        raise RuntimeError("this part failed")

    where = {"keys": (store, "_add_key"), "heads": (store, "_add_head"), "audit": (keeper.log, "_known_key")}
    monkeypatch.setattr(*where[part], fails) if part != "audit" else monkeypatch.setattr(
        type(keeper.log), "_known_key", fails
    )
    with pytest.raises(RuntimeError):
        keeper.append(entries, **parts)
    monkeypatch.undo()
    assert len(whole(keeper, scribe)) == 1
    keeper.append(entries, **parts)
    assert keeper.last(scribe.dossier) == 3


# What the database refuses.


def test_an_old_sqlite_is_refused(tmp_path):
    class Old(SqlCipher):
        version = (3, 51, 2)

    with pytest.raises(InputError, match=r"3\.51\.2 could damage a vault"):
        bare(tmp_path / "old", engine=Old())
    assert SqlCipher.version >= FLOOR


def test_every_setting_is_made(keeper):
    asked = {
        "journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "temp_store": 2, "trusted_schema": 0,
        "cell_size_check": 1, "mmap_size": 0, "foreign_keys": 1, "recursive_triggers": 1,
    }  # fmt: skip
    for name, value in asked.items():
        found = keeper.queue.setting(name)
        assert (found[0][0] if found else 0) == value, name


@pytest.mark.parametrize(
    "statement",
    [
        "ATTACH DATABASE ':memory:' AS other",
        "DETACH DATABASE main",
        "PRAGMA synchronous = OFF",
        "PRAGMA key = 'x'",
        "PRAGMA rekey = 'x'",
        "SELECT load_extension('x')",
        "SELECT sqlcipher_export('main')",
        "SELECT hex(packed) FROM entries",
        "DROP TABLE audit",
        "DROP TRIGGER entries_never_go",
        "CREATE TABLE more (x)",
        "CREATE TEMP TABLE more (x)",
        "CREATE TRIGGER sly BEFORE INSERT ON entries BEGIN SELECT 1; END",
        "ALTER TABLE entries RENAME TO former",
        "VACUUM INTO 'copy.db'",
        "UPDATE entries SET packed = x''",
        "DELETE FROM entries",
        "DELETE FROM audit",
        "DELETE FROM sqlite_master",
        "UPDATE facts SET value = 'x'",
    ],
)
def test_at_run_time_the_authorizer_refuses(keeper, scribe, statement):
    scribe.write(keeper, 1)
    with pytest.raises(InputError, match="refused what it was asked"):
        keeper.queue.read(lambda db: db.execute(statement).fetchall())
    assert len(whole(keeper, scribe)) == 1


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize(
    "statement", ["UPDATE {} SET rowid = rowid", "DELETE FROM {}", "REPLACE INTO {} SELECT * FROM {}"]
)
def test_without_the_authorizer_triggers_still_keep_what_was_written(tmp_path, keeper, scribe, table, statement):
    scribe.write(keeper, 120)
    keeper.close()
    database = opened(tmp_path / "bare" / "vault.db", KEY, SqlCipher())
    SqlCipher().guard(database, None)
    before = database.execute(f"SELECT * FROM {table}").fetchall()
    said = (
        statement.format(table, table).replace("rowid", "name") if table == "facts" else statement.format(table, table)
    )
    assert before
    with pytest.raises(SqlCipher.errors, match="stay"):
        database.execute(said)
    assert database.execute(f"SELECT * FROM {table}").fetchall() == before
    database.close()


def test_a_wrong_key_says_so_and_nothing_more(tmp_path, keeper, capfd):
    keeper.close()
    with pytest.raises(InputError, match="cannot be read"):
        bare(tmp_path / "bare", key=bytes(32))
    assert capfd.readouterr() == ("", "")


def test_a_vault_of_a_newer_format_is_refused(tmp_path, monkeypatch):
    from aidememoire.vault import store

    monkeypatch.setattr(store, "FORMAT", 2)
    bare(tmp_path / "newer").close()
    monkeypatch.undo()
    with pytest.raises(InputError, match="newer version"):
        bare(tmp_path / "newer")


def test_the_key_is_no_part_of_the_file_and_neither_is_what_it_holds(tmp_path, keeper, scribe):
    canary = b"canary-in-the-body-of-an-entry"
    (entry,) = scribe.entries(1)
    entry = replace(entry, body=canary, kind="canarykind").linked(b"")
    keeper.append([entry])
    files = [path for path in (tmp_path / "bare").rglob("*") if path.is_file()]
    assert (tmp_path / "bare" / "vault.db-wal") in files
    for path in files:
        held = path.read_bytes()
        assert canary not in held and b"canarykind" not in held and KEY not in held and KEY.hex().encode() not in held
