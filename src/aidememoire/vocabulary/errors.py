"""What may go wrong in a user's hands, told as what, where and the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aidememoire.vocabulary.messages import Message


class AideMemoireError(Exception):
    """The root of our errors. A face shows it as one line and ends with exit code 1; anything else is a bug."""

    def __init__(self, message: Message | str) -> None:
        # Said in the language that was spoken where it went wrong, whoever reads it later.
        super().__init__(str(message))
        self.message = message


class InputError(AideMemoireError):
    """What the user gave cannot be used as it is."""


class MissingPartError(AideMemoireError):
    """A command needs an optional part that is not installed; the message names it."""


class Wrong(ValueError):  # noqa: N818 - read aloud in a declaration: raise Wrong(...)
    """A value in a record is not what its field takes; ``instead`` says what to write."""

    def __init__(self, problem: Message, instead: Message | str | None = None) -> None:
        super().__init__(problem)
        self.problem = problem
        self.instead = instead
