"""Where do dossiers lie sealed? Make a vault, unlock and lock it, back it up and prove it, travel, wipe."""

from aidememoire.cli._commands import group

command = group(
    __name__,
    """Keep dossiers sealed on this device, with their history. A file is plain text; a vault gives a thief nothing.

    It stands in the folder that AIDEMEMOIRE_HOME names, else where this system keeps the data of its users. Passphrases
    are asked for at the terminal, or read from standard input with --passphrase-stdin; never from anywhere else.
    """,
)
