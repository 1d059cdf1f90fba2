"""How does one make the vault of this account without a terminal?"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from aidememoire.vault import opened, passphrase
from aidememoire.vault.folder import Folder
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.messages import _
from aidememoire.workbench import door
from aidememoire.workbench.opening import opening
from aidememoire.workbench.policy import open_to
from aidememoire.workbench.screens.front import lock_page
from aidememoire.workbench.showing import bare_page


@open_to("seated", "POST")
def make(request: HttpRequest) -> HttpResponse:
    """Show a new passphrase once; when it was typed back make the vault, and show the office's words once.

    Keys are at hand here while the vault is made, so this process is over with that.
    """
    if opening().training:
        raise Http404
    folder, words = Folder.here(), request.POST.get("words", "")
    try:
        folder.free()
        name = opened.shown_name(request.POST.get("name", ""))
        if not words:
            return _passphrase_page(request, name, passphrase.generated())
        if not passphrase.is_typed_back(request.POST.get("back", ""), passphrase.long_enough(words)):
            return _passphrase_page(request, name, words, wrong=True)
        secret = opened.make(folder, name, words)
    except InputError as trouble:
        return lock_page(request, told=trouble.message, status=422)
    door.make_way()
    told = _("The vault is made in {folder}.", folder=str(folder.path))
    return bare_page(request, "shell/vault_made.html", words=secret.words, told=told)


def _passphrase_page(request: HttpRequest, name: str, words: str, *, wrong: bool = False) -> HttpResponse:
    return bare_page(
        request, "shell/make_vault.html", name=name, words=words, wrong=wrong, status=422 if wrong else 200
    )
