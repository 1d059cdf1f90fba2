/* A graph where one stands: <div data-graph="ADDRESS OF JSON" data-open="/d/x/actors/">. Places come from the server, so
   that everyone sees the same picture. JSON: {nodes: [{id, name, x, y, kind, ours, away, told}], ties: [{id, from,
   to, word, signs, hostile, dashed, age, width, told}]}. Beside it may stand a list [data-outline] of links [data-node] and a
   line [data-told] in which the walker reads where they are. */
import cytoscape from "cytoscape";

// Its one rule stands in our own style sheet; the policy allows no other.
const styled = document.createElement("meta");
styled.id = "__________cytoscape_stylesheet";
document.head.append(styled);

const word = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const FIT = 14, MARK = 24, GAP = 4;
// The sides of an actor on which its name can stand, from the most welcome to the least: how far across and down.
const SIDES = { bottom: [0, 1], top: [0, -1], right: [1, 0], left: [-1, 0] };

// Coming nearer draws actors apart and leaves words and marks as large as they are, so that more of them have room.
function look(zoom) {
  const size = (drawn) => drawn / zoom;
  return [
    { selector: "node", style: {
      label: "data(name)", "font-family": "Aide Sans, sans-serif",
      "font-size": size(13), color: word("--ink"), "text-wrap": "wrap", "text-max-width": size(118), "text-valign": "bottom",
      "text-margin-y": size(GAP), width: size(MARK), height: size(MARK), shape: "ellipse", "text-background-color": word("--sheet"),
      "text-background-opacity": 0.8, "background-color": word("--sheet"), "border-width": size(2), "border-color": word("--soft") } },
    { selector: "node[side = 'top']", style: { "text-valign": "top", "text-margin-y": size(-GAP) } },
    { selector: "node[side = 'right']", style: { "text-valign": "center", "text-halign": "right", "text-margin-y": 0, "text-margin-x": size(GAP) } },
    { selector: "node[side = 'left']", style: { "text-valign": "center", "text-halign": "left", "text-margin-y": 0, "text-margin-x": size(-GAP) } },
    { selector: "node[kind = 'person']", style: { "border-style": "dotted" } },
    { selector: "node[?ours]", style: { shape: "rectangle", "background-color": word("--accent"), "border-color": word("--accent") } },
    { selector: "node:selected", style: { "border-width": size(5), "border-color": word("--doubt"), "font-weight": 600, "z-index": 9 } },
    { selector: "node.pinned", style: { "border-style": "double", "border-width": size(6) } },
    { selector: "edge", style: {
      "font-family": "Aide Sans, sans-serif", "font-size": size(12), color: word("--ink"),
      "text-background-color": word("--sheet"), "text-background-opacity": 0.92, "text-background-padding": 2,
      width: (edge) => (edge.data("width") ?? 2) / zoom, "arrow-scale": size(1), "curve-style": "bezier", "target-arrow-shape": "triangle",
      "line-color": word("--soft"), "target-arrow-color": word("--soft"), "line-opacity": (edge) => edge.data("age") ?? 1 } },
    { selector: "edge[?hostile]", style: { "line-color": word("--bad"), "target-arrow-color": word("--bad"), "target-arrow-shape": "tee" } },
    { selector: "edge[?dashed]", style: { "line-style": "dashed" } },
    // What is disputed says so at all times; the footing only where somebody looks, so that names stay readable.
    { selector: "edge[signs]", style: { label: "data(signs)" } },
    { selector: "edge.near, edge.here, edge:selected", style: { label: "data(word)", "z-index": 8 } },
    { selector: "edge.here", style: { color: word("--ink"), "line-color": word("--doubt"), "target-arrow-color": word("--doubt") } },
    { selector: ".away", style: { opacity: 0.1 } },
  ];
}

const meet = (one, other) => one.x1 < other.x2 && other.x1 < one.x2 && one.y1 < other.y2 && other.y1 < one.y2;
const boxed = (x, y, w, h) => ({ x1: x - w / 2, y1: y - h / 2, x2: x + w / 2, y2: y + h / 2 });
function crosses({ x1, y1, x2, y2 }, from, to) {
  let first = 0, last = 1;
  for (const [at, way, low, high] of [[from.x, to.x - from.x, x1, x2], [from.y, to.y - from.y, y1, y2]]) {
    if (!way && (at < low || at > high)) return false;
    if (!way) continue;
    first = Math.max(first, Math.min((low - at) / way, (high - at) / way));
    last = Math.min(last, Math.max((low - at) / way, (high - at) / way));
  }
  return first <= last;
}

// Each name stands on the side of its actor where fewest ties, marks and other names lie across it.
function turn(graph, zoom) {
  const shown = graph.nodes().not(".away").toArray(), mark = MARK / zoom, gap = (MARK / 2 + GAP) / zoom;
  const ties = graph.edges().not(".away").map((tie) => [tie.source().position(), tie.target().position()]);
  const canvas = graph.extent();
  const words = new Map(shown.map((node) => [node, node.boundingBox({ includeNodes: false, includeOverlays: false })]));
  const on = (node, side) => {
    const { x, y } = node.position(), { w, h } = words.get(node), [across, down] = SIDES[side];
    return boxed(x + across * (gap + w / 2), y + down * (gap + h / 2), w, h);
  };
  const names = new Map(shown.map((node) => [node, on(node, "bottom")]));
  const marks = shown.map((node) => boxed(node.position("x"), node.position("y"), mark, mark));
  // Twice: the first ones chose before the others had.
  [...shown, ...shown].forEach((node) => {
    const others = shown.filter((one) => one !== node).map((one) => names.get(one));
    const inTheWay = (side, place) => {
      const here = on(node, side);
      const out = here.x1 < canvas.x1 || here.x2 > canvas.x2 || here.y1 < canvas.y1 || here.y2 > canvas.y2;
      const met = [...others, ...marks].filter((one) => meet(here, one)).length;
      return 2 * out + 2 * met + ties.filter(([from, to]) => crosses(here, from, to)).length + place / 10;
    };
    const [, best] = Object.keys(SIDES).map((side, place) => [inTheWay(side, place), side]).sort(([one], [other]) => one - other)[0];
    names.set(node, on(node, best));
    node.data("side", best);
  });
}

async function draw(place) {
  const { nodes, ties } = await (await fetch(place.dataset.graph)).json();
  await document.fonts.ready;
  const around = place.parentElement?.parentElement ?? document;
  const links = [...around.querySelectorAll("[data-outline] [data-node]")];
  const graph = cytoscape({
    container: place, style: look(1), layout: { name: "preset", fit: true, padding: FIT }, maxZoom: 3,
    selectionType: "single",
    elements: [
      ...nodes.map(({ x, y, away, ...data }) => ({ group: "nodes", data, position: { x, y }, classes: away ? "away" : "" })),
      ...ties.map(({ from, to, ...data }) => ({ group: "edges", data: { ...data, source: from, target: to } })),
    ],
  });
  let looked = 1, waits = 0;
  function sized() {
    const now = Math.max(graph.zoom(), 1);
    if (now !== looked) graph.style().fromJson(look((looked = now))).update();
  }
  graph.on("zoom", () => {
    cancelAnimationFrame(waits);
    waits = requestAnimationFrame(sized);
  });
  function fit(shown) {
    graph.fit(shown, FIT);
    sized();
    turn(graph, looked);
  }
  graph.nodes(".away").connectedEdges().addClass("away");
  const shown = graph.elements().not(".away");
  fit(shown.nonempty() && shown.length < graph.elements().length ? shown : undefined);
  place.graph = graph;

  // Who is chosen is marked in the list and read out with the tie that led there.
  function choose(node, tie) {
    if (!node || node.empty()) return;
    graph.elements().unselect().removeClass("here near");
    node.select();
    node.connectedEdges().addClass("near");
    tie?.addClass("here");
    const told = around.querySelector("[data-told]");
    if (told) told.textContent = [tie?.data("told"), node.data("told")].filter(Boolean).join(" — ");
    for (const link of links) link.classList.toggle("at", link.dataset.node === node.id());
    const box = node.renderedBoundingBox();
    if (box.x1 < 0 || box.y1 < 0 || box.x2 > graph.width() || box.y2 > graph.height()) graph.center(node);
  }
  // Among the neighbours, the one that lies most in the way of the arrow; with nobody that way, whoever stands nearest to it.
  function step(node, [across, down]) {
    const here = node.position();
    let best = null;
    for (const tie of node.connectedEdges().not(".away").toArray()) {
      const other = tie.source().same(node) ? tie.target() : tie.source();
      const dx = other.position("x") - here.x, dy = other.position("y") - here.y, far = Math.hypot(dx, dy) || 1;
      const way = (dx * across + dy * down) / far;
      if (way > 0.2 && (!best || way - far / 5000 > best.way)) best = { way: way - far / 5000, other, tie };
    }
    if (best) choose(best.other, best.tie);
  }
  let around_chosen = 1;
  function focus(node, degrees) {
    around_chosen = degrees;
    let near = node;
    for (let nth = 0; nth < degrees; nth += 1) near = near.closedNeighborhood();
    graph.elements().addClass("away");
    near.union(near.edgesWith(near)).removeClass("away");
    fit(near);
  }

  // Places can be drawn apart for a look; what is pinned, or all while everybody is held, stays where it is.
  const say = (words) => {
    const told = around.querySelector("[data-told]");
    if (told && words) told.textContent = words;
  };
  function pin(node) {
    const pinned = node.toggleClass("pinned").hasClass("pinned");
    pinned ? node.lock() : node.unlock();
    say(`${node.data("name")}: ${pinned ? place.dataset.pinned : place.dataset.unpinned}`);
  }
  function hold() {
    const held = !graph.autoungrabify();
    graph.autoungrabify(held);
    say(held ? place.dataset.held : place.dataset.free);
  }

  graph.on("mouseover", "node", (event) => event.target.connectedEdges().addClass("near"));
  graph.on("mouseout", "node", (event) => event.target.selected() || event.target.connectedEdges().removeClass("near"));
  graph.on("mouseover", "edge", (event) => event.target.addClass("near"));
  graph.on("mouseout", "edge", (event) => event.target.connectedNodes(":selected").empty() && event.target.removeClass("near"));
  graph.on("dragfree", "node", () => turn(graph, looked));
  graph.on("tap", "node", (event) => choose(event.target));
  graph.on("tap", "edge", (event) => {
    const told = around.querySelector("[data-told]");
    if (told) told.textContent = event.target.data("told");
  });
  place.addEventListener("keydown", (event) => {
    const chosen = graph.nodes(":selected");
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const key = document.documentElement.meant?.(event.key) ?? event.key;
    if (event.key in WAYS) chosen.nonempty() ? step(chosen, WAYS[event.key]) : choose(graph.$id(place.dataset.focus || links[0]?.dataset.node || nodes[0]?.id));
    else if (event.key === "Enter" && chosen.nonempty() && place.dataset.open) location.assign(`${place.dataset.open}${chosen.id()}/`);
    else if (event.key === "Escape" || key === "a") graph.elements().removeClass("away"), fit();
    else if (/^[0-9]$/.test(event.key) && chosen.nonempty()) focus(chosen, Number(event.key));
    else if (/^[-+=]$/.test(event.key) && chosen.nonempty()) focus(chosen, Math.max(around_chosen + (event.key === "-" ? -1 : 1), 0));
    else if (key === "p" && chosen.nonempty()) pin(chosen);
    else if (key === " ") hold();
    else if (key === "[") graph.zoom(graph.zoom() * 0.8);
    else if (key === "]") graph.zoom(graph.zoom() * 1.25);
    else if (key === "\\") fit();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  // The list is walked by arrows too, and shows on the canvas where one is.
  links.forEach((link, at) => {
    link.addEventListener("focus", () => choose(graph.$id(link.dataset.node)));
    link.addEventListener("keydown", (event) => {
      const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
      if (next === undefined || !links[next]) return;
      event.preventDefault();
      links[next].focus();
    });
  });
  if (place.dataset.focus) choose(graph.$id(place.dataset.focus));
  if (place.dataset.open) graph.on("dbltap", "node", (event) => location.assign(`${place.dataset.open}${event.target.id()}/`));
  place.dataset.drawn = "";
  place.dispatchEvent(new CustomEvent("drawn", { bubbles: true }));
}

document.querySelectorAll("[data-graph]").forEach((place) => draw(place));
