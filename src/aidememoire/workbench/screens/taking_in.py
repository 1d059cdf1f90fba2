"""How does a file come in? Dropped, its layout found, its columns mapped, looked at row by row, taken in as one act."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from aidememoire.feeds.mapping import NEW, PASSED_OVER, SKIP, Remembered, guessed, meanings
from aidememoire.feeds.naming import Names
from aidememoire.feeds.opening import File
from aidememoire.feeds.taking import Preview, Row, Verdict, take
from aidememoire.ledger.incoming import FromFile, take_in
from aidememoire.ledger.taking import Effect
from aidememoire.vocabulary.errors import AideMemoireError, InputError
from aidememoire.vocabulary.files.workbook.layout import columns
from aidememoire.vocabulary.files.workbook_template import template
from aidememoire.vocabulary.kinds import kinds
from aidememoire.vocabulary.messages import Message, _, language_now, plural
from aidememoire.workbench.desks import Desk
from aidememoire.workbench.leaving import attachment
from aidememoire.workbench.policy import Place, Under, screen
from aidememoire.workbench.showing import done, page
from aidememoire.workbench.uploads import Upload

REMEMBERED = "mapping-of-columns"
PASTED = "names.txt"
MOST_ROWS = 200
LONGEST_NAME = 120
WORDS = {
    "type": _("What kind of thing it is"),
    "label": _("What the tie is called"),
    "tags": _("Tags"),
    "weight": _("Weight"),
    "direction": _("Direction"),
    "interval": _("From when to when"),
    "record": _("Kind of record"),
}


@screen(may="take in", to_post="take in", place=Place(_("Import"), "f", Under.HAND_ON))
def begin(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take files, or pasted names, and begin to read them."""
    if request.method == "POST":
        files = tuple(_handed_over(request))
        if not files:
            raise InputError(_("No file came, or one that is larger than 20 MB. Choose a file, or paste names."))
        upload = Upload(desk.slug, ", ".join(file.path.name for file in files), files, mapping=_remembered(desk))
        return _read(desk, upload, desk.vault.uploads.keep(upload))
    return page(request, "import/begin.html", desk, here="import")


@screen(may="take in", to_post="take in")
def look(request: HttpRequest, desk: Desk, token: str) -> HttpResponse:
    """Show what would come of the files; map columns anew, or take them in, on POST."""
    upload = _waiting(desk, token)
    if request.method == "POST" and upload.preview is not None:
        if "leave" in request.POST:
            desk.vault.uploads.drop(token)
            return redirect(reverse("import", args=[desk.slug]))
        if "apply" in request.POST and upload.read_at == desk.vault.keeper.last(desk.ledger.place):
            return _apply(request, desk, upload, upload.preview, token)
        # Read again, too, where the dossier was changed since: what was looked at no longer holds.
        upload.mapping = _mapped(request.POST, upload.preview)
        upload.overwrite = request.POST.get("overwrite") == "on"
        return _read(desk, upload, token)
    return _shown(request, desk, upload, token, "import/look.html")


@screen(may="take in")
def progress(request: HttpRequest, desk: Desk, token: str) -> HttpResponse:
    """Say whether there is anything new; 204 where nothing changed since ``seen``."""
    upload = _waiting(desk, token)
    if request.GET.get("seen") == str(upload.step):
        return HttpResponse(status=204)
    return _shown(request, desk, upload, token, "import/result.html")


@screen(may="take in")
def empty_workbook(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Hand out an empty workbook to fill in; it holds nothing of the dossier."""
    return attachment("aide-memoire.xlsx", _empty(language_now()))


@cache
def _empty(language: str) -> bytes:
    return template(language)


def _handed_over(request: HttpRequest) -> Iterator[File]:
    for one in request.FILES.getlist("files"):
        assert isinstance(one, UploadedFile)
        yield File(Path(str(one.name)[-LONGEST_NAME:]), one.read())
    pasted = request.POST.get("names", "").strip()
    if pasted:
        yield File(Path(PASTED), pasted.encode())


def _waiting(desk: Desk, token: str) -> Upload:
    upload = desk.vault.uploads.of(desk.slug, token)
    if upload is None:
        raise Http404
    return upload


def _read(desk: Desk, upload: Upload, token: str) -> HttpResponse:
    with desk.vault.lock:
        into, upload.read_at = desk.dossier, desk.vault.keeper.last(desk.ledger.place)
    upload.read(lambda one: take(one.files, into=into, mapping=one.mapping, overwrite=one.overwrite))
    return redirect(reverse("import-look", args=[desk.slug, token]))


# What is remembered of columns


def _remembered(desk: Desk) -> Remembered | None:
    kept = desk.vault.drafts.kept(desk.slug, REMEMBERED)
    try:
        return Remembered.read(json.loads(kept["mapping"][0])) if kept else None
    except (AideMemoireError, ValueError, LookupError):
        return None  # kept by a version that knew other fields: what is proposed serves as well


def _remember(desk: Desk, mapping: Remembered) -> None:
    before = _remembered(desk)
    tables = {frozenset(head for head, _field in one.columns): one for one in (before.tables if before else ())}
    tables |= {frozenset(head for head, _field in one.columns): one for one in mapping.tables}
    # Whom a name means is decided for one file; what a column means holds for all that look like it.
    kept = Remembered(mapping.layout, tuple(tables.values()))
    desk.vault.drafts.keep(desk.slug, REMEMBERED, {"mapping": [json.dumps(kept.written())]})


@dataclass(frozen=True)
class Choice:
    """One column on the page: what it is taken to mean, what it may mean, and the first cells that hold something."""

    name: str
    heading: str
    means: str
    meanings: tuple[tuple[str, Message | str], ...]
    why: Message | None
    samples: tuple[str, ...]


def _choices(preview: Preview) -> list[tuple[str, str, str, list[Choice]]]:
    """Return each table with the name of its field, its kind, and its columns."""
    told = {(one.table, one.heading): one for one in preview.detected.columns}
    tables = []
    for at, table in enumerate(preview.mapping.tables):
        offered = _offered(table.kind) if table.kind else ()
        found = []
        for place, (head, means) in enumerate(table.columns):
            seen = told.get((table.table, head))
            more = () if not means or any(means == one for one, _label in offered) else ((means, means),)
            same = seen is not None and seen.field == means
            why = seen.why.label if seen and same else None
            found.append(Choice(f"t{at}-c{place}", head, means, (*offered, *more), why, seen.samples if seen else ()))
        tables.append((f"t{at}", table.table, table.kind, found if table.kind else []))
    return tables


def _offered(kind: str) -> tuple[tuple[str, Message | str], ...]:
    there = columns(kinds()[kind])
    return tuple((name, there[name].spec.label if name in there else WORDS.get(name, name)) for name in meanings(kind))


def _mapped(sent: QueryDict, preview: Preview) -> Remembered:
    """Return the mapping as it was chosen on the page; a table of another kind is guessed anew."""
    tables = []
    for at, table in enumerate(preview.mapping.tables):
        kind = sent.get(f"t{at}", table.kind)
        if kind != table.kind:
            means = {head: guessed(head, kind)[0] if kind in kinds() else PASSED_OVER for head, _f in table.columns}
        else:
            means = {head: sent.get(f"t{at}-c{place}", was) for place, (head, was) in enumerate(table.columns)}
        tables.append({"table": table.table, "kind": kind, "columns": means})
    decided = {name.removeprefix("same:"): said for name, said in sent.items() if name.startswith("same:") and said}
    written = {"layout": preview.mapping.layout, "tables": tables, "same": {**dict(preview.mapping.same), **decided}}
    return Remembered.read(written)


# Row by row


@dataclass(frozen=True)
class Shown:
    """One row of the preview with what may be decided of it."""

    row: Row
    refused: Message | None
    choices: tuple[str, ...]
    known: bool


def _shown(request: HttpRequest, desk: Desk, upload: Upload, token: str, template: str) -> HttpResponse:
    preview = upload.preview
    given: dict[str, Any] = {}
    if preview is not None:
        rows = list(_rows(desk, upload, preview))
        given = {
            "preview": preview, "rows": rows[:MOST_ROWS], "more": max(len(rows) - MOST_ROWS, 0),
            "counts": [(one, preview.counts[one.value]) for one in Verdict if preview.counts[one.value]],
            "choices": _choices(preview), "kinds": [one.kind_of for one in kinds().values()],
            "writes": sum(1 for one in preview.drafts), "faults": [] if rows else preview.faults[:MOST_ROWS],
            "can_overwrite": upload.overwrite or any(not one.applied for row in preview.rows for one in row.changes),
        }  # fmt: skip
    return page(request, template, desk, here="import", upload=upload, token=token, new=NEW, skip=SKIP, **given)


def _rows(desk: Desk, upload: Upload, preview: Preview) -> Iterator[Shown]:
    """Yield the rows, what is to be decided first, each with why the ledger would refuse it."""
    names = Names(desk.dossier)
    refused = {row.record: row.why for row in _taking(desk, upload, preview).rows if row.effect is Effect.REFUSE}
    order = {Verdict.CONFLICT: 0, Verdict.REJECT: 1, Verdict.UPDATE: 2, Verdict.CREATE: 3, Verdict.UNCHANGED: 4}
    for row in sorted(preview.rows, key=lambda one: order[one.verdict]):
        waits = row.verdict is Verdict.CONFLICT and not row.changes and bool(row.name)
        alike = dict.fromkeys([row.id, *names.called(row.kind, row.name)]) if waits else {}
        there = tuple(id for id in alike if id in desk.dossier)
        yield Shown(row, refused.get(row.id), there, row.id in desk.dossier)


def _taking(desk: Desk, upload: Upload, preview: Preview) -> FromFile:
    with desk.vault.lock:
        return take_in(desk.ledger, preview.drafts, upload.name)


def _apply(request: HttpRequest, desk: Desk, upload: Upload, preview: Preview, token: str) -> HttpResponse:
    taking = _taking(desk, upload, preview)
    n = sum(row.effect is not Effect.REFUSE for row in taking.rows)
    if not n:
        raise InputError(_("Nothing of these files can be taken in. Look at the reasons beside the rows."))
    batch = desk.do(taking.made())
    if preview.mapping.tables:
        _remember(desk, preview.mapping)
    desk.vault.uploads.drop(token)
    what = plural("{n} record taken in from {name}", "{n} records taken in from {name}", n, name=upload.name)
    return done(request, what, ("batches", desk.slug), batch=batch)
