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
const FIT = 14;

// Coming nearer draws actors apart and leaves words and marks as large as they are, so that more of them have room.
function look(zoom) {
  const size = (drawn) => drawn / zoom;
  return [
    { selector: "node", style: {
      label: "data(name)", "font-family": "Aide Sans, sans-serif",
      "font-size": size(13), color: word("--ink"), "text-wrap": "wrap", "text-max-width": size(118), "text-valign": "bottom",
      "text-margin-y": size(4), width: size(24), height: size(24), shape: "ellipse", "text-background-color": word("--sheet"),
      "text-background-opacity": 0.8, "background-color": word("--sheet"), "border-width": size(2), "border-color": word("--soft") } },
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
  graph.on("zoom", () => {
    cancelAnimationFrame(waits);
    waits = requestAnimationFrame(() => {
      const now = Math.max(graph.zoom(), 1);
      if (now !== looked) graph.style().fromJson(look((looked = now))).update();
    });
  });
  graph.nodes(".away").connectedEdges().addClass("away");
  const shown = graph.elements().not(".away");
  if (shown.nonempty() && shown.length < graph.elements().length) graph.fit(shown, FIT);
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
    graph.fit(near, FIT);
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
    else if (event.key === "Escape" || key === "a") graph.elements().removeClass("away"), graph.fit(undefined, FIT);
    else if (/^[0-9]$/.test(event.key) && chosen.nonempty()) focus(chosen, Number(event.key));
    else if (/^[-+=]$/.test(event.key) && chosen.nonempty()) focus(chosen, Math.max(around_chosen + (event.key === "-" ? -1 : 1), 0));
    else if (key === "p" && chosen.nonempty()) pin(chosen);
    else if (key === " ") hold();
    else if (key === "[") graph.zoom(graph.zoom() * 0.8);
    else if (key === "]") graph.zoom(graph.zoom() * 1.25);
    else if (key === "\\") graph.fit(undefined, FIT);
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
