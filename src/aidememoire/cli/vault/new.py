"""How does a dossier begin in the vault? Empty, or from a file."""

from __future__ import annotations

from pathlib import Path

import click

from aidememoire.cli._options import language_option, loaded


@click.command("new")
@click.argument("slug", metavar="@NAME")
@click.option(
    "--from", "file", type=click.Path(path_type=Path), metavar="FILE", help="A .yaml, .jsonl or .xlsx to take in."
)
@click.option("--compartment", multiple=True, metavar="NAME", help="A compartment that you found with it.")
@language_option
def command(slug: str, file: Path | None, compartment: tuple[str, ...], lang: str) -> None:
    """Found a dossier, which you then lead. With --from, its header and records come from a file, as one act."""
    from aidememoire.cli._taking import take_in_and_tell
    from aidememoire.cli._vault import client, say
    from aidememoire.ledger.desk import Desk
    from aidememoire.vocabulary.declaring import identifier
    from aidememoire.vocabulary.dossier import Header
    from aidememoire.vocabulary.errors import InputError, Wrong
    from aidememoire.vocabulary.messages import _, speaking

    with speaking(lang):
        agent = client()
        try:
            name = identifier(slug.removeprefix("@"))
        except Wrong as wrong:
            raise InputError(_("{slug} {problem}.", slug=slug, problem=wrong.problem)) from None
        if name in {place.slug for place in agent.keeper.dossiers()}:
            raise InputError(_("There is a dossier @{name} in the vault already.", name=name))
        known = loaded(file) if file else None
        header = known.header.model_copy(update={"slug": name, "written_by": None}) if known else Header(slug=name)
        labels = [known.label(record.id) for record in known] if known else []
        needed = {one for label in labels for one in label.compartments}
        desk = Desk.found(agent.keeper, agent.keyring, header, compartments=sorted(needed | set(compartment)))
        say(_("@{name} is founded; you lead it.", name=name))
        if known and file:
            take_in_and_tell(desk, known, file.name, preview=False)
