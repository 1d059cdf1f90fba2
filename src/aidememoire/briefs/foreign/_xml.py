"""How is XML written, so that nothing people wrote can break it?"""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

# Texts of a dossier hold no control characters, but what a file of ours was given by hand may.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def element(parent: Element | None, name: str, words: str | None = None, /, **attributes: Any) -> Element:
    """Make an element under another, with its attributes (a trailing underscore falls away) and its text."""
    given = {key.rstrip("_"): sound(str(value)) for key, value in attributes.items() if value is not None}
    made = Element(name, given) if parent is None else SubElement(parent, name, given)
    made.text = None if words is None else sound(words)
    return made


def sound(words: str) -> str:
    """Return text that XML can hold."""
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", words)


def document(root: Element) -> bytes:
    """Return the document as bytes."""
    indent(root)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def typed(value: object) -> str:
    """Return the name of the type under which a value is declared in GraphML and GEXF."""
    if isinstance(value, bool):
        return "boolean"
    return "double" if isinstance(value, (int, float)) else "string"
