// A map of many records: <div data-map="records" data-source="/api/reports/map?…">. The server answers with GeoJSON points, already
// grouped by a grid that fits the zoom: properties count, title and url, and a text to stand below the title where there is one.
import { escape, openMap, pinIcon, whenAsked } from "./map.js";

export function start(box) {
  whenAsked(box, async () => {
    const { L, map } = await openMap(box);
    const layer = L.layerGroup().addTo(map);
    let asked = 0;
    const load = async () => {
      const turn = ++asked;
      const bounds = map.getBounds();
      const address = new URL(box.dataset.source, location.href);
      const edges = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()].map((edge) => edge.toFixed(4));
      address.searchParams.set("bbox", edges.join(","));
      address.searchParams.set("zoom", String(Math.round(map.getZoom())));
      const answer = await fetch(address).catch(() => null);
      if (!answer?.ok || turn !== asked) return;
      const { features = [] } = await answer.json();
      layer.clearLayers();
      for (const feature of features) if (feature.geometry?.type === "Point") layer.addLayer(mark(L, map, feature));
    };
    map.on("moveend", load);
    await load();
  });
}

function mark(L, map, { geometry, properties }) {
  const place = [geometry.coordinates[1], geometry.coordinates[0]];
  const count = Number(properties.count ?? 1);
  if (count > 1) {
    const size = 30 + String(count).length * 8;
    const icon = L.divIcon({ className: "map__many", iconSize: [size, size], html: String(count) });
    const many = L.marker(place, { icon, title: properties.title, alt: properties.title });
    // Reports at one rounded place never come apart, however near one looks; then their list is opened.
    return many.on("click", () => (map.getZoom() < 16 ? map.setView(place, map.getZoom() + 2) : location.assign(properties.url ?? "#")));
  }
  const marker = L.marker(place, { icon: pinIcon(L), title: properties.title, alt: properties.title });
  const address = new URL(properties.url ?? "#", location.href);
  if (address.origin !== location.origin) return marker;
  const text = properties.text ? `<br>${escape(properties.text)}` : "";
  return marker.bindPopup(`<a href="${escape(address.pathname + address.search + address.hash)}">${escape(properties.title ?? "")}</a>${text}`);
}
