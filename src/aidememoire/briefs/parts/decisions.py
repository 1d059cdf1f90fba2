"""Why did we accept this? Dilemmas with their dissent, tracks decided otherwise, mandates, conditions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from aidememoire.briefs.document import Block, Column, Facts, Item, Quiet, Strong, Table, phrase, standing
from aidememoire.briefs.scope import Scope
from aidememoire.methods.triage.triage import why
from aidememoire.vocabulary.codes import Status
from aidememoire.vocabulary.conduct import state, status
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.kinds.access import Authority
from aidememoire.vocabulary.kinds.commitments import Commitment
from aidememoire.vocabulary.kinds.dilemmas import Dilemma, DilemmaOption
from aidememoire.vocabulary.kinds.issues import Issue
from aidememoire.vocabulary.kinds.mandates import Mandate
from aidememoire.vocabulary.messages import _


def dilemmas(now: Dossier, covered: Scope, *, as_of: date) -> Iterator[Block]:
    """Tell of each dilemma the ways out with their price, the decision, the dissent, and when it is reviewed."""
    for one in now.of(Dilemma):
        if one.issue is None or one.issue in covered.issues:
            yield Facts(tuple(_dilemma(now, one, as_of)))


def _dilemma(now: Dossier, one: Dilemma, as_of: date) -> Iterator[tuple[object, object]]:
    yield _("Dilemma"), Strong(now.called(one.id))
    for place, option in enumerate(one.options, 1):
        yield _("Way {n}", n=place), phrase(option.words, *([Quiet(option.principles)] if option.principles else []))
        yield from _price(option)
    # What is decided later is not known yet on the day asked.
    if one.decision and (one.decided_on is None or one.decided_on <= as_of):
        yield _("Decision"), Strong(one.decision)
        decided = [now.called(one.decided_by)] if one.decided_by else []
        if decided or one.decided_on:
            yield _("Decided by"), phrase(*decided, *([one.decided_on] if one.decided_on else []), between=", ")
    else:
        yield _("Decision"), _("Not decided yet.")
    if one.dissent:
        yield _("Dissent"), one.dissent
    yield _("Review on"), one.review_on


def _price(option: DilemmaOption) -> Iterator[tuple[object, object]]:
    if option.harms:
        yield _("Harms"), option.harms
    if option.precedent:
        yield _("Precedent"), option.precedent
    if option.mitigation:
        yield _("Mitigation"), option.mitigation


def overrides(now: Dossier, covered: Scope) -> Iterator[Item]:
    """Yield the issues on which a person decided the track against the rules, with what the rules say."""
    for one in now.of(Issue):
        if one.override is not None and one.id in covered.issues:
            yield Item(phrase(Strong(now.called(one.id)), one.override, between=" · "), tuple(why(now, one)))


def mandates(now: Dossier, covered: Scope, *, as_of: date) -> Iterator[Block]:
    """Tell who gave which mandate to whom, what may be settled alone, and until when."""
    there = [
        one for one in now.of(Mandate) if not covered.circle or not one.issues or set(one.issues) & set(covered.issues)
    ]
    if there:
        columns = (
            Column(_("Mandate"), width=2),
            Column(_("Issuer"), "name", 1.5),
            Column(_("Holder"), "name", 1.5),
            Column(_("May settle alone"), width=2.4),
            Column(_("Expires on"), "day", 1.2),
            Column(_("Acknowledged on"), width=1.4),
        )
        yield Table(columns, tuple(_mandate(now, one, as_of) for one in there))


def _mandate(now: Dossier, one: Mandate, as_of: date) -> tuple[object, ...]:
    acknowledged = one.acknowledged_on if one.acknowledged_on and one.acknowledged_on <= as_of else None
    return (
        phrase(now.called(one.id), *([Quiet(one.scope)] if one.scope else []), between=" · "),
        now.called(one.issuer) if one.issuer else None,
        now.called(one.holder) if one.holder else None,
        one.autonomy,
        one.expires_on,
        acknowledged or _("not yet: it binds nobody"),
    )


def conditions(now: Dossier, covered: Scope, *, as_of: date) -> Iterator[Item]:
    """Yield the conditions under which access and promises stand: what we live with."""
    for authority in now.of(Authority):
        if authority.conditions:
            stood = standing(state(authority, as_of=as_of))
            head = phrase(stood, Strong(now.called(authority.id)), Quiet(authority.basis), between=" · ")
            yield Item(head, (authority.conditions,))
    for one in now.of(Commitment):
        stands = status(one, now.observations(one.id), as_of=as_of)
        concerns = now.ours(one.given_by) or covered.concerns(one.given_by)
        if one.conditions and concerns and stands not in (Status.BROKEN, Status.OVERTAKEN):
            by = _("promised by {by}", by=now.called(one.given_by))
            yield Item(
                phrase(standing(stands), Strong(now.called(one.id)), Quiet(by), between=" · "), (one.conditions,)
            )
