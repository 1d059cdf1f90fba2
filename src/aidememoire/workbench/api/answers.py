"""What does the API answer: dossiers, records, what was done, findings, exports? All through the gate, as pages are."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Sequence
from datetime import date
from functools import cache
from math import isfinite
from typing import Any

from django.http import HttpResponse
from pydantic import ValidationError

from aidememoire.briefs.export import export as exported
from aidememoire.briefs.export import formats
from aidememoire.methods._catalogue import all_methods
from aidememoire.methods.routes import NOT_CLEARED, in_steps, shown_to
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.files.explaining import explained
from aidememoire.vocabulary.handling import Handling, Label, for_reader
from aidememoire.vocabulary.kinds import kinds
from aidememoire.vocabulary.messages import _, language_now, text_of
from aidememoire.vocabulary.record import Record
from aidememoire.vocabulary.search import Index
from aidememoire.workbench import door
from aidememoire.workbench.api.calling import DIAL, PAGE, PAGED, Call, Param, Problem, endpoint, no_such, told
from aidememoire.workbench.api.schema import openapi
from aidememoire.workbench.desks import Desk
from aidememoire.workbench.leaving import LONGEST_RECIPIENT, handed_over

# No method has all the time of the machine for one question.
MOST_DRAWS = 10_000
NEVER_CHANGED = ("id", "handling")
RECORD = "dossiers/<id:slug>/records/<id:id>"


@endpoint("GET", "openapi.json", _("This description"), answers={200: "Anything"}, free=True)
def description(call: Call) -> HttpResponse:
    """Describe the API as OpenAPI 3.1, from the declarations."""
    return told(openapi())


@endpoint("GET", "dossiers", _("Which dossiers the token opens"), params=PAGED, answers={200: "DossierPage"})
def dossiers(call: Call) -> HttpResponse:
    """List the dossiers."""
    there = {id: slug for slug, id in door.vault().slugs().items()}
    call.slug = there.get(call.token.dossier) if call.token else None
    try:
        return _page(call, [_dossier(call.desk.slug, call.desk.dossier)])
    except Problem:
        return _page(call, [])


@endpoint("GET", "dossiers/<id:slug>", _("One dossier, and how many records of each kind"), params=DIAL,
          answers={200: "Dossier"})  # fmt: skip
def dossier(call: Call) -> HttpResponse:
    """Show one dossier."""
    return told(_dossier(call.desk.slug, call.desk.dossier))


@endpoint("GET", "dossiers/<id:slug>/records", _("Records, of one kind or all, with words or all"),
          params=(Param("kind", _("Of which kind"), words=tuple(kinds())), Param("q", _("With these words")),
                  *DIAL, *PAGED),
          answers={200: "RecordPage"})  # fmt: skip
def records(call: Call) -> HttpResponse:
    """List records."""
    desk = call.desk
    there = desk.now if "as_of" in call.query else desk.dossier
    found = [one for one in there if call.query.get("kind") in (None, one.kind_of.name)]
    if words := call.query.get("q"):
        hits = {hit.id for hit in Index(desk.dossier).find(words, most=len(desk.dossier))}
        found = [one for one in found if one.id in hits]
    shown, page = _cut(call, found)
    with desk.vault.lock:
        for one in shown:
            if (label := desk.dossier.label(one.id).level) is Label.RED:
                desk.ledger.note("read", record=desk.ledger.view.record_id(one.id), label=label)
    return told({**page, "items": [_record(desk, one) for one in shown]})


@endpoint("POST", "dossiers/<id:slug>/records", _("Record something new"), body="NewRecord", writes=True,
          answers={201: "Done"})  # fmt: skip
def record_new(call: Call) -> HttpResponse:
    """Record something new."""
    desk, kind = call.desk, kinds().get(str(call.body.get("record")))
    fields = call.body.get("fields")
    if kind is None:
        raise Problem(422, "not-understood", _("Use one of: {words}.", words=tuple(kinds())), "record")
    if not isinstance(fields, dict):
        raise Problem(422, "not-understood", _("Send an object."), "fields")
    made = _valid(kind, fields)
    batch = desk.add(made, why=_why(call))
    return told({"batch": batch, "id": made.id}, 201)


@endpoint("GET", RECORD, _("One record"), params=DIAL, answers={200: "Record"})
def record(call: Call, id: str) -> HttpResponse:
    """Show one record; the audit notes a secret one."""
    desk = call.desk
    return told(_record(desk, desk.record(id)))


@endpoint("PATCH", RECORD, _("Change fields of a record; null empties one"), body="Changes", writes=True,
          answers={200: "Done"})  # fmt: skip
def record_changed(call: Call, id: str) -> HttpResponse:
    """Change some fields; neither id nor label is changed here."""
    desk, changes = call.desk, call.body.get("changes")
    before = desk.record(id)
    if not isinstance(changes, dict) or not changes:
        raise Problem(422, "not-understood", _("Send an object."), "changes")
    names = {spec.name for spec in before.fields()}
    for name in changes:
        if name not in names or name in NEVER_CHANGED:
            says = _("There is no {name} here. There are: {names}.", name=name[:80], names=tuple(sorted(names)))
            raise Problem(422, "not-understood", says, name[:80])
    merged = {name: value for name, value in {**before.written(), **changes}.items() if value is not None}
    wanted = _valid(type(before), merged).written()
    batch = desk.revise(id, {name: wanted.get(name) for name in changes}, why=_why(call))
    return told({"batch": batch, "id": id})


@endpoint("DELETE", RECORD, _("Withdraw a record; its history stays"), writes=True, answers={200: "Done"})
def record_withdrawn(call: Call, id: str) -> HttpResponse:
    """Take a record out."""
    return told({"batch": call.desk.withdraw(id), "id": id})


@endpoint("GET", RECORD + "/history", _("Every version of a record"), params=(DIAL[1],), answers={200: "History"})
def history(call: Call, id: str) -> HttpResponse:
    """Show every version."""
    desk = call.desk
    people = desk.people()
    items = [
        {
            "entry": one.entry, "at": one.at.utc.isoformat(), "by": people.get(one.by, "?"), "why": one.why,
            "batch": one.batch, "withdrawn": one.withdrawn, "fields": one.record,
        }
        for one in desk.history(id)
    ]  # fmt: skip
    return told({"items": items})


@endpoint("GET", "dossiers/<id:slug>/entries", _("What was done, the latest first"), params=(DIAL[1], *PAGED),
          answers={200: "EntryPage"})  # fmt: skip
def entries(call: Call) -> HttpResponse:
    """List what was done."""
    desk = call.desk
    people = desk.people()
    return _page(call, [
        {"batch": one.id, "at": one.at.utc.isoformat(), "by": people.get(one.by, "?"), "why": one.why,
         "records": list(one.records)}
        for one in desk.batches()
    ])  # fmt: skip


@endpoint("POST", "dossiers/<id:slug>/undo", _("Take an act back"), body="Undo", writes=True, answers={200: "Done"})
def undone(call: Call) -> HttpResponse:
    """Take an act back, by another one."""
    desk = call.desk
    if not isinstance(batch := call.body.get("batch"), str):
        raise Problem(422, "not-understood", _("Say {name}.", name="batch"), "batch")
    return told({"batch": desk.undo(batch[:64]), "id": None})


@endpoint("GET", "dossiers/<id:slug>/findings", _("Which questions can be asked"), answers={200: "Questions"})
def findings(call: Call) -> HttpResponse:
    """List the methods."""
    desk = call.desk
    return told({"items": [
        {"method": name, "question": text_of(one.about.question), "takes": sorted(_takes(one)),
         "caution": text_of(one.about.caution), "source": one.about.source}
        for name, one in all_methods().items()
    ], "dossier": desk.slug})  # fmt: skip


ROUTES = "routes"
NAMES = Param("names", _("Of routes: yes tells through whom they lead, and the audit remembers it"), words=("yes",))


@cache
def _every_param() -> tuple[Param, ...]:
    """Return what any method takes: each is read as its own method wants it."""
    names = sorted({name for one in all_methods().values() for name in _takes(one)})
    return tuple(Param(name, _("What the method takes under this name")) for name in names)


@endpoint("GET", "dossiers/<id:slug>/findings/<str:method>", _("The answer of a method, as the command line gives it"),
          params=(NAMES, *DIAL), more=_every_param, answers={200: "Finding"})  # fmt: skip
def finding(call: Call, method: str) -> HttpResponse:
    """Put a question to a method. Routes come in steps, unless the names are asked for, which the audit remembers."""
    desk, asked = call.desk, all_methods().get(method)
    if asked is None:
        raise no_such()
    takes = _takes(asked)
    chosen = {}
    for name, said in call.query.items():
        if name in takes:
            chosen[name] = _as(takes[name][0], name, said)
        elif name not in ("as_of", "known_at") and (name, method) != (NAMES.name, ROUTES):
            says = _("There is no {name} here. There are: {names}.", name=name, names=tuple(sorted(takes)) or "-")
            raise Problem(422, "not-understood", says, name)
    for name, (_type, required) in takes.items():
        if required and name not in chosen:
            raise Problem(422, "missing-value", _("Say {name}.", name=name), name)
    found = desk.ask(method, **chosen)
    shown = shown_to(found, desk.clearance)
    if shown is None:
        raise Problem(422, "refused", NOT_CLEARED)
    if method == ROUTES and shown is found and found.inputs:
        if NAMES.name not in call.query:
            shown = in_steps(found, desk.clearance)
        else:
            desk.note_names(chosen["to"], found.label)
    return told(shown.plain(language_now()))


@endpoint("GET", "dossiers/<id:slug>/export", _("The dossier in a format, cut to a ceiling; the audit remembers it"),
          params=(Param("format", _("Which format"), words=tuple(form.name + form.ending for form in formats()),
                        required=True),
                  Param("ceiling", _("The label of whoever will hold it"), words=tuple(one.value for one in Label),
                        required=True),
                  Param("compartment", _("A compartment they are part of"), many=True),
                  Param("recipient", _("Organisation it goes to")), *DIAL),
          answers={200: "File"})  # fmt: skip
def export(call: Call) -> HttpResponse:
    """Write a file."""
    desk = call.desk
    if not desk.may("export"):
        raise no_such()
    form = next(one for one in formats() if one.name + one.ending == call.query["format"])
    level = Handling(level=Label(call.query["ceiling"]))
    recipient = call.query.get("recipient", "").strip()[:LONGEST_RECIPIENT] or None
    ceiling = for_reader(desk.dossier, level, call.query.get("compartment", ()), recipient)
    made = exported(desk.dossier, form, as_of=desk.day, language=language_now(), made_on=date.today(), ceiling=ceiling)
    return handed_over(desk, f"{desk.slug}-{form.name}", made.files, ceiling)


# How things are told


def _dossier(slug: str, dossier: Dossier) -> dict[str, Any]:
    counts = {name: len(dossier.of(kind)) for name, kind in kinds().items() if dossier.of(kind)}
    title = dossier.header.title
    return {
        "slug": slug, "title": text_of(title) if title else slug, "label": dossier.own_ceiling.level.value,
        "records": counts,
    }  # fmt: skip


def _record(desk: Desk, record: Record) -> dict[str, Any]:
    return {
        "record": record.kind_of.name, "id": record.id, "called": str(desk.dossier.called(record.id)),
        "label": desk.dossier.label(record.id).level.value, "fields": record.written(),
    }  # fmt: skip


def _page(call: Call, items: list[dict[str, Any]]) -> HttpResponse:
    shown, page = _cut(call, items)
    return told({**page, "items": shown})


def _cut(call: Call, items: Sequence[Any]) -> tuple[Sequence[Any], dict[str, int]]:
    number, size = call.query.get("page", 1), call.query.get("size", PAGE)
    pages = max(-(-len(items) // size), 1)
    return items[(number - 1) * size : number * size], {"count": len(items), "page": number, "pages": pages}


def _valid(kind: type[Record], fields: dict[str, Any]) -> Record:
    try:
        return kind.model_validate(fields)
    except ValidationError as error:
        path, name, found, problem, _instead = next(iter(explained(error, kind)))
        says = _("{found} {problem}", found=found or "", problem=problem)
        raise Problem(422, "not-understood", says, ".".join(map(str, path)) or name) from None


def _why(call: Call) -> str | None:
    why = call.body.get("why")
    if why is not None and not isinstance(why, str):
        raise Problem(422, "not-understood", _("Write text."), "why")
    return why.strip()[:2_000] or None if why else None


def _takes(method: Any) -> dict[str, tuple[Any, bool]]:
    """Return what a method takes besides the dossier and the day: its type, and whether it must be said."""
    function = inspect.unwrap(method)
    hints = typing.get_type_hints(function)
    return {
        name: (hints.get(name), one.default is inspect.Parameter.empty)
        for name, one in inspect.signature(function).parameters.items()
        if one.kind is inspect.Parameter.KEYWORD_ONLY and name not in ("as_of", "rng")
    }


def _as(wanted: Any, name: str, said: str) -> Any:
    """Return what was said in a query as a method takes it."""
    kinds_of_it = typing.get_args(wanted) or (wanted,)
    try:
        if bool in kinds_of_it:
            if said not in ("true", "false"):
                raise ValueError(said)
            return said == "true"
        if int in kinds_of_it:
            number = int(said)
            if not 0 <= number <= MOST_DRAWS:
                raise ValueError(said)
            return number
        if float in kinds_of_it:
            return _finite(float(said))
        return said
    except (ValueError, OverflowError):
        raise Problem(422, "not-understood", _("The method does not take that."), name) from None


def _finite(number: float) -> float:
    if not isfinite(number):
        raise ValueError(number)
    return number
