"""Who may read a record from now on? Closing it is free; opening it to more readers takes a second person."""

from __future__ import annotations

import click

from aidememoire.cli._options import json_option, language_option, place_argument, why_option


@click.command("relabel")
@place_argument
@click.argument("record", metavar="RECORD")
@click.argument("label", metavar="TLP")
@click.option("--compartment", "compartments", multiple=True, metavar="NAME", help="A compartment that it is in.")
@click.option("--no-compartment", is_flag=True, help="It is in no compartment any more.")
@click.option("--recipient", "recipients", multiple=True, metavar="NAME", help="An outside reader who may have it.")
@click.option("--chatham-house/--attributable", default=None, help="Whether it may be told who said it.")
@why_option
@json_option
@language_option
def command(
    place: str,
    record: str,
    label: str,
    compartments: tuple[str, ...],
    no_compartment: bool,
    recipients: tuple[str, ...],
    chatham_house: bool | None,
    why: str | None,
    as_json: bool,
    lang: str,
) -> None:
    """Give a record another label; what you do not name of it stays.

    Where that lets more people read it, alone you give the reason (--why), and log shows it as not confirmed until a
    second person says confirm.
    """
    from aidememoire.cli._acting import act
    from aidememoire.cli._options import label_named
    from aidememoire.cli._vaults import desk_of
    from aidememoire.ledger import acts
    from aidememoire.vocabulary.messages import _, speaking

    if compartments and no_compartment:
        raise click.UsageError("--compartment names one, and --no-compartment says that there is none.")
    with speaking(lang), desk_of(place) as desk:
        given = label_named(label)
        assert given is not None
        desk.view.record_id(record)
        before = desk.dossier.own_label(desk.dossier[record])
        changes = {
            "level": given.level,
            "compartments": compartments if compartments or no_compartment else before.compartments,
            "releasable_to": recipients or before.releasable_to,
            "chatham_house": before.chatham_house if chatham_house is None else chatham_house,
        }
        made = acts.relabel(desk, record, before.model_copy(update=changes), why=why)
        alone = made.events[0].outcome != "done"
        said = (
            _("{id} is labelled {label} now, and that stands as not confirmed.", id=record, label=given.level)
            if alone
            else _("{id} is labelled {label} now.", id=record, label=given.level)
        )
        act(desk, made, said, place=place, as_json=as_json)
