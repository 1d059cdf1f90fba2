"""Who gets a part in a dossier, in which role, up to which label?"""

from __future__ import annotations

from pathlib import Path

import click

from aidememoire.cli._options import language_option
from aidememoire.cli._vault import place_argument, why_option


@click.command("grant")
@place_argument
@click.argument("card", type=click.Path(path_type=Path), metavar="CARD")
@click.option("--role", required=True, help="lead, team, analyst, reviewer, auditor, custodian or mandator.")
@click.option("--clearance", required=True, metavar="TLP", help="The highest label that they may read.")
@click.option("--compartment", multiple=True, metavar="NAME", help="A compartment that they may read.")
@click.option("--agency", metavar="NAME", help="Where they are from another agency.")
@why_option
@language_option
def command(
    place: str,
    card: Path,
    role: str,
    clearance: str,
    compartment: tuple[str, ...],
    agency: str | None,
    why: str | None,
    lang: str,
) -> None:
    """Give somebody a part. Compare the words of their card with them first, by telephone or face to face."""
    from aidememoire.cli._options import label_named
    from aidememoire.cli._vault import desk, person, say
    from aidememoire.ledger import acts
    from aidememoire.ledger.gate import Role
    from aidememoire.ledger.people import words
    from aidememoire.vocabulary.errors import InputError
    from aidememoire.vocabulary.messages import _, speaking

    with speaking(lang):
        part = Role._missing_(role)
        label = label_named(clearance)
        if part is None or label is None:
            raise InputError(
                _("{role} is no role. Use one of: {roles}.", role=role, roles=tuple(one.value for one in Role))
            )
        member, at = person(card), desk(place)
        at.do(
            acts.grant(
                at,
                member,
                role=Role(part),
                clearance=label.level,
                compartments=compartment,
                agency=agency,
                why=why,
            )
        )
        say(_("{name} has a part: {role}, up to {label}.", name=member.name, role=Role(part), label=label.level))
        say(_("Their words, to compare on the telephone: {words}", words=words(member.id)))
