"""Who has which part in this dossier, who gave it, and what waits for a second person?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, QueryDict

from aidememoire.ledger import acts
from aidememoire.ledger.acts.confirm import Alone, unconfirmed
from aidememoire.ledger.acts.revoke import renew
from aidememoire.ledger.gate import Role
from aidememoire.ledger.grants import Grant
from aidememoire.ledger.people import Person, words
from aidememoire.ledger.writing import Made
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.handling import Label
from aidememoire.vocabulary.messages import _
from aidememoire.workbench.cards import card_of, shown_card
from aidememoire.workbench.desks import Desk
from aidememoire.workbench.policy import Place, Under, screen
from aidememoire.workbench.showing import done, page

TOLD = {
    Role.LEAD: _("Reads and writes everything that their clearance allows, and gives parts to others."),
    Role.TEAM: _("Reads and writes."),
    Role.ANALYST: _("Reads, without the names behind pseudonyms and without who told us."),
    Role.REVIEWER: _("Reads and comments."),
    Role.AUDITOR: _("Sees what was done and by whom, and no content."),
    Role.CUSTODIAN: _("Keeps copies, and sees no content."),
    Role.MANDATOR: _("Reads, approves mandates and decides dilemmas."),
}


@dataclass(frozen=True)
class Member:
    """One person's part, as the page shows it."""

    grant: Grant
    code: str
    given_by: str
    given_on: date
    compartments: tuple[str, ...]
    me: bool


@screen(may="read", place=Place(_("People and parts"), "l", Under.VAULT))
def people(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the parts, what is not confirmed, what waits for new keys, and the reader's own card."""
    with desk.vault.lock:
        names, me = desk.ledger.view.people, desk.ledger.writer
        members = [_member(desk, grant) for grant in desk.ledger.rights.members()]
        alone = [(one, _about(desk, one), names.get(one.by, "?"), one.by != me.id) for one in _unconfirmed(desk)]
        waiting = desk.waiting_for_keys()
    return page(
        request, "people/people.html", desk, here="people", members=members, alone=alone, waiting=waiting,
        card=card_of(me), my_words=words(me.id), may_grant=desk.may("grant"), may_revoke=desk.may("revoke"),
        may_confirm=desk.ledger.reader.role in (Role.LEAD, Role.MANDATOR) and desk.known_on is None,
    )  # fmt: skip


def _unconfirmed(desk: Desk) -> tuple[Alone, ...]:
    """Return what one person did alone, looked for once as long as the keeper has nothing new."""
    last = desk.vault.keeper.last(desk.ledger.place)
    return desk.once(("unconfirmed", last), lambda: tuple(unconfirmed(desk.ledger)))


@screen(may="grant", to_post="grant")
def grant(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Give somebody a part: their card first, then, with their words compared, the part."""
    sent, member, told = shown_card(request)
    if member is not None and sent.get("compared") == "on":
        # Without a way to undo it: a part is ended by revoking it, since the keys were in their hands.
        desk.do(_granted(desk, member, sent))
        return done(request, _("{name} has a part in this dossier.", name=member.name), ("people", desk.slug))
    with desk.vault.lock:
        held = sorted(desk.ledger.reader.compartments)
        levels = [one for one in Label if one <= desk.ledger.reader.clearance]
    return page(
        request, "people/grant.html", desk, here="people", sent=sent, told=told, member=member,
        words=words(member.id) if member else "", roles=TOLD.items(), levels=levels, compartments=held,
        chosen=sent.getlist("compartment"), level=sent.get("clearance", desk.handling.level.value),
        unticked=member is not None, status=422 if told else 200,
    )  # fmt: skip


def _granted(desk: Desk, member: Person, sent: QueryDict) -> Made:
    level = Label._missing_(sent.get("clearance", ""))
    if sent.get("role") not in {role.value for role in Role} or level is None:
        raise InputError(_("Choose a part and a clearance."))
    with desk.vault.lock:
        held = desk.ledger.reader.compartments
        return acts.grant(
            desk.ledger, member, role=Role(sent["role"]), clearance=level,
            compartments=[name for name in sent.getlist("compartment") if name in held],
            agency=sent.get("agency", "").strip() or None, why=sent.get("why", "").strip() or None,
        )  # fmt: skip


@screen(may="revoke", to_post="revoke")
def revoke(request: HttpRequest, desk: Desk, member: str) -> HttpResponse:
    """Ask whether somebody's part shall end, and end it."""
    with desk.vault.lock:
        parts = {one.member.id: one.member.name for one in desk.ledger.rights.members()}
    if member not in parts:
        raise Http404
    if request.method == "POST":
        why = request.POST.get("why", "").strip() or None
        with desk.vault.lock:
            act = acts.revoke(desk.ledger, member, why=why)
        desk.do(act)
        return done(request, _("The part of {name} has ended.", name=parts[member]), ("people", desk.slug))
    return page(request, "people/revoke.html", desk, here="people", member=member, name=parts[member])


@screen(may="read", only_post=True)
def confirm(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Confirm, as the second person, what somebody did alone."""
    if desk.known_on is not None:
        raise Http404
    with desk.vault.lock:
        act = acts.confirm(desk.ledger, request.POST.get("entry", "")[:64])
    desk.do(act)
    return done(request, _("Confirmed. Two people stand by it now."), ("people", desk.slug))


@screen(may="revoke", to_post="revoke", only_post=True)
def renew_keys(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Give everybody who holds a compartment a new key for what is written from now on."""
    with desk.vault.lock:
        act = renew(desk.ledger, request.POST.get("compartment", "")[:80])
    desk.do(act)
    return done(request, _("From now on everything is written with new keys."), ("people", desk.slug))


def _member(desk: Desk, one: Grant) -> Member:
    ledger = desk.ledger
    names = ledger.view.people
    held = {name for (who, name) in ledger.rights.parts if who == one.member.id and name and desk.knows_of(name)}
    in_force = (name for name in held if any(part.member.id == one.member.id for part in ledger.rights.members(name)))
    return Member(
        one, words(one.member.id), names.get(one.given_by, "?"), one.given_at.day, tuple(sorted(in_force)),
        one.member.id == ledger.writer.id,
    )  # fmt: skip


def _about(desk: Desk, one: Alone) -> object:
    if one.what == "grant":
        return desk.ledger.view.people.get(one.about, "?")
    return desk.dossier.called(one.about)
