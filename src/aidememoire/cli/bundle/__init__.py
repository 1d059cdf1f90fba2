"""How do records travel to partners and colleagues, sealed to them, and how are theirs taken in?"""

from aidememoire.cli._commands import group

command = group(
    __name__,
    """Carry records to others, sealed to them, and take theirs in.

    A bundle is opened by those named in it and by nobody else. It travels by any means: a stick, a mail, a message.
    """,
)
