// Entry of every page. Pages work without scripts; each module below makes one kind of thing better, and is fetched only by
// pages that hold such a thing.
const modules = [
  ["[data-photos]", () => import("./photos.js")],
  ["[data-category]", () => import("./category.js")],
  ["[data-place]", () => import("./place.js")],
  ["[data-map='show']", () => import("./place.js")],
  ["form[data-pieces]", () => import("./pieces.js")],
  ["form[data-drop]", () => import("./drop.js")],
  ["[data-refresh]", () => import("./refresh.js")],
  ["form[data-send], form[method='post']", () => import("./submit.js")],
  ["[data-confirm]", () => import("./confirm.js")],
  ["[data-tiles]", () => import("./tiles.js")],
  ["[data-copy]", () => import("./copy.js")],
  ["form[data-filters]", () => import("./filters.js")],
  ["[data-map='records']", () => import("./reportmap.js")],
  ["[data-map='areas']", () => import("./areamap.js")],
  ["[data-swap], form[data-swap-form]", () => import("./swap.js")],
  ["[data-room]", () => import("./room.js")],
];
// A draft is put back once the fields that take it are ready.
const last = [["[data-draft], [data-draft-sent]", () => import("./draft.js")]];

/** Enhances what lies within `root`; safe to call again after a part of the page was exchanged. */
export async function enhance(root = document) {
  await Promise.all(modules.map((module) => improve(root, module)));
  await Promise.all(last.map((module) => improve(root, module)));
}

async function improve(root, [selector, load]) {
  const fresh = [...root.querySelectorAll(selector)].filter((element) => !done(element, selector));
  if (fresh.length === 0) return;
  try {
    const { start } = await load();
    for (const element of fresh) await start(element);
  } catch (error) {
    // The page still works as the server sent it.
    console.warn(selector, error);
  }
}

const seen = new WeakMap();
function done(element, selector) {
  const known = seen.get(element) ?? new Set();
  seen.set(element, known);
  return known.has(selector) || !known.add(selector);
}

document.querySelector("[data-errors]")?.focus();
enhance();
document.addEventListener("pendopo:exchanged", (event) => {
  enhance(event.target);
});

if ("serviceWorker" in navigator) {
  addEventListener("load", async () => {
    try {
      await navigator.serviceWorker.register("/sw.js");
      const ready = await navigator.serviceWorker.ready;
      ready.active?.postMessage({ kind: "refresh", language: document.documentElement.lang });
    } catch {
      // Without it everything works but opening the form without a network.
    }
  });
}
