"""Does every language say everything that the program says, with the same gaps and nothing that a PDF would lose?"""

import re
import sys
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from aidememoire.methods._catalogue import all_methods
from aidememoire.vocabulary.codes import Codes
from aidememoire.vocabulary.declaring import Part
from aidememoire.vocabulary.kinds import kinds
from aidememoire.vocabulary.messages import (
    Message,
    _,
    direction,
    language_now,
    languages,
    not_yet_read,
    plural,
    speaking,
    text_of,
    written,
)

ROOT = Path(__file__).resolve().parents[3]
ARABIC = re.compile("[\u0621-\u064a]")
MARKS = re.compile("[\u064b-\u0652]")
SAME_EVERYWHERE = {"USD", "4 5 6", "٤ ٥ ٦", "۴ ۵ ۶"}
TRANSLATED = [each for each in languages() if each != "en"]
UNFRENCH = re.compile("'| [:;?!%»]|« |(?<!\u00a0)[?!»]|«(?!\u00a0)")
"""A straight apostrophe, and a sign of French that could part from its word at the end of a line."""

UNSPANISH = {
    "a straight or an English quotation mark": r"['\"\u2018-\u201d]",
    "a space between a sign and its word": r" [:;?!%»]|[«¿¡] |(?<!\u00a0)%",
    "a question without the accent of its question word": r"¿(\w+ )?(que|quien(es)?|como|a?donde|cuando|cual(es)?|cuant[oa]s?)\b",
    "an accent left out": r"\w[cs]ion\b|\b(dias?|tambien|ningun|algun|segun|despues|ademas|aqui|alli|asi)\b",
    "an accent written no more": r"\b(sólo|guión|és[ae]s?|éste|ésta|aqué\w+)\b",
    "two words that Spanish makes one": r"\b(a|de) el\b",
    "y before the sound i, o before the sound o": r"\by (?=h?i(?![ae]))|\bo (?=h?o)",
}
KEYS_SHOWN = '"record": "actor"'
ALIKE_IN_SPANISH = {
    *("Actor", "Sector", "Local", "Provincial", "Regional", "Veto", "Legal", "Improbable", "Oral", "Iceberg", "no"),
    *("Chatham House", "x actor.", "byte x", "compartments: x"),
}
"""Words that both languages have, and a key of files."""


@pytest.fixture(scope="module")
def tool():
    sys.path.insert(0, str(ROOT))
    try:
        yield import_module("tools.messages")
    finally:
        sys.path.remove(str(ROOT))


@pytest.fixture
def house(tool, tmp_path, monkeypatch):
    """A small program that says two sentences, and has no catalogue yet."""
    (tmp_path / "said.py").write_text('_("{n} of {all}")\nprint(f"{_("Yes")}!")\n'.replace('"Yes"', "'Yes'"), "utf-8")
    monkeypatch.setattr(tool, "ROOT", tmp_path)
    monkeypatch.setattr(tool, "SOURCE", tmp_path)
    monkeypatch.setattr(tool, "CATALOGUES", tmp_path / "messages")
    (tmp_path / "messages").mkdir()
    return tmp_path


def everything(model):
    """Every subclass of a class, however far below."""
    return [below for one in model.__subclasses__() for below in (one, *everything(one))]


def declared():
    """Every message that is declared rather than said: labels of kinds, fields and codes, help, units, methods."""
    for codes in everything(Codes):
        yield from (code.label for code in codes)
    for kind in kinds().values():
        yield from (kind.kind_of.label, kind.kind_of.labels)
    for part in everything(Part):
        if part.__module__.startswith("aidememoire."):
            for spec in part.fields():
                yield from (told for told in (spec.label, spec.help, spec.unit) if told)
    for method in all_methods().values():
        yield from (method.about.question, method.about.caution)
        yield from (*method.about.columns.values(), *method.about.takes.values())


# The catalogues that there are


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_sentence_is_missing_open_or_has_other_gaps(tool, language):
    assert not list(tool.faults(tool.read_catalogue(tool._path(language)))), "python3 go.py messages, then translate"


def test_whatever_is_marked_is_one_plain_sentence(tool):
    assert not list(tool.unreadable())


@pytest.mark.parametrize("language", TRANSLATED)
def test_everything_declared_stands_in_every_catalogue(tool, language):
    have = {one.id for one in tool.read_catalogue(tool._path(language))}
    assert {told.english for told in declared()} <= have


@pytest.mark.parametrize("language", TRANSLATED)
def test_what_is_counted_has_all_forms_of_the_language(tool, language):
    catalogue = tool.read_catalogue(tool._path(language))
    counted = [one for one in catalogue if isinstance(one.id, tuple)]
    assert counted
    assert all(len(one.string) == catalogue.num_plurals and all(one.string) for one in counted)


def test_everything_declared_has_an_arabic_wording():
    english = {told.english for told in declared() if not ARABIC.search(told.template("ar"))}
    assert english <= SAME_EVERYWHERE


def test_no_arabic_sentence_holds_a_mark_that_a_page_cannot_return(tool):
    told = [form for one in tool.read_catalogue(tool._path("ar")) if one.id for form in tool.forms(one)]
    assert len(told) > 1000
    assert not [form for form in told if MARKS.search(form)]


def test_arabic_has_all_six_forms_of_what_is_counted(tool):
    counted = [one for one in tool.read_catalogue(tool._path("ar")) if isinstance(one.id, tuple)]
    assert counted
    assert all(len(one.string) == 6 and all(one.string) for one in counted)


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "لا سجلات"),
        (1, "سجل واحد"),
        (2, "سجلان"),
        (3, "3 سجلات"),
        (10, "10 سجلات"),
        (11, "11 سجلا"),
        (99, "99 سجلا"),
        (100, "100 سجل"),
        (103, "103 سجلات"),
        (1000, "1,000 سجل"),
    ],
)
def test_arabic_counts_as_its_grammar_asks(count, words):
    assert plural("{n} record", "{n} records", count).in_("ar") == words


@pytest.mark.parametrize(("count", "words"), [(0, "0 fiche"), (1, "1 fiche"), (2, "2 fiches"), (1000, "1,000 fiches")])
def test_french_counts_zero_as_one(count, words):
    assert plural("{n} record", "{n} records", count).in_("fr") == words


def test_french_signs_stay_with_their_words(tool):
    told = [form for one in tool.read_catalogue(tool._path("fr")) if one.id for form in tool.forms(one)]
    assert len(told) > 1000
    assert not [form for form in told if UNFRENCH.search(form)]


def test_days_and_lists_are_french():
    assert written(date(2026, 7, 10), "fr") == "10 juillet 2026"
    assert text_of(("a", "b"), "fr") == "a, b"
    assert direction("fr") == "ltr"


@pytest.mark.parametrize(("count", "words"), [(0, "0 fichas"), (1, "1 ficha"), (2, "2 fichas"), (1000, "1,000 fichas")])
def test_spanish_counts_one_apart(count, words):
    assert plural("{n} record", "{n} records", count).in_("es") == words


@pytest.fixture(scope="module")
def spanish(tool):
    """Return every sentence in Spanish with its English, the gaps taken out of both."""
    told = [
        tuple(re.sub(r"{\w+}", "x", words.replace(KEYS_SHOWN, "")) for words in (english, form))
        for one in tool.read_catalogue(tool._path("es"))
        if one.id
        for english, form in zip(one.id if isinstance(one.id, tuple) else (one.id,), tool.forms(one), strict=True)
    ]
    assert len(told) > 1000
    return told


@pytest.mark.parametrize("wrong", UNSPANISH)
def test_no_spanish_sentence_holds(spanish, wrong):
    assert not [form for _english, form in spanish if re.search(UNSPANISH[wrong], form, re.IGNORECASE)]


@pytest.mark.parametrize("pair", ["¿?", "¡!", "«»", "()"])
def test_what_spanish_opens_it_closes(spanish, pair):
    for _english, form in spanish:
        signs = "".join(sign for sign in form if sign in pair)
        assert signs == pair * (len(signs) // 2), form


def test_what_english_asks_spanish_asks(spanish):
    assert not [form for english, form in spanish if english.count("?") != form.count("?")]


def test_no_english_is_left_in_spanish(spanish):
    assert {english for english, form in spanish if english == form and re.search("[a-z]{2}", form)} == ALIKE_IN_SPANISH


@pytest.mark.parametrize(
    ("day", "words"), [(date(2026, 7, 10), "10 de julio de 2026"), (date(1949, 8, 1), "1 de agosto de 1949")]
)
def test_days_are_spanish(day, words):
    assert written(day, "es") == words
    assert text_of((day, "a"), "es") == f"{words}, a"
    assert direction("es") == "ltr"


@pytest.mark.parametrize("language", languages())
def test_a_day_keeps_its_figures_in_every_language(language):
    for month in range(1, 13):
        words = written(date(2026, month, 9), language)
        assert re.findall(r"\d+", words) == ["9", "2026"]
    assert len({written(date(2026, month, 9), language) for month in range(1, 13)}) == 12


def test_a_catalogue_that_no_practitioner_has_read_says_so():
    assert not_yet_read("en") is None
    assert ARABIC.search(not_yet_read("ar").in_("ar"))
    assert "praticien" in not_yet_read("fr").in_("fr")
    assert "no han sido leídos" in not_yet_read("es").in_("es")


def test_days_lists_and_direction_are_arabic():
    assert written(date(2026, 7, 10), "ar") == "10 يوليو 2026"
    assert text_of(("أ", "ب"), "ar") == "أ، ب"
    assert direction("ar") == "rtl"


def test_what_is_read_inside_a_language_is_in_it_and_afterwards_no_more():
    with speaking("ar"):
        assert str(_("Red line")) == "خط أحمر"
    assert (language_now(), str(_("Red line"))) == ("en", "Red line")


def test_what_no_catalogue_knows_is_said_in_english():
    assert Message("Nobody has said this before {x}.", (("x", 3),)).in_("ar") == "Nobody has said this before 3."


# The tool that keeps them


def test_sentences_are_found_wherever_they_are_marked(tool, house):
    (house / "zone.py").write_text('plural("{n} day", "{n} days", 3)\nMessage("Cut")\nMessage(word)\n_("A "\n"b")\n')
    assert list(tool.marked()) == ["{n} of {all}", "Yes", ("{n} day", "{n} days"), "Cut", "A b"]
    assert not list(tool.unreadable())


def test_sentences_of_templates_are_found_with_either_quotes_and_over_lines(tool, house):
    (house / "templates" / "zone").mkdir(parents=True)
    (house / "templates" / "zone" / "page.html").write_text(
        """<p title="{% plainly 'Over there' %}">{% say "Due on {day}." day=x %}</p>\n"""
        """{% say_many "{n} ship" "{n} ships" count %}{% say\n "Two\nlines" %}{{ _("no tag") }}{% sayings "no" %}\n"""
    )
    found = list(tool.marked())
    assert found[2:] == ["Over there", "Due on {day}.", ("{n} ship", "{n} ships"), "Two\nlines"]
    assert not list(tool.unreadable())


def test_a_tag_that_says_no_plain_sentence_is_found_out(tool, house):
    (house / "templates").mkdir()
    (house / "templates" / "page.html").write_text('<p>\n{% say words %}\n{% say_many "{n} ship" many count %}')
    assert list(tool.unreadable()) == [
        f"templates/page.html, line {line}: what is marked is not one plain sentence" for line in (2, 3)
    ]


def test_a_sentence_put_together_at_run_time_is_found_out(tool, house):
    (house / "zone.py").write_text('_(f"{word} is wrong")\n')
    assert list(tool.unreadable()) == ["zone.py, line 1: what is marked is not one plain sentence"]


def test_a_new_catalogue_is_open_and_not_yet_read(tool, house):
    assert tool.main(["ar"]) == 0
    path = house / "messages" / "ar" / "LC_MESSAGES" / "aidememoire.po"
    assert "X-Read-By-Practitioner: no" in path.read_text("utf-8")
    assert tool.main(["--check"]) == 1
    assert [one.string for one in tool.read_catalogue(path) if one.id] == ["", ""]


def test_translations_stay_and_nothing_is_guessed(tool, house):
    tool.main(["fr"])
    path = house / "messages" / "fr" / "LC_MESSAGES" / "aidememoire.po"
    began = "# A glossary.\n# red line   ligne rouge\n"
    path.write_text(began + path.read_text("utf-8").replace('msgstr ""\n\n', 'msgstr "{n} sur {all}"\n\n', 2), "utf-8")
    (house / "more.py").write_text('_("{n} of {all}.")\n')
    tool.main([])
    once = path.read_bytes()
    tool.main([])
    have = {one.id: one.string for one in tool.read_catalogue(path) if one.id}
    assert have["{n} of {all}"] == "{n} sur {all}"
    assert have["{n} of {all}."] == ""
    assert path.read_bytes() == once
    assert path.read_text("utf-8").startswith(began)


@pytest.mark.parametrize(
    ("words", "said"), [("{n} sur {tout}", "other gaps"), ("{n sur {all}", "other gaps"), ("", "open")]
)
def test_a_translation_with_other_gaps_is_found_out(tool, house, words, said):
    catalogue = Catalog(locale="fr")
    catalogue.add("{n} of {all}", words)
    catalogue.add("Yes", "Oui")
    (fault,) = tool.faults(catalogue)
    assert fault.startswith(said)


def test_only_a_form_for_one_count_may_say_it_in_a_word(tool, house):
    (house / "said.py").write_text('plural("{n} day", "{n} days", 3)\n')
    catalogue = Catalog(locale="ru")
    catalogue.add(("{n} day", "{n} days"), ("день", "{n} дня", "{n} дней"))
    assert [fault[:10] for fault in tool.faults(catalogue)] == ["other gaps"]
