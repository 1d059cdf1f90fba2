"""Is the vault as it was left, and is there a copy of it that restores? For custodians, who see no content."""

from __future__ import annotations

from pathlib import Path

from django.http import HttpRequest, HttpResponse

from aidememoire.ledger.people import words
from aidememoire.vault.agent.client import Client
from aidememoire.vault.backup import Backup
from aidememoire.vault.checking import Checked
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.messages import _
from aidememoire.workbench.desks import Desk
from aidememoire.workbench.policy import Place, Under, screen
from aidememoire.workbench.showing import page


@screen(may="keep", to_post="keep", place=Place(_("Keep the vault"), "z", Under.VAULT))
def keeping(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show whose vault it is, and on POST look through all of it, or back it up into a folder of this machine."""
    client, told, checked, backup, sent = desk.vault.client, None, None, None, request.POST
    if client is not None and request.method == "POST":
        try:
            backup = _backed_up(client, sent["folder"].strip()) if "folder" in sent else None
            checked = backup.checked if backup else _looked_through(client, sent.get("mark", "").strip())
        except InputError as trouble:
            told = trouble.message
    status = client.status() if client is not None else None
    return page(
        request, "keeping/keeping.html", desk, here="keeping", state=status, checked=checked, backup=backup, sent=sent,
        told=told, my_words=words(status.person.id) if status else "", status=422 if told else 200,
    )  # fmt: skip


def _looked_through(client: Client, mark: str) -> Checked:
    checked = client.verify([mark] if mark else [])
    if checked.problems:
        raise InputError(_("The vault is not as it was left: {why}", why=checked.problems[0]))
    return checked


def _backed_up(client: Client, folder: str) -> Backup:
    if not Path(folder).is_absolute():
        raise InputError(_("Write the whole path of a folder on this machine, from its root on."))
    return client.backup(Path(folder))
