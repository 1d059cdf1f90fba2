"""What is wrong with a dossier file, where, and what should stand there instead?"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aidememoire.cli._options import dossier_argument, holding, json_option, language_option, sealed

if TYPE_CHECKING:
    from rich.console import Console

    from aidememoire.vocabulary.files.checking import Checked
    from aidememoire.vocabulary.files.faults import Fault


@click.command("check")
@dossier_argument
@json_option
@language_option
def command(dossier: Path, as_json: bool, lang: str) -> None:
    """List every fault of a dossier file and every gap in it, with what to write instead.

    Advice alone ends with exit code 0, a fault with 1.
    """
    from aidememoire.cli._printing import print_json
    from aidememoire.vocabulary.files import read
    from aidememoire.vocabulary.files.advice import advice
    from aidememoire.vocabulary.files.faults import FAULT
    from aidememoire.vocabulary.messages import plural, speaking

    with speaking(lang):
        checked = _of_vault(dossier) if sealed(dossier) else read(dossier)
        found = [*checked.faults, *advice(checked, str(dossier))]
        faults = sum(one.level == FAULT for one in found)
        if as_json:
            print_json([one.plain() for one in found])
        else:
            _print(found, len(checked.dossier), faults)
        if faults:
            click.echo(str(plural("{path}: {n} fault", "{path}: {n} faults", faults, path=str(dossier))), err=True)
            sys.exit(1)


def _of_vault(place: Path) -> Checked:
    """Return a dossier that stands in no file: what was taken in is sound, so that only advice is left to give."""
    from aidememoire.vocabulary.files.checking import Checked

    with holding(place) as held:
        held.rests_on(record.id for record in held.dossier)
        return Checked(held.dossier, (), {})


def _print(found: list[Fault], records: int, faults: int) -> None:
    from aidememoire.cli._printing import console
    from aidememoire.vocabulary.messages import _, plural

    out = console()
    for one in found:
        _print_one(out, one)
    if not found:
        out.print(
            str(plural("{n} record, no fault and no gap.", "{n} records, no fault and no gap.", records)), style="green"
        )
        return
    advised = len(found) - faults
    out.print()
    counted = plural("{n} record", "{n} records", records)
    out.print(
        str(
            _(
                "{records} sound; {faults} to mend, {advised} to think about.",
                records=counted,
                faults=faults,
                advised=advised,
            )
        ),
        style="bold",
    )


def _print_one(out: Console, one: Fault) -> None:
    from rich.padding import Padding
    from rich.text import Text as Styled

    from aidememoire.vocabulary.files.faults import FAULT
    from aidememoire.vocabulary.messages import _, text_of

    sign, style = ("✗", "bold red") if one.level == FAULT else ("·", "yellow")
    where = [text_of(one.place), one.record or "", one.field or ""]
    head = Styled(f"{sign} ", style=style) + Styled(" · ".join(part for part in where if part), style="bold")
    out.print(head)
    found = f"{one.found}: " if one.found else ""
    out.print(Padding(Styled(f"{found}{one.problem}"), (0, 0, 0, 4)))
    if one.instead is not None:
        out.print(Padding(Styled(f"{_('Write')}: {text_of(one.instead)}", style="dim"), (0, 0, 0, 4)))
