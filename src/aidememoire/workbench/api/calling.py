"""What does an address of the API promise, and how is it asked? Declared once, for address, gate and OpenAPI."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt

from aidememoire.ledger.gate import Beyond, Denied
from aidememoire.ledger.keeper import Moved
from aidememoire.vault.agent.client import quietly
from aidememoire.vocabulary.declaring import as_day
from aidememoire.vocabulary.errors import AideMemoireError, Wrong
from aidememoire.vocabulary.messages import Message, _, text_of
from aidememoire.workbench import door, guards
from aidememoire.workbench.api.tokens import Token, Tokens
from aidememoire.workbench.desks import Desk, usual_day
from aidememoire.workbench.policy import Policy

ROOT = "api/v1/"
PAGE, MOST_A_PAGE, LAST_PAGE = 50, 200, 1_000_000
DEEPEST = 30


class Problem(Exception):  # noqa: N818 - what a program is told
    """Why an answer is none: one shape for all of them."""

    def __init__(self, status: int, code: str, says: Message | str, field: str | None = None) -> None:
        super().__init__(code)
        self.status, self.code, self.says, self.field = status, code, says, field

    def answer(self) -> HttpResponse:
        """Return it as a program reads it."""
        return told({"code": self.code, "says": text_of(self.says), "field": self.field}, self.status)


def no_such() -> Problem:
    """Return the one answer for what is missing and for what may not be seen."""
    return Problem(404, "missing", _("There is no such thing here."))


def no_token() -> Problem:
    """Return the one answer for whoever shows no token that holds."""
    says = _("Show a token that holds, as: Authorization: Bearer aide_... It is made on the page of the dossier.")
    return Problem(401, "no-token", says)


@dataclass(frozen=True, slots=True)
class Param:
    """One value that may stand in the query: ``shape`` is text, day, number or one of some words.

    It may stand there more than once where it is ``many``.
    """

    name: str
    says: Message
    shape: str = "text"
    words: tuple[str, ...] = ()
    required: bool = False
    low: int = 0
    high: int = 0
    many: bool = False

    def read(self, said: str) -> Any:
        """Return the value, or say what is wrong with it."""
        if self.words:
            if said not in self.words:
                raise self._wrong(_("Use one of: {words}.", words=self.words))
            return said
        if self.shape == "day":
            try:
                return as_day(said)
            except Wrong:
                raise self._wrong(_("Write a day as 2026-03-31.")) from None
        if self.shape == "number":
            number = int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else -1
            if not self.low <= number <= self.high:
                raise self._wrong(_("Write a number from {low} to {high}.", low=self.low, high=self.high))
            return number
        return said

    def _wrong(self, says: Message) -> Problem:
        return Problem(422, "not-understood", says, self.name)


PAGED = (
    Param("page", _("Which page"), "number", low=1, high=LAST_PAGE),
    Param("size", _("How many on a page"), "number", low=1, high=MOST_A_PAGE),
)
DIAL = (
    Param("as_of", _("The day on which it is asked to be true"), "day"),
    Param("known_at", _("The day up to whose end it was known"), "day"),
)


@dataclass
class Call:
    """One question of a program: its token, the desk of whose person it is, what stood in query and body."""

    request: HttpRequest
    token: Token | None
    query: dict[str, Any]
    body: Any = None
    slug: str | None = None
    opened: Desk | None = None

    @property
    def desk(self) -> Desk:
        """Return the desk of the dossier that is asked about, through the gate."""
        if self.opened is None:
            self.opened = self._desk()
        return self.opened

    def still_theirs(self) -> None:
        """Refuse what was made meanwhile, where part or token ended while it was: what was read then is not served."""
        if self.opened is not None and not self.opened.may("read"):
            raise no_such()
        if self.token is not None and (not door.is_open() or Tokens(door.vault().drafts).now(self.token.id) is None):
            raise no_token()

    def _desk(self) -> Desk:
        vault = door.vault()
        if self.slug is None or self.token is None or vault.slugs().get(self.slug) != self.token.dossier:
            raise no_such()
        now = vault.desk(self.slug)
        known_on = self.query.get("known_at")
        at = now if known_on is None else vault.desk(self.slug, known_on)
        if now is None or at is None:
            raise no_such()
        day = self.query.get("as_of") or usual_day(self.slug, at.dossier)
        desk = Desk(vault, at, self.slug, day, known_on)
        if not desk.may("read"):
            raise no_such()
        return desk


Function = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """What one address promises under one method: its words, its values, its answers by status."""

    method: str
    address: str
    name: str
    says: Message
    function: Function
    params: tuple[Param, ...] = ()
    more: Callable[[], tuple[Param, ...]] | None = None
    body: str | None = None
    answers: Mapping[int, str] = field(default_factory=dict)
    writes: bool = False
    free: bool = False

    @property
    def takes(self) -> tuple[Param, ...]:
        """Return every value that may stand in its query; some are known only once the methods are there."""
        return (*self.params, *(self.more() if self.more else ()))

    @property
    def statuses(self) -> dict[int, str]:
        """Return every status it may answer with, and the schema of each."""
        given = {**self.answers, 400: "Problem", 401: "Problem", 404: "Problem", 422: "Problem"}
        if self.body:
            given |= {413: "Problem", 415: "Problem"}
        if self.writes:
            given |= {403: "Problem", 409: "Problem"}
        return dict(sorted(given.items()))


ENDPOINTS: list[Endpoint] = []


def endpoint(method: str, address: str, says: Message, **more: Any) -> Callable[[Function], Function]:
    """Declare what an address answers under a method; it is found by being declared."""

    def declared(function: Function) -> Function:
        ENDPOINTS.append(Endpoint(method, address, function.__name__, says, function, **more))
        return function

    return declared


def told(plain: Any, status: int = 200) -> HttpResponse:
    """Return plain values as JSON."""
    words = json.dumps(plain, ensure_ascii=False, allow_nan=False)
    return HttpResponse(words, content_type="application/json", status=status)


def patterns() -> Iterator[URLPattern]:
    """Yield the addresses, each with its methods behind one view; what is no address is a problem like any other."""
    by_address: dict[str, dict[str, Endpoint]] = {}
    for one in ENDPOINTS:
        by_address.setdefault(one.address, {})[one.method] = one
    for address, by_method in by_address.items():
        name = "api-" + next(iter(by_method.values())).name.replace("_", "-")
        yield path(ROOT + address, _view(by_method), name=name)
    yield path(ROOT + "<path:rest>", _view({}), name="api-nothing")


def _view(by_method: Mapping[str, Endpoint]) -> Callable[..., HttpResponse]:
    def view(request: HttpRequest, **args: Any) -> HttpResponse:
        try:
            with quietly():  # a program that asks does not keep the vault open
                return _answered(by_method, request, args)
        except Problem as problem:
            answer = problem.answer()
            if problem.status == 405:
                answer.headers["Allow"] = ", ".join(by_method)
            if problem.status == 401:
                answer.headers["WWW-Authenticate"] = "Bearer"
            return answer

    view.__dict__["policy"] = Policy("token", tuple(by_method) or ("GET",))
    # No cookie counts here: who asks shows a token with every request.
    exempt: Callable[..., HttpResponse] = csrf_exempt(view)
    return exempt


def _answered(by_method: Mapping[str, Endpoint], request: HttpRequest, args: dict[str, Any]) -> HttpResponse:
    method = "GET" if request.method == "HEAD" else str(request.method)
    found = by_method.get(method)
    token = _token(request, free=bool(found and found.free))
    if found is None:
        raise Problem(405, "no-such-method", _("This address does not answer to that.")) if by_method else no_such()
    if found.writes and not (token and token.writes):
        raise Problem(403, "reads-only", _("This token may read only. Make one that may write."))
    call = Call(request, token, _query(found, request), _body(request) if found.body else None, args.pop("slug", None))
    try:
        answer = found.function(call, **args)
        if not found.writes:
            call.still_theirs()
        return answer
    except Beyond as beyond:
        raise Problem(422, "refused", beyond.message, "handling") from None
    except (Http404, Denied):
        raise no_such() from None
    except Moved as moved:
        raise Problem(409, "changed-meanwhile", moved.message) from None
    except AideMemoireError as trouble:
        raise Problem(422, "refused", trouble.message) from None


def _token(request: HttpRequest, *, free: bool) -> Token | None:
    said = request.headers.get("Authorization", "")
    scheme, _space, secret = said.partition(" ")
    token = None
    if door.is_open() and scheme.lower() == "bearer" and secret:
        token = Tokens(door.vault().drafts).of(secret.strip(), date.today())
    if token is None and not (free and guards.has_seat(request)):
        raise no_token()
    return token


def _query(found: Endpoint, request: HttpRequest) -> dict[str, Any]:
    known = {param.name: param for param in found.takes}
    read = {}
    for name in request.GET:
        if name not in known:
            says = _("There is no {name} here. There are: {names}.", name=name[:80], names=tuple(known) or "-")
            raise Problem(422, "not-understood", says, name[:80])
        said = request.GET.getlist(name) if known[name].many else [request.GET[name]]
        if any("\x00" in one for one in said):
            raise Problem(422, "not-understood", _("It holds a character that no text has."), name)
        values = [known[name].read(one) for one in said]
        read[name] = values if known[name].many else values[0]
    for param in found.takes:
        if param.required and param.name not in read:
            raise Problem(422, "missing-value", _("Say {name}.", name=param.name), param.name)
    return read


def _body(request: HttpRequest) -> dict[str, Any]:
    if request.content_type != "application/json":
        raise Problem(415, "not-json", _("Send JSON, and say so: Content-Type: application/json."))
    try:
        sent = json.loads(request.body, parse_constant=_refused, object_pairs_hook=_once)
        _shallow(sent)
    except RequestDataTooBig:
        raise Problem(413, "too-large", _("That is more than may be sent at once.")) from None
    except (ValueError, RecursionError):
        raise Problem(400, "not-json", _("That is not JSON.")) from None
    if not isinstance(sent, dict):
        raise Problem(422, "not-understood", _("Send an object."))
    return sent


def _refused(word: str) -> Any:
    raise ValueError(word)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _value in pairs}) < len(pairs):
        raise ValueError("twice")
    return dict(pairs)


def _shallow(value: Any, deep: int = 0) -> None:
    if deep > DEEPEST:
        raise RecursionError
    if isinstance(value, str):
        value.encode()  # a lone surrogate is no text
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _shallow(one, deep + 1)
    for name in value if isinstance(value, dict) else ():
        name.encode()
