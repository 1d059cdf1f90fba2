"""Does only the right passphrase open a vault, and is every altered slot refused?"""

import json

import pytest

from aidememoire.ledger.entry import canonical
from aidememoire.vault import keys, opened
from aidememoire.vault.folder import Folder
from aidememoire.vault.keys import FLOOR, STANDARD, Cost, User, WrongKey
from aidememoire.vault.recovery import RecoverySecret
from aidememoire.vocabulary.errors import InputError
from vaults import WORDS

VAULT = "33" * 16


def user_slot_of(folder):
    return next(folder.slots.glob("*.user"))


def slot_header(folder):
    return json.loads(user_slot_of(folder).read_bytes())


def test_the_passphrase_opens_the_vault_however_it_is_typed(folder):
    vault = opened.unlocked(folder, WORDS.upper().replace(" ", "-"))
    assert vault.user.person.name == "Amina"
    vault.lock()


def test_another_passphrase_opens_nothing_and_the_next_unlocking_notes_the_try(folder):
    from aidememoire.vault import checking

    for _time in range(3):
        with pytest.raises(WrongKey, match="opens no slot"):
            opened.unlocked(folder, WORDS + " lamp")
    vault = opened.unlocked(folder, WORDS)
    refused = [event for _n, event in checking.events(vault) if (event.action, event.outcome) == ("unlock", "refused")]
    assert len(refused) == 3
    assert not folder.tries()
    vault.lock()


def test_each_user_has_a_passphrase_of_their_own(vault, folder):
    vault.enrol("Bilal", "other words for bilal alone", cost=FLOOR)
    second = opened.unlocked(folder, "other words for bilal alone")
    assert second.user.person.name == "Bilal" and second.key == vault.key
    assert {member.name for member in second.members()} == {"Amina", "Bilal"}
    second.keeper.close()


def test_a_changed_passphrase_opens_and_the_old_one_does_not(vault, folder):
    vault.change_passphrase("quite new words", cost=FLOOR)
    vault.lock()
    with pytest.raises(WrongKey):
        opened.unlocked(folder, WORDS)
    again = opened.unlocked(folder, "quite new words")
    assert again.unlocked.trusts == vault.unlocked.trusts
    again.lock()


def test_the_office_opens_what_nobody_else_can_and_it_stands_in_the_audit(folder, made_once):
    from aidememoire.vault import checking

    by_words = RecoverySecret.from_words(made_once.secret.words)
    vault = opened.by_office(folder, by_words)
    assert [event.action for _n, event in checking.events(vault)].count("office recovery") == 1
    vault.keeper.close()


def test_the_office_secret_comes_back_from_its_sealed_file(made_once):
    sealed = made_once.secret.sealed("a passphrase of the office", FLOOR)
    assert made_once.secret.secret not in sealed
    assert RecoverySecret.from_file(sealed, "a passphrase of the office") == made_once.secret
    with pytest.raises(WrongKey):
        RecoverySecret.from_file(sealed, "a passphrase of the street")


def test_the_office_gives_a_user_who_forgot_a_new_passphrase_and_nothing_is_lost(folder, made_once):
    from aidememoire.ledger.desk import Desk
    from aidememoire.vault import checking
    from aidememoire.vocabulary.dossier import Header

    vault = opened.unlocked(folder, WORDS)
    desk = Desk.found(vault.keeper, vault.keyring, Header(slug="selane"))
    vault.enrol("Bilal", "words of bilal", cost=FLOOR)
    vault.lock()
    person = opened.new_passphrase(folder, made_once.secret, "Amina", "words that are new", cost=FLOOR)
    with pytest.raises(WrongKey):
        opened.unlocked(folder, WORDS)
    again = opened.unlocked(folder, "words that are new")
    assert again.user.person == person == vault.user.person
    assert Desk(again.keeper, again.keyring, desk.place).reader.may("record")
    actions = [(event.action, event.record) for _n, event in checking.events(again)]
    assert ("office recovery", "") in actions and ("new passphrase", person.id) in actions
    again.lock()
    opened.unlocked(folder, "words of bilal").lock()


def test_no_new_passphrase_without_the_offices_words_for_nobody_or_from_an_exchanged_slot(folder, made_once):
    with pytest.raises(WrongKey, match="not those of this vault"):
        opened.new_passphrase(folder, RecoverySecret.new(), "Amina", "words that are new", cost=FLOOR)
    with pytest.raises(InputError, match="Users: Amina"):
        opened.new_passphrase(folder, made_once.secret, "Nobody", "words that are new", cost=FLOOR)
    stranger = keys.office_slot(User.of("Amina"), trusts=(), recovery=made_once.secret.user().person)
    user_slot_of(folder).with_suffix(".recovery").write_bytes(stranger)
    with pytest.raises(WrongKey, match="exchanged"):
        opened.new_passphrase(folder, made_once.secret, "Amina", "words that are new", cost=FLOOR)
    opened.unlocked(folder, WORDS).lock()


def test_other_recovery_words_open_nothing(folder):
    with pytest.raises(WrongKey, match="not those of this vault"):
        opened.by_office(folder, RecoverySecret.new())


# What an unlocked user never shows, and a locked folder never tells.


def test_no_secret_is_printed(vault, made_once):
    shown = f"{vault!r} {vault.user!r} {vault.unlocked!r} {made_once.secret!r} {vault.keeper.log!r}"
    for secret in (vault.key, bytes(vault.user.signing), bytes(vault.user.box), made_once.secret.secret):
        assert secret.hex() not in shown and repr(secret) not in shown


def test_a_folder_names_nobody(folder):
    everything = b"".join(path.read_bytes() for path in folder.path.rglob("*") if path.is_file())
    assert b"Amina" not in everything and b"SQLite" not in everything
    for path in folder.path.rglob("*"):
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path


# The cost of a guess.


def test_the_cost_that_users_pay_is_what_the_page_on_keys_says():
    assert Cost(3, 256 * 2**20) == STANDARD
    assert Cost(3, 64 * 2**20) == FLOOR


@pytest.mark.parametrize("cost", [Cost(1, FLOOR.memory), Cost(3, FLOOR.memory - 1), Cost(3, 8192), Cost(0, 0)])
def test_nothing_is_sealed_more_cheaply_than_the_floor(cost):
    with pytest.raises(WrongKey, match="less well"):
        keys.under_passphrase(WORDS, {}, purpose="user", vault=VAULT, cost=cost)


@pytest.mark.parametrize(
    ("field", "value"),
    [("time", 1), ("time", 2), ("memory", 8192), ("memory", FLOOR.memory - 1024), ("time", True), ("memory", "all")],
)
def test_a_header_that_was_made_cheaper_is_refused_before_anything_is_derived(folder, field, value, monkeypatch):
    header = {**slot_header(folder), field: value}
    monkeypatch.setattr(keys.argon2id, "kdf", lambda *_a, **_k: pytest.fail("a passphrase was tried on it"))
    with pytest.raises(WrongKey, match="less well"):
        keys.open_user_slot(canonical(header), WORDS, vault=header["vault"])


def test_a_header_that_asks_for_all_memory_is_refused(folder):
    header = {**slot_header(folder), "memory": 2**40}
    with pytest.raises(WrongKey, match="more memory"):
        keys.open_user_slot(canonical(header), WORDS, vault=header["vault"])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("time", 4),
        ("memory", FLOOR.memory + 1024),
        ("salt", "00" * 16),
        ("purpose", "recovery"),
        ("derivation", "scrypt"),
    ],
)
def test_a_changed_header_opens_nothing(folder, field, value):
    header = {**slot_header(folder), field: value}
    with pytest.raises(WrongKey):
        keys.open_user_slot(canonical(header), WORDS, vault=header["vault"])


def test_a_slot_of_another_vault_or_a_newer_format_is_refused(folder):
    header = slot_header(folder)
    with pytest.raises(WrongKey, match="another vault"):
        keys.open_user_slot(canonical(header), WORDS, vault=VAULT)
    with pytest.raises(WrongKey):
        keys.open_user_slot(canonical({**header, "vault": VAULT}), WORDS, vault=VAULT)
    with pytest.raises(InputError, match="newer version"):
        keys.open_user_slot(canonical({**header, "format": 2}), WORDS, vault=header["vault"])


# The slot that holds the database key.


def test_a_database_slot_written_by_a_stranger_is_refused(folder):
    stranger = User.of("Stranger")
    vault = opened.unlocked(folder, WORDS)
    vault.keeper.close()
    forged = keys.database_slot(bytes(32), to=vault.user.person, by=stranger, vault=folder.id())
    user_slot_of(folder).with_suffix(".database").write_bytes(forged)
    with pytest.raises(WrongKey, match="may not"):
        opened.unlocked(folder, WORDS)


def test_a_database_slot_signed_for_another_user_or_vault_is_refused():
    giver, user, other = User.of("Giver"), User.of("User"), User.of("Other")
    slot = keys.database_slot(bytes(32), to=user.person, by=giver, vault=VAULT)
    assert keys.open_database_slot(slot, user, [giver.person.sign_key], vault=VAULT) == bytes(32)
    with pytest.raises(WrongKey):
        keys.open_database_slot(slot, other, [giver.person.sign_key], vault=VAULT)
    with pytest.raises(WrongKey):
        keys.open_database_slot(slot, user, [giver.person.sign_key], vault="44" * 16)
    inside = user.open_sealed_box(slot)
    moved = keys.sealed_to(other.person, inside)
    with pytest.raises(WrongKey):
        keys.open_database_slot(moved, other, [giver.person.sign_key], vault=VAULT)


def test_a_missing_slot_a_missing_vault_and_a_taken_folder_say_what_to_do(folder, tmp_path):
    user_slot_of(folder).with_suffix(".database").unlink()
    with pytest.raises(WrongKey, match="backup"):
        opened.unlocked(folder, WORDS)
    with pytest.raises(InputError, match="vault init"):
        opened.unlocked(Folder(tmp_path / "nowhere"), WORDS)
    with pytest.raises(InputError, match="already"):
        folder.make()


def test_the_database_of_another_vault_under_these_slots_is_refused(folder, tmp_path):
    from vaults import VAULT as OTHER
    from vaults import bare

    vault = opened.unlocked(folder, WORDS)
    vault.lock()
    bare(tmp_path / "other", key=vault.key).close()
    (tmp_path / "other" / "vault.db").replace(folder.database)
    assert folder.id() != OTHER
    with pytest.raises(WrongKey, match="another vault"):
        opened.unlocked(folder, WORDS)


# What was sealed before.

OLD_SLOT = (
    '{"derivation":"argon2id","format":1,"memory":67108864,"purpose":"user","salt":"9d4fce1a164418fb389d0'
    '4fde08e9f37","sealed":"470422f443f7cc9a0bc53b3fab1dbf10c4693ddbb6d31a9093a7a76404bcf6a0b63216c284872'
    '14a40f819a8424ea5032e2a3b7e50167771","time":3,"vault":"33333333333333333333333333333333"}'
)
OLD_DATABASE_SLOT = (
    "abf1cd65d1101b0d62a15c51a00351760670c3f8d6b41f08f8fd8b42b64e6534cf9d9154e4ba142b9ec87f048a47eefeadb2"
    "b96cb64394ac87aa956fcfc86f3d8db66bff15c30d4c30ed759a4dc9e6d93f0a2e6f2a6fd603824a840f99aa5e4e4f6904c3"
    "3fd3ad70a9d13f2c11b4242df0d853dda1831a805858dd84c2f083e4060e9d2b8a2d3c1eeb0164e146057af33a3f00a17bc8"
    "fbeaea38cc2faccc0079212bf1f007857190f95e8f279cc09136c86107e492710cc78099ad980be8fed072f3247d7c61c920"
    "ab325917539ff49c6c8523917db32f23f2807334cddad25498aa173cbb3de14ac72262fd96ef728e3c9be396c05ad9904bae"
    "c4a2df9cb6f39465634bec03aa533cc3cf8bb202c2e82e39194a612f3366ea5472fec668c6708e79124c643fbfa653030245"
    "f59e857dbb6bc60db722c8cc5b4f61734f7a16dbe058eb1098b131dfd9c2fa8c175b577caf"
)


def test_what_an_earlier_version_sealed_opens_still():
    user = User.of("Amina", (b"a" * 32, b"b" * 32))
    opened_ = keys.from_passphrase("seven plain words", OLD_SLOT.encode(), purpose="user", vault=VAULT)
    assert opened_ == {"name": "Amina"}
    slot = bytes.fromhex(OLD_DATABASE_SLOT)
    assert keys.open_database_slot(slot, user, [user.person.sign_key], vault=VAULT) == bytes(range(32))


def test_what_is_not_written_in_the_one_form_is_refused_at_any_length():
    longest = canonical({"a": "x" * (64 * 1024 - len(canonical({"a": ""})))})
    assert keys.read_canonical(longest) == json.loads(longest)
    for data in (b"", b"x", b"[]", b"1", b'{"a": 1}', b'{"b":1,"a":1}', b"[" * 50_000, longest[:-2] + b'x"}'):
        with pytest.raises(WrongKey, match="damaged"):
            keys.read_canonical(data)


@pytest.mark.parametrize(
    "wrong",
    [{"key": "00" * 31}, {"key": "zz"}, {"key": None}, {"by": "AA" * 32}, {"signature": None}, {"signature": "0"}],
)
def test_a_database_slot_that_says_something_else_inside_is_refused(wrong):
    user = User.of("User")
    slot = keys.database_slot(bytes(32), to=user.person, by=user, vault=VAULT)
    inside = json.loads(user.open_sealed_box(slot))
    changed = {**inside, **wrong}
    if wrong.get("key") == "00" * 31:  # as a member might who signs a shorter key
        changed["signature"] = user.sign(keys._told(bytes(31), user.person.box_key, VAULT)).hex()
    with pytest.raises(WrongKey, match="may not"):
        keys.open_database_slot(
            keys.sealed_to(user.person, canonical(changed)), user, [user.person.sign_key], vault=VAULT
        )
