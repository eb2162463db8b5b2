// <div data-copy data-words="…">: copies the text of its input and says so.
import { wordsOf } from "./words.js";

export function start(box) {
  const input = box.querySelector("input");
  const button = box.querySelector("[data-copy-button]");
  const status = box.querySelector("[role=status]");
  const words = wordsOf(box);
  button.hidden = false;
  button.addEventListener("click", async () => {
    let isCopied = true;
    try {
      await navigator.clipboard.writeText(input.value);
    } catch {
      // Without TLS there is no clipboard, but the old way still works.
      input.select();
      isCopied = document.execCommand("copy");
    }
    status.textContent = words(isCopied ? "done" : "failed");
  });
}
