// Photos: shown at once, made small on the phone, removable one by one.
//   <div data-photos data-max="5" data-edge="1600" data-words="…"><input type="file"> <p data-photos-status> <ul data-photos-list hidden>
// Hears `pendopo:restore` (detail: File[]) from a draft; tells `pendopo:changed` when its files change.
import { wordsOf } from "./words.js";

export function start(box) {
  const input = box.querySelector("input[type=file]");
  const status = box.querySelector("[data-photos-status]");
  const list = box.querySelector("[data-photos-list]");
  const words = wordsOf(box);
  const most = Number(box.dataset.max) || 5;
  const edge = Number(box.dataset.edge) || 1600;
  let photos = [];
  if (typeof DataTransfer !== "function") return;
  input.parentElement.classList.add("is-live");

  input.addEventListener("change", async () => {
    const chosen = [...input.files];
    // The input drops what it had when one chooses again; we keep adding.
    put();
    await work(chosen);
  });

  box.addEventListener("pendopo:restore", (event) => {
    photos = event.detail.slice(0, most);
    put();
    draw();
    status.textContent = words("ready", { count: photos.length });
  });

  // A page that came back may hold files already.
  if (input.files.length) queueMicrotask(() => work([...input.files]));

  let queue = Promise.resolve();
  function work(files) {
    return (queue = queue.then(() => take(files)));
  }

  async function take(files) {
    const trouble = [];
    status.textContent = words("working");
    const submit = input.form?.querySelectorAll("button[type=submit]") ?? [];
    submit.forEach((button) => button.setAttribute("aria-disabled", "true"));
    for (const file of files) {
      if (photos.length >= most) {
        trouble.push(words("many", { max: most }));
        break;
      }
      const small = await shrink(file, edge);
      if (small) photos.push(small);
      else trouble.push(words("unreadable", { name: file.name }));
    }
    submit.forEach((button) => button.removeAttribute("aria-disabled"));
    put();
    draw();
    status.textContent = [...trouble, photos.length ? words("ready", { count: photos.length }) : ""].join(" ").trim();
    box.dispatchEvent(new CustomEvent("pendopo:changed", { bubbles: true }));
  }

  function put() {
    const transfer = new DataTransfer();
    for (const photo of photos) transfer.items.add(photo);
    input.files = transfer.files;
  }

  function draw() {
    list.querySelectorAll("img").forEach((image) => URL.revokeObjectURL(image.src));
    list.replaceChildren(...photos.map((photo, index) => card(photo, index + 1)));
    list.hidden = photos.length === 0;
  }

  function card(photo, number) {
    const item = document.createElement("li");
    const figure = item.appendChild(document.createElement("figure"));
    const image = figure.appendChild(new Image());
    image.src = URL.createObjectURL(photo);
    image.alt = words("photo", { number, size: sizeInWords(photo.size) });
    const caption = figure.appendChild(document.createElement("figcaption"));
    caption.append(sizeInWords(photo.size));
    const button = caption.appendChild(document.createElement("button"));
    button.type = "button";
    button.className = "button button--plain";
    button.textContent = "×";
    button.setAttribute("aria-label", words("remove", { number }));
    button.addEventListener("click", () => {
      photos.splice(number - 1, 1);
      put();
      draw();
      status.textContent = photos.length ? words("ready", { count: photos.length }) : "";
      (list.querySelectorAll("button")[Math.min(number, photos.length) - 1] ?? input).focus();
      box.dispatchEvent(new CustomEvent("pendopo:changed", { bubbles: true }));
    });
    return item;
  }
}

/** A JPEG no longer than `edge` on either side, upright; `null` when the file is no picture this phone can read. */
async function shrink(file, edge) {
  let picture;
  try {
    picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return null;
  }
  const scale = Math.min(1, edge / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  // Drawn anew even when small enough: that leaves behind where and with what it was taken.
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.82));
  if (!blob) return null;
  return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg", lastModified: file.lastModified });
}

function sizeInWords(bytes) {
  return `${Math.max(1, Math.round(bytes / 1024))} kB`;
}
