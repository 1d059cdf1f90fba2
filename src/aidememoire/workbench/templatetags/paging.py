"""How does a template show a piece of a long list? ``{% piece rows "ours" as shown %}``, then the pages under it.

``shell/pages.html`` shows the way to the other pieces; the name stands in the address, once for each list of a page.
"""

from __future__ import annotations

from collections.abc import Sequence

from django import template

from aidememoire.workbench import paging

register = template.Library()


@register.simple_tag(takes_context=True)
def piece(
    context: template.Context, rows: Sequence[object], name: str, most: int = paging.MOST
) -> paging.Piece[object]:
    """Return the piece of a list that the address asks for."""
    return paging.piece(context.request.GET, rows, name, most)
