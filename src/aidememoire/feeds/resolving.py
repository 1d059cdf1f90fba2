"""Whom does each row mean? Ids are given, references found, and what is in doubt waits for a decision."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from aidememoire.feeds.drafting import Draft, references
from aidememoire.feeds.mapping import NEW, SKIP, Remembered
from aidememoire.feeds.naming import Names, apart, derived, is_id, is_opaque, mark, names_of, shortened
from aidememoire.vocabulary.declaring import as_identifier
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.files.explaining import explained
from aidememoire.vocabulary.files.faults import shown
from aidememoire.vocabulary.kinds.actors import Actor
from aidememoire.vocabulary.messages import Message, _
from aidememoire.vocabulary.record import Record
from aidememoire.vocabulary.text import folded

LONGEST_NAME = 200
ACTOR = "actor"


@dataclass(slots=True)
class Resolving:
    """The drafts of some files on their way to records of one dossier."""

    drafts: list[Draft]
    into: Dossier | None
    mapping: Remembered
    names: Names = field(init=False)
    same: dict[str, str] = field(init=False)
    taken: dict[str, Draft] = field(default_factory=dict)
    by_key: dict[tuple[str, str], list[Draft]] = field(default_factory=dict)
    by_label: dict[tuple[str, str], list[Draft]] = field(default_factory=dict)
    made: list[Draft] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Look up who is called what in the dossier, and what was decided."""
        self.names = Names(self.into)
        self.same = {folded(theirs): ours for theirs, ours in self.mapping.same}

    def resolved(self) -> list[tuple[Draft, Record | None]]:
        """Return each draft with its record; without one where the row is left out or waits for a decision."""
        named = [draft for draft in self.drafts if draft.kind.kind_of.called]
        others = [draft for draft in self.drafts if not draft.kind.kind_of.called]
        for draft in named:
            self._name(draft)
        for draft in named:
            self._refer(draft)
        for draft in others:
            self._refer(draft)
        shared = Counter(_ends(draft) for draft in others if not draft.key)
        for draft in others:
            self._name_by_ends(draft, alone=shared[_ends(draft)] <= 1)
        return [(draft, self._record(draft)) for draft in (*self.made, *self.drafts)]

    # Who is it?

    def _name(self, draft: Draft) -> None:
        if draft.rejected:
            return
        kind = draft.kind.kind_of.name
        if not draft.label and kind == ACTOR and not draft.key:
            draft.reject(_("The row has no name."))
            return
        if not draft.label and kind == ACTOR:
            draft.fields["names"] = draft.key
        if self._stands_twice(draft, kind):
            return
        if not self._identify(draft, kind):
            return
        self.by_label.setdefault((kind, folded(draft.label)), []).append(draft)
        if draft.key:
            self.by_key.setdefault((kind, draft.key), []).append(draft)

    def _stands_twice(self, draft: Draft, kind: str) -> bool:
        others = self.by_key.get((kind, draft.key), []) if draft.key else []
        if not draft.key:
            alike = self.by_label.get((kind, folded(draft.label)), [])
            others = [one for one in alike if not one.key and _what(one) == _what(draft)]
        if others and draft.label:
            draft.reject(
                _(
                    "The same stands already in row {row}. If they are two, give each an id of its own.",
                    row=others[0].row,
                )
            )
        return bool(others and draft.label)

    def _identify(self, draft: Draft, kind: str) -> bool:
        """Give a draft its id; say no where the row is left out."""
        decided = self.same.get(folded(draft.key)) or self.same.get(folded(draft.label))
        found = decided if decided and decided != NEW else None if decided else self._found(draft, kind)
        if decided == SKIP:
            draft.reject(_("Left out, as was decided."))
        elif decided and found and self.names.record(found) is None:
            draft.reject(_("It was decided that this is {id}, which is not in the dossier.", id=shown(found)))
        elif found:
            self._is(draft, found)
        elif not draft.waits:
            self._new(draft, kind)
        return not draft.rejected

    def _found(self, draft: Draft, kind: str) -> str | None:
        """Return the record that a row means: by its id, by the foreign id that it keeps, else by name and body."""
        there = self.names.record(draft.key) if is_id(draft.key) and not is_opaque(draft.key) else None
        if there is not None and there.kind_of.name == kind:
            return there.id
        alike = self.names.called(kind, draft.label)
        marked = self.names.marked(kind, draft.key) if draft.key else []
        for id in marked:
            if id in alike:
                return id
        if marked:
            self._wait(draft, marked, _("The id is that of {who}, the name is another.", who=tuple(marked)))
            return None
        if kind != ACTOR:
            return alike[0] if len(alike) == 1 else None
        fitting = [id for id in alike if self._same_body(draft, id)]
        if len(fitting) > 1:  # a record that keeps the id of another row of such a file is not this one
            fitting = [id for id in fitting if not self.names.keeps_an_id(id)]
        if len(fitting) == 1:
            return fitting[0]
        if alike:
            self._wait(draft, alike, _("Goes by the name of {who}: is it the same?", who=tuple(alike)))
        return None

    def _wait(self, draft: Draft, ids: list[str], why: Message) -> None:
        draft.waits = True
        draft.id = ids[0]
        draft.reasons.append(why)

    def _same_body(self, draft: Draft, id: str) -> bool:
        """Say whether row and record name the same body above, or neither names one."""
        there = self.names.record(id)
        body = there.part_of if isinstance(there, Actor) else None
        said = draft.fields.get("part_of")
        if not said or not body:
            return not said and not body
        above = self.names.record(body)
        return folded(str(said)) in {folded(body), *(folded(name) for name in (names_of(above) if above else ()))}

    def _is(self, draft: Draft, id: str) -> None:
        draft.id = id
        if id in self.taken:
            draft.reject(_("Row {row} speaks of the same record already.", row=self.taken[id].row))
        else:
            self.taken[id] = draft

    def _new(self, draft: Draft, kind: str) -> None:
        own = draft.key if draft.key and not is_opaque(draft.key) else ""
        id = as_identifier(own) or derived(draft.label or draft.key, kind)
        if draft.key and id != draft.key:
            draft.note.append(mark(draft.key))
        if self._is_taken(id):
            id = apart(id, draft.key, folded(draft.label), _what(draft))
        while self._is_taken(id):
            id = apart(id, id)
        draft.id = id
        self.taken[id] = draft

    def _is_taken(self, id: str) -> bool:
        return id in self.taken or self.names.record(id) is not None

    # Whom does it name?

    def _refer(self, draft: Draft) -> None:
        if draft.rejected:
            return
        for spec, said in references(draft):
            ids = [one for one in (self._meant(draft, name, spec.refers) for name in said) if one]
            draft.fields[spec.name] = ids if spec.many else next(iter(ids), None)

    def _meant(self, draft: Draft, said: str, refers: tuple[str, ...]) -> str | None:
        for kind in refers or (ACTOR,):
            ends = self.by_key.get((kind, said)) or self.by_label.get((kind, folded(said))) or []
            if len(ends) > 1:
                draft.reject(_("{name} is the name of several rows: name the one meant by its id.", name=shown(said)))
                return None
            if ends:
                return self._end(draft, ends[0])
            there = self.names.record(said)
            ids = [said] if there and there.kind_of.name == kind else self.names.called(kind, said)
            if len(ids) == 1:
                return ids[0]
            if ids:
                draft.waits = True
                draft.reasons.append(_("{name} may be any of {who}.", name=shown(said), who=tuple(ids)))
                return ids[0]
        return self._made_of(draft, said, refers)

    def _end(self, draft: Draft, end: Draft) -> str | None:
        if end.rejected:
            draft.reject(_("Row {row}, which it names, is left out.", row=end.row))
            return None
        if end.waits:
            draft.waits = True
            draft.reasons.append(_("Waits until it is decided who {name} is.", name=shown(end.label)))
        return end.id

    def _made_of(self, draft: Draft, said: str, refers: tuple[str, ...]) -> str | None:
        """Make an actor of a name that no row of its own has; other kinds are never made so."""
        decided = self.same.get(folded(said))
        if decided and self.names.record(decided) is not None:
            return decided
        if ACTOR not in refers or is_opaque(said) or len(said) > LONGEST_NAME or decided == SKIP:
            draft.reject(_("Names {name}, which is nowhere in the files or the dossier.", name=shown(said)))
            return None
        made = Draft(draft.table, draft.row, Actor, {"names": said})
        made.reasons.append(_("Has no row of its own; row {row} names it.", row=draft.row))
        self._new(made, ACTOR)
        self.by_label[(ACTOR, folded(said))] = [made]
        self.made.append(made)
        return made.id

    # Ties, tenures and the like have no name: their ends and their words tell them apart.

    def _name_by_ends(self, draft: Draft, *, alone: bool) -> None:
        if draft.rejected:
            return
        kind = draft.kind.kind_of.name
        there = self.names.record(draft.key) if is_id(draft.key) and not is_opaque(draft.key) else None
        if there is not None and there.kind_of.name == kind:
            self._is(draft, there.id)
            return
        own = draft.key if draft.key and not is_opaque(draft.key) else ""
        id = as_identifier(own) or shortened(_ends(draft))
        content = [f"{name}={value}" for name, value in sorted(draft.fields.items())]
        told_apart = [apart(id, draft.key, *content), apart(id, draft.key, *content, str(draft.row))]
        # Where several have the same ends, what they say tells them apart, in whichever order they come.
        for candidate in [id, *told_apart] if alone or own else told_apart:
            before = self.names.record(candidate)
            if candidate not in self.taken and (before is None or (type(before) is draft.kind and not own)):
                self._is(draft, candidate)
                break
        else:
            draft.reject(_("The same stands already in row {row}.", row=self.taken[id].row if id in self.taken else 0))

    # What is it?

    def _record(self, draft: Draft) -> Record | None:
        """Return the record of a draft; what an optional field cannot take goes to the note, and is said."""
        if draft.rejected or draft.waits:
            return None
        for _again in range(len(draft.kind.fields())):
            try:
                return draft.kind.model_validate({**_with_note(draft), "id": draft.id})
            except ValidationError as error:
                if not _mended(draft, error):
                    return None
        return None


def _mended(draft: Draft, error: ValidationError) -> bool:
    """Move to the note what optional fields cannot take; reject the row where a field that it needs is at fault."""
    moved = False
    for path, _field, found, problem, _instead in explained(error, draft.kind):
        name = str(path[0]) if path else ""
        spec = next((one for one in draft.kind.fields() if one.name == name), None)
        if spec is None or spec.required or name not in draft.fields:
            draft.reject(
                _("{field}: {problem}", field=spec.label if spec else name or draft.kind.kind_of.label, problem=problem)
            )
            return False
        draft.keep(name, found or draft.fields[name])
        draft.reasons.append(
            _("{field}: {found} {problem}; kept in the note.", field=spec.label, found=found or "", problem=problem)
        )
        del draft.fields[name]
        moved = True
    return moved


def _with_note(draft: Draft) -> dict[str, Any]:
    fields = {name: value for name, value in draft.fields.items() if value not in (None, [], "")}
    if not draft.note:
        return fields
    lines = "\n".join(draft.note)
    if isinstance(marked := fields.get("note"), dict):
        first, *_others = marked
        return {**fields, "note": {**marked, first: f"{marked[first]}\n{lines}"}}
    return {**fields, "note": lines}


def _what(draft: Draft) -> str:
    """Return what a row says its actor is; names alike with another of it are two."""
    return "|".join(str(draft.fields.get(name, "")) for name in ("kind", "entity", "part_of"))


def _ends(draft: Draft) -> str:
    """Return the kind of a record without a name, with the ids that it names."""
    ends = (str(draft.fields[spec.name]) for spec, _said in references(draft) if not spec.many)
    return "-".join((draft.kind.kind_of.name, *ends))
