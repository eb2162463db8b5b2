// A page that waits looks again by itself: what it says of how far things are is exchanged, and at the end the page comes anew.
export function start(element) {
  const seconds = Number(element.dataset.refresh) || 5;
  const look = async () => {
    if (!element.isConnected) return;
    let isOver = false;
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[data-refresh]");
      isOver = !fresh;
      if (fresh && fresh.textContent !== element.textContent) element.textContent = fresh.textContent;
    } catch {
      // Without a network it goes on waiting.
    }
    if (isOver && element.isConnected) location.reload();
    else setTimeout(look, seconds * 1000);
  };
  setTimeout(look, seconds * 1000);
}
