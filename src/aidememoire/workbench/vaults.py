"""Which vault do the screens stand on? The one place to change when a vault is opened otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from aidememoire.training import path as training_path
from aidememoire.vocabulary.files import load
from aidememoire.workbench.drafts import Drafts
from aidememoire.workbench.memory import Shelf
from aidememoire.workbench.opening import opening

EXAMPLES = Path(__file__).parents[3] / "examples"


class Vault:
    """An open vault: shelves of dossiers by slug. ``training`` ones hold invented or published data only."""

    def __init__(self, shelves: Mapping[str, Shelf], drafts: Drafts, *, training: bool = False) -> None:
        self.shelves = dict(shelves)
        self.drafts = drafts
        self.training = training

    def close(self) -> None:
        """Forget everything."""
        self.shelves.clear()


def training_vault() -> Vault:
    """Return a vault with the training dossier and, in the project's folder, the closed cases."""
    files = [training_path(), *sorted(EXAMPLES.glob("*.yaml"))]
    dossiers = [load(file) for file in files]
    drafts = Drafts(Path(opening().folder), bytes.fromhex(opening().seat_key))
    return Vault({dossier.header.slug: Shelf(dossier) for dossier in dossiers}, drafts, training=True)
