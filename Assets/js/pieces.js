// Large files go in pieces: a line that breaks costs one piece, and after a break, or tomorrow, it goes on where it stopped.
import { wordsOf } from "./words.js";

const pieceSize = 4 << 20;
const least = 8 << 20;
const mostTries = 8;

export function start(form) {
  const input = form.querySelector("input[type=file]");
  const field = form.elements.upload;
  if (!input || !field) return;
  const words = wordsOf(form);
  input.addEventListener("change", () => { field.value = ""; });
  form.addEventListener("submit", (event) => {
    const file = input.files[0];
    if (!file || file.size < least || field.value) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (form.dataset.sending) return;
    form.dataset.sending = "1";
    const button = event.submitter ?? form.querySelector("button[type=submit]");
    sendAll(form, file, (percent) => show(form, button, words, percent)).then((id) => {
      delete form.dataset.sending;
      field.value = id;
      input.required = false;
      input.value = "";
      form.requestSubmit();
    }, () => {
      delete form.dataset.sending;
      show(form, button, words, null);
    });
  }, true);
}

function show(form, button, words, percent) {
  let line = form.querySelector("[data-pieces-status]");
  if (!line) {
    line = form.appendChild(document.createElement("p"));
    line.dataset.piecesStatus = "";
    line.setAttribute("role", "status");
  }
  line.textContent = percent === null ? words(navigator.onLine ? "failed" : "offline") : words("progress", { percent });
}

async function sendAll(form, file, onProgress) {
  const key = `upload:${file.name}:${file.size}:${file.lastModified}`;
  let upload = await known(localStorage.getItem(key));
  if (!upload || upload.size !== file.size) {
    upload = await ask("POST", "/api/uploads", form, JSON.stringify({ filename: file.name, size: file.size }), "application/json");
    localStorage.setItem(key, upload.id);
  }
  let tries = 0;
  while (!upload.isComplete) {
    onProgress(Math.floor((upload.offset / file.size) * 100));
    try {
      const piece = file.slice(upload.offset, upload.offset + pieceSize);
      upload = await ask("PATCH", `/api/uploads/${upload.id}?offset=${upload.offset}`, form, piece, "application/octet-stream");
      tries = 0;
    } catch (error) {
      if (++tries > mostTries) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.min(30, 2 ** tries) * 1000));
      // Where it stopped is for the server to say.
      const now = await known(upload.id);
      if (now === undefined && navigator.onLine) throw error;
      upload = now ?? upload;
    }
  }
  localStorage.removeItem(key);
  onProgress(100);
  return upload.id;
}

/** What has arrived of an upload; `undefined` when it is gone, `null` when nobody can be asked. */
async function known(id) {
  if (!id) return undefined;
  try {
    const answer = await fetch(`/api/uploads/${id}`, { headers: { Accept: "application/json" } });
    return answer.ok ? answer.json() : undefined;
  } catch {
    return null;
  }
}

async function ask(method, address, form, body, type) {
  const answer = await fetch(address, { method, body, headers: { "Content-Type": type, "X-CSRF-Token": form.elements._csrf.value } });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}
