// The live map, shared by the place picker and the map of records. Leaflet (40 kB) is fetched when a map is first opened.
import { wordsOf } from "./words.js";

/** Turns the server's drawing in `box` into a live map and returns it with Leaflet; says so and throws when that fails. */
export async function openMap(box) {
  const words = wordsOf(box);
  const button = box.querySelector("[data-map-open]");
  button?.setAttribute("aria-disabled", "true");
  try {
    const [leaflet] = await Promise.all([import("/aset/leaflet/leaflet.esm.min.js"), sheet(box.dataset.css)]);
    const L = leaflet.default?.map ? leaflet.default : leaflet;
    const live = document.createElement("div");
    live.className = "map__live";
    live.setAttribute("role", "application");
    live.setAttribute("aria-label", words("label"));
    box.querySelector(":scope > svg")?.remove();
    button?.remove();
    box.prepend(live);
    const map = L.map(live, { zoomControl: false, attributionControl: Boolean(box.dataset.tiles), zoomSnap: 0.5 });
    L.control.zoom({ zoomInTitle: words("zoom_in"), zoomOutTitle: words("zoom_out") }).addTo(map);
    map.attributionControl?.setPrefix(false);
    if (box.dataset.tiles) L.tileLayer(box.dataset.tiles, { attribution: escape(box.dataset.attribution ?? "") }).addTo(map);
    map.setView([-8.2, 113.7], 10);
    await outlines(L, map, box);
    return { L, map };
  } catch (error) {
    button?.removeAttribute("aria-disabled");
    let message = box.querySelector("[role=alert]");
    if (!message) {
      message = box.appendChild(document.createElement("p"));
      message.className = "error";
      message.setAttribute("role", "alert");
    }
    message.textContent = words("failed");
    throw error;
  }
}

/** Calls `open` once somebody asks for the map. */
export function whenAsked(box, open) {
  const button = box.querySelector("[data-map-open]");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-disabled") !== "true") open().catch((error) => console.warn(error));
  });
}

/** A marker drawn with CSS, so that no pictures need fetching. */
export function pin(L, latitude, longitude) {
  return L.marker([latitude, longitude], { icon: pinIcon(L), keyboard: false });
}

/** Leaflet moves the icon's own element, so the drop turns inside it. */
export const pinIcon = (L) =>
  L.divIcon({ className: "map__mark", iconSize: [26, 26], iconAnchor: [13, 31], html: '<span class="map__pin"></span>' });

async function outlines(L, map, box) {
  if (!box.dataset.boundaries) return;
  const answer = await fetch(box.dataset.boundaries);
  if (!answer.ok) return;
  const layer = L.geoJSON(await answer.json(), {
    interactive: false,
    // Colours come from the style sheet, so that light and dark both fit.
    style: () => ({ className: "outline", weight: 1, fillOpacity: box.dataset.tiles ? 0 : 1, opacity: 1 }),
    pointToLayer: () => null,
  }).addTo(map);
  // Without map pictures, names are what people find their way by; from afar they would only cover each other.
  layer.eachLayer((area) => {
    const name = area.feature?.properties?.name;
    if (name) area.bindTooltip(escape(name), { permanent: true, direction: "center", className: "map__name" });
  });
  const far = () => map.getContainer().classList.toggle("is-far", map.getZoom() < 10.5);
  map.on("zoomend", far);
  far();
  if (layer.getBounds().isValid()) map.fitBounds(layer.getBounds(), { animate: false });
}

function sheet(address) {
  if (!address || document.querySelector(`link[href="${CSS.escape(address)}"]`)) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = address;
    link.onload = resolve;
    link.onerror = reject;
    document.head.append(link);
  });
}

/** Leaflet takes markup; names are text. */
export function escape(text) {
  const element = document.createElement("span");
  element.textContent = text;
  return element.innerHTML;
}
