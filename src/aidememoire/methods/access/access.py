"""On what footing does access stand, and how did it move there?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from aidememoire.methods._catalogue import method
from aidememoire.vocabulary.codes import State
from aidememoire.vocabulary.conduct import state
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.findings import Finding, Gap, Reason, Row, because, finding, gap
from aidememoire.vocabulary.kinds.access import Authority, Constraint
from aidememoire.vocabulary.messages import Message, _


@method(
    question=_("On what footing does access stand?"),
    needs=("authority",),
    source="Authority basis: Security Council, consent of the state, local tolerance, exemption; written or oral",
    caution=_("A valid authority does not mean that the road is open; see what stands in the way."),
    columns={
        "authority": _("Authority"),
        "basis": _("Basis"),
        "form": _("Form"),
        "issued_by": _("Issued by"),
        "route": _("Route"),
        "sector": _("Sector"),
        "area": _("Area"),
        "granted_on": _("Granted on"),
        "expires_on": _("Expires on"),
        "state": _("State"),
    },
)
def access(dossier: Dossier, *, as_of: date) -> Finding:
    """List each authority that stands on a day, or has lapsed without another taking over.

    Row fields: authority, basis (Council, consent, tolerance, exemption), form (written, oral), issued_by, route,
    sector, area, granted_on, expires_on, state (valid, lapsed, unclear). ``because`` tells how the footing moved.
    """
    authorities = sorted(dossier.of(Authority), key=_by_line)
    stands = {one.id: state(one, as_of=as_of) for one in authorities}
    return finding(
        headline=_headline(authorities, stands),
        rows=[_row(dossier, one, stands[one.id]) for one in authorities],
        because=[*_moves(dossier), *_obstacles(dossier)],
        gaps=list(_gaps(dossier, authorities, stands)),
        inputs=[one.id for one in authorities],
    )


def _by_line(one: Authority) -> tuple[str, str, str, date]:
    return one.route or "", one.sector or "", one.area or "", one.granted_on or date.min


def _row(dossier: Dossier, one: Authority, stands: State) -> Row:
    return Row(
        authority=dossier.called(one.id),
        basis=one.basis,
        form=one.form,
        issued_by=dossier.called(one.issued_by) if one.issued_by else None,
        route=one.route,
        sector=one.sector,
        area=one.area,
        granted_on=one.granted_on,
        expires_on=one.expires_on,
        state=stands,
    )


def _headline(authorities: list[Authority], stands: dict[str, State]) -> Message:
    if not authorities:
        return _("No authority for access is recorded: ask on what footing anybody moves.")
    bases = tuple(dict.fromkeys(one.basis for one in authorities if stands[one.id] is State.VALID))
    lapsed = sum(each is State.LAPSED for each in stands.values())
    unclear = sum(each is State.UNCLEAR for each in stands.values())
    if not bases:
        return _("No authority is certainly valid: {lapsed} lapsed, {unclear} unclear.", lapsed=lapsed, unclear=unclear)
    return _(
        "Access stands on: {bases}; {lapsed} lapsed, {unclear} unclear.", bases=bases, lapsed=lapsed, unclear=unclear
    )


def _moves(dossier: Dossier) -> Iterator[Reason]:
    """Tell where the basis changed from one authority to the next on the same route, sector and area."""
    lines: dict[tuple[object, ...], list[Authority]] = {}
    for one in sorted(dossier.past.of(Authority), key=lambda one: one.granted_on or date.min):
        lines.setdefault((one.route, one.sector, one.area), []).append(one)
    for (route, sector, area), line in lines.items():
        for before, after in pairwise(line):
            if before.basis != after.basis:
                where = route or area or sector or _("everywhere")
                yield because(
                    _(
                        "{where}: the footing moved from {before} (until {end}) to {after} (from {start})",
                        where=where,
                        before=before.basis,
                        end=before.expires_on,
                        after=after.basis,
                        start=after.granted_on,
                    ),
                    before.id,
                    after.id,
                )


def _obstacles(dossier: Dossier) -> Iterator[Reason]:
    for one in sorted(dossier.of(Constraint), key=lambda one: one.severity or "0", reverse=True):
        yield because(
            _(
                "{whose}: {type}, {where}, severity {severity}",
                whose=one.whose or _("Whose access is not said"),
                type=one.type,
                where=one.area or _("place not said"),
                severity=one.severity.value if one.severity else None,
            ),
            one.id,
        )


def _gaps(dossier: Dossier, authorities: list[Authority], stands: dict[str, State]) -> Iterator[Gap]:
    for one in authorities:
        contested = [piece for piece in one.evidence if piece.side == "against"]
        if contested:
            yield gap(
                _("Sources differ on {name}.", name=dossier.called(one.id)),
                one.id,
                ask=_("Which version does the issuer hold, in writing?"),
            )
        elif stands[one.id] is State.UNCLEAR:
            yield gap(
                _("{name} has no last day and nothing in writing.", name=dossier.called(one.id)),
                one.id,
                ask=_("Can it be had in writing, and until when?"),
            )
    for constraint in dossier.of(Constraint):
        if constraint.severity == "X":
            yield gap(
                _("Nobody knows how severe {name} is.", name=dossier.called(constraint.id)),
                constraint.id,
                ask=_("Who has been there, and when?"),
            )
    if authorities and not any(one.whose == "people's" for one in dossier.of(Constraint)):
        yield gap(
            _("Nothing is recorded on people's own access to aid."), ask=_("Can people reach us, and who cannot?")
        )
