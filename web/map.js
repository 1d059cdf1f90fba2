/* A map where one stands: <div data-map="ADDRESS OF GEOJSON" data-borders="dashed|merged|none" data-note="...">. No tiles,
   no flag; outlines of the world at 110 m from public-domain data. A feature without a shape of its own gets that of the
   country whose ISO 3166 number it names. */
import L from "leaflet";
import "leaflet/dist/leaflet.css";
import { feature, merge, mesh } from "topojson-client";
import world from "world-atlas/countries-110m.json";

// What carries no code in the atlas, and the country around or beside it: one with it only where the reader chose so.
const BESIDE = { "N. Cyprus": "196", Somaliland: "706", Kosovo: "688" };
const countries = world.objects.countries.geometries;
const owner = (one) => one.id ?? BESIDE[one.properties.name];

function shape(number, merged) {
  const parts = countries.filter((one) => (merged ? owner(one) : one.id) === number);
  return parts.length ? merge(world, parts) : null;
}

const word = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

async function draw(place) {
  const marks = await (await fetch(place.dataset.map)).json();
  const map = L.map(place, { attributionControl: true, zoomControl: true, minZoom: 1, worldCopyJump: true });
  map.attributionControl.setPrefix(false);
  map.attributionControl.addAttribution(place.dataset.note);
  const merged = place.dataset.borders === "merged";
  if (marks.ground?.length) {
    // Outlines of one's own stand in the place of the world's, which would contradict them.
    L.geoJSON(marks.ground, { interactive: false, pointToLayer: () => L.layerGroup(), style: { color: word("--soft"), weight: 1, fillColor: word("--faint"), fillOpacity: 1 } }).addTo(map);
  } else {
    L.geoJSON(feature(world, world.objects.land), { interactive: false, style: { color: word("--line"), weight: 1, fillColor: word("--faint"), fillOpacity: 1 } }).addTo(map);
    if (place.dataset.borders !== "none") {
      // What carries no code in the atlas is drawn dashed: whose it is, is not for a map of ours to say.
      const coded = (one) => one.id !== undefined;
      const inner = (sure) => mesh(world, world.objects.countries, (a, b) => a !== b && !(merged && owner(a) === owner(b)) && (merged || (coded(a) && coded(b))) === sure);
      L.geoJSON(inner(true), { interactive: false, style: { color: word("--soft"), weight: 1, fill: false } }).addTo(map);
      L.geoJSON(inner(false), { interactive: false, style: { color: word("--soft"), weight: 1, dashArray: "4 4", fill: false } }).addTo(map);
    }
  }
  const placed = marks.features.map((one) => (one.geometry ? one : { ...one, geometry: shape(one.properties.country, merged) }));
  const layer = L.geoJSON(placed.filter((one) => one.geometry), {
    style: (one) => ({ weight: 2, color: word(`--${one.properties.tone ?? "accent"}`), fillOpacity: 0.35 }),
    pointToLayer: (one, at) => L.circleMarker(at, { radius: 8, weight: 2, color: word(`--${one.properties.tone ?? "accent"}`), fillOpacity: 0.35 }),
    onEachFeature: (one, drawn) => {
      const told = document.createElement(one.properties.address ? "a" : "span");
      told.textContent = one.properties.name;
      if (one.properties.address) told.href = one.properties.address;
      drawn.bindPopup(told);
    },
  }).addTo(map);
  const bounds = layer.getLayers().length || !marks.ground?.length ? layer.getBounds() : L.geoJSON(marks.ground).getBounds();
  if (bounds.isValid()) map.fitBounds(bounds.pad(0.5), { maxZoom: marks.ground?.length ? 12 : 7 });
  else map.setView([15, 20], 2);
  place.dispatchEvent(new CustomEvent("drawn", { bubbles: true }));
}

document.querySelectorAll("[data-map]").forEach((place) => draw(place));
