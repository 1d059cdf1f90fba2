"""Do our asks get in each other's way, and whom do they leave out?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from aidememoire.methods._catalogue import method
from aidememoire.vocabulary.codes import WOMEN_AND_GIRLS, Group, Heard, Horizon
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.findings import Finding, Gap, Reason, Row, because, finding, gap
from aidememoire.vocabulary.kinds.issues import Issue, Need
from aidememoire.vocabulary.kinds.positions import Ask
from aidememoire.vocabulary.messages import Message, _, plural

ALL_OF = {Group.CHILDREN: {Group.GIRLS, Group.BOYS}}
INCLUDES = {
    **ALL_OF,
    Group.WOMEN: {Group.GBV},
    Group.REFUGEES: {Group.ASYLUM_SEEKERS},
}

BY_SEX_AND_AGE = (Group.WOMEN, Group.GIRLS, Group.MEN, Group.BOYS)


@method(
    question=_("Who gains by what we ask, who is left out, and does one ask harm another?"),
    needs=("ask",),
    source="Long and short-term needs kept linked; inclusion by group; participation of affected people",
    caution=_("Groups that nobody recorded are left out twice: here and on the ground."),
    columns={
        "ask": _("Ask"),
        "groups": _("Groups"),
        "left_out": _("Left out"),
        "conflicts": _("Conflicts with"),
    },
)
def asks(dossier: Dossier, *, as_of: date) -> Finding:
    """List each ask with the groups in need that it leaves out and the asks that it gets in the way of.

    Row fields: ask, groups, left_out (groups of the issue, or of the needs where the issue names none), conflicts
    (asks that it harms or that harm it).
    """
    standing = dossier.of(Ask)
    conflicts = {one.id: _conflicts(one, standing) for one in standing}
    rows = [
        Row(
            ask=dossier.called(one.id),
            groups=one.groups,
            left_out=_left_out(dossier, one),
            conflicts=tuple(dossier.called(other) for other in conflicts[one.id]),
        )
        for one in standing
    ]
    return finding(
        headline=_headline(rows),
        rows=rows,
        because=[*_harms(dossier, standing), *_missing_women(dossier, standing)],
        gaps=list(_gaps(dossier, standing)),
        inputs=[record.id for one in standing for record in (one, *_needs(dossier, one))],
    )


def _conflicts(one: Ask, standing: tuple[Ask, ...]) -> tuple[str, ...]:
    harmed_by = (other.id for other in standing if one.id in other.harms)
    there = {other.id for other in standing}
    return tuple(dict.fromkeys(other for other in (*one.harms, *harmed_by) if other in there and other != one.id))


def _left_out(dossier: Dossier, one: Ask) -> tuple[Group, ...]:
    if not one.groups or Group.EVERYONE in one.groups:
        return ()
    covered = {*one.groups, *(inner for group in one.groups for inner in INCLUDES.get(group, ()))}
    return tuple(
        group for group in _in_need(dossier, one) if group not in covered and not ALL_OF.get(group, {group}) <= covered
    )


def _in_need(dossier: Dossier, one: Ask) -> tuple[Group, ...]:
    """Return the groups that the ask's issue concerns; where it names none, those of the recorded needs."""
    issue = dossier.get(one.issue)
    concerned = list(issue.groups) if isinstance(issue, Issue) else []
    concerned += [group for need in _needs(dossier, one) for group in need.groups]
    # Whom an ask for men only leaves out must not vanish in the word everyone.
    everyone = BY_SEX_AND_AGE if Group.EVERYONE in concerned and set(BY_SEX_AND_AGE) & set(one.groups) else ()
    return tuple(dict.fromkeys(group for group in (*concerned, *everyone) if group is not Group.EVERYONE))


def _needs(dossier: Dossier, one: Ask) -> tuple[Need, ...]:
    """Return the needs that tell whom an ask concerns: none where its issue tells it."""
    issue = dossier.get(one.issue)
    return () if isinstance(issue, Issue) and issue.groups else dossier.of(Need)


def _headline(rows: list[Row]) -> Message:
    if not rows:
        return _("Nothing is asked of anybody yet.")
    clashing = sum(bool(row["conflicts"]) for row in rows)
    narrow = sum(bool(row["left_out"]) for row in rows)
    return plural(
        "{n} ask. Leaving somebody out: {narrow}. In the way of another: {clashing}.",
        "{n} asks. Leaving somebody out: {narrow}. In the way of another: {clashing}.",
        len(rows),
        narrow=narrow,
        clashing=clashing,
    )


def _harms(dossier: Dossier, standing: tuple[Ask, ...]) -> Iterator[Reason]:
    for one in standing:
        for other in (dossier.get(id) for id in one.harms):
            if not isinstance(other, Ask):
                continue
            names = {"one": dossier.called(one.id), "other": dossier.called(other.id)}
            if one.horizon is Horizon.SHORT and other.horizon is Horizon.LONG:
                yield because(_("Short term against long term: {one} harms {other}", **names), one.id, other.id)
            else:
                yield because(_("{one} harms {other}", **names), one.id, other.id)


def _missing_women(dossier: Dossier, standing: tuple[Ask, ...]) -> Iterator[Reason]:
    for one in standing:
        if one.groups and not WOMEN_AND_GIRLS & set(one.groups):
            yield because(_("{ask} names neither women nor girls", ask=dossier.called(one.id)), one.id)


def _gaps(dossier: Dossier, standing: tuple[Ask, ...]) -> Iterator[Gap]:
    for one in standing:
        name = dossier.called(one.id)
        if not one.groups:
            yield gap(
                _("{ask} does not say for whom.", ask=name), one.id, ask=_("Which groups gain, and which do not?")
            )
        if one.heard in (None, Heard.NOT_ASKED, Heard.UNKNOWN):
            yield gap(_("Nobody affected was heard on {ask}.", ask=name), one.id, ask=_("Who could ask them, safely?"))
