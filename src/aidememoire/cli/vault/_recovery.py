"""How is the office's secret asked for?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from aidememoire.vault.recovery import RecoverySecret

backup_argument = click.argument("backup", type=click.Path(path_type=Path), metavar="BACKUP")


def secret(*, from_stdin: bool) -> RecoverySecret:
    """Return the office's secret from its twelve words, from the terminal or one line of standard input."""
    from aidememoire.vault.passphrase import asked
    from aidememoire.vault.recovery import RecoverySecret
    from aidememoire.vocabulary.messages import _

    return RecoverySecret.from_words(asked(_("The office's recovery words:"), from_stdin=from_stdin))
