"""Are passphrases made, read back and asked for as promised?"""

import io
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidememoire.vault import passphrase
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.messages import _


def test_the_list_has_2048_plain_words_so_that_a_word_is_eleven_bits():
    words = passphrase.words()
    assert len(words) == len(set(words)) == 2048
    assert passphrase.entropy(1) == 11
    assert all(3 <= len(word) <= 11 and set(word) <= set(string.ascii_lowercase) for word in words)


def test_a_passphrase_has_seven_words_of_the_list_and_is_new_each_time():
    made = {passphrase.generated() for _one in range(200)}
    assert len(made) == 200
    assert all(len(one.split()) == 7 and set(one.split()) <= set(passphrase.words()) for one in made)


def test_words_are_drawn_from_the_whole_list():
    drawn = {word for _one in range(4000) for word in passphrase.generated().split()}
    assert len(drawn) > 2040  # of 28,000 draws; fewer than eight missing is certain for a fair draw


def test_fewer_than_six_words_are_refused():
    with pytest.raises(InputError):
        passphrase.generated(5)


def test_case_hyphens_and_spaces_do_not_count():
    assert passphrase.as_key("  Apple-river  CANDLE ") == passphrase.as_key("apple river candle")


@pytest.mark.parametrize("text", ["", "   ", "-", "x" * 2000])
def test_no_passphrase_and_an_endless_one_are_refused(text):
    with pytest.raises(InputError):
        passphrase.as_key(text)


@given(st.binary(min_size=16, max_size=16))
def test_twelve_words_bring_sixteen_bytes_back(secret):
    spelled = passphrase.spelled(secret)
    assert len(spelled.split()) == 12
    assert passphrase.read_back(spelled.upper().replace(" ", "-")) == secret


@given(st.binary(min_size=16, max_size=16), st.integers(0, 10))
def test_two_words_that_changed_places_are_mostly_noticed_and_never_give_the_same_secret(secret, at):
    words = passphrase.spelled(secret).split()
    swapped = [*words[:at], words[at + 1], words[at], *words[at + 2 :]]
    try:
        found = passphrase.read_back(" ".join(swapped))
    except InputError:
        return
    assert (found == secret) == (words == swapped)


def test_a_misspelled_recovery_word_is_named_by_its_place():
    words = passphrase.spelled(bytes(16)).split()
    words[4] = "aple"
    with pytest.raises(InputError, match="Word 5"):
        passphrase.read_back(" ".join(words))


def test_one_line_of_standard_input_is_a_passphrase(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("apple river\nnot this\n"))
    assert passphrase.asked(_("Passphrase:"), from_stdin=True) == "apple river"


def test_without_a_terminal_nothing_is_read_unless_it_is_asked_for(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("apple river\n"))
    with pytest.raises(InputError, match="--passphrase-stdin"):
        passphrase.asked(_("Passphrase:"))


def test_an_empty_standard_input_says_so(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    with pytest.raises(InputError, match="standard input"):
        passphrase.asked(_("Passphrase:"), from_stdin=True)
