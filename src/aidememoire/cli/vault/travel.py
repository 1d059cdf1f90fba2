"""What goes along on a journey where somebody may make me open it? Only what I choose."""

from __future__ import annotations

from pathlib import Path

import click

from aidememoire.cli._options import language_option
from aidememoire.cli._vault import stdin_option
from aidememoire.cli.vault._recovery import backup_argument, secret


@click.group("travel")
def command() -> None:
    """Leave with a vault that holds only what was chosen: prepare, confirm at the office, depart, come home."""


@command.command("prepare")
@click.option("--to", "folder", type=click.Path(path_type=Path), required=True, help="Where the sealed whole stays.")
@click.option("--take", multiple=True, required=True, metavar="@NAME", help="A dossier that goes along.")
@click.option("--compartment", multiple=True, metavar="NAME", help="A compartment that goes along.")
@stdin_option
@language_option
def prepare(folder: Path, take: tuple[str, ...], compartment: tuple[str, ...], from_stdin: bool, lang: str) -> None:
    """Seal the whole vault to the office, and make the one that goes along. Nothing is destroyed yet."""
    from aidememoire.cli._vault import client, desk, say, waiting
    from aidememoire.vault.passphrase import asked
    from aidememoire.vocabulary.messages import _, speaking

    with speaking(lang):
        dossiers = [desk(place).place for place in take]
        words = asked(_("Passphrase for the journey:"), from_stdin=from_stdin)
        with waiting(_("Sealing the whole vault …")):
            path = client().pack_for_travel(words, to=folder, dossiers=dossiers, compartments=compartment)
        say(_("Bring {path} to the office. It confirms with: aidememoire vault travel confirm", path=path))


@command.command("confirm")
@backup_argument
@stdin_option
@language_option
def confirm(backup: Path, from_stdin: bool, lang: str) -> None:
    """At the office: restore the sealed whole, compare, and say so in one line for the traveller."""
    from aidememoire.cli._vault import waiting
    from aidememoire.vault import travel
    from aidememoire.vault.agent.harden import harden
    from aidememoire.vocabulary.messages import _, speaking

    with speaking(lang):
        harden()
        words = secret(from_stdin=from_stdin)
        with waiting(_("Restoring the sealed vault elsewhere …")):
            line = travel.confirm(backup, words)
        click.echo(line)


@command.command("depart")
@click.argument("confirmation", metavar="LINE")
@language_option
def depart(confirmation: str, lang: str) -> None:
    """With the office's LINE: destroy the whole vault on this machine and put the one for the journey in its place."""
    from aidememoire.cli._vault import say
    from aidememoire.vault import travel
    from aidememoire.vault.folder import Folder
    from aidememoire.vocabulary.messages import _, speaking

    with speaking(lang):
        _lock_first()
        travel.depart(Folder.here(), confirmation)
        say(_("This machine holds only what goes along. The passphrase is that for the journey."))


@command.command("give-up")
@language_option
def give_up(lang: str) -> None:
    """Take a prepared journey back; the whole vault stays as it is."""
    from aidememoire.cli._vault import say
    from aidememoire.vault import travel
    from aidememoire.vault.folder import Folder
    from aidememoire.vocabulary.messages import _, speaking

    with speaking(lang):
        travel.give_up(Folder.here())
        say(_("The journey is taken back. Nothing was changed."))


@command.command("home")
@backup_argument
@click.option(
    "--passphrase-stdin",
    "from_stdin",
    is_flag=True,
    help="Read three lines: recovery words, the journey's passphrase, your own.",
)
@language_option
def home(backup: Path, from_stdin: bool, lang: str) -> None:
    """Restore the sealed whole and merge what was written on the way; then what travelled is destroyed."""
    from aidememoire.cli._vault import say, waiting
    from aidememoire.vault import backup as backups
    from aidememoire.vault import opened, travel, wiping
    from aidememoire.vault.agent.harden import harden
    from aidememoire.vault.folder import Folder
    from aidememoire.vault.passphrase import asked
    from aidememoire.vocabulary.messages import _, plural, speaking

    with speaking(lang):
        harden()
        _lock_first()
        here = Folder.here()
        here.id()
        words = secret(from_stdin=from_stdin)
        on_the_way = asked(_("The journey's passphrase:"), from_stdin=from_stdin)
        own = asked(_("Your own passphrase:"), from_stdin=from_stdin)
        aside = Folder(here.path.with_name("travelled"))
        here.path.rename(aside.path)
        try:
            with waiting(_("Restoring the whole vault, and merging …")):
                backups.restore(backup, here, words)
                whole, travelled = opened.unlocked(here, own), opened.unlocked(aside, on_the_way)
                new = travel.come_home(whole, travelled)
                whole.lock()
                travelled.lock()
        except BaseException:
            if here.exists:
                wiping.wipe(here)
            aside.path.rename(here.path)
            raise
        wiping.wipe(aside)
        say(plural("Home: {n} new entry was merged.", "Home: {n} new entries were merged.", new))


def _lock_first() -> None:
    import contextlib

    from aidememoire.vault import agent
    from aidememoire.vault.agent.place import Locked
    from aidememoire.vault.folder import Folder

    with contextlib.suppress(Locked):
        agent.lock(Folder.here())
