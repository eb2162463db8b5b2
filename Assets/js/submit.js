// Sending: never twice, with progress when there are files, and with a word about what happens when there is no network.
import { wordsOf } from "./words.js";

export function start(form) {
  if (form.method !== "post") return;
  const words = wordsOf(form);
  const notice = message(form);
  form.addEventListener("submit", (event) => {
    const button = event.submitter ?? form.querySelector("button[type=submit]");
    if (form.dataset.sending || button?.getAttribute("aria-disabled") === "true") return event.preventDefault();
    if (event.defaultPrevented) return;
    form.dispatchEvent(new CustomEvent("pendopo:save"));
    const isWatched = "draft" in form.dataset || form.enctype === "multipart/form-data";
    if (isWatched) {
      event.preventDefault();
      if (!navigator.onLine) return notice(words("offline"));
    }
    busy(form, button, words("sending"));
    if (isWatched) send(form, button, words, notice);
  });
  // A page that comes back from the browser's memory can be sent again.
  addEventListener("pageshow", (event) => event.persisted && free(form));
  addEventListener("online", () => { if (notice.isShown()) notice(words("back"), "good"); });
  addEventListener("offline", () => { if ("draft" in form.dataset) notice(words("offline")); });
}

async function send(form, button, words, notice, isSecond = false) {
  if ("kept" in document.documentElement.dataset && !isSecond) await renewToken(form);
  const body = new FormData(form);
  if (button?.name) body.append(button.name, button.value);
  const bar = form.querySelector("progress.upload") ?? form.appendChild(document.createElement("progress"));
  bar.className = "upload";
  bar.max = 100;
  bar.setAttribute("aria-label", words("sending"));
  let answer;
  try {
    answer = await post(form.action, body, form.enctype, (percent) => {
      bar.value = percent;
      if (button && percent < 100) button.textContent = words("progress", { percent });
    });
  } catch {
    bar.remove();
    free(form);
    return notice(words(navigator.onLine ? "failed" : "offline"));
  }
  // A form that stood open for long may have an old token; fetch a new one, once.
  if (answer.status === 403 && !isSecond && (await renewToken(form))) return send(form, button, words, notice, true);
  bar.remove();
  const arrived = new DOMParser().parseFromString(answer.responseText, "text/html");
  const main = arrived.querySelector("main");
  if (!main || answer.status >= 500) {
    free(form);
    return notice(words("failed"));
  }
  exchange(form, main, arrived.title, answer.responseURL);
}

/** Shows the page that came as the answer, without fetching it a second time over a slow network. */
function exchange(form, main, title, address) {
  // A form that comes back with errors keeps its photos, unless the server has kept them already.
  const isKept = main.querySelector("[name=kept_photo]") !== null;
  for (const [name, value] of isKept ? [] : new FormData(form)) {
    const input = value instanceof File && value.size ? main.querySelector(`input[type=file][name="${CSS.escape(name)}"]`) : null;
    if (!input || typeof DataTransfer !== "function") continue;
    const transfer = new DataTransfer();
    for (const file of [...input.files, value]) transfer.items.add(file);
    input.files = transfer.files;
  }
  document.title = title;
  if (address && address !== location.href) {
    history.pushState(null, "", address);
    addEventListener("popstate", () => location.reload(), { once: true });
  }
  document.querySelector("main").replaceWith(main);
  (main.querySelector("[data-errors]") ?? main).focus();
  scrollTo(0, 0);
  main.dispatchEvent(new CustomEvent("pendopo:exchanged", { bubbles: true }));
}

function post(address, body, enctype, onProgress) {
  return new Promise((resolve, reject) => {
    // fetch cannot tell how much has gone.
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.setRequestHeader("Accept", "text/html");
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(Math.round((event.loaded / event.total) * 100));
    request.onload = () => resolve(request);
    request.onerror = request.onabort = request.ontimeout = () => reject(new Error("not sent"));
    request.send(enctype === "multipart/form-data" ? body : new URLSearchParams(body));
  });
}

async function renewToken(form) {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const [old, fresh] = [form.elements._csrf, page.querySelector("input[name=_csrf]")];
    if (!answer.ok || !old || !fresh || old.value === fresh.value) return false;
    old.value = fresh.value;
    return true;
  } catch {
    return false;
  }
}

function busy(form, button, text) {
  form.dataset.sending = "1";
  if (!button) return;
  button.dataset.label ??= button.innerHTML;
  button.setAttribute("aria-disabled", "true");
  if (text) button.textContent = text;
}

function free(form) {
  delete form.dataset.sending;
  for (const button of form.querySelectorAll("button[data-label]")) {
    button.removeAttribute("aria-disabled");
    // Our own markup, put aside above.
    button.innerHTML = button.dataset.label;
    delete button.dataset.label;
  }
}

function message(form) {
  let box;
  const show = (text, kind = "warn") => {
    box ??= form.appendChild(document.createElement("p"));
    box.className = `notice notice--${kind}`;
    box.setAttribute("role", "alert");
    const line = document.createElement("span");
    line.className = "wide";
    line.textContent = text;
    box.replaceChildren(line);
  };
  show.isShown = () => box !== undefined;
  return show;
}
