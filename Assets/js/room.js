// A room, or the screen of a ceremony: changes of the others appear by themselves. The server says by events that something has changed;
// the page is fetched anew and each card that is different is exchanged, but for the one somebody is writing on: that one is joined on the
// server when it is saved.
// Candidates can be dragged onto years; the same can be done with the two lists on each card.
export function start(room) {
  let waiting = false;
  let again = false;
  const ready = new WeakSet();
  const line = document.createElement("p");
  line.className = "hint";
  line.setAttribute("role", "status");
  room.prepend(line);
  const note = (text = "") => { if (line.textContent !== text) line.textContent = text; };
  const stream = new EventSource(room.dataset.room);
  stream.onmessage = refresh;
  stream.onopen = () => note();
  stream.onerror = () => note(room.dataset.lost);
  addEventListener("pagehide", () => stream.close());
  // A page that came as an answer takes the place of this one, with a stream of its own.
  document.addEventListener("pendopo:exchanged", () => {
    if (room.isConnected) return;
    stream.close();
    clearInterval(ticker);
  });

  async function refresh() {
    if (waiting) { again = true; return; }
    waiting = true;
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      if (answer.ok) exchange(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch {
      // The stream says when the line is back.
    }
    waiting = false;
    if (again) { again = false; refresh(); }
  }

  function exchange(page) {
    for (const part of page.querySelectorAll("[data-live]")) {
      const here = room.querySelector(`[data-live="${CSS.escape(part.dataset.live)}"]`);
      if (!here) continue;
      if (part.querySelector("[data-card]") || here.querySelector("[data-card]")) cards(here, part);
      else if (here.innerHTML !== part.innerHTML && !here.contains(document.activeElement)) here.replaceChildren(...part.childNodes);
    }
    clock();
    room.dispatchEvent(new CustomEvent("pendopo:exchanged", { bubbles: true }));
    drag();
  }

  // Cards in the new order, each element kept where it is the same or being written on.
  function cards(here, part) {
    const known = new Map([...here.querySelectorAll(":scope > [data-card]")].map((card) => [card.dataset.card, card]));
    const fresh = [...part.querySelectorAll(":scope > [data-card]")];
    let before = here.firstElementChild;
    for (const card of fresh) {
      const old = known.get(card.dataset.card);
      known.delete(card.dataset.card);
      const keep = old && (old.dataset.version === card.dataset.version || isBusy(old));
      const shown = keep ? old : card;
      if (old && !keep) {
        if (before === old) before = card;
        old.replaceWith(card);
      }
      if (shown !== before) here.insertBefore(shown, before);
      before = shown.nextElementSibling;
    }
    for (const gone of known.values()) if (!isBusy(gone)) gone.remove();
  }

  const isBusy = (card) => card.contains(document.activeElement) || card.querySelector("details[open] form") !== null;

  function clock() {
    const until = room.querySelector("[data-until]");
    if (!until) return;
    const left = Math.max(0, Math.round((new Date(until.dataset.until) - Date.now()) / 1000));
    until.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  }

  function drag() {
    for (const card of room.querySelectorAll("[data-drag]")) {
      if (card.draggable) continue;
      card.draggable = true;
      card.addEventListener("dragstart", (event) => event.dataTransfer.setData("text/plain", card.dataset.card));
    }
    for (const year of room.querySelectorAll("[data-year]")) {
      if (ready.has(year)) continue;
      ready.add(year);
      year.addEventListener("dragover", (event) => event.preventDefault());
      year.addEventListener("drop", (event) => {
        event.preventDefault();
        const card = room.querySelector(`[data-card="${CSS.escape(event.dataTransfer.getData("text/plain"))}"]`);
        const form = card?.querySelector(`form[action="${card.dataset.drag}"]`);
        if (!form) return;
        form.elements.from_year.value = form.elements.to_year.value = year.dataset.year;
        form.requestSubmit();
      });
    }
  }

  clock();
  const ticker = setInterval(clock, 1000);
  drag();
}
