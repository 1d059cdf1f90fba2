"""How do I go on a journey with only what I need, when whoever takes the device may make me open it?"""

from aidememoire.cli._commands import group

command = group(
    __name__,
    """Travel with a part of the vault. The whole stays at the office, sealed to a key that you do not have.

    In order: pack, on this device; confirm, at the office, with its recovery words; depart, on this device; home, when
    you are back. Until depart the whole vault stays here.
    """,
)
