"""What was sent? The fields of a form as plain values, the way a file holds them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Protocol, get_args

from aidememoire.feeds.naming import wordings_of
from aidememoire.vocabulary.declaring import FieldSpec, Part, Shape
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.handling import Handling
from aidememoire.vocabulary.text import folded

MOST_PARTS = 200
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?\Z")


class Sent(Protocol):
    """What a browser sent: several values under one name."""

    def getlist(self, key: str) -> list[Any]:
        """Return all values under a name."""
        ...

    def get(self, key: str) -> Any:
        """Return the last value under a name."""
        ...


def read(model: type[Part], sent: Sent, dossier: Dossier, prefix: str = "") -> dict[str, Any]:
    """Return what was sent for the fields of a model; fields that say nothing are left out."""
    out: dict[str, Any] = {}
    for spec in model.fields():
        value = _value(model, spec, sent, dossier, prefix + spec.name)
        if value not in (None, "", [], {}):
            out[spec.name] = value
    return out


def read_base(sent: Sent) -> dict[str, Any]:
    """Return what the person had been shown before they changed it; nothing where nothing sound came back."""
    try:
        base = json.loads(str(sent.get("_base") or "{}"))
    except ValueError:
        return {}
    return base if isinstance(base, dict) else {}


def _value(model: type[Part], spec: FieldSpec, sent: Sent, dossier: Dossier, name: str) -> Any:
    if spec.part:
        return _parts(spec.part, sent, dossier, name)
    if spec.shape is Shape.LABEL:
        return _handling(sent, dossier, name)
    if spec.shape is Shape.TEXT:
        return _text(sent, dossier, name)
    said = [str(one).strip() for one in sent.getlist(name)]
    said = [one for one in said if one]
    if spec.shape is Shape.REFERENCE:
        said = [_known_as(one, dossier, spec.refers) for one in said]
    if spec.shape is Shape.JUDGED and (number := str(sent.get(f"{name}:number") or "").strip()):
        return _number(number)
    if spec.many:
        return said
    one = said[-1] if said else ""
    if spec.shape is Shape.FLAG:
        return {"yes": True, "no": False}.get(one)
    takes_numbers = spec.shape in (Shape.NUMBER, Shape.WHOLE, Shape.JUDGED) or _number_or_word(model, spec)
    return _number(one) if takes_numbers else one


def _number_or_word(model: type[Part], spec: FieldSpec) -> bool:
    """Say whether a field of words takes numbers as well."""
    waiting, found = [model.model_fields[spec.attribute].annotation], set()
    while waiting:
        kind = waiting.pop()
        found.add(kind)
        waiting += get_args(kind)
    return float in found and str in found


def _number(said: str) -> Any:
    """Return a number as one, and what is none as it was written, so that the form can say so."""
    plain = said.replace(",", ".") if said.count(",") == 1 and "." not in said else said
    if not _NUMBER.match(plain):
        return said
    return float(plain) if "." in plain else int(plain)


def _text(sent: Sent, dossier: Dossier, name: str) -> Any:
    """Return a wording, or several by language."""
    words, tags = sent.getlist(name), sent.getlist(f"{name}:lang")
    pairs = [(str(tag), str(said)) for said, tag in zip(words, [*tags, *[""] * len(words)], strict=False)]
    pairs = [(tag, said.strip()) for tag, said in pairs if said.strip()]
    if not pairs:
        return None
    if len(pairs) == 1 and not pairs[0][0]:
        return pairs[0][1]
    spare = dossier.header.languages[0] if dossier.header.languages else "en"
    by_language: dict[str, str] = {}
    for tag, said in pairs:
        own = tag or spare
        by_language[own] = f"{by_language[own]}\n{said}" if own in by_language else said
    return by_language


def _handling(sent: Sent, dossier: Dossier, name: str) -> Any:
    inner = read(Handling, sent, dossier, f"{name}.")
    if not inner.get("level"):
        return None
    if set(inner) == {"level"} or (set(inner) == {"level", "chatham_house"} and not inner["chatham_house"]):
        return inner["level"]
    return inner


def _parts(part: type[Part], sent: Sent, dossier: Dossier, name: str) -> list[Mapping[str, Any]]:
    """Return the pieces of a list, without those taken out and those that say nothing."""
    return [row for row in rows(part, sent, dossier, name) if any(spec.name in row for spec in asked(part))]


def rows(part: type[Part], sent: Sent, dossier: Dossier, name: str) -> list[dict[str, Any]]:
    """Return all pieces of a list that the form showed, empty ones too, without those taken out."""
    said = str(sent.get(f"{name}.count") or "0")
    count = min(int(said), MOST_PARTS) if said.isdecimal() else 0
    taken_out = {str(one) for one in sent.getlist("_remove")}
    places = [place for place in range(count) if f"{name}.{place}" not in taken_out]
    return [read(part, sent, dossier, f"{name}.{place}.") for place in places]


def asked(part: type[Part]) -> list[FieldSpec]:
    """Return the fields of a piece that say something by being filled in: a choice that is always made says nothing."""
    told = [spec for spec in part.fields() if not _made_beforehand(part, spec)]
    return told or list(part.fields())


def _made_beforehand(part: type[Part], spec: FieldSpec) -> bool:
    info = part.model_fields[spec.attribute]
    return spec.shape in (Shape.CODE, Shape.FLAG) and not info.is_required() and info.default is not None


def _known_as(said: str, dossier: Dossier, refers: tuple[str, ...]) -> str:
    """Return the id that was picked, or that of the one record which is called so; else what was said."""
    if (id := as_id(said)) in dossier:
        return id
    wanted = folded(said)
    there = (one for one in dossier if not refers or one.kind_of.name in refers)
    fitting = [one.id for one in there if wanted in map(folded, wordings_of(one))]
    return fitting[0] if len(fitting) == 1 else id


def as_id(said: str) -> str:
    """Return the id that was picked: what stands after the last dot in the middle, else the words themselves."""
    return said.rsplit("·", 1)[-1].strip()
