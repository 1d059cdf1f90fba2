"""Is a change to the record of who did what noticed, and who may read it? (A12, A24, P6)"""

import random
from dataclasses import replace

import pytest

from aidememoire.ledger.audit import Event
from aidememoire.ledger.clock import Moment
from aidememoire.ledger.desk import Desk
from aidememoire.ledger.gate import Denied
from aidememoire.vault import audit, backup, checking, opened, reading
from aidememoire.vault.audit import Mark, Writer
from aidememoire.vault.keys import FLOOR, User
from aidememoire.vocabulary.dossier import Header
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.handling import Label
from vaults import VAULT, WORDS, bare

AUDITOR = User.of("Auditor", (b"a" * 32, b"b" * 32))


def log_of(keeper):
    return keeper.queue.read(audit.rows), keeper.queue.read(audit.heads)


def verified(rows, heads, kept=()):
    return audit.verify(rows, heads, vault=VAULT, signers=[AUDITOR.person.sign_key], kept=kept)


@pytest.fixture(scope="module")
def long_log(tmp_path_factory):
    """The rows and heads of 350 events, three of them at signed hundreds, and the marks that somebody kept."""
    from vaults import Scribe

    keeper, scribe = bare(tmp_path_factory.mktemp("log")), Scribe()
    for _time in range(70):
        keeper.append((), audit=[scribe.event("record") for _one in range(5)])
    keeper.sign_audit()
    rows, heads = log_of(keeper)
    keeper.close()
    return rows, heads, Mark(heads[0].sequence, heads[0].digest)


def test_a_log_that_nobody_touched_is_whole_and_signed_every_hundred_events_and_at_its_end(long_log):
    rows, heads, mark = long_log
    assert [head.sequence for head in heads] == [350, 300, 200, 100]
    assert verified(rows, heads, [mark]) == audit.Verified(350, 0)


@pytest.mark.parametrize("attempt", range(500))
def test_whoever_holds_a_later_head_notices_every_change_and_its_first_bad_event(long_log, attempt):
    rows, heads, mark = long_log
    chance = random.Random(attempt)
    kind, at = attempt % 5, chance.randrange(2, len(rows) - 1)
    changed, first = list(rows), at + 1
    if kind == 0:  # taken away
        del changed[at]
    elif kind == 1:  # two exchanged
        changed[at], changed[at + 1] = changed[at + 1], changed[at]
    elif kind == 2:  # edited
        field = chance.choice(["sealed", "at", "previous", "digest", "key"])
        value = getattr(changed[at], field)
        changed[at] = replace(changed[at], **{field: value + 1 if isinstance(value, int) else bytes(len(value))})
    elif kind == 3:  # cut off, with the heads that knew of it
        changed, heads = changed[:at], [head for head in heads if head.sequence <= at]
    else:  # put back to an earlier state and written on from there, every digest made to fit
        changed, heads = rewritten(changed, at), [head for head in heads if head.sequence <= at]
        first = max([head.sequence for head in heads], default=0) + 1
    assert changed != rows
    found = verified(changed, heads, [mark])
    assert found.problem is not None
    assert f"Event {first} of the audit" in str(found.problem)


def rewritten(rows, at):
    """The chain from one event on as a forger would write it who cannot sign."""
    kept = rows[:at]
    for row in rows[at:]:
        forged = replace(row, sealed=row.sealed[::-1], previous=kept[-1].digest)
        kept.append(replace(forged, digest=forged.right))
    return kept


def test_without_a_head_kept_elsewhere_a_cut_end_is_not_noticed_and_so_the_page_says_to_keep_one(long_log):
    rows, heads, _mark = long_log
    assert verified(rows[:250], [head for head in heads if head.sequence <= 250]).problem is None


def test_a_head_signed_by_a_stranger_is_refused(long_log):
    rows, heads, _mark = long_log
    stranger = User.of("Stranger")
    forged = replace(heads[0], sign_key=stranger.person.sign_key)
    forged = replace(forged, signature=stranger.sign(forged.message(VAULT)))
    assert "not valid" in str(verified(rows, [forged]).problem)
    moved = replace(heads[1], sequence=299)
    assert "not valid" in str(verified(rows, [moved]).problem)


def test_a_mark_is_short_and_comes_back_from_what_somebody_wrote_down(long_log):
    rows, heads, mark = long_log
    short = Mark.read(f"  {mark}\n")
    assert verified(rows, heads, [short]).problem is None
    assert verified(rows[:300], heads[1:], [short]).problem is not None
    for text in ("", "350", "350-zz", "350-" + "a" * 31, "x-" + "a" * 32):
        with pytest.raises(InputError):
            Mark.read(text)


def test_what_was_found_says_how_far_all_is_as_it_was_and_how_much_nobody_has_signed(long_log):
    rows, heads, _mark = long_log
    assert verified(rows, heads[1:]) == audit.Verified(350, 50)
    stranger = replace(heads[0], sign_key=User.of("Stranger").person.sign_key)
    other = Mark(250, bytes(32))
    for found, events in (
        (verified([*rows[:10], *rows[11:]], heads), 10),
        (verified(rows, [stranger]), 350),
        (verified(rows[:320], heads), 320),
        (verified(rows, heads, [other]), 200),
    ):
        assert found.problem is not None and (found.events, found.unsigned) == (events, 0)
    for impossible in (Mark(0, b""), Mark(-1, b"")):
        assert "Event 1 of the audit" in str(verified(rows, [], [impossible]).problem)


def test_what_is_signed_and_chained_keeps_its_form_so_that_old_audits_hold():
    row = audit.Row(7, 1_780_000_000_000, 3, b"sealed", b"p" * 32, b"")
    assert row.right.hex() == "4539744992bec938b3e160a0c55901b4848140aec22df406fb96334fc65fa22c"
    head = audit.AuditHead(7, b"d" * 32, 1_780_000_000_000, b"k" * 32, b"")
    numbers = bytes.fromhex("0000000000000007") + bytes.fromhex("0000019e70448800")
    assert head.message("0a" * 16) == b"aidememoire audit head 1\0" + b"\n" * 16 + numbers + b"d" * 32
    assert str(Mark(142, bytes(range(32)))) == "142-000102030405060708090a0b0c0d0e0f"


def test_signing_returns_the_newest_head_and_rows_are_asked_for_from_where_one_stopped(tmp_path):
    from vaults import Scribe

    keeper, scribe = bare(tmp_path), Scribe()
    assert keeper.sign_audit() is None
    keeper.append(())
    for count in (3, 5):
        keeper.append((), audit=[scribe.event("record") for _one in range(count)])
        head = keeper.sign_audit()
    assert head.sequence == 8 and head == keeper.queue.read(audit.heads)[0]
    assert [one.sequence for one in keeper.queue.read(audit.heads)] == [8, 3]
    assert [one.sequence for one in keeper.queue.read(lambda db: audit.heads(db, newest=True))] == [8]
    assert [row.sequence for row in keeper.queue.read(lambda db: audit.rows(db, 6))] == [7, 8]
    keys = keeper.queue.read(lambda db: db.execute("SELECT id, sealed FROM audit_keys").fetchall())
    read = audit.opened(keeper.queue.read(audit.rows), keys, AUDITOR, vault=VAULT)
    assert [row.sequence for row, _event in read] == list(range(1, 9))
    keeper.close()


# Who may read it.


def test_auditors_read_events_and_others_neither_by_the_command_nor_with_the_database(vault, folder):
    vault.enrol("Bilal", "words of bilal", cost=FLOOR)
    vault.note("export", outcome="refused")
    actions = [event.action for _number, event in checking.events(vault)]
    assert actions[0] == "make" and "export" in actions
    other = opened.unlocked(folder, "words of bilal")
    with pytest.raises(Denied):
        list(checking.events(other))
    keys = other.keeper.queue.read(lambda db: db.execute("SELECT id, sealed FROM audit_keys").fetchall())
    rows = other.keeper.queue.read(audit.rows)
    assert audit.opened(rows, keys, other.user, vault=vault.id) == []
    assert ("read audit", "refused") in [(event.action, event.outcome) for _n, event in checking.events(vault)]
    other.keeper.close()


def test_a_later_auditor_reads_from_then_on(vault, folder):
    vault.note("before")
    vault.enrol("Chen", "words of chen", auditor=True, cost=FLOOR)
    vault.note("after")
    other = opened.unlocked(folder, "words of chen")
    actions = [event.action for _number, event in checking.events(other)]
    assert "after" in actions and "before" not in actions
    other.keeper.close()


def test_a_row_holds_no_word_of_the_event(keeper, scribe):
    keeper.note(scribe.event("an-action-to-look-for", record="33" * 16))
    rows, _heads = log_of(keeper)
    assert b"an-action-to-look-for" not in b"".join(row.sealed for row in rows)


def test_an_event_that_was_moved_to_another_place_does_not_open(keeper, scribe):
    keeper.append((), audit=[scribe.event("one"), scribe.event("two")])
    rows, _heads = log_of(keeper)
    keys = keeper.queue.read(lambda db: db.execute("SELECT id, sealed FROM audit_keys").fetchall())
    assert len(audit.opened(rows, keys, AUDITOR, vault=VAULT)) == 2
    moved = [replace(rows[0], sealed=rows[1].sealed), rows[1]]
    assert [row.sequence for row, _event in audit.opened(moved, keys, AUDITOR, vault=VAULT)] == [2]


def test_events_after_a_change_that_was_taken_back_can_be_read(keeper, scribe):
    """The key of a session is written with its first event; if that is rolled back, the next brings it again."""

    def fails(database):
        keeper.log.write(database, [b"{}"])
        raise RuntimeError

    with pytest.raises(RuntimeError):
        keeper.queue.change(fails)
    scribe.write(keeper)  # and an append whose own events brought the key, taken back
    with pytest.raises(InputError):
        keeper.append([replace(scribe.entries(1)[0], body=b"altered")], audit=[scribe.event("never")])
    keeper.append(scribe.entries(1))  # one without events does not count as having brought it
    keeper.note(scribe.event("later"))
    rows, _heads = log_of(keeper)
    keys = keeper.queue.read(lambda db: db.execute("SELECT id, sealed FROM audit_keys").fetchall())
    assert len(rows) == len(audit.opened(rows, keys, AUDITOR, vault=VAULT)) == 2


# Unusual reading.


def red(at, person="p1"):
    return Event(Moment(at), person, "22" * 16, "read", "44" * 16, Label.RED)


@pytest.fixture
def clocked(tmp_path):
    """A keeper whose clock the test moves."""
    keeper = bare(tmp_path / "clocked")
    time = [1_800_000_000_000]
    keeper.log = Writer(VAULT, (AUDITOR.person,), AUDITOR, lambda: time[0])
    yield keeper, time
    keeper.close()


def test_the_five_hundredth_red_record_within_an_hour_is_told_in_the_same_request(clocked):
    keeper, time = clocked
    for n in range(499):
        time[0] += 7000  # 499 readings take 58 minutes
        assert keeper.noted([red(time[0])]) is None, n
    assert keeper.noted([red(time[0])]) == 500
    assert keeper.unusual == [500]
    rows, _heads = log_of(keeper)
    keys = keeper.queue.read(lambda db: db.execute("SELECT id, sealed FROM audit_keys").fetchall())
    last = audit.opened(rows, keys, AUDITOR, vault=VAULT)[-1][1]
    assert reading.ALARM.encode() in last


def test_five_hundred_at_once_are_told_at_once(clocked):
    keeper, time = clocked
    assert keeper.noted([red(time[0]) for _one in range(500)]) == 500


def test_slower_reading_other_labels_and_other_people_raise_no_alarm(clocked):
    keeper, time = clocked
    for _one in range(600):
        time[0] += 8000
        assert keeper.noted([red(time[0])]) is None
    assert keeper.noted([replace(red(time[0]), label=Label.AMBER) for _one in range(600)]) is None
    assert keeper.noted([red(time[0], "p2") for _one in range(499)]) is None


def test_locking_does_not_begin_the_count_anew(folder):
    vault = opened.unlocked(folder, WORDS)
    me = vault.user.person.id
    vault.keeper.noted([red(vault.now(), me) for _one in range(499)])
    vault.lock()
    again = opened.unlocked(folder, WORDS)
    assert again.keeper.noted([red(again.now(), me)]) == 500
    again.lock()


def asked(at, number, person="p1"):
    return Event(Moment(at), person, "22" * 16, "ask", f"{number:032x}", Label.RED)


def events_of(keeper):
    rows, _heads = log_of(keeper)
    keys = keeper.queue.read(lambda db: db.execute("SELECT id, sealed FROM audit_keys").fetchall())
    return [written for _row, written in audit.opened(rows, keys, AUDITOR, vault=VAULT)]


def test_answers_that_rest_on_five_hundred_red_records_raise_the_alarm(clocked):
    keeper, time = clocked
    assert keeper.noted([asked(time[0], number) for number in range(300)]) is None
    assert keeper.noted([asked(time[0], number) for number in range(300, 499)]) is None
    assert keeper.noted([red(time[0])]) == 500


def test_the_same_question_asked_again_and_again_raises_none_and_is_noted_once_each_time(clocked):
    keeper, time = clocked
    ask = [asked(time[0], number) for number in range(60)]
    keeper.noted(ask)
    for _again in range(30):
        assert keeper.noted(ask) is None
    assert len(events_of(keeper)) == 60 + 30
    time[0] += 60 * 60 * 1000 + 1
    keeper.noted(ask)
    assert len(events_of(keeper)) == 60 + 30 + 60, "an hour later it counts again"


def test_what_one_asks_is_not_counted_for_another(clocked):
    keeper, time = clocked
    keeper.noted([asked(time[0], number) for number in range(499)])
    assert keeper.noted([asked(time[0], number, "p2") for number in range(499)]) is None
    assert keeper.noted([asked(time[0], 499, "p2")]) == 500


# Signed heads


def unsigned(vault):
    rows, heads = log_of(vault.keeper)
    signers = [vault.user.person.sign_key]
    return audit.verify(rows, heads, vault=vault.id, signers=signers).unsigned


def test_the_end_of_the_audit_is_signed_at_lock_and_whenever_something_leaves(vault, folder, tmp_path):
    desk = Desk.found(vault.keeper, vault.keyring, Header(slug="selane"))
    for action in sorted(audit.LEAVES):
        desk.note("read")
        assert unsigned(vault) > 0, "control: reading alone is signed later"
        desk.note(action)
        assert unsigned(vault) == 0, action
    desk.note("read")
    made = backup.backup(vault, tmp_path / "usb")
    assert made.checked.unsigned_events == 0 and unsigned(vault) == 0
    desk.note("read")
    vault.lock()
    again = opened.unlocked(folder, WORDS)
    try:
        assert unsigned(again) == 1, "the unlocking itself"
    finally:
        again.lock()
