/* A graph where one stands: <div data-graph="ADDRESS OF JSON" data-open="/d/x/actors/">. Places come from the server, so
   that everyone sees the same picture. JSON: {nodes: [{id, name, x, y, kind, ours, far, faint}], ties: [{id, from, to, word,
   hostile, dashed, age}]}. */
import cytoscape from "cytoscape";

const SHAPES = { body: "round-rectangle", post: "ellipse", person: "diamond" };

// Its one rule stands in our own style sheet; the policy allows no other.
const styled = document.createElement("meta");
styled.id = "__________cytoscape_stylesheet";
document.head.append(styled);

const word = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function look() {
  return [
    { selector: "node", style: {
      label: "data(name)", "font-family": "Plex, sans-serif", "font-size": 12, color: word("--ink"), "text-wrap": "wrap",
      "text-max-width": 120, "text-valign": "bottom", "text-margin-y": 4, width: 26, height: 26,
      "background-color": word("--sheet"), "border-width": 2, "border-color": word("--soft"),
      shape: (node) => SHAPES[node.data("kind")] ?? "ellipse" } },
    { selector: "node[?ours]", style: { "background-color": word("--accent"), "border-color": word("--accent") } },
    { selector: "node:selected", style: { "border-width": 4, "border-color": word("--doubt") } },
    { selector: "edge", style: {
      width: 2, "curve-style": "bezier", "target-arrow-shape": "triangle", "line-color": word("--soft"),
      "target-arrow-color": word("--soft"), opacity: (edge) => edge.data("age") ?? 1 } },
    { selector: "edge[?hostile]", style: { "line-color": word("--bad"), "target-arrow-color": word("--bad"), "target-arrow-shape": "tee" } },
    { selector: "edge[?dashed]", style: { "line-style": "dashed" } },
    { selector: ".away", style: { opacity: 0.12 } },
  ];
}

async function draw(place) {
  const { nodes, ties } = await (await fetch(place.dataset.graph)).json();
  const graph = cytoscape({
    container: place, style: look(), layout: { name: "preset", fit: true, padding: 40 }, wheelSensitivity: 0.3,
    elements: [
      ...nodes.map(({ x, y, ...data }) => ({ group: "nodes", data, position: { x, y } })),
      ...ties.map(({ from, to, ...data }) => ({ group: "edges", data: { ...data, source: from, target: to } })),
    ],
  });
  place.graph = graph;
  // Focus by degrees: keys 0 to 9 on a chosen node; Escape shows all.
  place.addEventListener("keydown", (event) => {
    const chosen = graph.$("node:selected");
    if (event.key === "Escape") graph.elements().removeClass("away");
    else if (/^[0-9]$/.test(event.key) && chosen.nonempty()) {
      let near = chosen;
      for (let step = 0; step < Number(event.key); step += 1) near = near.closedNeighborhood();
      graph.elements().addClass("away");
      near.union(near.edgesWith(near)).removeClass("away");
    } else if (event.key === "[") graph.zoom(graph.zoom() * 0.8);
    else if (event.key === "]") graph.zoom(graph.zoom() * 1.25);
    else if (event.key === "\\") graph.fit(undefined, 40);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  if (place.dataset.open) graph.on("dbltap", "node", (event) => location.assign(`${place.dataset.open}${event.target.id()}/`));
  place.dispatchEvent(new CustomEvent("drawn", { bubbles: true }));
}

document.querySelectorAll("[data-graph]").forEach((place) => draw(place));
