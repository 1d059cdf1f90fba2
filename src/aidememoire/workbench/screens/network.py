"""Who has a hold on whom, who can stop an issue and by what, and who stands behind them? A list beside a canvas."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict

from aidememoire.briefs.drawing import edge_of
from aidememoire.pictures.network import Edge, opacity
from aidememoire.pictures.ties import thickness
from aidememoire.vocabulary.codes import Sign, TieRole
from aidememoire.vocabulary.findings import Finding, Reason, Row
from aidememoire.vocabulary.kinds.actors import Actor, Tie
from aidememoire.vocabulary.kinds.issues import Issue
from aidememoire.vocabulary.messages import Message, _, plural, text_of
from aidememoire.vocabulary.record import Named
from aidememoire.workbench import door
from aidememoire.workbench.arranging import arranged
from aidememoire.workbench.choosing import chosen_id, claims, first_issue
from aidememoire.workbench.desks import Desk
from aidememoire.workbench.paging import piece
from aidememoire.workbench.policy import Place, Under, screen
from aidememoire.workbench.remembering import remembered
from aidememoire.workbench.showing import done, page

FURTHEST, USUAL = 9, 2
# More than these nobody tells apart on a canvas, and to find places for them takes seconds.
MOST_DRAWN = 150
# So many ties are told at once with what is said for each and against it.
MOST_TOLD = 20
ASKED = ("issue", "focus", "degrees", "without", "unsourced")
VIEWS = "network-views"


@dataclass(frozen=True)
class Net:
    """The actors and ties of a dossier on a day, and how far each actor stands from the one in focus.

    Whoever is thought away (``without``) is not there, nor is any tie of theirs.
    """

    desk: Desk
    focus: str | None
    degrees: int
    without: str | None = None

    @remembered
    def actors(self) -> tuple[Actor, ...]:
        """Return every actor, in the order of their ids, on which the layout rests."""
        return tuple(sorted((one for one in self.desk.now.of(Actor) if one.id != self.without), key=lambda one: one.id))

    @remembered
    def ties(self) -> tuple[tuple[Tie, Edge], ...]:
        """Return every tie between two actors, with how it looks."""
        ties = self.desk.once("network-ties", self._ties)
        return tuple(one for one in ties if self.without not in (one[0].actor, one[0].over)) if self.without else ties

    def _ties(self) -> tuple[tuple[Tie, Edge], ...]:
        there = {one.id for one in self.desk.now.of(Actor)}
        shown = (one for one in self.desk.now.of(Tie) if {one.actor, one.over} <= there and one.actor != one.over)
        return tuple((one, edge_of(self.desk.now, one, self.desk.day)) for one in shown)

    @remembered
    def beside(self) -> Mapping[str, tuple[tuple[Tie, Edge], ...]]:
        """Return the ties at either end of which an actor stands."""
        return self.desk.once(("network-beside", self.without), self._beside)

    def _beside(self) -> Mapping[str, tuple[tuple[Tie, Edge], ...]]:
        found: dict[str, list[tuple[Tie, Edge]]] = {one.id: [] for one in self.actors}
        for tie, edge in self.ties:
            found[tie.actor].append((tie, edge))
            found[tie.over].append((tie, edge))
        return {id: tuple(ties) for id, ties in found.items()}

    @remembered
    def near(self) -> frozenset[str]:
        """Return who stands within so many steps of the focus; everybody where there is none."""
        if self.focus is None:
            return frozenset(self.beside)
        steps = islice(self._rings({self.focus}), self.degrees + 1)
        return frozenset(id for ring in steps for id in ring)

    @remembered
    def tied(self) -> tuple[Actor, ...]:
        """Return the actors that have a tie, in the order of their ids."""
        return tuple(one for one in self.actors if self.beside[one.id])

    def drawn(self, concerned: Collection[str]) -> tuple[Actor, ...]:
        """Return the actors to draw: all that have a tie, or where these are too many the nearest.

        Nearest to the one in focus, else to those whom the issue concerns, else to the one with most ties; of those as
        near, who has more ties.
        """
        if len(self.tied) <= MOST_DRAWN:
            return self.tied
        order = sorted(self.tied, key=lambda one: (-len(self.beside[one.id]), one.id))
        begin = {self.focus} if self.focus else {one.id for one in order if one.id in concerned} or {order[0].id}
        ring = {id: step for step, ids in enumerate(self._rings(begin)) for id in ids}
        nearest = sorted(order, key=lambda one: ring.get(one.id, len(order)))[:MOST_DRAWN]
        return tuple(sorted(nearest, key=lambda one: one.id))

    def _rings(self, begin: Collection[str]) -> Iterator[set[str]]:
        """Yield who stands no, one, two and more steps from some actors, as long as there are any."""
        met = waiting = set(begin)
        while waiting:
            yield waiting
            waiting = {end for id in waiting for tie, _edge in self.beside[id] for end in (tie.actor, tie.over)} - met
            met = met | waiting


@screen(may="read", place=Place(_("Network"), "n", Under.UNDERSTAND))
def network(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the list, the canvas, what the map of an issue says, and the table that tells the same."""
    net, issue = _net(desk, request.GET), _issue(desk, request.GET)
    found = _map(net, issue, request.GET)
    withheld = found is not None and not desk.lets_see(found)
    if withheld:
        found = None
    chosen = {name: request.GET[name] for name in ASKED if name in request.GET}
    named = desk.dossier.called
    beside = piece(request.GET, net.beside[net.focus] if net.focus else (), "beside", MOST_TOLD)
    behind = piece(request.GET, _behind(desk, found) if found else [], "behind", MOST_TOLD)
    return page(
        request, "network/network.html", desk, here="network", net=net, chosen=chosen, query=_query(chosen),
        found=found, withheld=withheld, issue=issue, without=net.without,
        issues=[named(one.id) for one in desk.now.of(Issue)],
        actors=_by_name(named(one.id) for one in net.actors),
        on_the_map=_by_name(row["actor"] for row in found.rows) if found else [],
        focus=net.focus and named(net.focus),
        outline=sorted(_outline(net, found), key=lambda one: (-one[2], text_of(one[0]))), degrees=range(FURTHEST + 1),
        beside=beside, focused=[(tie, edge, claims(desk, tie)) for tie, edge in beside],
        rows=[(tie, edge) for tie, edge in net.ties if net.focus is None or {tie.actor, tie.over} <= net.near],
        blockers=[row for row in found.rows if row["blocking"]] if found else [],
        behind=behind, sponsors=[(tie, named(tie.actor), named(tie.over), claims(desk, tie)) for tie in behind],
        brokers=list(_brokers(found)) if found else [],
        unsourced=_counts_unsourced(request.GET), views=_views(desk), tied=len(net.tied), most_drawn=MOST_DRAWN,
        untied=sum(not net.beside[id] for id in net.near),
    )  # fmt: skip


@screen(may="read")
def data(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Give the canvas the actors with ties, each with its place and with the words that are read out."""
    net, issue = _net(desk, request.GET), _issue(desk, request.GET)
    found = _map(net, issue, request.GET)
    roles = {row["actor"].id: row["roles"] for row in found.rows} if found and desk.lets_see(found) else {}
    drawn = net.drawn(roles)
    number = {one.id: place for place, one in enumerate(drawn)}
    ties = [(tie, edge) for tie, edge in net.ties if tie.actor in number and tie.over in number]
    points = arranged(len(number), tuple((number[tie.actor], number[tie.over]) for tie, _edge in ties))
    nodes = [_node(net, one, points[number[one.id]], tuple(roles.get(one.id, ()))) for one in drawn]
    return JsonResponse({"nodes": nodes, "ties": [_tie(desk, tie, edge) for tie, edge in ties]})


@screen(may="read", only_post=True)
def views(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Keep what is chosen on the network under a name, or forget a view; only on this machine, sealed like a draft."""
    kept = dict(_views(desk))
    name = " ".join(request.POST.get("name", "").split())[:80]
    asked = {key: request.POST[key] for key in ASKED if request.POST.get(key)}
    said = _("A view needs a name. Nothing was kept.")
    if request.POST.get("forget"):
        kept.pop(request.POST["forget"], None)
        said = _("Forgotten.")
    elif name:
        kept[name] = _query(asked)
        said = _("View kept: {name}", name=name)
    door.vault().drafts.keep(desk.place, VIEWS, {name: [query] for name, query in kept.items()})
    return done(request, said, ("network", desk.slug))


def _net(desk: Desk, asked: QueryDict) -> Net:
    degrees = asked.get("degrees", "")
    focus, without = chosen_id(desk, asked, "focus", Actor), chosen_id(desk, asked, "without", Actor)
    there = focus in desk.now and focus != without
    return Net(desk, focus if there else None, int(degrees) if degrees in set("0123456789") else USUAL, without)


def _map(net: Net, issue: str | None, asked: QueryDict) -> Finding | None:
    """Return who can stop an issue, and by what, with whoever is thought away; None where there is no issue."""
    if issue is None:
        return None
    return net.desk.ask("map", issue=issue, without=net.without, unsourced=_counts_unsourced(asked))


def _counts_unsourced(asked: QueryDict) -> bool:
    return bool(asked.get("unsourced"))


def _issue(desk: Desk, asked: QueryDict) -> str | None:
    return chosen_id(desk, asked, "issue", Issue) if "issue" in asked else first_issue(desk)


def _query(asked: Mapping[str, str]) -> str:
    sent = QueryDict(mutable=True)
    sent.update(asked)
    return str(sent.urlencode())


def _by_name(there: Iterable[Named]) -> list[tuple[str, str]]:
    """Return actors to choose from, each with its name as text, in the order of names."""
    return sorted(((one.id, text_of(one)) for one in there), key=lambda one: one[1])


def _views(desk: Desk) -> list[tuple[str, str]]:
    held = door.vault().drafts.kept(desk.place, VIEWS) or {}
    return sorted((name, queries[0]) for name, queries in held.items())


def _outline(net: Net, found: Finding | None) -> Iterator[tuple[Named, tuple[object, ...], int]]:
    """Yield each actor near the focus with its roles on the issue and the number of its ties."""
    roles = {row["actor"].id: row["roles"] for row in found.rows} if found else {}
    for one in net.actors:
        if one.id in net.near:
            yield net.desk.dossier.called(one.id), tuple(roles.get(one.id, ())), len(net.beside[one.id])


def _behind(desk: Desk, found: Finding) -> list[Tie]:
    """Return the ties of those who stand behind somebody."""
    behind = {one.id for row in found.rows for one in row["sponsors"]}
    ids = dict.fromkeys(reason.records[0] for reason in found.because if reason.records)
    return [tie for id in ids if isinstance(tie := desk.now.get(id), Tie) and tie.actor in behind]


def _brokers(found: Finding) -> Iterator[tuple[Row, list[Reason]]]:
    """Yield who stands between, with the reasons; in the order of the reasons, which is theirs."""
    said: dict[str, list[Reason]] = {}
    for one in found.because:
        if one.records:
            said.setdefault(one.records[0], []).append(one)
    rows = {row["actor"].id: row for row in found.rows if TieRole.BROKER in row["roles"]}
    for id in dict.fromkeys((*said, *rows)):
        if id in rows:
            yield rows[id], said.get(id, [])


def _node(net: Net, actor: Actor, point: tuple[float, float], roles: tuple[object, ...]) -> Mapping[str, Any]:
    name, ours = net.desk.dossier.called(actor.id), net.desk.now.ours(actor.id)
    ties = len(net.beside[actor.id])
    side = _("our side") if ours else actor.entity.label
    told: tuple[object, ...] = (name, side, *roles, plural("{n} tie", "{n} ties", ties))
    return {
        "id": actor.id, "name": text_of(name), "x": point[0], "y": point[1], "kind": actor.entity.value, "ours": ours,
        "away": actor.id not in net.near, "told": text_of(told),
    }  # fmt: skip


def _tie(desk: Desk, tie: Tie, edge: Edge) -> Mapping[str, Any]:
    words = (tie.basis.label if tie.basis else _("footing not recorded"), *_stands(edge))
    told = _(
        "{actor} over {over}: {words}",
        actor=desk.dossier.called(tie.actor), over=desk.dossier.called(tie.over), words=words,
    )  # fmt: skip
    basis, signs = tie.basis.label if tie.basis else "", ("?" if edge.alleged else "") + ("≠" if edge.denied else "")
    return {
        "id": tie.id, "from": tie.actor, "to": tie.over, "word": f"{text_of(basis)} {signs}".strip(),
        **({"signs": signs} if signs else {}),
        "hostile": tie.sign is Sign.NEGATIVE, "dashed": not edge.sourced, "age": opacity(edge.age_years),
        "width": round(thickness(tie.strength), 1), "told": text_of(told),
    }  # fmt: skip


def _stands(edge: Edge) -> Iterator[Message]:
    if edge.sign == Sign.NEGATIVE.value:
        yield _("hostile")
    if edge.alleged:
        yield _("alleged")
    if edge.denied:
        yield _("denied")
    if not edge.sourced:
        yield _("without a source")
