"""What would come of what is taken in, record by record, and what came of it?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from aidememoire.cli._histories import SHORT
from aidememoire.cli._printing import show_rows, told
from aidememoire.ledger.taking import Effect
from aidememoire.ledger.taking import Row as Taken
from aidememoire.vocabulary.findings import Row
from aidememoire.vocabulary.messages import _, plural

COLUMNS = {"effect": _("Effect"), "kind": _("Kind"), "record": _("Record"), "fields": _("Fields"), "why": _("Why")}
MOST = 40


def report(taken: Sequence[Taken], *, as_json: bool, act: str | None, place: str, yes: bool) -> None:
    """Print the rows that ask for a look, how many there are of each effect, and how it can be undone."""
    if as_json:
        rows = [
            Row(record=one.record, kind=one.kind, effect=one.effect, fields=one.fields, why=one.why, act=act)
            for one in taken
        ]
        show_rows(rows, COLUMNS, as_json=True, empty=_("There is nothing in it."))
        return
    asking = [one for one in taken if one.effect in (Effect.UPDATE, Effect.CLASH, Effect.REFUSE)]
    rows = [
        Row(effect=one.effect, kind=one.kind, record=one.record, fields=one.fields, why=one.why)
        for one in asking[:MOST]
    ]
    if rows:
        show_rows(rows, COLUMNS, as_json=False, empty=_("There is nothing in it."))
    if len(asking) > MOST:
        told(plural("… and {n} more", "… and {n} more", len(asking) - MOST))
    counted = Counter(one.effect for one in taken)
    counts = tuple(_("{effect}: {n}", effect=effect, n=counted[effect]) for effect in Effect if counted[effect])
    told(counts or _("There is nothing in it."))
    if not yes:
        told(_("Nothing is changed yet. --yes takes it in."))
    elif act is None:
        told(_("There was nothing to change."))
    else:
        told(_("Taken in as act {act}. To take it back: undo {place} {act}", act=act[:SHORT], place=place))
