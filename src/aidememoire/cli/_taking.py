"""What is said of records that come in: how many are new, changed, open or refused, and why?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from aidememoire.vocabulary.messages import _, plural, text_of

if TYPE_CHECKING:
    from aidememoire.ledger.desk import Desk
    from aidememoire.ledger.taking import Row
    from aidememoire.vocabulary.dossier import Dossier


def take_in_and_tell(desk: Desk, file: Dossier, name: str, *, preview: bool) -> None:
    """Take a file in as one act and say what came of each record, and how it is taken back."""
    from aidememoire.ledger.incoming import take_in

    taking = take_in(desk, file, name)
    tell_rows(taking.rows)
    if not preview and any(row.change for row in taking.rows):
        told_batch(desk.do(taking.made()), desk)


def tell_rows(rows: Sequence[Row]) -> None:
    """Say what would happen to records: the counts, and each of which something is to be said."""
    from aidememoire.ledger.taking import Effect

    counts = Counter(row.effect for row in rows)
    said = ", ".join(f"{text_of(effect.label)}: {counts[effect]}" for effect in Effect if counts[effect])
    click.echo(said or text_of(_("Nothing is in it.")))
    for row in rows:
        if row.effect in (Effect.UPDATE, Effect.CLASH):
            click.echo(f"  {row.record}: {text_of(row.effect.label)} ({', '.join(row.fields)})")
        elif row.effect is Effect.REFUSE:
            click.echo(f"  {row.record}: {text_of(row.effect.label)}: {text_of(row.why)}")


def told_batch(batch: str, desk: Desk) -> None:
    """Say how an act is taken back, and how many fields it left open."""
    slug = desk.dossier.header.slug
    click.echo(text_of(_("Taken back with: aidememoire undo @{slug} {batch}", slug=slug, batch=batch[:12])))
    tell_clashes(desk)


def tell_clashes(desk: Desk) -> None:
    """Say how many fields stand open."""
    if n := len(desk.view.clashes):
        told = plural(
            "{n} field is open between two versions: clashes", "{n} fields are open between two versions: clashes", n
        )
        click.echo(text_of(told))


def plain_rows(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Return rows as machine output."""
    return [
        {
            "record": row.record,
            "kind": row.kind,
            "effect": row.effect.value,
            "fields": list(row.fields),
            "why": text_of(row.why) if row.why else None,
        }
        for row in rows
    ]
