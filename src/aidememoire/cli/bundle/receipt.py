"""How does the sender learn what became of a bundle? By a receipt, signed and sealed to them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from aidememoire.cli._options import language_option, yes_option

if TYPE_CHECKING:
    from aidememoire.ledger.bundles import Recall, Receipt
    from aidememoire.vault.agent.client import Client


@click.command("receipt")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.argument("place", metavar="[@SLUG]", required=False)
@click.option("--to", "out", type=click.Path(path_type=Path), metavar="OUT", help="Where the receipt is written.")
@click.option("--force", is_flag=True, help="Replace OUT where it is already there.")
@yes_option
@language_option
def command(file: Path, place: str | None, out: Path | None, force: bool, yes: bool, lang: str) -> None:
    """Sign for a bundle that was taken into @SLUG, or read a receipt or a request that came.

    FILE alone: say what a receipt, or a request to destroy records, says. With @SLUG and --to, for a bundle: write a
    receipt for what of it is there now; for a request: with --yes, destroy what it asks for, and write a receipt.
    """
    from aidememoire.cli._vaults import bundle_file, client_here, sealed_file
    from aidememoire.ledger import bundles
    from aidememoire.ledger.envelope import opened
    from aidememoire.vault import opening
    from aidememoire.vocabulary.messages import speaking

    if (place is None) != (out is None):
        raise click.UsageError("Say both: @SLUG, and --to OUT for the receipt.")
    with speaking(lang), client_here() as client:
        written = sealed_file(file)
        if out is None or place is None:
            _say(bundles.said_in(written, client.keyring), client)
            return
        bundle_file(out, force=force)
        desk = opening.open_dossier(place, client=client)
        if opened(written, client.keyring).kind == bundles.BUNDLE:
            _put(out, bundles.receipt(desk, bundles.open_bundle(written, client.keyring)))
            return
        made, receipt = bundles.answer(written, desk)
        if not yes:
            _say(bundles.said_in(written, client.keyring), client)
            return
        if made.entries:
            desk.do(made)
        _put(out, receipt)


def _put(out: Path, receipt: bytes) -> None:
    from aidememoire.cli._printing import told
    from aidememoire.vocabulary.files.native import replaced
    from aidememoire.vocabulary.messages import _

    replaced(out, lambda put: put(receipt))
    told(_("{path} is signed, and sealed to the sender.", path=str(out)))


def _say(said: Receipt | Recall, client: Client) -> None:
    from aidememoire.cli._histories import at
    from aidememoire.cli._printing import told
    from aidememoire.ledger.bundles import Recall
    from aidememoire.vocabulary.messages import plural

    n = len(said.records)
    if isinstance(said, Recall):
        told(
            plural(
                "{name} asks on {at} to destroy {n} record of bundle {bundle}: {why}.",
                "{name} asks on {at} to destroy {n} records of bundle {bundle}: {why}.",
                n,
                name=said.asked_by.name,
                at=at(said.at),
                bundle=said.bundle,
                why=said.why,
            )
        )
        return
    sentence = (
        plural(
            "{name} signed on {at}: {n} record of bundle {bundle} is destroyed.",
            "{name} signed on {at}: {n} records of bundle {bundle} are destroyed.",
            n,
            name=said.signed_by.name,
            at=at(said.at),
            bundle=said.bundle,
        )
        if said.purged
        else plural(
            "{name} signed on {at}: {n} record of bundle {bundle} is taken in.",
            "{name} signed on {at}: {n} records of bundle {bundle} are taken in.",
            n,
            name=said.signed_by.name,
            at=at(said.at),
            bundle=said.bundle,
        )
    )
    told(sentence)
