"""What may we negotiate, and what may we never accept? Mandates and limits."""

from __future__ import annotations

import re
from typing import Any, ClassVar, Self

from pydantic import GetCoreSchemaHandler, model_validator
from pydantic_core import core_schema

from aidememoire.vocabulary.codes import LimitKind, LimitOrigin
from aidememoire.vocabulary.declaring import ActorId, Actors, Day, IssueId, Issues, Kind, Whole, says
from aidememoire.vocabulary.errors import Wrong
from aidememoire.vocabulary.messages import Message, Run, _
from aidememoire.vocabulary.record import Record
from aidememoire.vocabulary.text import Text

_DIGITS = r"(\d+(?:\.\d+)?(?:e-?\d+)?)"
_RANGE = re.compile(rf"{_DIGITS}\s*(?:-|–|to)\s*{_DIGITS}\Z")
_ONE_SIDED = re.compile(rf"(at least|at most|>=|<=|≥|≤|from|up to)\s*{_DIGITS}\Z")
_FLOORS = {"at least", ">=", "≥", "from"}


class Bound:
    """The part of an issue's 0 to 100 that a limit leaves open: at least, at most, or between two values."""

    __slots__ = ("high", "low")

    def __init__(self, low: float, high: float) -> None:
        if not 0 <= low <= high <= 100:
            raise Wrong(_("does not lie between 0 and 100"), _("such as: at least 40"))
        self.low, self.high = low, high

    def holds(self, value: float) -> bool:
        """Say whether a value lies within."""
        return self.low <= value <= self.high

    @property
    def raw(self) -> str:
        """Return the bound as files hold it, to the last digit."""
        if self.high == 100:
            return f"at least {self.low!r}"
        return f"at most {self.high!r}" if self.low == 0 else f"{self.low!r} to {self.high!r}"

    def _message(self) -> Message:
        if self.high == 100:
            return _("at least {low}", low=self.low)
        if self.low == 0:
            return _("at most {high}", high=self.high)
        return _("{low} to {high}", low=self.low, high=self.high)

    def runs(self, language: str) -> tuple[Run, ...]:
        """Return the bound in a language."""
        return self._message().runs(language)

    def __str__(self) -> str:
        return str(self._message())

    def __repr__(self) -> str:
        return f"Bound({self.low}, {self.high})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Bound) and (self.low, self.high) == (other.low, other.high)

    def __hash__(self) -> int:
        return hash((self.low, self.high))

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls._read, serialization=core_schema.plain_serializer_function_ser_schema(lambda bound: bound.raw)
        )

    @classmethod
    def _read(cls, given: object) -> Self:
        if isinstance(given, cls):
            return given
        if isinstance(given, (int, float)) and not isinstance(given, bool):
            return cls(given, 100)
        said = " ".join(str(given).lower().split())
        if found := _ONE_SIDED.match(said):
            value = _number(found[2])
            return cls(value, 100) if found[1] in _FLOORS else cls(0, value)
        if found := _RANGE.match(said):
            return cls(_number(found[1]), _number(found[2]))
        raise Wrong(_("is not a bound"), _("such as: at least 40; at most 60; 40 to 60"))


def _number(digits: str) -> float:
    return int(digits) if digits.isdecimal() else float(digits)


class Mandate(Record):
    """What may be negotiated, by whom, until when; it binds nobody until it is acknowledged."""

    kind_of: ClassVar[Kind] = Kind(
        "mandate", "mandates", _("Mandate"), _("Mandates"), 40, first_day="since", called=("title",)
    )

    title: Text | None = says(_("Title"))
    issuer: ActorId | None = says(_("Issuer"), help=_("The mandator."))
    holder: ActorId | None = says(_("Holder"), help=_("Who negotiates under it."))
    issues: Issues = says(_("Issues"), help=_("Which issues it covers; empty means all."), default=())
    scope: Text | None = says(_("Scope"))
    autonomy: Text | None = says(_("Autonomy"), help=_("What the holder may settle alone."))
    exposure_limit: Whole = says(
        _("Exposure limit"),
        help=_("The most harm that a go-between may risk: 0 none to 3 grave."),
        default=1,
        ge=0,
        le=3,
    )
    since: Day | None = says(_("Since"))
    expires_on: Day | None = says(_("Expires on"))
    acknowledged_on: Day | None = says(_("Acknowledged on"), help=_("Empty: nobody has accepted it yet."))


class Limit(Record):
    """A red line of the mandator or a bottom line of the team."""

    kind_of: ClassVar[Kind] = Kind(
        "limit",
        "limits",
        _("Limit"),
        _("Limits"),
        41,
        first_day="since",
        last_day="until",
        called=("title", "condition"),
        secret=True,
    )

    title: Text | None = says(_("Title"))
    kind: LimitKind = says(_("Kind"), help=_("Red line: the mandator's. Bottom line: the team's."), required=True)
    origin: LimitOrigin | None = says(_("Origin"))
    owner: ActorId | None = says(_("Owner"), help=_("Who alone may move it."))
    issue: IssueId | None = says(_("Issue"))
    bound: Bound | None = says(_("Bound"), help=_("On the issue's 0 to 100: at least 40; at most 60; 40 to 60."))
    condition: Text | None = says(_("Condition"), help=_("In words, where no number will do."))
    agencies: Actors = says(_("Agencies"), help=_("Which agencies hold it."), default=())
    since: Day | None = says(_("Since"))
    until: Day | None = says(_("Until"))

    @model_validator(mode="after")
    def _something_to_hold(self) -> Limit:
        if self.bound is None and self.condition is None:
            raise Wrong(
                _("has neither a bound nor a condition"), _("a bound such as: at least 40; or a condition in words")
            )
        return self
