"""What is in a bundle that a partner sent, and what would taking it in change here?"""

from __future__ import annotations

from pathlib import Path

import click

from aidememoire.cli._options import json_option, language_option, place_argument, yes_option


@click.command("open")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.bundle")
@place_argument
@yes_option
@json_option
@language_option
def command(file: Path, place: str, yes: bool, as_json: bool, lang: str) -> None:
    """Look into a bundle and say, record by record, what taking it into a dossier would do; with --yes, take it in.

    Nothing is overwritten: what both sides changed stands as a clash. The label of the sender stays a floor. It is one
    act, and undone as one. Where @SLUG is not in the vault yet, it begins with this bundle.
    """
    from datetime import date

    from aidememoire.cli._incoming import report
    from aidememoire.cli._printing import told, warned, working
    from aidememoire.cli._vaults import desk_or_new, header_of, quarantined_in, slug_of
    from aidememoire.ledger import bundles
    from aidememoire.vocabulary.messages import _, speaking

    with speaking(lang):
        slug = slug_of(place)
        with quarantined_in(file, date.today()) as quarantined:
            header = header_of(quarantined.manifest, slug)
        with desk_or_new(f"@{slug}", lambda _slug: header) as opened:
            new = opened.new
            with working(_("Looking through {path}", path=str(file))):
                desk = opened.to_write() if yes else opened.to_look()
                seen = bundles.preview(quarantined, desk)
                made = bundles.apply(quarantined, desk)
                if yes and made.entries:
                    desk.do(made)
            if not as_json:
                _provenance(seen)
            report(seen.rows, as_json=as_json, act=made.batch if yes and made.entries else None, place=place, yes=yes)
            if new and not as_json:
                told(
                    _("@{slug} is new in the vault.", slug=slug)
                    if yes
                    else _("@{slug} would be new in the vault.", slug=slug)
                )
            if not seen.acquainted:
                name, words = seen.manifest.sender.name, seen.words
                warned(
                    _(
                        "Nothing came from {name} before. Have them read these words out to you: {words}",
                        name=name,
                        words=words,
                    )
                )


def _provenance(seen: object) -> None:
    from aidememoire.cli._histories import at
    from aidememoire.cli._printing import told
    from aidememoire.ledger.bundles import Preview
    from aidememoire.vocabulary.messages import _

    assert isinstance(seen, Preview)
    manifest = seen.manifest
    told(seen.told)
    told(
        _(
            "{title}, sealed {at}, under {label}",
            title=manifest.title,
            at=at(manifest.made_at),
            label=manifest.ceiling.level,
        )
    )
    if manifest.keep_until:
        told(_("To be kept until {day}.", day=manifest.keep_until))
