"""What is said of an act that was done from the terminal, and how is it taken back?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidememoire.cli._histories import SHORT
from aidememoire.cli._printing import print_json, told
from aidememoire.vocabulary.messages import Message, _

if TYPE_CHECKING:
    from aidememoire.ledger.desk import Desk
    from aidememoire.ledger.writing import Made


def act(desk: Desk, made: Made, said: Message, *, place: str, as_json: bool) -> None:
    """Do an act, and say what was done, or name the act and its records as JSON."""
    batch = desk.do(made)
    if as_json:
        records = dict.fromkeys(desk.view.slug(entry.record) for entry in made.entries)
        print_json({"act": batch, "records": [slug for slug in records if slug]})
        return
    told(said)
    told(_("That was act {act}. To take it back: undo {place} {act}", act=batch[:SHORT], place=place))
