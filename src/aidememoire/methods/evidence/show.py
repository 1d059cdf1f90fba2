"""What is known of one record, who says otherwise, and what names it?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from aidememoire.methods._catalogue import method
from aidememoire.vocabulary.codes import Side
from aidememoire.vocabulary.conduct import state, status
from aidememoire.vocabulary.declaring import FieldSpec, Shape
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.evidence import Evidence
from aidememoire.vocabulary.findings import Finding, Reason, Row, because, finding, gap
from aidememoire.vocabulary.kinds.access import Authority
from aidememoire.vocabulary.kinds.commitments import Commitment, Observation
from aidememoire.vocabulary.kinds.sources import Source
from aidememoire.vocabulary.messages import Message, _
from aidememoire.vocabulary.record import Record

FIELD, CLAIM, NAMED_BY = "field", "claim", "named by"
EMPTY: dict[str, object] = dict.fromkeys(("side", "cited", "publisher", "published_on", "reliability", "credibility"))


@method(
    question=_("What is known of this record, and who says otherwise?"),
    needs=(),
    source="Claims for and against side by side; source reliability and credibility judged apart (A-F, 1-6)",
    caution=_("Two claims are not two truths, and the better grade is not the right one."),
    columns={
        "part": _("Part"),
        "field": _("Field"),
        "value": _("Value"),
        "side": _("Side"),
        "cited": _("Source"),
        "publisher": _("Publisher"),
        "published_on": _("Published on"),
        "reliability": _("Reliability"),
        "credibility": _("Credibility"),
    },
    takes={"record": _("Id of the record.")},
)
def show(dossier: Dossier, *, as_of: date, record: str) -> Finding:
    """Show a record: its fields, the claims for and against it with source and grades, and the records that name it.

    Row fields: part (field, claim, named by), field, value, side (for, against), cited, publisher, published_on,
    reliability, credibility. Rows of fields and of records that name it leave the last six empty.
    """
    if not dossier.past.records:
        return finding(
            headline=_("There are no records yet."),
            gaps=[gap(_("There is nothing to show."), ask=_("Who takes part, and what is the question?"))],
        )
    shown = _find(dossier, record)
    named_by = dossier.past.named_by(record)
    rows = [*_fields(dossier, shown, as_of), *claims(dossier, shown), *_naming(named_by, dossier)]
    return finding(
        headline=_headline(dossier, shown),
        rows=rows,
        because=list(_versions(dossier, shown)),
        gaps=[]
        if shown.evidence or isinstance(shown, Source)
        else [
            gap(_("Nothing is recorded on how we know this."), shown.id, ask=_("Who says so, and who would deny it?"))
        ],
        inputs=[shown.id, *(piece.cited for piece in shown.evidence if piece.cited), *(one.id for one in named_by)],
    )


def _find(dossier: Dossier, id: str) -> Record:
    found = dossier.past.get(id)
    if found is None:
        near = tuple(other.id for other in dossier.past if id in other.id)[:8]
        raise InputError(
            _("There is no record {id} on that day. Near it: {near}.", id=id, near=near)
            if near
            else _("There is no record {id} on that day.", id=id)
        )
    return found


def _headline(dossier: Dossier, shown: Record) -> Message:
    against = sum(piece.side is Side.AGAINST for piece in shown.evidence)
    values = {"kind": shown.kind_of.label, "name": dossier.called(shown.id)}
    if against:
        return _(
            "{kind}: {name} — contested: {against} of {n} claims speak against it",
            against=against,
            n=len(shown.evidence),
            **values,
        )
    return _("{kind}: {name}", **values)


def _fields(dossier: Dossier, shown: Record, as_of: date) -> Iterator[Row]:
    for spec in shown.fields():
        value = getattr(shown, spec.attribute)
        if spec.name == "evidence" or value is None or value == ():
            continue
        yield Row(part=FIELD, field=spec.name, value=shown_value(dossier, spec, value), **EMPTY)
    if isinstance(shown, Commitment):
        seen = dossier.observations(shown.id)
        yield Row(part=FIELD, field="status", value=status(shown, seen, as_of=as_of), **EMPTY)
    if isinstance(shown, Authority):
        yield Row(part=FIELD, field="state", value=state(shown, as_of=as_of), **EMPTY)
    yield Row(part=FIELD, field="label", value=dossier.past.label(shown.id).level, **EMPTY)


def shown_value(dossier: Dossier, spec: FieldSpec, value: object) -> object:
    """Return what a field holds as a sentence can take it: records with their names, pieces told one by one."""
    if spec.shape is Shape.REFERENCE:
        return tuple(dossier.called(one) for one in value) if isinstance(value, tuple) else dossier.called(str(value))
    if spec.part and isinstance(value, tuple):
        return tuple(_part(dossier, spec, piece) for piece in value)
    if spec.shape is Shape.LABEL:
        return getattr(value, "level", value)
    return value


def _part(dossier: Dossier, spec: FieldSpec, piece: object) -> object:
    """Return a piece of a field: what it is about, where it must say that, and then the rest field by field."""
    inner = spec.part.fields() if spec.part else ()
    held = [(one, getattr(piece, one.attribute)) for one in inner]
    said = [(one, shown_value(dossier, one, value)) for one, value in held if value not in (None, ())]
    about = said.pop(0)[1] if said and said[0][0].required else None
    rest = tuple(_("{label}: {value}", label=one.label, value=value) for one, value in said)
    if about is None:
        return _("({told})", told=rest)
    return _("{about} ({told})", about=about, told=rest) if rest else about


def claims(dossier: Dossier, shown: Record) -> Iterator[Row]:
    """Yield what is said for and against a record, field by field, as rows of ``show``."""
    for piece in sorted(shown.evidence, key=lambda piece: (piece.field or "", piece.side is Side.AGAINST)):
        source = dossier.get(piece.cited)
        publisher = source.publisher if isinstance(source, Source) else None
        yield Row(
            part=CLAIM,
            field=piece.field,
            value=piece.claim,
            side=piece.side,
            cited=dossier.called(piece.cited) if piece.cited else None,
            publisher=publisher,
            published_on=source.published_on if isinstance(source, Source) else None,
            reliability=piece.reliability,
            credibility=piece.credibility,
        )


def _naming(named_by: tuple[Record, ...], dossier: Dossier) -> Iterator[Row]:
    for other in named_by:
        value: object = dossier.past.called(other.id)
        if isinstance(other, Observation) and other.outcome:
            value = _("{outcome}: {name}", outcome=other.outcome, name=value)
        yield Row(part=NAMED_BY, field=other.kind_of.name, value=value, **{**EMPTY, "published_on": other.first_day})


def _versions(dossier: Dossier, shown: Record) -> Iterator[Reason]:
    """Answer a contested field with every version of it, one beside the other."""
    contested = {piece.field for piece in shown.evidence if piece.side is Side.AGAINST}
    for field in sorted(contested, key=str):
        pieces = [piece for piece in shown.evidence if piece.field == field]
        versions = tuple(_version(dossier, piece) for piece in pieces)
        what = shown.spec(field).label if field in {spec.name for spec in shown.fields()} else field
        yield because(_("{field} is contested: {versions}", field=what or _("The record"), versions=versions), shown.id)


def _version(dossier: Dossier, piece: Evidence) -> Message:
    source = dossier.get(piece.cited)
    said = piece.claim or _("no words recorded")
    if isinstance(source, Source) and (source.publisher or source.title):
        return _("{side}: {said} ({publisher})", side=piece.side, said=said, publisher=source.publisher or source.title)
    return _("{side}: {said}", side=piece.side, said=said)
