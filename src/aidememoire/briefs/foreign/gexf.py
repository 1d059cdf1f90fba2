"""GEXF 1.3: a dynamic graph whose edges have spells, a day each for begin and end."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from aidememoire import __version__
from aidememoire.briefs.foreign import Files, Form, Given
from aidememoire.briefs.foreign._graph import CARRIES, Edge, Node, Plain, edges, nodes
from aidememoire.briefs.foreign._xml import document, element, typed
from aidememoire.vocabulary.messages import _

NAMESPACE = "http://gexf.net/1.3"


def graph(given: Given) -> Files:
    """Write the graph. Attributes are typed; the marking stands in the description."""
    there, between = nodes(given), edges(given)
    root = element(None, "gexf", xmlns=NAMESPACE, version="1.3")
    meta = element(root, "meta", lastmodifieddate=given.made_on.isoformat())
    element(meta, "creator", f"aidememoire {__version__}")
    element(meta, "description", f"{given.marking}. {given.notice}")
    drawn = element(
        root, "graph", mode="dynamic", defaultedgetype="directed", timeformat="date", timerepresentation="interval"
    )
    of_nodes = _attributes(drawn, "node", [_node_values(one) for one in there])
    of_edges = _attributes(drawn, "edge", [_edge_values(one) for one in between])
    inside = element(drawn, "nodes", count=len(there))
    for node in there:
        _values(element(inside, "node", id=node.id, label=node.label), of_nodes, _node_values(node))
    inside = element(drawn, "edges", count=len(between))
    for edge in between:
        _edge(inside, edge, of_edges)
    return ((".gexf", document(root)),)


def _edge(inside: Element, edge: Edge, of_edges: dict[str, str]) -> None:
    label = edge.label or None
    made = element(inside, "edge", id=edge.id, source=edge.start, target=edge.end, label=label, weight=edge.weight)
    _values(made, of_edges, _edge_values(edge))
    if edge.since or edge.until:
        spell = {"start": edge.since and edge.since.isoformat(), "end": edge.until and edge.until.isoformat()}
        element(element(made, "spells"), "spell", **spell)


def _node_values(one: Node) -> dict[str, Plain]:
    return {**({"note": one.note} if one.note else {}), **one.fields}


def _edge_values(one: Edge) -> dict[str, Plain]:
    return {"relation": one.relation, **({"note": one.note} if one.note else {}), **one.fields}


def _attributes(drawn: Element, kind: str, values: Sequence[dict[str, Plain]]) -> dict[str, str]:
    """Declare the attributes that occur, and return the id of each."""
    made = element(drawn, "attributes", class_=kind, mode="static")
    first: dict[str, Plain] = {}
    for one in values:
        for name, value in one.items():
            first.setdefault(name, value)
    ids = {name: f"{kind[0]}{place}" for place, name in enumerate(first)}
    for name, id in ids.items():
        element(made, "attribute", id=id, title=name, type=_type(name, values))
    return ids


def _type(name: str, values: Sequence[dict[str, Plain]]) -> str:
    """Return the type that all values of an attribute share; where they differ they are text."""
    types = {typed(one[name]) for one in values if name in one}
    return types.pop() if len(types) == 1 else "string"


def _values(made: Element, ids: dict[str, str], values: dict[str, Plain]) -> None:
    if values:
        inside = element(made, "attvalues")
        for name, value in values.items():
            element(inside, "attvalue", for_=ids[name], value=str(value).lower() if value in (True, False) else value)


FORMS = (Form("gexf", ".gexf", _("GEXF graph with days"), graph, CARRIES),)
