"""What is only the exporter told? On standard error: what was left out and why, and what the cut turns over."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from aidememoire.vocabulary.messages import Message, _, plural, text_of

if TYPE_CHECKING:
    from aidememoire.briefs.export import Exported
    from aidememoire.feeds.taking import Preview

MOST_ROWS = 40


def tell(left_out: tuple[tuple[str, Message], ...], turned_over: Iterable[Message]) -> None:
    """Tell what the document keeps silent about."""
    for conclusion in turned_over:
        click.echo(f"! {text_of(_('The cut turns a conclusion over: {what}', what=conclusion))}", err=True)
    if left_out:
        n = len(left_out)
        click.echo(
            text_of(
                plural(
                    "{n} record is left out (told to you, not to the reader):",
                    "{n} records are left out (told to you, not to the reader):",
                    n,
                )
            ),
            err=True,
        )
    for record, why in left_out:
        click.echo(f"  {record}: {text_of(why)}", err=True)


def tell_export(exported: Exported) -> None:
    """Tell for whom an export was cut, what was left out, and what the format has no place for."""
    click.echo(text_of(exported.marking), err=True)
    tell(exported.left_out, exported.turned_over)
    if exported.not_carried:
        click.echo(text_of(_("The format has no place for: {kinds}", kinds=exported.not_carried)), err=True)


def tell_preview(preview: Preview, *, err: bool) -> None:
    """Tell what would come of foreign files: the counts, and each row of which something is to be said."""
    counts = ", ".join(f"{verdict} {n}" for verdict, n in preview.counts.items() if n)
    click.echo(text_of(_("{layout}: {counts}", layout=preview.detected.label, counts=counts or "0")), err=err)
    said = [row for row in preview.rows if row.reasons or row.changes or row.verdict in ("conflict", "reject")]
    for row in said[:MOST_ROWS]:
        why = [*(text_of(reason) for reason in row.reasons), *(_changed(change) for change in row.changes)]
        called = row.id or row.name or "?"
        click.echo(f"  {row.table} {row.row}: {row.verdict.value} {called}. {' '.join(why)}".rstrip(), err=err)
    if len(said) > MOST_ROWS:
        more = plural("{n} more is not listed.", "{n} more are not listed.", len(said) - MOST_ROWS)
        click.echo(f"  {text_of(more)}", err=err)
    for fault in preview.faults[:MOST_ROWS]:
        click.echo(f"  {text_of(fault.place)} {text_of(fault.problem)}", err=err)


def _changed(change: object) -> str:
    from aidememoire.feeds.comparing import Change

    assert isinstance(change, Change)
    sentence = (
        _("{field}: {after} instead of {before}.", field=change.label, after=change.after, before=change.before)
        if change.applied
        else _(
            "{field} stays {before}; the file says {after}.",
            field=change.label,
            after=change.after,
            before=change.before,
        )
    )
    return text_of(sentence)
