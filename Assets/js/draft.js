// Keeps on this phone what is typed into <form data-draft="NAME">, photos included, until a page with
// <span data-draft-sent="NAME"> says that it has arrived. Nothing of it goes anywhere.
import { wordsOf } from "./words.js";

const longest = 30 * 24 * 3600 * 1000;

export async function start(element) {
  if (element.dataset.draftSent) return remove(element.dataset.draftSent);
  return keep(element, element.dataset.draft);
}

async function keep(form, name) {
  const words = wordsOf(form);
  let draft = await read(name);
  if (draft && Date.now() - draft.savedAt > longest) {
    await remove(name);
    draft = null;
  }
  // A form that came back with errors, or because somebody was quicker, already holds the words; browsers never give it back its files.
  const cameBack = document.querySelector("[data-errors], main .notice--warn[role=status]") !== null;
  if (!draft && !cameBack) rename(form);
  if (draft) {
    if (!cameBack) fill(form, draft.fields);
    // Photos that the server has kept need not be sent again.
    if (draft.photos?.length && files(form).length === 0 && !form.querySelector("[name=kept_photo]")) {
      form.querySelector("[data-photos]")?.dispatchEvent(new CustomEvent("pendopo:restore", { detail: draft.photos }));
    }
    if (!cameBack && (draft.photos?.length || Object.values(draft.fields).some((kept) => kept.length))) tell(form, words, name);
  }

  let timer;
  // An empty form that was only looked at leaves no draft; one beside another that came back leaves its own as it is.
  let isTouched = cameBack && !draft;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(save, 400);
  };
  const save = () => {
    clearTimeout(timer);
    if (form.dataset.draftOff || !form.isConnected || !isTouched) return;
    return write(name, { fields: values(form), photos: files(form), savedAt: Date.now() });
  };
  for (const kind of ["input", "change", "pendopo:changed"]) {
    form.addEventListener(kind, () => {
      isTouched = true;
      later();
    });
  }
  // Before sending.
  form.addEventListener("pendopo:save", save);
  addEventListener("pagehide", save);
}

/** A form kept on the phone has the same key each time it is opened; each draft needs its own, or the second report would be lost. */
function rename(form) {
  const key = form.querySelector("[name=client_key]");
  if (key) key.value = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What was typed, by name, emptied fields too; not the hidden fields of the server unless it says so (which version was seen), not passwords. */
function values(form) {
  const kept = {};
  for (const field of form.elements) {
    if (!field.name || ["password", "file", "submit", "button"].includes(field.type)) continue;
    if (field.type === "hidden" && !("keep" in field.dataset)) continue;
    const values = (kept[field.name] ??= []);
    if ((field.type === "checkbox" || field.type === "radio") && !field.checked) continue;
    if (field.value !== "") values.push(field.value);
  }
  return kept;
}

function files(form) {
  return [...(form.querySelector("[data-photos] input[type=file]")?.files ?? [])];
}

function fill(form, fields) {
  for (const [name, kept] of Object.entries(fields)) {
    for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      // What a script or the address has put into a hidden field stays where the draft has nothing.
      if (field.type === "hidden" && kept.length === 0) continue;
      const isBox = field.type === "checkbox" || field.type === "radio";
      const before = isBox ? field.checked : field.value;
      if (isBox) field.checked = kept.includes(field.value);
      else field.value = kept[0] ?? "";
      if (kept.length === 0 && before === (isBox ? field.checked : field.value)) continue;
      // Fields that a script looks after take their value themselves.
      field.dispatchEvent(new CustomEvent("pendopo:restore", { detail: kept[0], bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }
}

function tell(form, words, name) {
  const notice = document.createElement("div");
  notice.className = "notice notice--info";
  notice.setAttribute("role", "status");
  const text = notice.appendChild(document.createElement("div"));
  text.className = "wide row row--apart";
  text.append(words("restored"), " ");
  const button = text.appendChild(document.createElement("button"));
  button.type = "button";
  button.className = "button button--quiet";
  button.textContent = words("discard");
  button.addEventListener("click", async () => {
    form.dataset.draftOff = "1";
    await remove(name);
    location.reload();
  });
  form.prepend(notice);
  form.closest("details")?.setAttribute("open", "");
}

// One small store; a phone that refuses it (private mode) simply keeps nothing.
function store(mode, act) {
  return new Promise((resolve) => {
    const opening = indexedDB.open("pendopo", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("drafts");
    opening.onerror = () => resolve(undefined);
    opening.onsuccess = () => {
      const transaction = opening.result.transaction("drafts", mode);
      const request = act(transaction.objectStore("drafts"));
      transaction.oncomplete = () => { opening.result.close(); resolve(request.result); };
      transaction.onerror = transaction.onabort = () => { opening.result.close(); resolve(undefined); };
    };
  });
}
const read = (name) => store("readonly", (drafts) => drafts.get(name));
const write = (name, draft) => store("readwrite", (drafts) => drafts.put(draft, name));
const remove = (name) => store("readwrite", (drafts) => drafts.delete(name));
