"""Is a value that is taken without its function just what the function would have made of it?

The reference are the same kinds with every quick way cut out, so that each value goes to its function.
"""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from pydantic_core import SchemaValidator

from aidememoire.vocabulary.files.explaining import explained
from aidememoire.vocabulary.kinds import kinds
from aidememoire.vocabulary.plainly import QUICK
from aidememoire.vocabulary.text import Text, as_words
from strategies import dossiers

NEAR_MISSES = [
    "a-1", "a--1", "-a", "A-1", "a-1\n", "2026-03-31", "2026-02-30", "0000-01-01", "٢٠٢٦-٠٣-٣١", "2026-03-31T00:00:00",
    "31.3.2026", "strong", "Strong", "leaning-for", "UN entity", "un-entity", "RED", "tlp:red", "yes", "No", "1", "3",
    "at least 40", "", " ", "two\nlines", "two\r\nlines", "bell\x07", "next\x85line", "\u202eturned", "\ufffe", "\x7f",
    12, 3, 2.0, 2.5, -1, 101, 2**70, True, False, None, float("nan"), float("inf"), b"a-1", {}, [], [[]], [1], ["a", 1],
    {"en": "x"}, {"EN": "x"}, {"en": ""}, {"en": 1}, {1: "x"}, {"en": "x", "ar": "bell\x07"}, {"en\n": "x"},
]  # fmt: skip
JUNK = st.one_of(
    st.sampled_from(NEAR_MISSES),
    st.text(max_size=6),
    st.integers(),
    st.floats(),
    st.lists(st.text(max_size=3), max_size=2),
)


@cache
def by_function(kind):
    return SchemaValidator(without_quick(kind.__pydantic_core_schema__), _use_prebuilt=False)


def without_quick(schema):
    if isinstance(schema, list):
        return [without_quick(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("type") == "union" and any(isinstance(one, tuple) and one[1] == QUICK for one in schema["choices"]):
        return without_quick(schema["choices"][-1])
    kept = ("cls", "function", "serialization", "metadata", "default")
    return {name: value if name in kept else without_quick(value) for name, value in schema.items()}


def outcome(validator, kind, fields):
    try:
        return validator.validate_python(fields)
    except ValidationError as error:
        return [repr(one) for one in explained(error, kind)]


def test_the_reference_asks_functions_alone():
    for kind in kinds().values():
        assert QUICK in repr(kind.__pydantic_core_schema__)
        assert QUICK not in repr(without_quick(kind.__pydantic_core_schema__))


@pytest.mark.parametrize("name", kinds())
def test_every_field_takes_and_refuses_the_same_with_its_function_and_without(name):
    kind = kinds()[name]
    for spec in kind.fields():
        for value in NEAR_MISSES:
            for said in (value, [value]) if spec.many else (value,):
                fields = {"id": "a-1", spec.name: said}
                quick = outcome(kind.__pydantic_validator__, kind, fields)
                assert quick == outcome(by_function(kind), kind, fields), (spec.name, said)


@settings(max_examples=60)
@given(dossiers(), st.data())
def test_whole_records_too(dossier, data):
    for record in dossier:
        kind, fields = type(record), record.written()
        assert outcome(by_function(kind), kind, fields) == kind.model_validate(fields) == record
        spoiled = data.draw(st.sampled_from([*fields, *kind.model_fields]))
        fields[spoiled] = data.draw(JUNK)
        assert outcome(kind.__pydantic_validator__, kind, fields) == outcome(by_function(kind), kind, fields)


@given(st.text(st.characters(exclude_categories=())))
def test_free_text_is_cleaned_alike_whichever_way_it_comes(words):
    kind = kinds()["actor"]
    quick = outcome(kind.__pydantic_validator__, kind, {"id": "a-1", "names": words, "country": words})
    assert quick == outcome(by_function(kind), kind, {"id": "a-1", "names": words, "country": words})
    if isinstance(quick, kind):
        assert quick.names == Text(words) and quick.country == as_words(words)
