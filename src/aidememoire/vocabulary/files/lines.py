"""On which line of a file does a value stand? Lines are listed in the order in which the nodes of a document stand."""

from __future__ import annotations

from typing import Any


def size(value: Any) -> int:
    """Return how many lines are listed for what is inside a value."""
    if isinstance(value, dict):
        return sum(1 + size(inner) for inner in value.values())
    return sum(1 + size(inner) for inner in value) if isinstance(value, list) else 0


def line_of(lines: memoryview[int], place: int, fields: Any, path: tuple[str | int, ...]) -> int | None:
    """Return the line of the node at a path inside a record; of the record itself, or the nearest above, otherwise."""
    line = lines[place - 1] if 0 < place <= len(lines) else None
    for step in path:
        inner = (
            list(fields.items())
            if isinstance(fields, dict)
            else list(enumerate(fields))
            if isinstance(fields, list)
            else []
        )
        for key, value in inner:
            if key == step:
                line, place, fields = lines[place], place + 1, value
                break
            place += 1 + size(value)
        else:
            return line
    return line
