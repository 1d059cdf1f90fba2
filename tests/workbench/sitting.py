"""As whom do these tests sit down? One opening for all, and the training vault, founded once and copied."""

import os
import tempfile
from functools import cache

import django

from aidememoire.workbench.opening import prepared

PORT = 47_111
HOST = f"127.0.0.1:{PORT}"
OPENING, TOKEN = prepared(PORT, training=True, folder=tempfile.mkdtemp(prefix="aide-tests-"))
OPENING.to_environment()
os.environ["DJANGO_SETTINGS_MODULE"] = "aidememoire.workbench.settings"
django.setup()


@cache
def begun():
    """A vault in memory with the training dossiers as they begin."""
    from aidememoire.ledger.memory import MemoryKeeper, MemoryKeyring
    from aidememoire.training import path
    from aidememoire.vocabulary.files import load
    from aidememoire.workbench.training import EXAMPLES, clashing, founded
    from aidememoire.workbench.vaults import Vault

    keeper, keyring = MemoryKeeper(), MemoryKeyring("You")
    for file in (path(), *sorted(EXAMPLES.glob("*.yaml"))):
        clashing(founded(keeper, keyring, load(file)))
    return Vault(keeper, keyring, None, training=True)


def fresh(drafts):
    """A vault with the same entries, to which nothing that is done comes back."""
    from aidememoire.ledger.memory import MemoryKeeper
    from aidememoire.workbench.vaults import Vault

    first, keeper = begun(), MemoryKeeper()
    for place in first.keeper.dossiers():
        entries = [entry for _number, entry in first.keeper.entries(place.dossier)]
        keeper.append(entries, keys=first.keeper.keys(place.dossier), heads=first.keeper.heads(place.dossier))
    return Vault(keeper, first.keyring, drafts, training=True)
