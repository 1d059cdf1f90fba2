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
def founded():
    """The training vault as it begins."""
    from aidememoire.workbench.training import training_vault

    return training_vault(OPENING)


def fresh(drafts):
    """A vault with the same entries, to which nothing that is done comes back."""
    from aidememoire.ledger.memory import MemoryKeeper
    from aidememoire.workbench.vaults import Vault

    first, keeper = founded(), MemoryKeeper()
    for place in first.keeper.dossiers():
        entries = [entry for _number, entry in first.keeper.entries(place.dossier)]
        keeper.append(entries, keys=first.keeper.keys(place.dossier), heads=first.keeper.heads(place.dossier))
    return Vault(keeper, first.keyring, drafts, training=True)
