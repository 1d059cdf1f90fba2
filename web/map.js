/* A map where one stands: <div data-map="ADDRESS OF GEOJSON" data-borders="disputed|none" data-note="...">. No tiles, no
   flag; outlines of the world at 110 m from public-domain data, or the user's own layer where the answer brings one. */
import L from "leaflet";
import "leaflet/dist/leaflet.css";
import { feature, mesh } from "topojson-client";
import world from "world-atlas/countries-110m.json";

const word = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

async function draw(place) {
  const marks = await (await fetch(place.dataset.map)).json();
  const map = L.map(place, { attributionControl: true, zoomControl: true, minZoom: 1, worldCopyJump: true });
  map.attributionControl.setPrefix(false);
  map.attributionControl.addAttribution(place.dataset.note);
  L.geoJSON(feature(world, world.objects.land), { interactive: false, style: { color: word("--line"), weight: 1, fillColor: word("--faint"), fillOpacity: 1 } }).addTo(map);
  if (place.dataset.borders !== "none") {
    // What carries no code in the atlas is drawn dashed: whose it is, is not for a map of ours to say.
    const coded = (one) => one.id !== undefined;
    const inner = (sure) => mesh(world, world.objects.countries, (a, b) => a !== b && (coded(a) && coded(b)) === sure);
    L.geoJSON(inner(true), { interactive: false, style: { color: word("--soft"), weight: 1, fill: false } }).addTo(map);
    L.geoJSON(inner(false), { interactive: false, style: { color: word("--soft"), weight: 1, dashArray: "4 4", fill: false } }).addTo(map);
  }
  const layer = L.geoJSON(marks, {
    pointToLayer: (one, at) => L.circleMarker(at, { radius: 8, weight: 2, color: word(`--${one.properties.tone ?? "accent"}`), fillOpacity: 0.35 }),
    onEachFeature: (one, drawn) => {
      const told = document.createElement(one.properties.address ? "a" : "span");
      told.textContent = one.properties.name;
      if (one.properties.address) told.href = one.properties.address;
      drawn.bindPopup(told);
    },
  }).addTo(map);
  const bounds = layer.getBounds();
  if (bounds.isValid()) map.fitBounds(bounds.pad(0.5), { maxZoom: 7 });
  else map.setView([15, 20], 2);
  place.dispatchEvent(new CustomEvent("drawn", { bubbles: true }));
}

document.querySelectorAll("[data-map]").forEach((place) => draw(place));
