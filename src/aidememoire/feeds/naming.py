"""Under which id does a row stand in our dossier, so that the same row coming again is the same record?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256

from aidememoire.vocabulary.declaring import ID_LENGTH, ID_PATTERN, as_identifier
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.record import Record
from aidememoire.vocabulary.text import folded

DIGEST = 6
# Numbers, and the like of elem-4Xy7Qk2B: they mean something in the file they come from and nowhere else.
_OPAQUE = re.compile(r"[a-z]{0,4}[-_]?\d[\w.-]*|(elem|conn|loop)-\w+|[0-9a-f-]{16,}", re.IGNORECASE)
_MARK = re.compile(r"\[id: ([^\]\n]{1,200})\]")


def is_opaque(key: str) -> bool:
    """Say whether an identifier says nothing outside of the file that it comes from.

    >>> is_opaque("17"), is_opaque("elem-4Xy7Qk2B"), is_opaque("port-authority")
    (True, True, False)
    """
    return bool(_OPAQUE.fullmatch(key))


def mark(key: str) -> str:
    """Return the line of a note that keeps a foreign identifier."""
    return f"[id: {' '.join(key.replace(']', ')').split())[:200]}]"


def marks(record: Record) -> Iterable[str]:
    """Return the foreign identifiers that a record keeps in its note."""
    note = record.note
    return [found for said in note.by_language.values() for found in _MARK.findall(said)] if note else ()


def derived(words: str, kind: str) -> str:
    """Return an id from words, the same for the same words; of words in another script the digest speaks.

    >>> derived("Port Authority", "actor"), derived("هيئة الميناء", "actor")
    ('port-authority', 'actor-beb38a')
    """
    return as_identifier(words) or f"{kind}-{_digest(folded(words))}"


def apart(id: str, *keys: str) -> str:
    """Return an id told apart from its likes by what makes the record another one."""
    return f"{id[: ID_LENGTH - DIGEST - 1].rstrip('-')}-{_digest('|'.join(keys))}"


def shortened(id: str) -> str:
    """Return an id that is not too long, the same for the same one."""
    return id if len(id) <= ID_LENGTH else apart(id, id)


def is_id(key: str) -> bool:
    """Say whether a foreign identifier can stand as an id of ours."""
    return len(key) <= ID_LENGTH and bool(ID_PATTERN.match(key))


def _digest(words: str) -> str:
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:DIGEST]


class Names:
    """Who is called what in a dossier: ids by folded name and alias, by kind, and by foreign identifier."""

    def __init__(self, dossier: Dossier | None) -> None:
        self._dossier = dossier
        self._by_name: dict[tuple[str, str], list[str]] = {}
        self._by_mark: dict[tuple[str, str], list[str]] = {}
        for record in dossier or ():
            kind = record.kind_of.name
            for name in names_of(record):
                self._by_name.setdefault((kind, folded(name)), []).append(record.id)
            for key in marks(record):
                self._by_mark.setdefault((kind, key), []).append(record.id)

    def called(self, kind: str, name: str) -> list[str]:
        """Return the ids of the records of a kind that go by a name."""
        return list(dict.fromkeys(self._by_name.get((kind, folded(name)), ())))

    def marked(self, kind: str, key: str) -> list[str]:
        """Return the ids of the records of a kind that keep a foreign identifier."""
        return self._by_mark.get((kind, key), [])

    def keeps_an_id(self, id: str) -> bool:
        """Say whether a record keeps any foreign identifier."""
        record = self.record(id)
        return record is not None and bool(list(marks(record)))

    def record(self, id: str) -> Record | None:
        """Return a record that is there already."""
        return self._dossier.get(id) if self._dossier else None


def names_of(record: Record) -> list[str]:
    """Return every name by which a record goes: its wordings in all languages, and its aliases."""
    return [*wordings_of(record), *getattr(record, "aliases", ())]


def wordings_of(record: Record) -> list[str]:
    """Return what people call a record, in all languages."""
    called = record.called()
    return list(called.by_language.values()) if called else []
