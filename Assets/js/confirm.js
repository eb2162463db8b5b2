// <details data-confirm>: opening it is the question, the button inside is the answer.
// With scripts it can be cancelled by button and by Escape.
export function start(box) {
  const summary = box.querySelector("summary");
  const cancel = box.querySelector("[data-confirm-cancel]");
  const close = () => {
    box.open = false;
    summary.focus();
  };
  if (cancel) {
    cancel.hidden = false;
    cancel.addEventListener("click", close);
  }
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && box.open) close();
  });
  box.addEventListener("toggle", () => {
    if (!box.open) return;
    for (const other of document.querySelectorAll("[data-confirm][open]")) if (other !== box) other.open = false;
    box.querySelector("input, textarea, select")?.focus();
  });
}
