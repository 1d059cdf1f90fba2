"""Where did people who worked apart say different things, and what are the words of each?"""

from __future__ import annotations

import click

from aidememoire.cli._options import json_option, language_option, place_argument


@click.command("clashes")
@place_argument
@json_option
@language_option
def command(place: str, as_json: bool, lang: str) -> None:
    """List each field that two people changed without knowing of each other. Decide it with: resolve.

    The first value is shown everywhere until somebody decides; none is lost.
    """
    from aidememoire.cli._histories import at, brief
    from aidememoire.cli._printing import show_rows
    from aidememoire.cli._vaults import desk_of
    from aidememoire.vocabulary.findings import Row
    from aidememoire.vocabulary.messages import _, speaking

    columns = {
        "record": _("Record"),
        "field": _("Field"),
        "choice": _("Choice"),
        "value": _("Value"),
        "by_name": _("By"),
        "at": _("When"),
        "base": _("Before"),
    }
    with speaking(lang), desk_of(place) as desk:
        people = desk.view.people
        rows = [
            Row(
                record=clash.record or None,
                field=clash.field,
                choice=number,
                value=value,
                by=by,
                by_name=people.get(by),
                at=at(moment),
                entry=entry,
                base=clash.base,
            )
            for clash in desk.view.clashes
            for number, (value, entry, by, moment) in enumerate(clash.values, 1)
        ]
        shown = rows if as_json else [brief(row, "value", "base") for row in rows]
        show_rows(shown, columns, as_json=as_json, empty=_("No clash is open."))
