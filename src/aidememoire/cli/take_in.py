"""How does a file come into the vault? Looked at first, as one act that can be undone, and again without doubles."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aidememoire.cli._options import json_option, language_option, yes_option

if TYPE_CHECKING:
    from aidememoire.vocabulary.dossier import Dossier, Header


@click.command("take-in")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.argument("place", metavar="[@SLUG]", required=False)
@yes_option
@json_option
@language_option
def command(file: Path, place: str | None, yes: bool, as_json: bool, lang: str) -> None:
    """Take a dossier file (.yaml, .jsonl, .xlsx) into the vault; by default under the name that it gives itself.

    Without --yes you are told, record by record, what would happen. A file that comes again brings only what changed in
    it: what people changed here stays, and where both changed one field, it is a clash. FILE itself stays as it is,
    plain text: destroy it when it is no longer needed.
    """
    from aidememoire.cli._incoming import report
    from aidememoire.cli._options import sealed
    from aidememoire.cli._printing import told, working
    from aidememoire.cli._vaults import desk_or_new, slug_of
    from aidememoire.ledger.incoming import take_in
    from aidememoire.vocabulary.errors import InputError
    from aidememoire.vocabulary.files import load
    from aidememoire.vocabulary.messages import _, speaking

    with speaking(lang):
        if sealed(file):
            raise InputError(_("{path} is no dossier file. A bundle is taken in with: bundle open.", path=str(file)))
        dossier = load(file)
        slug = slug_of(place or f"@{dossier.header.slug}")
        with desk_or_new(f"@{slug}", lambda slug: _header(dossier, slug), _compartments(dossier)) as opened:
            new = opened.new
            with working(_("Looking through {path}", path=str(file))):
                desk = opened.to_write() if yes else opened.to_look()
                taking = take_in(desk, dossier, file.name)
                made = taking.made()
                if yes and made.entries:
                    desk.do(made)
            act = made.batch if yes and made.entries else None
            report(taking.rows, as_json=as_json, act=act, place=f"@{slug}", yes=yes)
            if new and not as_json:
                told(
                    _("@{slug} is new in the vault.", slug=slug)
                    if yes
                    else _("@{slug} would be new in the vault.", slug=slug)
                )


def _header(dossier: Dossier, slug: str) -> Header:
    return dossier.header.model_copy(update={"slug": slug, "written_by": None})


def _compartments(dossier: Dossier) -> Any:
    """Return the compartments that the labels of a file name, which a new dossier is founded with."""
    from aidememoire.vocabulary.handling import compartments_in

    return compartments_in(dossier)
