"""How do words and values stand on a page? Ours in the reader's language, names and figures apart from the line.

In templates: ``{% say "Filed on {day}." day=desk.day %}`` in the text, ``{% plainly "..." %}`` inside an attribute,
``{% say_many "{n} record" "{n} records" count %}`` with a count, ``{{ value|told }}`` and ``{{ value|plain }}`` for any
value of a finding. The sentences are plain strings: ``tools/messages.py`` reads them off the templates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from html import escape
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from aidememoire.briefs.document import SIGNS
from aidememoire.briefs.foreign import Form
from aidememoire.briefs.formats.look import LETTERS, TONES
from aidememoire.pictures.picture import Picture
from aidememoire.vocabulary.calendars import beside, in_digits
from aidememoire.vocabulary.codes import Codes
from aidememoire.vocabulary.findings import Row
from aidememoire.vocabulary.handling import Label
from aidememoire.vocabulary.messages import Message, Run, _, direction, language_now, plural, runs_of, text_of
from aidememoire.vocabulary.record import Named
from aidememoire.vocabulary.scales import Judged, percent
from aidememoire.workbench.desks import Desk
from aidememoire.workbench.languages import figures_now
from aidememoire.workbench.mentions import pieces
from aidememoire.workbench.naming import named as best_named

register = template.Library()
JUDGED = ("salience", "influence")
_SOME = "some"
# Marks by which a text could reach out of its own piece and turn its neighbours round.
_REACHING_OUT = re.compile("[\u202a-\u202e\u2066-\u2069]")


def html_of(value: object, desk: Desk | None = None) -> SafeString:
    """Return any value as HTML: names and figures isolated, the language of what people wrote marked.

    With a desk, what people wrote leads to the records that it mentions.
    """
    return mark_safe("".join(_piece(run, desk) for run in runs_of(value, language_now()) if run.text))  # noqa: S308  each piece is escaped


def _piece(run: Run, desk: Desk | None) -> str:
    text = _words(_REACHING_OUT.sub("", run.text), desk if run.nature == "said" else None)
    if run.nature == "word":
        return text
    if run.nature == "figure":
        return _figure(run, text)
    if run.language and run.language != language_now():
        return f'<bdi lang="{escape(run.language)}" dir="{direction(run.language)}">{text}</bdi>'
    return f"<bdi>{text}</bdi>"


def _words(text: str, desk: Desk | None) -> str:
    if desk is None or "[[" not in text:
        return escape(text)
    return "".join(
        _link(desk, to.id, html_of(to if words == to.id else words)) if to else escape(words)
        for words, to in pieces(text, desk)
    )


def _link(desk: Desk, id: str, words: SafeString) -> SafeString:
    before, after = _around_id(desk.slug)
    return mark_safe(f'<a href="{before}{id}{after}">{words}</a>')  # noqa: S308  an id is letters, figures and dashes


@lru_cache(maxsize=64)
def _around_id(slug: str) -> tuple[str, str]:
    """Return what stands around the id in the address of a record: a page may have hundreds of such links."""
    before, _some, after = reverse("record", args=[slug, _SOME]).rpartition(_SOME)
    return before, after


def _figure(run: Run, text: str) -> str:
    """Return a day, a number or a code. A day is written in words that no line end parts, in their direction."""
    shown = figures_now()
    if isinstance(run.value, date):
        language = run.language or language_now()
        other = beside(run.value, language, shown.calendar)
        told = (text, f"({escape(other)})") if other else (text,)
        way = direction(language)
        return " ".join(f'<bdi class="unbroken" dir="{way}">{in_digits(one, shown.digits)}</bdi>' for one in told)
    if isinstance(run.value, (int, float)):
        text = in_digits(text, shown.digits)
    return f'<bdi dir="{direction(run.language) if run.language else "ltr"}">{text}</bdi>'


@register.simple_tag
def say(sentence: str, **values: object) -> SafeString:
    """Say a sentence of ours with its values."""
    return html_of(Message(sentence, tuple(values.items())))


@register.simple_tag
def plainly(sentence: str, **values: object) -> str:
    """Say a sentence where only text may stand, such as in an attribute."""
    return text_of(Message(sentence, tuple(values.items())))


@register.simple_tag
def say_many(one: str, many: str, count: int, **values: object) -> SafeString:
    """Say a sentence that changes with a count."""
    return html_of(Message(one, (("n", count), *values.items()), many, count))


@register.filter
def told(value: object) -> SafeString:
    """Return any value as HTML."""
    return html_of(value)


@register.filter
def plain(value: object) -> str:
    """Return any value as text."""
    return text_of(value)


@register.simple_tag
def options(there: Iterable[Any], chosen: object = None) -> SafeString:
    """Return what a list lets choose from: records by their names, codes, or pairs of a value and its words.

    In one go: a list of a thousand names takes a template six times as long.
    """
    chosen = chosen.value if isinstance(chosen, Codes) else chosen
    return mark_safe("".join(_option(one, chosen) for one in there))  # noqa: S308  each piece is escaped


def _option(one: Any, chosen: object) -> str:
    if isinstance(one, Codes):
        one = one.value, one.label
    value, words = (one.id, one) if isinstance(one, Named) else one
    selected = " selected" if value == chosen else ""
    return f'<option value="{escape(value)}"{selected}>{escape(text_of(words))}</option>'


@register.filter
def get(mapping: Any, key: str) -> Any:
    """Return one field of a row or a mapping."""
    return mapping.get(key)


@register.simple_tag(takes_context=True)
def cell(context: template.Context, value: object) -> SafeString:
    """Return a value as it stands in a table: a record as a link, how things stand with its sign, else as told."""
    if isinstance(value, (tuple, list)):
        inner = ((cell(context, one),) for one in value)
        named = any(isinstance(one, Message) for one in value)
        return (
            format_html_join("", "<div>{}</div>", inner) if named else format_html_join(html_of(_(", ")), "{}", inner)
        )
    if isinstance(value, Named):
        return record_link(context, value)
    if isinstance(value, Label):
        return label_mark(value)
    if isinstance(value, Codes):
        return standing(value)
    if value is None or value == "":
        return SafeString("")
    desk = context.get("desk")
    if type(value) is str and desk is not None and value in desk.dossier:
        return record_link(context, desk.dossier.called(value))
    return html_of(value, desk)


@register.simple_tag(takes_context=True)
def record_link(context: template.Context, named: Named) -> SafeString:
    """Return the name of a record as a link to it."""
    desk = context.get("desk")
    if desk is None or named.id not in desk.dossier:
        return html_of(named)
    shown = best_named(desk.dossier, named.id) if named.name is None else named
    return _link(desk, named.id, html_of(shown))


@register.simple_tag
def standing(code: Codes) -> SafeString:
    """Return how something stands: its sign and its word; a code that says nothing of the kind is only its word."""
    sign = SIGNS.get(code.value)
    if sign is None:
        return html_of(code)
    return format_html(
        '<span class="stands {}"><span aria-hidden="true">{}</span> {}</span>',
        TONES[sign],
        LETTERS[sign],
        html_of(code),
    )


@register.simple_tag
def label_mark(label: Label) -> SafeString:
    """Return the mark of a label: its word on its colour."""
    return format_html(
        '<span class="tlp tlp-{}" dir="ltr" title="{}">TLP:{}</span>',
        label.value.lower().replace("+", "-"), text_of(label.label), label.value,
    )  # fmt: skip


@register.filter
def dir_of(language: str) -> str:
    """Return the direction of a language."""
    return direction(language)


@register.filter
def sort_link(column: str, asked: dict[str, str]) -> str:
    """Return the query that sorts by a column, or turns the order round."""
    from urllib.parse import urlencode

    turned = f"-{column}" if asked.get("sort") == column else column
    return urlencode({**{name: value for name, value in asked.items() if name != "page"}, "sort": turned})


@register.filter
def page_link(number: int, asked: dict[str, str]) -> str:
    """Return the query for another page of the same list."""
    from urllib.parse import urlencode

    return urlencode({**asked, "page": number})


@register.filter
def with_focus(asked: dict[str, str], id: str) -> str:
    """Return the query that puts an actor into focus and leaves what else is chosen."""
    from urllib.parse import urlencode

    return urlencode({**asked, "focus": id})


@register.filter
def called(id: str, desk: Any) -> Named:
    """Return an id with the name of its record."""
    named: Named = desk.dossier.called(id)
    return named


@register.filter
def record_of(id: str, desk: Any) -> Any:
    """Return the record of an id that the reader may see."""
    return desk.dossier.get(id)


@register.filter
def figures(value: float) -> str:
    """Return a number as attributes take it, in every language."""
    return f"{value:g}"


@register.filter
def inline(picture: Picture) -> SafeString:
    """Return a drawing of ours to stand in the page; it carries no script and no style of its own."""
    return mark_safe(picture.svg)  # noqa: S308  every word in it was escaped when it was drawn


@register.filter
def file_of(form: Form) -> str:
    """Return what a format is called, with the ending of its files where its name does not say it."""
    words = text_of(form.label)
    return words if form.ending[1:].upper() in words else f"{words} ({form.ending})"


@register.filter
def slug_of(code: Codes) -> str:
    """Return a code as part of a name in the style sheet."""
    return code.value.lower().replace("+", "-").replace(" ", "-")


@register.filter
def iso(day: date | None) -> str:
    """Return a day as an input of the type date takes it."""
    return day.isoformat() if day else ""


@register.filter
def date_of_month(day: date) -> str:
    """Return a month as addresses hold it."""
    return f"{day:%Y-%m}"


@register.filter
def clock(moment: datetime) -> str:
    """Return the time of day of a moment, in UTC."""
    return f"{moment:%H:%M} UTC"


@register.filter
def day_or_x(day: date | None) -> SafeString:
    """Return a day in words, and X where nobody recorded one."""
    return html_of(day)


@register.filter
def away(days_left: int) -> Message:
    """Return how far off a day is, ahead or behind."""
    if days_left < 0:
        return plural("{n} day ago", "{n} days ago", -days_left)
    return plural("in {n} day", "in {n} days", days_left) if days_left else _("today")


@register.filter
def filled(columns: Mapping[str, object], rows: Sequence[Row]) -> list[tuple[str, object]]:
    """Return the columns in which anything stands."""
    return [(name, label) for name, label in columns.items() if any(row[name] not in (None, "", ()) for row in rows)]


@register.filter
def under(row: Row, name: str) -> object:
    """Return what stands in a row under a column; what is judged in the word for it, as everywhere else."""
    value = row[name]
    return Judged(value) if name in JUDGED and isinstance(value, (int, float)) else value


register.filter(percent)
