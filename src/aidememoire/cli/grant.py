"""Who has a part in a dossier, and who gets one: in which role, up to which label?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from aidememoire.cli._options import json_option, label_named, language_option, place_argument, why_option

if TYPE_CHECKING:
    from aidememoire.ledger.desk import Desk


@click.command("grant")
@place_argument
@click.argument("person", metavar="[PERSON]", required=False)
@click.option("--role", metavar="ROLE", help="lead, team, analyst, reviewer, auditor, custodian or mandator.")
@click.option("--clearance", metavar="TLP", help="The label up to which they may have records.")
@click.option("--compartment", "compartments", multiple=True, metavar="NAME", help="A compartment that they get, too.")
@click.option("--agency", metavar="NAME", help="Where they belong to another agency: only what is releasable to it.")
@why_option
@json_option
@language_option
def command(place: str, person: str | None, as_json: bool, lang: str, **part: Any) -> None:
    """Give somebody a part in a dossier. Without PERSON, list who has which.

    PERSON is FILE.card, which they write with vault card, or a name that is known here. RED clearance takes a second
    person; alone you give the reason, and the grant stands as not confirmed.
    """
    from aidememoire.cli._people import compare, person_meant
    from aidememoire.cli._printing import told
    from aidememoire.cli._vaults import at_desk
    from aidememoire.ledger import acts
    from aidememoire.vocabulary.errors import InputError
    from aidememoire.vocabulary.messages import _, speaking

    with speaking(lang), at_desk(place) as (client, desk):
        if person is None:
            _list(desk, as_json=as_json)
            return
        if not part["role"] or not part["clearance"]:
            raise click.UsageError("Say which part: --role ROLE and --clearance TLP.")
        role, clearance = _role(part.pop("role")), label_named(part.pop("clearance"))
        assert clearance is not None
        member = person_meant(person, client, desk)
        if member.id == desk.writer.id:
            raise InputError(_("That is you: your own part is given by somebody else who leads this dossier."))
        desk.do(acts.grant(desk, member, role=role, clearance=clearance.level, **part))
        told(
            _(
                "{name} has a part in {place} now: {role}, up to {label}. It reaches them with a bundle: "
                "bundle make {place} FILE.bundle --colleagues --to {name}",
                name=member.name,
                place=place,
                role=role,
                label=clearance.level,
            )
        )
        compare([(person, member)])


def _role(name: str) -> Any:
    from aidememoire.ledger.gate import Role
    from aidememoire.vocabulary.errors import InputError
    from aidememoire.vocabulary.messages import _

    found = next((role for role in Role if role.value == name.lower()), None)
    if found is None:
        there = tuple(role.value for role in Role)
        raise InputError(_("{role} is no role. Use one of: {there}.", role=name, there=there))
    return found


def _list(desk: Desk, *, as_json: bool) -> None:
    from aidememoire.cli._histories import SHORT, at
    from aidememoire.cli._printing import show_rows, told
    from aidememoire.ledger.acts.confirm import unconfirmed_grants
    from aidememoire.ledger.acts.revoke import waiting_for_keys
    from aidememoire.vocabulary.findings import Row
    from aidememoire.vocabulary.messages import _

    waiting = waiting_for_keys(desk)
    columns = {
        "person_name": _("Who"),
        "person": _("Fingerprint"),
        "role": _("Role"),
        "clearance": _("Up to"),
        "compartments": _("Compartments"),
        "agency": _("Agency"),
        "given_by_name": _("Given by"),
        "at": _("When"),
        "confirmed": _("Confirmed"),
    }
    unsigned = {one.about for one in unconfirmed_grants(desk)}
    rows = []
    for grant in desk.rights.members():
        reader = desk.rights.reader(grant.member.id)
        alone = grant.member.id in unsigned
        rows.append(
            Row(
                person=grant.member.id if as_json else grant.member.id[:SHORT],
                person_name=grant.member.name,
                role=grant.role,
                clearance=grant.clearance,
                compartments=_shared(desk, reader.compartments if reader else frozenset()),
                agency=grant.agency,
                given_by=grant.given_by,
                given_by_name=desk.view.people.get(grant.given_by),
                at=at(grant.given_at),
                confirmed=_("no") if alone and not as_json else None if not as_json else not alone,
            )
        )
    show_rows(rows, columns, as_json=as_json, empty=_("Nobody has a part in this dossier."))
    for compartment in waiting if not as_json else ():
        told(
            _(
                "The keys of {name} are to be renewed, because somebody who left knows them: revoke @{place} --renew",
                name=compartment or desk.dossier.header.slug,
                place=desk.dossier.header.slug,
            )
        )


def _shared(desk: Desk, compartments: frozenset[str]) -> tuple[str, ...]:
    """Return those compartments of others that the reader holds, too: of the rest not even the names are told."""
    return tuple(sorted(compartments & desk.reader.compartments))
