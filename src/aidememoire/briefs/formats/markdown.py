"""How is a document written as Markdown? CommonMark with pipe tables; what people wrote is never read as markup."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from aidememoire.briefs import document as blocks
from aidememoire.briefs.formats.look import LETTERS
from aidememoire.briefs.formats.pieces import Piece, days, marking, pieces
from aidememoire.vocabulary.messages import direction

ISOLATES = {"ltr": "\N{LEFT-TO-RIGHT ISOLATE}", "rtl": "\N{RIGHT-TO-LEFT ISOLATE}"}
POP = "\N{POP DIRECTIONAL ISOLATE}"
_MARKUP = re.compile(r"[\\`*_\[\]<>|~&$#]")
_AT_LINE_START = re.compile(r"(?m)^(?:([-+=])|(\d{1,9})([.)]))")
# Readers that make links of bare addresses would make one out of what somebody wrote.
_ADDRESS = re.compile(r"(?i)(https?|ftp|mailto)(:)|(www)(\.)|()(@)")
_SPACE_AT_LINE_START = re.compile(r"(?m)^[ \t]+")


def write(document: blocks.Document) -> bytes:
    """Return the document as Markdown in UTF-8, with the marking and the days first and last."""
    language = document.language
    edge = f"**{_escaped(marking(document))}** · {_inline(days(document), language)}"
    parts = [edge, f"# {_line(document.title, language)}"]
    if document.subtitle:
        parts.append(f"*{_line(document.subtitle, language)}*")
    parts += [_block(blocks.Callout(notice, "note"), language) for notice in document.notices]
    for section in document.sections:
        parts += _section(section, language, 2)
    return "\n\n".join([*filter(None, parts), "---", edge + "\n"]).encode()


def _section(section: blocks.Section, language: str, level: int) -> Iterable[str]:
    yield f'<a id="{section.anchor}"></a>'
    yield f"{'#' * level} {_line(section.heading, language)}"
    yield from (_block(block, language) for block in section.blocks)
    for inner in section.sections:
        yield from _section(inner, language, level + 1)


def _block(block: blocks.Block, language: str) -> str:
    match block:
        case blocks.Paragraph(content, look):
            return f"**{_line(content, language)}**" if look == "lead" else _lines(content, language)
        case blocks.Bullets(numbered=numbered):
            entries = enumerate(block.entries(), 1)
            return "\n".join(_item(f"{place}. " if numbered else "- ", item, language) for place, item in entries)
        case blocks.Table():
            return _table(block, language)
        case blocks.Figure(picture):
            return f"*{_escaped(picture.title)}*\n\n{_table(block.twin, language)}"
        case blocks.Callout(content, kind):
            sign = f"**{LETTERS['alarm']}** " if kind == "warning" else ""
            return "> " + (sign + _lines(content, language)).replace("\n", "\n> ")
        case blocks.Facts(pairs):
            return "\n".join(
                f"- **{_line(label, language)}:** " + _lines(value, language).replace("\n", "\n  ")
                for label, value in pairs
            )


def _item(lead: str, item: blocks.Item, language: str) -> str:
    room = " " * len(lead)
    beneath = [f"{room}- {_line(one, language)}" for one in item.beneath]
    return "\n".join([lead + _lines(item.content, language).replace("\n", f"\n{room}"), *beneath])


def _table(table: blocks.Table, language: str) -> str:
    head = [column.heading for column in table.columns]
    rules = ["---:" if column.kind == "figure" else "---" for column in table.columns]
    rows = [[value for _column, value in table.cells(row)] for row in table.rows]
    told = [[_line(value, language, "<br>") for value in row] for row in (head, *rows)]
    lines = [f"| {' | '.join(row)} |" for row in (told[0], rules, *told[1:])]
    caption = [f"**{_line(table.caption, language)}**", ""] if table.caption else []
    return "\n".join([*caption, *lines])


def _lines(value: blocks.Value, language: str) -> str:
    """Return a value where its lines begin lines of the file."""
    words = _SPACE_AT_LINE_START.sub("", _inline(value, language))
    return _AT_LINE_START.sub(_kept_from_leading, words).replace("\n", "\\\n")


def _kept_from_leading(found: re.Match[str]) -> str:
    return f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}"


def _line(value: blocks.Value, language: str, between: str = " ") -> str:
    """Return a value where it must stay on one line of the file."""
    return _inline(value, language).strip().replace("\n", between)


def _inline(value: blocks.Value, language: str) -> str:
    return "".join(_piece(piece, language) for piece in pieces(value, language))


def _piece(piece: Piece, language: str) -> str:
    text = _escaped(piece.text)
    if piece.way and _turns(piece.text, direction(language), piece.way):
        text = "\n".join(ISOLATES[piece.way] + line + POP if line.strip() else line for line in text.split("\n"))
    if piece.look and piece.look != "quiet" and text.strip() == text and "\n" not in text:
        text = f"**{text}**"
    if piece.sign:
        text = f"{LETTERS[piece.sign]} {text}"
    return f"{text} {piece.mark}" if piece.mark else text


def _turns(text: str, page: str, way: str) -> bool:
    """Say whether a text could turn its neighbours round: it runs the other way, or holds letters that do."""
    against = {"R", "AL", "AN"} if page == "ltr" else {"L"}
    return way != page or any(unicodedata.bidirectional(letter) in against for letter in text)


def _escaped(text: str) -> str:
    return _ADDRESS.sub(_kept_from_linking, _MARKUP.sub(r"\\\g<0>", text))


def _kept_from_linking(found: re.Match[str]) -> str:
    word, mark = next((found[at], found[at + 1]) for at in (1, 3, 5) if found[at + 1])
    return f"{word}\\{mark}"
