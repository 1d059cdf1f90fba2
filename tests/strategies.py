"""Dossiers made up from the declarations of the kinds, so that a new kind or field is covered as soon as it is declared.

References name records that are there and of a kind that the field takes; days and ranges lie in order; texts are what
people write and what machines trip over.
"""

from datetime import date
from functools import cache

from annotated_types import Ge, Le
from hypothesis import assume
from hypothesis import strategies as st
from pydantic import ValidationError

from aidememoire.vocabulary.declaring import Shape
from aidememoire.vocabulary.dossier import Dossier, Header
from aidememoire.vocabulary.handling import Label
from aidememoire.vocabulary.kinds import kinds
from aidememoire.vocabulary.kinds.mandates import Bound

LANGUAGES = ("en", "ar", "fr", "es", "prs", "ku-Arab")
SAYINGS = (
    "The convoy passed on Tuesday.",
    "وعد المحافظ بفتح الطريق قبل الشتاء",
    "وعده داده شد که راه باز می‌ماند",  # Dari, with a joiner inside a word
    "👩🏽‍⚕️ team of 4 🚑",
    "=HYPERLINK(1)",
    "+41 22 730 00 00",
    "-5",
    "@all",
    "#N/A",
    "no",
    "1:30",
    "012",
    "2024-01-31",
    "1e5",
    "5",
    "٣٫٥",
    "~",
    "_x000D_",
    "_x005F_",
    "a|b\\c",
    "\\|",
    " leading and trailing ",
    "two\nlines\n",
    "\n",
    " ",
    "\ttab\t",
    "key: value # not a comment",
    "'quoted' \"twice\"",
    "- item",
    "{brace} [bracket]",
    "...",
    "---",
    "null",
    "\u202bright to left\u202c",
    "e\u0301\u0323",
    "\u2028",
    "\u0085",
    "\ufeff",
    "%TAG",
    "&anchor *alias !tag",
)
CHARACTERS = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")


@cache
def words():
    """Words as people and machines write them, never empty; some are longer than a cell."""
    long = st.builds(lambda said, times: said * times, st.sampled_from(SAYINGS[:3]), st.integers(2, 1500))
    return st.one_of(st.sampled_from(SAYINGS), st.text(CHARACTERS, min_size=1, max_size=30), rarely(long, SAYINGS[0]))


def rarely(strategy, otherwise):
    """What the strategy gives, but once in twenty."""
    return st.integers(0, 19).flatmap(lambda chance: strategy if chance == 7 else st.just(otherwise))


@cache
def texts():
    """One wording without a language, or several by language."""
    return st.one_of(words(), st.dictionaries(st.sampled_from(LANGUAGES), words(), min_size=1, max_size=3))


def numbers(low, high):
    """Numbers within bounds, the tiny and the huge among them."""
    return st.floats(low, high, allow_nan=False, allow_infinity=False) | st.integers(
        int(low) if low is not None else -(10**18), int(high) if high is not None else 10**18
    )


@st.composite
def dossiers(draw, max_records=12, only=None):
    """A sound dossier; ``only`` narrows the kinds that are drawn freely (those they name come with them)."""
    wanted = draw(st.lists(st.sampled_from(sorted(only or kinds())), max_size=max_records))
    ids = _ids(draw, _with_those_named(wanted))
    records = [record for name, of_kind in ids.items() for record in _records(draw, kinds()[name], of_kind, ids)]
    assume(all(record is not None for record in records))
    return Dossier(_part(draw, Header, ids), records)


def _with_those_named(wanted):
    """Add one record of each kind that a wanted one must name."""
    waiting, kept = list(wanted), []
    while waiting:
        name = waiting.pop()
        kept.append(name)
        for spec in kinds()[name].fields():
            inner = spec.part.fields() if spec.part else ()
            for one in (spec, *inner):
                if one.shape is Shape.REFERENCE and one.required and not set(one.refers) & {*kept, *waiting}:
                    waiting.append(one.refers[0] if one.refers else "actor")
    return kept


def _ids(draw, names):
    given = draw(
        st.lists(
            st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4}){0,2}", fullmatch=True),
            min_size=len(names),
            max_size=len(names),
            unique=True,
        )
    )
    ids = {}
    for name, one in zip(names, given, strict=True):
        ids.setdefault(name, []).append(one)
    return ids


def _records(draw, kind, of_kind, ids):
    return [_part(draw, kind, ids, id=one) for one in of_kind]


def _part(draw, model, ids, **known):
    fields = dict(known)
    for spec in model.fields():
        if spec.name in fields or (spec.name in ("format", "written_by")):
            continue
        if spec.required or draw(st.booleans()):
            value = draw(_values(spec, model, ids))
            if value is not None and value != []:
                fields[spec.name] = value
    _put_in_order(model, fields)
    try:
        return model.model_validate(fields)
    except ValidationError:
        return None


def _put_in_order(model, fields):
    days = [spec.name for spec in model.fields() if spec.shape is Shape.DAY and spec.name in fields]
    for name, day in zip(days, sorted(fields[name] for name in days), strict=True):
        fields[name] = day
    for low, high in (("low", "high"), ("accept_low", "accept_high")):
        if low in fields and high in fields:
            fields[low], fields[high] = sorted((fields[low], fields[high]))
    if model.__name__ == "Limit" and not {"bound", "condition"} & set(fields):
        fields["condition"] = SAYINGS[0]


def _values(spec, model, ids):
    if spec.part:
        one = _parts(spec.part, ids)
        return st.lists(one, min_size=2 if spec.required else 0, max_size=3)
    if spec.shape is Shape.REFERENCE:
        fitting = [one for name, of_kind in ids.items() for one in of_kind if not spec.refers or name in spec.refers]
        if not fitting:
            return st.none()
        one = st.sampled_from(fitting)
    else:
        one = _one(spec, model)
    return st.lists(one, max_size=3) if spec.many else one


@st.composite
def _parts(draw, model, ids):
    part = _part(draw, model, ids)
    assume(part is not None)
    return part


@cache
def _one(spec, model):
    if spec.codes:
        return st.sampled_from(list(spec.codes))
    if spec.scale:
        return st.sampled_from(list(spec.scale.words)) | numbers(0, spec.scale.top)
    return {
        Shape.ID: lambda: st.just("some-crisis"),
        Shape.TEXT: texts,
        Shape.WORD: lambda: _word(spec, model),
        Shape.DAY: lambda: st.dates(date(1800, 1, 1), date(2300, 12, 31)),
        Shape.NUMBER: lambda: numbers(*_ends(spec, model)),
        Shape.WHOLE: lambda: st.integers(*_ends(spec, model)),
        Shape.FLAG: st.booleans,
        Shape.LABEL: handlings,
    }[spec.shape]()


@cache
def handlings():
    """Labels, plain and with everything that may come with them."""
    return st.fixed_dictionaries(
        {"level": st.sampled_from(list(Label))},
        optional={
            "compartments": st.lists(words(), max_size=2),
            "releasable_to": st.lists(words(), max_size=2),
            "chatham_house": st.booleans(),
        },
    )


def _word(spec, model):
    annotation = str(model.model_fields[spec.attribute].annotation)
    if Bound.__name__ in annotation:
        return st.builds(lambda some, other: Bound(*sorted((some, other))), numbers(0, 100), numbers(0, 100))
    return words() | numbers(None, None) if "float" in annotation else words()


def _ends(spec, model):
    marks = model.model_fields[spec.attribute].metadata
    low = next((mark.ge for mark in marks if isinstance(mark, Ge)), None)
    high = next((mark.le for mark in marks if isinstance(mark, Le)), None)
    return low, high
