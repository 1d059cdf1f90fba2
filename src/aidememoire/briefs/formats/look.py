"""Which colours and signs do all documents share? One accent, and a sign beside every coloured word."""

from __future__ import annotations

from aidememoire.pictures.picture import (
    BOTH,
    FAINT,
    INK,
    LINE,
    OURS,
    PAPER,
    SHADE,
    SOFT,
    THEIRS,
    TROUBLE,
)  # fmt: skip

ACCENT = OURS
COLOURS = {
    "ink": INK, "soft": SOFT, "line": LINE, "faint": FAINT, "shade": SHADE, "paper": PAPER, "accent": ACCENT,
    "good": BOTH, "doubt": THEIRS, "bad": TROUBLE,
}  # fmt: skip

# The colours that the traffic light protocol prescribes, on black.
MARKING = {"RED": "#ff2b2b", "AMBER+STRICT": "#ffc000", "AMBER": "#ffc000", "GREEN": "#33ff00", "CLEAR": "#ffffff"}

TONES = {
    "tick": "good", "half": "doubt", "question": "doubt", "cross": "bad", "alarm": "bad", "bar": "soft",
    "hollow": "soft",
}  # fmt: skip
LETTERS = {"tick": "✓", "half": "◐", "question": "?", "cross": "✗", "alarm": "!", "bar": "–", "hollow": "○"}

_STROKE = 'fill="none" stroke="{c}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
_RING = '<circle cx="8" cy="8" r="6" fill="none" stroke="{c}" stroke-width="2"/>'
_SHAPES = {
    "tick": f'<path d="M2.5 8.8 6.4 12.6 13.6 4" {_STROKE}/>',
    "half": _RING + '<path d="M8 2a6 6 0 0 0 0 12z" fill="{c}"/>',
    "cross": f'<path d="M3.5 3.5 12.5 12.5 M12.5 3.5 3.5 12.5" {_STROKE}/>',
    "alarm": '<path d="M8 1.2 15.2 14.4H.8z" fill="{c}" stroke="{c}" stroke-width="1" stroke-linejoin="round"/>'
    '<path d="M8 6v4" stroke="{p}" stroke-width="1.8" stroke-linecap="round"/>'
    '<circle cx="8" cy="12.3" r="1" fill="{p}"/>',
    "question": _RING + f'<path d="M6.4 6.7a1.7 1.7 0 1 1 2.5 1.5c-.6.3-.9.6-.9 1.2" {_STROKE.replace("2", "1.5", 1)}/>'
    '<circle cx="8" cy="11.4" r=".9" fill="{c}"/>',
    "bar": f'<path d="M3 8H13" {_STROKE}/>',
    "hollow": _RING,
}


def drawn_sign(sign: str, colour: str, paper: str = PAPER) -> str:
    """Return the content of an SVG, 16 by 16, that draws a sign."""
    return _SHAPES[sign].replace("{c}", colour).replace("{p}", paper)
