"""How does a program of one's own ask an open workbench? With a token, over the loopback, in plain values.

``there = Workbench("http://127.0.0.1:8765", token)``; ``there.dossier("port-of-selane").finding("triage")``.
Standard library only; what is refused comes as ``Refused`` with the words of the workbench.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from http.client import HTTPMessage
from typing import IO, Any, Final
from urllib.error import HTTPError
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

HERE: Final = ("127.0.0.1", "localhost", "[::1]")
SECONDS: Final = 60.0
Plain = dict[str, Any]


class Refused(Exception):  # noqa: N818 - what happened, read aloud
    """It was not done: ``status``, ``code`` for programs, ``says`` for people, ``field`` where there is one."""

    def __init__(self, status: int, code: str, says: str, field: str | None) -> None:
        super().__init__(f"{says} ({code})")
        self.status, self.code, self.says, self.field = status, code, says, field


class _Stays(HTTPRedirectHandler):
    """Follows nothing: a token is shown to whom it was made for and to nobody else."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        """Return no other request."""


class Workbench:
    """An open workbench on this machine, asked with one token."""

    def __init__(self, address: str, token: str, *, language: str = "en", seconds: float = SECONDS) -> None:
        parts = urlsplit(address)
        if parts.scheme != "http" or parts.hostname not in {one.strip("[]") for one in HERE}:
            raise ValueError("The workbench answers on this machine only, as http://127.0.0.1:PORT.")
        self._address, self._seconds = f"http://{parts.netloc}/api/v1", seconds
        self._headers = {"Authorization": f"Bearer {token}", "Accept-Language": language}
        # Nor is it shown to a proxy.
        self._opener = build_opener(ProxyHandler({}), _Stays())

    def dossiers(self) -> list[Plain]:
        """Return the dossiers that the token opens."""
        return list(self.pages("/dossiers"))

    def dossier(self, slug: str) -> Dossier:
        """Return one dossier to ask."""
        return Dossier(self, slug)

    def pages(self, path: str, **asked: Any) -> Iterator[Plain]:
        """Yield the items of every page of a list."""
        number = pages = 1
        while number <= pages:
            page = self.ask("GET", path, {**asked, "page": number})
            pages, number = page["pages"], number + 1
            yield from page["items"]

    def ask(self, method: str, path: str, query: Plain | None = None, body: Plain | None = None) -> Any:
        """Ask, and return plain values."""
        return json.loads(self.fetch(method, path, query, body))

    def fetch(self, method: str, path: str, query: Plain | None = None, body: Plain | None = None) -> bytes:
        """Ask, and return bytes as they come."""
        said = urlencode({name: _said(value) for name, value in (query or {}).items() if value is not None}, doseq=True)
        data = None if body is None else json.dumps(body).encode()
        headers = self._headers | ({"Content-Type": "application/json"} if data is not None else {})
        address = f"{self._address}{path}{'?' if said else ''}{said}"
        request = Request(address, data=data, headers=headers, method=method)  # noqa: S310  http to this machine only
        try:
            with self._opener.open(request, timeout=self._seconds) as answer:
                content: bytes = answer.read()
                return content
        except HTTPError as error:
            raise _refused(error) from None


@dataclass(frozen=True)
class Dossier:
    """One dossier, through the gate of whoever made the token."""

    workbench: Workbench
    slug: str

    def about(self, **dial: Any) -> Plain:
        """Return title, label and how many records of each kind there are."""
        return self._ask("GET", "", dial)

    def records(self, kind: str | None = None, q: str | None = None, **dial: Any) -> Iterator[Plain]:
        """Yield records, of one kind or all, with some words or all; ``as_of`` and ``known_at`` turn the dial."""
        return self.workbench.pages(self._path("/records"), kind=kind, q=q, size=200, **dial)

    def record(self, id: str, **dial: Any) -> Plain:
        """Return one record."""
        return self._ask("GET", f"/records/{quote(id, safe='')}", dial)

    def add(self, kind: str, fields: Plain, *, why: str | None = None) -> str:
        """Record something new, and return the batch by which it can be taken back."""
        return str(self._ask("POST", "/records", body={"record": kind, "fields": fields, "why": why})["batch"])

    def change(self, id: str, changes: Plain, *, why: str | None = None) -> str:
        """Change some fields (None empties one), and return the batch."""
        body = {"changes": changes, "why": why}
        return str(self._ask("PATCH", f"/records/{quote(id, safe='')}", body=body)["batch"])

    def withdraw(self, id: str) -> str:
        """Take a record out, and return the batch."""
        return str(self._ask("DELETE", f"/records/{quote(id, safe='')}")["batch"])

    def undo(self, batch: str) -> str:
        """Take an act back, and return the batch of that."""
        return str(self._ask("POST", "/undo", body={"batch": batch})["batch"])

    def history(self, id: str) -> list[Plain]:
        """Return every version of a record, the oldest first."""
        return list(self._ask("GET", f"/records/{quote(id, safe='')}/history")["items"])

    def entries(self) -> Iterator[Plain]:
        """Yield what was done, the latest first."""
        return self.workbench.pages(self._path("/entries"), size=200)

    def questions(self) -> list[Plain]:
        """Return the methods, each with its question and what it takes."""
        return list(self._ask("GET", "/findings")["items"])

    def finding(self, method: str, **chosen: Any) -> Plain:
        """Put a question to a method: headline, rows, because, gaps, caution."""
        return self._ask("GET", f"/findings/{quote(method, safe='')}", chosen)

    def export(
        self, format: str, ceiling: str, *, compartments: Sequence[str] = (), recipient: str | None = None
    ) -> bytes:
        """Return the dossier in a format (``kumu.xlsx``, ``yaml.yaml``), cut to a ceiling, for readers of compartments
        or for one organisation.
        """
        query = {"format": format, "ceiling": ceiling, "compartment": list(compartments), "recipient": recipient}
        return self.workbench.fetch("GET", self._path("/export"), query)

    def _path(self, rest: str) -> str:
        return f"/dossiers/{quote(self.slug, safe='')}{rest}"

    def _ask(self, method: str, rest: str, query: Plain | None = None, body: Plain | None = None) -> Plain:
        answer: Plain = self.workbench.ask(method, self._path(rest), query, body)
        return answer


def _said(value: Any) -> str | list[str]:
    if isinstance(value, list):
        return [str(one) for one in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


def _refused(error: HTTPError) -> Refused:
    try:
        told = json.loads(error.read())
        return Refused(error.code, str(told["code"]), str(told["says"]), told.get("field"))
    except (ValueError, KeyError, TypeError):
        return Refused(error.code, "unknown", str(error.reason), None)
