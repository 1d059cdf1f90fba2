"""Is everything as it was left: pages, entries, chains, audit? Or is a backup whole?"""

from __future__ import annotations

from pathlib import Path

import click

from aidememoire.cli._options import json_option, language_option


@click.command("verify")
@click.argument("backup", type=click.Path(path_type=Path), metavar="[BACKUP]", required=False)
@click.option("--mark", "marks", multiple=True, metavar="MARK", help="A mark of the audit that you kept elsewhere.")
@json_option
@language_option
def command(backup: Path | None, marks: tuple[str, ...], as_json: bool, lang: str) -> None:
    """Look through the whole vault. With BACKUP, look whether that folder is whole and signed; drill proves more.

    Keep the mark that it shows elsewhere, on paper or with a colleague: with --mark it proves later that nothing was
    cut from the end of the audit.
    """
    from aidememoire.cli._printing import print_json, told, working
    from aidememoire.cli._vaults import client_here, newer_in, tell_of_newer
    from aidememoire.vault import backup as backups
    from aidememoire.vocabulary.errors import InputError
    from aidememoire.vocabulary.messages import _, speaking

    with speaking(lang):
        if backup is not None:
            if marks or as_json:
                raise click.UsageError("--mark and --json are for the vault, not for a backup.")
            with working(_("Looking through the backup")):
                backups.verify(backup)
            told(_("The backup is whole, and signed by whoever made it. Prove that it restores with: vault drill"))
            return
        with client_here() as client:
            with working(_("Looking through the vault")):
                checked, unread = client.verify(kept=marks), newer_in(client)
            if checked.problems:
                raise InputError(_("The vault is not as it was left: {why}", why=checked.problems[0]))
            if as_json:
                print_json({**_plain(checked), "newer": unread})
                return
            _tell(checked)
            tell_of_newer(unread)


def _plain(checked: object) -> dict[str, object]:
    from aidememoire.vault.checking import Checked

    assert isinstance(checked, Checked)
    named = ("dossiers", "entries", "events", "unsigned_events", "audit_mark", "audit_words", "attachments", "opened")
    return {name: getattr(checked, name) for name in named}


def _tell(checked: object) -> None:
    from aidememoire.cli._printing import told
    from aidememoire.vault.checking import Checked
    from aidememoire.vocabulary.messages import _

    assert isinstance(checked, Checked)
    told(
        _(
            "The vault is as it was left. Dossiers: {dossiers}, entries: {entries}, events of the audit: {events}, "
            "attachments: {attachments}.",
            dossiers=checked.dossiers,
            entries=checked.entries,
            events=checked.events,
            attachments=checked.attachments,
        )
    )
    told(
        _("Mark of the audit, to keep elsewhere: {mark} ({words})", mark=checked.audit_mark, words=checked.audit_words)
    )
