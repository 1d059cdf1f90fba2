"""How is a vault made unreadable in a hurry, and what does that not do?

Destroying the slots is enough: without them nobody can open the database key, and the rest is noise. It takes a moment,
however large the vault. **It cannot promise more than the disk does**: flash keeps old blocks for a while where the
software cannot reach them, so whoever takes the disk apart *and* has a passphrase may still find a slot. Encryption of
the whole disk is what counts then. Backups are beyond it.
"""

from __future__ import annotations

import shutil

from aidememoire.vault.folder import Folder, destroy
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.messages import Message, _


def wipe(folder: Folder) -> Message:
    """Destroy the slots, then take the rest away, and return what to tell whoever asked for it."""
    folder.id()
    for slot in sorted(folder.slots.iterdir()):
        destroy(slot)
    try:
        shutil.rmtree(folder.path)
    except OSError:
        # What is left cannot be opened by anybody, which is what matters.
        raise InputError(
            _("The keys of the vault are destroyed, but not every file could be removed. Nobody can open what is left.")
        ) from None
    return said()


def said() -> Message:
    """Return what a wipe does and does not do."""
    return _(
        "The keys of the vault on this device are destroyed; without a backup and the office's recovery words nobody "
        "can open it again, you neither. A flash disk may keep old blocks for a while; only encryption of the whole "
        "disk protects those. Backups are as they were."
    )
