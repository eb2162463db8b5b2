// A map of shaded areas: <div data-map="areas" data-source="…">. The server answers with GeoJSON areas: properties name, shown, shade
// (1 to 5, null without a figure) and url.
import { escape, openMap, whenAsked } from "./map.js";

export function start(box) {
  whenAsked(box, async () => {
    const { L, map } = await openMap(box);
    const answer = await fetch(box.dataset.source);
    if (!answer.ok) throw new Error(`${answer.status}`);
    const layer = L.geoJSON(await answer.json(), {
      // Colours come from the style sheet, so that light and dark both fit.
      style: ({ properties }) => ({
        className: properties.shade ? `area v${properties.shade}` : "outline", weight: 1, opacity: 1, fillOpacity: box.dataset.tiles ? 0.75 : 1,
      }),
      pointToLayer: () => null,
      onEachFeature: ({ properties }, area) => {
        area.bindTooltip(`<strong>${escape(properties.name ?? "")}</strong><br>${escape(properties.shown ?? "")}`, { sticky: true });
        const address = new URL(properties.url ?? "#", location.href);
        if (properties.url && address.origin === location.origin) area.on("click", () => location.assign(address));
      },
    }).addTo(map);
    if (layer.getBounds().isValid()) map.fitBounds(layer.getBounds(), { animate: false });
  });
}
