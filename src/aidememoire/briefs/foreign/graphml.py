"""GraphML: the same graph with typed keys; days are text."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from aidememoire.briefs.foreign import Files, Form, Given
from aidememoire.briefs.foreign._graph import CARRIES, Edge, Node, Plain, edges, nodes
from aidememoire.briefs.foreign._xml import document, element, typed
from aidememoire.vocabulary.messages import _

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"


def graph(given: Given) -> Files:
    """Write the graph; the marking is a value of the graph itself."""
    there = [(one, _node_values(one)) for one in nodes(given)]
    between = [(one, _edge_values(one)) for one in edges(given)]
    root = element(None, "graphml", xmlns=NAMESPACE)
    of_graph = _keys(root, "graph", [{"marking": given.marking, "notice": given.notice}])
    of_nodes = _keys(root, "node", [values for _one, values in there])
    of_edges = _keys(root, "edge", [values for _one, values in between])
    drawn = element(root, "graph", id=given.dossier.header.slug, edgedefault="directed")
    _data(drawn, of_graph, {"marking": given.marking, "notice": given.notice})
    for node, values in there:
        _data(element(drawn, "node", id=node.id), of_nodes, values)
    for edge, values in between:
        _data(element(drawn, "edge", id=edge.id, source=edge.start, target=edge.end), of_edges, values)
    return ((".graphml", document(root)),)


def _node_values(one: Node) -> dict[str, Plain]:
    return {"label": one.label, **({"note": one.note} if one.note else {}), **one.fields}


def _edge_values(one: Edge) -> dict[str, Plain]:
    said: dict[str, Plain | None] = {
        "label": one.label,
        "relation": one.relation,
        "weight": one.weight,
        "since": one.since.isoformat() if one.since else None,
        "until": one.until.isoformat() if one.until else None,
        "note": one.note,
    }
    return {**{name: value for name, value in said.items() if value is not None and value != ""}, **one.fields}


def _keys(root: Element, kind: str, values: Sequence[dict[str, Plain]]) -> dict[str, str]:
    types: dict[str, set[str]] = {}
    for one in values:
        for name, value in one.items():
            types.setdefault(name, set()).add(typed(value))
    ids = {name: f"{kind[0]}{place}" for place, name in enumerate(types)}
    for name, id in ids.items():
        type = next(iter(types[name])) if len(types[name]) == 1 else "string"
        element(root, "key", id=id, for_=kind, **{"attr.name": name, "attr.type": type})
    return ids


def _data(made: Element, ids: dict[str, str], values: dict[str, Plain]) -> None:
    for name, value in values.items():
        element(made, "data", str(value).lower() if value in (True, False) else str(value), key=ids[name])


FORMS = (Form("graphml", ".graphml", _("GraphML graph"), graph, CARRIES),)
