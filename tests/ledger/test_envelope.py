"""Does what is sealed open for those it names, as it was closed, and for nobody else and in no other way?"""

import json
import random

import pyrage
import pytest

from aidememoire.ledger import envelope
from aidememoire.ledger.envelope import MAGIC, NotOpened, closed, opened
from aidememoire.ledger.memory import MemoryKeyring
from offices import ring

ANA, BO, CY = ring("Ana"), ring("Bo"), ring("Cy")
LOAD = random.Random(7).randbytes(200_000)


@pytest.fixture(scope="module")
def written():
    return closed("bundle", {"purpose": "x"}, LOAD, ANA, [BO.me, CY.me])[1]


def refused(content, keyring=BO):
    with pytest.raises(NotOpened):
        opened(content, keyring)


def test_every_recipient_opens_it_and_knows_who_sent_it(written):
    for keyring in (BO, CY):
        letter = opened(written, keyring)
        assert (letter.kind, letter.sender, letter.load) == ("bundle", ANA.me, LOAD)
        assert letter.recipients == (BO.me, CY.me) and letter.said == {"purpose": "x"}


def test_nobody_else_opens_it_not_even_its_sender(written):
    refused(written, ANA)
    refused(written, MemoryKeyring("Stranger"))


def test_it_shows_nothing_from_outside(written):
    for secret in (
        b'"Ana"',  # three letters alone come up by chance in one of eighty such files
        ANA.me.sign_key,
        ANA.me.sign_key.hex().encode(),
        bytes.fromhex(BO.me.id),
        BO.me.id.encode(),
        BO.me.box_key,
    ):
        assert secret not in written
    again = closed("bundle", {"purpose": "x"}, LOAD, ANA, [BO.me, CY.me])[1]
    assert again[:600] != written[:600]


def test_cut_at_every_boundary_and_beside_it_it_does_not_open(written):
    cuts = {place + off for place in range(0, len(written) + 1, 65536) for off in (-1, 0, 1)}
    cuts |= {len(written) - off for off in range(1, 40)} | set(range(0, 600, 7))
    for cut in sorted(cut for cut in cuts if 0 <= cut < len(written)):
        refused(written[:cut])
    refused(written + b"\0")
    refused(written + written)


def test_with_one_bit_flipped_anywhere_it_does_not_open(written):
    chance = random.Random(11)
    places = [
        *range(900),
        *(chance.randrange(len(written)) for _n in range(600)),
        *range(len(written) - 40, len(written)),
    ]
    for place in places:
        changed = bytearray(written)
        changed[place] ^= 1 << chance.randrange(8)
        refused(bytes(changed))


def test_pieces_of_two_files_do_not_make_a_third(written):
    other = closed("bundle", {"purpose": "y"}, LOAD, ANA, [BO.me, CY.me])[1]
    boxes = len(MAGIC) + 2 + 2 * 122
    refused(written[:boxes] + other[boxes:])
    for place in range(65536, len(written), 65536):
        refused(written[:place] + other[place:])


# What somebody does who may open it


def resealed(letter_by, recipients, change):
    """A letter as a forger writes it: closed by our own means, then changed inside before the age layer."""
    plain = {}
    sealing = pyrage.encrypt

    def forged(inside, to):
        length = int.from_bytes(inside[:8], "big")
        parts = {
            "manifest": json.loads(inside[8 : 8 + length]),
            "signature": inside[8 + length : 72 + length],
            "load": inside[72 + length :],
        }
        plain.update(parts)
        change(parts)
        manifest = parts.get("raw") or envelope.canonical(parts["manifest"])
        return sealing(len(manifest).to_bytes(8, "big") + manifest + parts["signature"] + parts["load"], to)

    pyrage_module = envelope.pyrage
    envelope.pyrage = type("Forging", (), {"encrypt": staticmethod(forged), "x25519": pyrage.x25519})
    try:
        return closed("bundle", {"purpose": "x"}, b"load", letter_by, recipients)[1]
    finally:
        envelope.pyrage = pyrage_module


CHANGES = {
    "nothing at all": None,
    "the signature stripped": lambda parts: parts.update(signature=b""),
    "the signature zeroed": lambda parts: parts.update(signature=bytes(64)),
    "another load": lambda parts: parts.update(load=b"other"),
    "more load": lambda parts: parts.update(load=parts["load"] + b"x"),
    "another purpose": lambda parts: parts["manifest"]["said"].update(purpose="y"),
    "another kind": lambda parts: parts["manifest"].update(kind="recall"),
    "another id": lambda parts: parts["manifest"].update(id="00" * 16),
    "another sender": lambda parts: parts["manifest"].update(sender=CY.me.written()),
    "one recipient more": lambda parts: parts["manifest"]["recipients"].append(ring("Di").me.written()),
    "one recipient less": lambda parts: parts["manifest"]["recipients"].pop(),
    "a name of the sender": lambda parts: parts["manifest"]["sender"].update(name="Boss"),
    "not JSON": lambda parts: parts.update(raw=b"{"),
    "no manifest": lambda parts: parts.update(raw=b"[]"),
    "the manifest written otherwise": lambda parts: parts.update(raw=b" {}"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_a_recipient_forges_in_the_name_of_the_sender_does_not_open(change):
    forge = CHANGES[change]
    if forge is None:
        assert opened(resealed(ANA, [BO.me, CY.me], lambda parts: None), BO).load == b"load"
    else:
        refused(resealed(ANA, [BO.me, CY.me], forge))


def test_what_was_sent_to_one_and_is_sent_on_to_another_says_so():
    """Bo opens what Ana sent, and seals the very same inside, signature and all, to Cy."""
    kept = {}
    resealed(ANA, [BO.me], lambda parts: kept.update(manifest=parts["manifest"], signature=parts["signature"]))

    def old(parts):
        cover = parts["manifest"]["cover"]
        parts.update(manifest={**kept["manifest"]}, signature=kept["signature"])
        assert cover != kept["manifest"]["cover"]

    refused(resealed(BO, [CY.me], old), CY)


def test_what_is_no_sealed_file_is_refused_in_words():
    for content in (b"", b"x", MAGIC, MAGIC + b"\0\0", MAGIC + b"\xff\xff" + bytes(200), b"age-encryption.org/v1\n"):
        refused(content)
