// Large files go in pieces: a line that breaks costs one piece, and after a break, or tomorrow, it goes on where it stopped.
import { wordsOf } from "./words.js";

const pieceSize = 4 << 20;
const least = 8 << 20;
const mostTries = 8;

export function start(form) {
  const input = form.querySelector("input[type=file]");
  const field = form.elements.upload;
  if (!input || !field) return;
  input.addEventListener("change", () => { field.value = ""; });
  form.addEventListener("submit", (event) => {
    const file = input.files[0];
    if (!file || file.size < least || field.value) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (form.dataset.sending) return;
    form.dataset.sending = "1";
    const button = event.submitter ?? form.querySelector("button[type=submit]");
    button?.setAttribute("aria-disabled", "true");
    const status = progress(form, wordsOf(form));
    const free = () => {
      delete form.dataset.sending;
      button?.removeAttribute("aria-disabled");
    };
    sendAll(form, file, status).then((id) => {
      free();
      status.end();
      field.value = id;
      input.required = false;
      input.value = "";
      form.requestSubmit(button);
    }, () => {
      free();
      status.fail();
    });
  }, true);
}

/** Says how far it is, and what happens while the line is broken. */
function progress(form, words) {
  const bar = form.querySelector("progress.upload") ?? form.appendChild(document.createElement("progress"));
  bar.className = "upload";
  bar.max = 100;
  bar.setAttribute("aria-label", words("sending"));
  let line = form.querySelector("[data-pieces-status]");
  if (!line) {
    line = form.appendChild(document.createElement("p"));
    line.dataset.piecesStatus = "";
    line.setAttribute("role", "status");
  }
  return {
    at(percent) {
      bar.value = percent;
      line.textContent = words("progress", { percent });
    },
    waits(percent) { line.textContent = `${words("progress", { percent })} · ${words("waits")}`; },
    end() {
      bar.remove();
      line.remove();
    },
    fail() {
      bar.remove();
      line.textContent = words(navigator.onLine ? "failed" : "offline");
    },
  };
}

async function sendAll(form, file, status) {
  const key = `upload:${file.name}:${file.size}:${file.lastModified}`;
  let upload = await known(localStorage.getItem(key));
  if (!upload || upload.size !== file.size) {
    upload = await ask("POST", "/api/uploads", form, JSON.stringify({ filename: file.name, size: file.size }), "application/json");
    localStorage.setItem(key, upload.id);
  }
  let tries = 0;
  while (!upload.isComplete) {
    const percent = Math.floor((upload.offset / file.size) * 100);
    status.at(percent);
    try {
      const piece = file.slice(upload.offset, upload.offset + pieceSize);
      upload = await ask("PATCH", `/api/uploads/${upload.id}?offset=${upload.offset}`, form, piece, "application/octet-stream");
      tries = 0;
    } catch (error) {
      if (++tries > mostTries) throw error;
      status.waits(percent);
      await new Promise((resolve) => setTimeout(resolve, Math.min(30, 2 ** tries) * 1000));
      // Where it stopped is for the server to say.
      const now = await known(upload.id);
      if (now === undefined && navigator.onLine) throw error;
      upload = now ?? upload;
    }
  }
  localStorage.removeItem(key);
  status.at(100);
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
