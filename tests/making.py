"""Small dossiers written down as their files would hold them: ``made(actors=[...], commitments=[...])``."""

from aidememoire.vocabulary.dossier import Dossier, Header
from aidememoire.vocabulary.kinds import sections

PARTIES = [
    {"id": "us", "names": "Our office", "ours": True},
    {"id": "desk", "names": "Our desk", "part_of": "us"},
    {"id": "ministry", "names": "The ministry"},
    {"id": "guard", "names": "The guard"},
]


def made(records=(), /, **by_section):
    """A dossier of plain records by section; a keyword that names no section is a field of the header."""
    header = {name: by_section.pop(name) for name in list(by_section) if name not in sections()}
    given = [sections()[name].model_validate(plain) for name, plain in _each(by_section)]
    return Dossier(Header.model_validate({"slug": "some-crisis", **header}), [*given, *records])


def _each(by_section):
    return [(name, plain) for name, records in by_section.items() for plain in records]
