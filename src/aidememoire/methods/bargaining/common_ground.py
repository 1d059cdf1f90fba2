"""What do both sides already hold, and what should be opened with, clarified or left for later?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from aidememoire.methods._catalogue import method
from aidememoire.vocabulary.codes import Accord, GroundColumn, Layer, Nature
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.findings import Finding, Gap, Reason, Row, because, finding, gap
from aidememoire.vocabulary.kinds.issues import Issue
from aidememoire.vocabulary.kinds.positions import IcebergLayer, Stance, Statement
from aidememoire.vocabulary.messages import Message, _

COLUMN = {
    (Nature.FACT, Accord.AGREED): GroundColumn.AGREED_FACT,
    (Nature.NORM, Accord.AGREED): GroundColumn.CONVERGENT_NORM,
    (Nature.FACT, Accord.CONTESTED): GroundColumn.CONTESTED_FACT,
    (Nature.NORM, Accord.CONTESTED): GroundColumn.DIVERGENT_NORM,
}
USE = {
    GroundColumn.AGREED_FACT: _("Open with it."),
    GroundColumn.CONVERGENT_NORM: _("Build on it: say how your ask follows from it."),
    GroundColumn.CONTESTED_FACT: _("Clarify: offer evidence or a joint look; do not argue."),
    GroundColumn.DIVERGENT_NORM: _("Leave it for late, after something has worked."),
}


@method(
    question=_("What do both sides already hold in common on this issue?"),
    needs=("statement", "stance"),
    source="Frontline negotiation practice: facts and norms sorted by accord; position, reasoning and values compared",
    caution=_("Deeper layers are hypotheses to be tested, and only what was stated is theirs."),
    columns={"statement": _("Statement"), "column": _("Column"), "use": _("Use")},
    takes={"issue": _("Id of the issue.")},
)
def common_ground(dossier: Dossier, *, as_of: date, issue: str) -> Finding:
    """Sort the statements on an issue into four columns, and set both sides' three layers beside each other.

    Row fields: statement, column (agreed fact, contested fact, convergent norm, divergent norm), use. Rows come in
    the order of an opening agenda. ``because`` pairs our position, reasoning and motives with theirs.
    """
    dossier.expect(Issue, issue)
    agenda = list(GroundColumn)
    statements = [(one, COLUMN[one.nature, one.accord]) for one in dossier.of(Statement) if one.issue in (issue, None)]
    statements.sort(key=lambda pair: agenda.index(pair[1]))
    ours = [one for one in dossier.of(Stance) if one.issue == issue and dossier.ours(one.actor)]
    theirs = [one for one in dossier.of(Stance) if one.issue == issue and not dossier.ours(one.actor)]
    return finding(
        headline=_headline(dossier, issue, [column for _one, column in statements]),
        rows=[Row(statement=dossier.called(one.id), column=column, use=USE[column]) for one, column in statements],
        because=list(_shared_space(dossier, ours, theirs)),
        gaps=list(_gaps(dossier, issue, statements, ours, theirs)),
        inputs=[one.id for one, _column in statements],
    )


def _headline(dossier: Dossier, issue: str, columns: list[GroundColumn]) -> Message:
    common = columns.count(GroundColumn.AGREED_FACT) + columns.count(GroundColumn.CONVERGENT_NORM)
    if not columns:
        return _("What both sides hold on {issue} has not been sorted yet.", issue=dossier.called(issue))
    return _(
        "{common} of {n} statements on {issue} are held in common.",
        common=common,
        n=len(columns),
        issue=dossier.called(issue),
    )


def _shared_space(dossier: Dossier, ours: list[Stance], theirs: list[Stance]) -> Iterator[Reason]:
    for layer in Layer:
        own = [(stance, piece) for stance in ours for piece in stance.iceberg if piece.layer is layer]
        for stance in theirs:
            for piece in (piece for piece in stance.iceberg if piece.layer is layer):
                yield _paired(dossier, layer, own, stance, piece)


def _paired(
    dossier: Dossier, layer: Layer, own: list[tuple[Stance, IcebergLayer]], stance: Stance, piece: IcebergLayer
) -> Reason:
    theirs = _("{actor}: {words} ({known})", actor=dossier.called(stance.actor), words=piece.words, known=piece.known)
    if not own:
        return because(_("{layer}. {theirs}. Ours is not written down.", layer=layer, theirs=theirs), stance.id)
    words = tuple(piece.words for _stance, piece in own)
    says = _("{layer}. {theirs}. Ours: {ours}.", layer=layer, theirs=theirs, ours=words)
    return because(says, stance.id, *dict.fromkeys(one.id for one, _piece in own))


def _gaps(
    dossier: Dossier,
    issue: str,
    statements: list[tuple[Statement, GroundColumn]],
    ours: list[Stance],
    theirs: list[Stance],
) -> Iterator[Gap]:
    name = dossier.called(issue)
    missing = [column for column in GroundColumn if column not in {column for _one, column in statements}]
    if missing:
        yield gap(
            _(
                "Nothing on {issue} stands under: {columns}.",
                issue=name,
                columns=tuple(missing),
            ),
            issue,
            ask=_("What do both sides take for granted, and what do they deny?"),
        )
    if not any(one.iceberg for one in ours):
        yield gap(
            _("Our own reasoning and motives on {issue} are not written down.", issue=name),
            issue,
            ask=_("Why do we ask for it?"),
        )
    for stance in theirs:
        if stance.iceberg and not any(piece.layer is Layer.MOTIVE for piece in stance.iceberg):
            yield gap(
                _("Why {actor} holds its position is not known.", actor=dossier.called(stance.actor)),
                stance.id,
                ask=_("What would they lose if they agreed?"),
            )
