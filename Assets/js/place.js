// Where it is: the phone's position, a tap on the map, or the lists of subdistricts and villages.
//   <fieldset data-place data-villages="/api/…{code}…" data-locate="/api/…"> with inputs lat, lon, accuracy and the select village.
import { openMap, pin, whenAsked } from "./map.js";
import { wordsOf } from "./words.js";

export function start(element) {
  if (element.matches("[data-map]")) return showPoint(element);
  if (element.matches("[data-place]")) return new Place(element).start();
}

function showPoint(box) {
  whenAsked(box, async () => {
    const { L, map } = await openMap(box);
    if (!box.dataset.lat) return;
    const [latitude, longitude] = [Number(box.dataset.lat), Number(box.dataset.lon)];
    pin(L, latitude, longitude).addTo(map);
    map.setView([latitude, longitude], 13);
  });
}

class Place {
  constructor(root) {
    this.root = root;
    this.words = wordsOf(root);
    this.field = (name) => root.querySelector(`[name="${name}"]`);
    this.status = root.querySelector("[data-place-status]");
    this.locateButton = root.querySelector("[data-place-locate]");
    this.removeButton = root.querySelector("[data-place-remove]");
  }

  start() {
    this.splitVillages();
    if ("geolocation" in navigator && isSecureContext) {
      this.locateButton.hidden = false;
      this.locateButton.addEventListener("click", () => this.locate());
    }
    this.removeButton.addEventListener("click", () => this.remove());
    const box = this.root.querySelector("[data-map='pick']");
    if (box) whenAsked(box, () => this.openMap(box));
    this.field("lon").addEventListener("pendopo:restore", () => this.shown());
    if (this.field("lat").value) this.shown();
  }

  locate() {
    this.status.textContent = this.words("locating");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => this.mark(coords.latitude, coords.longitude, Math.round(coords.accuracy)),
      (error) => (this.status.textContent = this.words(error.code === 1 ? "denied" : "unavailable")),
      { enableHighAccuracy: true, timeout: 20000, maximumAge: 30000 });
  }

  mark(latitude, longitude, accuracy = "") {
    this.field("lat").value = latitude.toFixed(6);
    this.field("lon").value = longitude.toFixed(6);
    this.field("accuracy").value = accuracy;
    this.shown();
    this.follow(latitude, longitude);
    this.root.dispatchEvent(new CustomEvent("pendopo:changed", { bubbles: true }));
  }

  remove() {
    for (const name of ["lat", "lon", "accuracy"]) this.field(name).value = "";
    this.removeButton.hidden = true;
    this.marker?.remove();
    this.status.textContent = this.words("removed");
    this.locateButton.focus();
    this.root.dispatchEvent(new CustomEvent("pendopo:changed", { bubbles: true }));
  }

  shown() {
    const [latitude, longitude] = [Number(this.field("lat").value), Number(this.field("lon").value)];
    const metres = this.field("accuracy").value;
    const place = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
    this.status.textContent = this.words(metres ? "accuracy" : "marked", { place, metres });
    this.removeButton.hidden = false;
    if (!this.live) return;
    this.marker?.remove();
    this.marker = pin(this.live.L, latitude, longitude).addTo(this.live.map);
    this.live.map.setView([latitude, longitude], Math.max(this.live.map.getZoom(), 12));
  }

  /** The village that the point lies in, if the server can say. */
  async follow(latitude, longitude) {
    if (!this.root.dataset.locate) return;
    try {
      const answer = await fetch(`${this.root.dataset.locate}?lat=${latitude}&lon=${longitude}`);
      if (!answer.ok) return;
      const { village, outside } = await answer.json();
      if (village?.code) this.choose(village.code);
      // An empty name is a place outside of which nobody knows whose it is.
      if (outside !== null && outside !== undefined) {
        this.status.textContent = this.words(outside ? "outside" : "outside_unknown", { regency: outside });
      }
    } catch {
      // The server finds it when the report arrives.
    }
  }

  async openMap(box) {
    this.live = await openMap(box);
    this.live.map.on("click", ({ latlng }) => this.mark(latlng.lat, latlng.lng));
    if (this.field("lat").value) this.shown();
  }

  /** One list of all villages becomes two: subdistrict, then its villages. */
  splitVillages() {
    const villages = this.field("village");
    const groups = [...villages.querySelectorAll("optgroup")].map((group) => ({ name: group.label, options: [...group.children] }));
    if (groups.length < 2) return;
    const box = villages.closest(".field");
    const chosen = villages.value;
    const label = document.createElement("label");
    const select = document.createElement("select");
    select.className = "input";
    select.id = `${villages.id}-subdistrict`;
    label.htmlFor = select.id;
    label.textContent = this.words("subdistrict");
    select.append(new Option(this.words("subdistrict_prompt"), ""), ...groups.map((group, index) => new Option(group.name, index)));
    const upper = document.createElement("div");
    upper.className = "field";
    upper.append(label, select);
    box.before(upper);
    const show = async () => {
      const group = groups[Number(select.value)];
      const isChosen = select.value !== "";
      if (isChosen && group.options.length < 2) await this.fetchVillages(group);
      villages.replaceChildren(new Option(this.words("village_prompt"), ""), ...(isChosen ? group.options : []));
      villages.value = "";
      box.hidden = !isChosen;
    };
    select.addEventListener("change", show);
    this.choose = async (code) => {
      const index = groups.findIndex((group) => group.options.some((option) => option.value === code));
      if (index < 0) return;
      select.value = index;
      await show();
      villages.value = code;
    };
    villages.addEventListener("pendopo:restore", (event) => this.choose(event.detail));
    if (chosen) this.choose(chosen);
    else show();
  }

  choose(code) { this.field("village").value = code; }

  async fetchVillages(group) {
    const code = group.options[0]?.value;
    if (!this.root.dataset.villages || !code) return;
    try {
      const answer = await fetch(this.root.dataset.villages.replace("{code}", encodeURIComponent(code)));
      const list = await answer.json();
      group.options.push(...(list.villages ?? list.items ?? list).map((village) => new Option(village.name, village.code)));
    } catch {
      // The subdistrict alone is still a place.
    }
  }
}
