// Opens the report form without a network. Keeps only what is the same for everyone: hashed files, the empty form, the page that says
// "no network", and outlines of places. Everything personal always comes from the network and is never kept.
// The server puts VERSION, ASSETS, FORM and OFFLINE before this text (Sources/Web/Components/Frame/ServiceWorker.swift).
const FILES = `files-${VERSION}`;
const PAGES = `pages-${VERSION}`;
const PLACES = "places-1";

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    await (await caches.open(FILES)).addAll(ASSETS);
    await keepPages();
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (![FILES, PAGES, PLACES].includes(name)) await caches.delete(name);
    await self.clients.claim();
  })());
});

self.addEventListener("message", (event) => {
  if (event.data?.kind === "refresh") event.waitUntil(refresh(event.data.language));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin) return;
  if (address.pathname.startsWith("/aset/") || address.pathname.startsWith("/merek/")) event.respondWith(file(request));
  else if (request.mode === "navigate") event.respondWith(page(request, address));
  else if (address.pathname.startsWith("/api/regions/")) event.respondWith(place(event, request));
});

async function file(request) {
  const kept = await caches.match(request);
  if (kept) return kept;
  const fresh = await fetch(request);
  // Only names with a hash never change; a plain name must be asked for again.
  if (fresh.ok && /[./][0-9a-f]{12}\.\w+$/.test(new URL(request.url).pathname)) {
    const copy = fresh.clone();
    caches.open(FILES).then((cache) => cache.put(request, copy));
  }
  return fresh;
}

async function page(request, address) {
  try {
    return await fetch(request);
  } catch (error) {
    const pages = await caches.open(PAGES);
    const kept = address.pathname === FORM || address.pathname === "/" ? await pages.match(FORM) : await pages.match(OFFLINE);
    if (kept) return kept;
    throw error;
  }
}

/** Outlines and names of places: at once from the phone, anew for the next time. */
async function place(event, request) {
  const cache = await caches.open(PLACES);
  const kept = await cache.match(request);
  const fresh = fetch(request).then((answer) => {
    if (answer.ok) cache.put(request, answer.clone());
    return answer;
  });
  if (!kept) return fresh;
  event.waitUntil(fresh.catch(() => {}));
  return kept;
}

/** The form and the offline page as a stranger sees them: without credentials, so that no name can get into the copy. */
async function keepPages(language) {
  const pages = await caches.open(PAGES);
  await Promise.all([FORM, OFFLINE].map(async (path) => {
    const headers = language ? { "Accept-Language": language } : {};
    const answer = await fetch(path, { credentials: "omit", cache: "no-store", headers });
    if (!answer.ok || !(answer.headers.get("Content-Type") ?? "").startsWith("text/html")) return;
    // Marked, because its form token is nobody's: submit.js fetches a good one before it sends.
    const markup = (await answer.text()).replace("<html ", "<html data-kept ");
    const policy = answer.headers.get("Content-Security-Policy") ?? "";
    const kept = `${/<html data-kept lang="(\w+)"/.exec(markup)?.[1] ?? ""} ${Date.now()}`;
    const copy = { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy, "X-Kept": kept };
    await pages.put(path, new Response(markup, { headers: copy }));
    // The regency's colours and its arms are named in the page.
    const named = [...markup.matchAll(/(?:href|src)="(\/(?:aset|merek)\/[^"]+)"/g)].map((match) => match[1]);
    const files = await caches.open(FILES);
    await Promise.all([...new Set(named)].map(async (name) => (await files.match(name)) ?? files.add(name).catch(() => {})));
  }));
}

/** Once a day, and when the reader has chosen another language. */
async function refresh(language) {
  const kept = await (await caches.open(PAGES)).match(FORM);
  const [spoken, at] = (kept?.headers.get("X-Kept") ?? " 0").split(" ");
  if (!kept || (language && spoken !== language) || Date.now() - Number(at) > 86400000) await keepPages(language);
}
