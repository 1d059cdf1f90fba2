"""Which sentences does the program say, and does every language say them all?

``python3 go.py messages`` brings every catalogue up to date with the marked sentences and keeps what was translated;
``python3 go.py messages fr`` begins one. ``--check`` writes nothing and fails where a catalogue lacks a sentence,
leaves one open, or has other ``{gaps}`` than the sentence itself.

Sentences are read off the syntax tree: Babel's own reader of Python misses those inside f-strings. In templates
they are the first words of ``{% say "..." %}``, ``{% plainly "..." %}`` and ``{% say_many "..." "..." count %}``. A new
sentence comes into a catalogue empty, never guessed from a similar one. Files are named without lines, so that a
catalogue changes only where the words do.
"""

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from gettext import c2py
from pathlib import Path
from string import Formatter
from typing import TypeAlias

from babel.messages.catalog import Catalog, Message
from babel.messages.plurals import get_plural
from babel.messages.pofile import write_po
from hatch_build import read_catalogue

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "aidememoire"
CATALOGUES = SOURCE / "vocabulary" / "messages"
NAME = Path("LC_MESSAGES") / "aidememoire.po"
SENTENCES = {"_": 1, "plural": 2, "Message": 1}
"""Which names mark sentences, and how many each takes; ``Message`` is also called with sentences marked elsewhere."""

TAGS = {"say": 1, "plainly": 1, "say_many": 2}
"""Which tags of templates say sentences, and how many each takes."""

_TAG = re.compile(r"{%-?\s*(say|plainly|say_many)\b(.*?)%}", re.DOTALL)
_QUOTED = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)')""")

UP_TO = 1000
"""Up to which count it is tried which plural form serves it."""

HEADER = """\
Project-Id-Version: aidememoire
Language: {language}
Plural-Forms: nplurals={plurals}; plural={rule};
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit
X-Read-By-Practitioner: no"""

Sentence: TypeAlias = str | tuple[str, str]


def main(arguments: list[str]) -> int:
    """Bring catalogues up to date, or with ``--check`` say what is wrong with them."""
    languages = [each for each in arguments if not each.startswith("-")]
    languages = languages or sorted(path.name for path in CATALOGUES.iterdir() if (path / NAME).exists())
    wrong = list(unreadable())
    for language in languages:
        if "--check" in arguments:
            wrong += [f"{language}: {what}" for what in faults(read_catalogue(_path(language)))]
        else:
            _update(language)
    print("\n".join(wrong) or f"{len(marked())} sentences; {', '.join(languages)}")
    return int(bool(wrong))


# What the program says.


def marked() -> dict[Sentence, list[str]]:
    """Return every marked sentence with the files that say it, file after file."""
    said: dict[Sentence, list[str]] = defaultdict(list)
    sentences = [(path, _sentence(call)) for path, call in _calls()]
    sentences += [(path, sentence) for path, _line, sentence in _tags()]
    for path, sentence in sentences:
        place = path.relative_to(ROOT).as_posix()
        if sentence and place not in said[sentence]:
            said[sentence].append(place)
    return said


def unreadable() -> Iterator[str]:
    """Say where something else than one plain sentence is marked: no catalogue can know it."""
    for path, call in _calls():
        if _sentence(call) is None and _name(call) != "Message":
            yield f"{path.relative_to(ROOT)}, line {call.lineno}: what is marked is not one plain sentence"
    for path, line, sentence in _tags():
        if sentence is None:
            yield f"{path.relative_to(ROOT)}, line {line}: what is marked is not one plain sentence"


def _tags() -> Iterator[tuple[Path, int, Sentence | None]]:
    """Yield what the tags of templates say, with file and line; None where that is no plain sentence."""
    for path in sorted(SOURCE.rglob("templates/**/*.html")):
        words = path.read_text("utf-8")
        for tag in _TAG.finditer(words):
            yield path, words.count("\n", 0, tag.start()) + 1, _said_by(tag[1], tag[2])


def _said_by(name: str, rest: str) -> Sentence | None:
    sentences, at = [], 0
    for _place in range(TAGS[name]):
        found = _QUOTED.match(rest, at)
        if found is None:
            return None
        sentences.append(found[1] or found[2] or "")
        at = found.end()
    return sentences[0] if len(sentences) == 1 else (sentences[0], sentences[1])


def _calls() -> Iterator[tuple[Path, ast.Call]]:
    for path in sorted(SOURCE.rglob("*.py")):
        calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
        for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
            if _name(call) in SENTENCES:
                yield path, call


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _sentence(call: ast.Call) -> Sentence | None:
    taken = call.args[: SENTENCES[_name(call)]]
    words = [each.value for each in taken if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    if len(words) < SENTENCES[_name(call)]:
        return None
    return words[0] if len(words) == 1 else (words[0], words[1])


# What a catalogue says.


def faults(catalogue: Catalog) -> Iterator[str]:
    """Say what is missing in a catalogue, and which gaps are not those of the sentence."""
    have = {message.id: message for message in catalogue if message.id}
    serves = _serves(catalogue)
    for sentence in marked():
        message = have.get(sentence)
        shown = sentence if isinstance(sentence, str) else sentence[1]
        if message is None:
            yield f"missing: {shown!r}"
        elif message.fuzzy or not all(forms(message)):
            yield f"open: {shown!r}"
        else:
            for place, form in enumerate(forms(message)):
                # A form for one count only may say the count in a word: one record, two records.
                free = {"n"} if isinstance(sentence, tuple) and len(serves[place]) == 1 else set()
                if gaps(form) - free != gaps(shown) - free:
                    yield f"other gaps than {shown!r}: {form!r}"


def forms(message: Message) -> tuple[str, ...]:
    """Return the translation in its forms: one, or one for each plural of the language."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def gaps(words: str) -> set[str]:
    """Return the names of the gaps in a sentence, or what is wrong with its braces."""
    try:
        return {gap for _words, gap, _spec, _conversion in Formatter().parse(words) if gap is not None}
    except ValueError as trouble:
        return {str(trouble)}


def _serves(catalogue: Catalog) -> dict[int, list[int]]:
    """Return which counts each plural form of a language serves."""
    form = _rule(catalogue.plural_expr)
    serves: dict[int, list[int]] = defaultdict(list)
    for count in range(UP_TO):
        serves[form(count)].append(count)
    return serves


def _rule(expression: str) -> Callable[[int], int]:
    rule: Callable[[int], int] = c2py(expression)
    return rule


# How one is written.


def _path(language: str) -> Path:
    return CATALOGUES / language / NAME


def _update(language: str) -> None:
    """Write the catalogue of a language anew: the sentences said today, with the translations that there were."""
    path = _path(language)
    if not path.exists():
        path.parent.mkdir(parents=True)
        path.write_text(_begun(language), "utf-8")
    catalogue = read_catalogue(path)
    have = {message.id: message for message in catalogue if message.id}
    for id in have:
        catalogue.delete(id)
    for sentence, places in marked().items():
        known = have.get(sentence)
        empty = "" if isinstance(sentence, str) else ("",) * catalogue.num_plurals
        catalogue.add(
            sentence,
            known.string if known else empty,
            [(place, 1) for place in places],
            flags=known.flags if known else (),
            user_comments=known.user_comments if known else (),
        )
    with path.open("wb") as out:
        write_po(out, catalogue, width=120, include_lineno=False)
    still = sum(not all(forms(message)) for message in catalogue if message.id)
    print(f"  {language}: {len(marked())} sentences, {still} not yet translated")


def _begun(language: str) -> str:
    plural = get_plural(language)
    header = HEADER.format(language=language, plurals=plural.num_plurals, rule=plural.plural_expr)
    return '# \nmsgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in header.splitlines())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
