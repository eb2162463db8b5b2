// Links and forms whose answer is another state of the same page: only the part that differs is fetched and exchanged, the address
// follows, and focus stays where it was. Whatever goes wrong, the browser goes there as it would have without this.
//
// <div id="bagian" data-swap>…</div>, <form method="get" data-swap-form="bagian" [data-swap-change]>…</form>
let asked = 0;
let leaving;
// Once the reader goes elsewhere, a fetch that breaks off is no failure that should call her back.
let isGone = false;
addEventListener("pagehide", () => { isGone = true; });
addEventListener("pageshow", () => { isGone = false; });

async function exchange(part, address, { isNew = true } = {}) {
  const turn = ++asked;
  leaving?.abort();
  leaving = new AbortController();
  const spot = place(document.activeElement, part);
  part.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" }, signal: leaving.signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(part.id);
    if (turn !== asked) return;
    if (!fresh || (answer.redirected && new URL(answer.url).pathname !== location.pathname)) throw new Error("another page");
    const now = document.getElementById(part.id);
    const boxes = [...now.querySelectorAll(".data-box")].map((box) => box.scrollLeft);
    now.replaceWith(fresh);
    document.title = page.title;
    if (isNew) history.pushState({ swap: part.id }, "", answer.url || address);
    fresh.querySelectorAll(".data-box").forEach((box, index) => { box.scrollLeft = boxes[index] ?? 0; });
    find(spot, fresh)?.focus({ preventScroll: true });
    for (const language of document.querySelectorAll(".lang a")) {
      const link = new URL(language.href);
      const here = new URL(location.href);
      here.searchParams.set("bahasa", link.searchParams.get("bahasa"));
      language.href = here.href;
    }
    // From above, so that the exchanged part itself is taken hold of again too.
    fresh.parentElement.dispatchEvent(new CustomEvent("pendopo:exchanged", { bubbles: true }));
  } catch (error) {
    if (error.name !== "AbortError" && turn === asked && !isGone) location.assign(address);
  } finally {
    document.getElementById(part.id)?.removeAttribute("aria-busy");
  }
}

// Where focus is, in words that still mean something in the exchanged part.
function place(element, part) {
  if (!element || !part.contains(element)) return null;
  const all = [...part.querySelectorAll("a[href], button, input, select, textarea, summary")];
  return { id: element.id, text: element.textContent.trim(), tag: element.tagName, index: all.indexOf(element) };
}

function find(spot, part) {
  if (!spot) return null;
  if (spot.id) return document.getElementById(spot.id);
  const all = [...part.querySelectorAll("a[href], button, input, select, textarea, summary")];
  return all.find((element) => element.tagName === spot.tag && element.textContent.trim() === spot.text) ?? all[spot.index] ?? null;
}

function address(form) {
  const target = new URL(form.getAttribute("action"), location.href);
  target.search = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== "")).toString();
  return target;
}

function wire(form) {
  const part = () => document.getElementById(form.dataset.swapForm);
  form.addEventListener("submit", (event) => {
    if (!part()) return;
    event.preventDefault();
    exchange(part(), address(form));
  });
  if ("swapChange" in form.dataset) {
    form.addEventListener("change", () => part() && exchange(part(), address(form)));
  }
}

export function start(element) {
  if (element.matches("form")) return wire(element);
  element.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const target = new URL(link.href);
    const isState = target.origin === location.origin && target.pathname === location.pathname && target.search !== location.search;
    if (!isState || link.hasAttribute("download") || link.target) return;
    event.preventDefault();
    const isPage = link.rel === "next" || link.rel === "prev";
    exchange(element, target).then(() => {
      if (isPage) document.getElementById(element.id)?.querySelector(".found")?.scrollIntoView({ block: "start" });
    });
  });
}

addEventListener("popstate", () => {
  const part = document.querySelector("[data-swap]");
  if (part) exchange(part, new URL(location.href), { isNew: false });
});
