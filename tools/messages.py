"""Which sentences does the program say, and does every language say them all?

``python tools/messages.py`` brings every catalogue up to date with the marked sentences, and keeps what was translated;
``python tools/messages.py fr`` begins a catalogue. ``--check`` writes nothing and fails where a catalogue lacks a
sentence, keeps one that nobody says any more, leaves one open, or has other ``{gaps}`` than the sentence itself.

Sentences are read off the syntax tree: Babel's own reader of Python misses those inside f-strings. A new sentence comes
empty into a catalogue, never guessed from a similar one. Files are named without lines, so that a change of the code
changes in a catalogue only what it says anew.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from babel.messages.catalog import Catalog

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "aidememoire"
CATALOGUES = SOURCE / "vocabulary" / "messages"
NAME = Path("LC_MESSAGES") / "aidememoire.po"
KEYWORDS = {"_": 1, "plural": 2, "Message": 1}
"""Which functions mark a sentence, and how many sentences each takes."""

UP_TO = 1000
"""Up to which count it is tried which counts a plural form serves."""

Sentence: TypeAlias = str | tuple[str, str]


@dataclass(frozen=True, slots=True)
class Translation:
    """A sentence in a catalogue, with its forms: one, or one for each plural of the language."""

    sentence: Sentence
    forms: tuple[str, ...]
    fuzzy: bool = False

    @property
    def first(self) -> str:
        """Return the sentence, of two that change with a count the first."""
        return self.sentence if isinstance(self.sentence, str) else self.sentence[0]


def main(arguments: list[str]) -> int:
    """Bring catalogues up to date, or with ``--check`` say what is wrong with them."""
    languages = [each for each in arguments if not each.startswith("-")] or _languages()
    unmarked = [f"{path.relative_to(ROOT)}, line {line}: not one plain sentence" for path, line in _not_plain()]
    if "--check" in arguments:
        wrong = [*unmarked, *(f"{language}: {what}" for language in languages for what in faults(language))]
    else:
        wrong = unmarked
        for language in languages:
            written = update(language)
            print(f"  {language}: {sum(not all(one.forms) for one in translations(written))} of {len(written)} open")
    print("\n".join(wrong))
    return int(bool(wrong))


def marked() -> dict[Sentence, list[str]]:
    """Return every marked sentence with the files that say it, file after file."""
    found: dict[Sentence, list[str]] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        for call in _calls(path):
            sentence = _sentence(call)
            if sentence and sentence != "":
                places = found.setdefault(sentence, [])
                places += [place for place in [path.relative_to(ROOT).as_posix()] if place not in places]
    return found


def update(language: str) -> Catalog:
    """Write the catalogue of a language anew: the sentences said today, with the translations that there were."""
    path = CATALOGUES / language / NAME
    was = catalogue(language) if path.exists() else _begun(language)
    have = {one.sentence: one for one in translations(was)}
    now = Catalog(
        locale=language, project=was.project, version=was.version, header_comment=was.header_comment, fuzzy=False
    )
    now.mime_headers = [header for header in was.mime_headers if header[0] != "X-Read-By-Practitioner"]
    for sentence, places in marked().items():
        known = have.get(sentence)
        forms = known.forms if known else ("",) * (1 if isinstance(sentence, str) else now.num_plurals)
        message = now.add(sentence, forms[0] if isinstance(sentence, str) else forms, [(at, None) for at in places])
        message.flags.discard("python-brace-format")
        if known and known.fuzzy:
            message.flags.add("fuzzy")
    return now
