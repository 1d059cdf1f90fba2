"""What goes along? Seal the whole vault to the office, and make the one for the journey; nothing is destroyed yet."""

from __future__ import annotations

from pathlib import Path

import click

from aidememoire.cli._options import language_option, stdin_option


@click.command("pack")
@click.argument("folder", type=click.Path(path_type=Path), metavar="FOLDER")
@click.argument("places", metavar="[@SLUG]...", nargs=-1)
@click.option("--compartment", "compartments", multiple=True, metavar="NAME", help="A compartment that goes along.")
@stdin_option
@language_option
def command(folder: Path, places: tuple[str, ...], compartments: tuple[str, ...], from_stdin: bool, lang: str) -> None:
    """Prepare a journey with the dossiers named, without their compartments unless these are named, too.

    The sealed whole is written into FOLDER: carry it to the office. The vault for the journey gets a passphrase of its
    own.
    """
    from aidememoire.cli._printing import told, working
    from aidememoire.cli._secrets import new_passphrase
    from aidememoire.cli._vaults import client_here, slug_of
    from aidememoire.vault import opening
    from aidememoire.vocabulary.messages import _, speaking

    with speaking(lang), client_here() as client:
        chosen = [opening.open_dossier(f"@{slug_of(place)}", client=client).place for place in places]
        words = new_passphrase(_("The passphrase for the journey"), from_stdin=from_stdin)
        with working(_("Sealing the whole, and packing")):
            sealed = client.pack_for_travel(words, to=folder, dossiers=chosen, compartments=compartments)
        told(_("The sealed whole is {path}", path=str(sealed)))
        told(_("At the office: aidememoire vault travel confirm {path}", path=str(sealed)))
