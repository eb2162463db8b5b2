// The category of a report: typing narrows the long list, its questions appear, and for risky matters "confidential" is offered first.
//   <select data-category data-sensitive="id id" data-search="…" data-found="…">, <fieldset data-questions="ID">, [data-sensitive-note]
export function start(select) {
  const form = select.form;
  const sensitive = new Set(select.dataset.sensitive.split(" ").filter(Boolean));
  const asked = form.elements.asked;
  const note = form.querySelector("[data-sensitive-note]");
  // Whether she has decided herself who may see the report.
  let isChosenByHand = false;

  for (const radio of form.querySelectorAll("[name=disclosure]")) {
    radio.addEventListener("change", (event) => { if (event.isTrusted) isChosenByHand = true; });
    radio.addEventListener("pendopo:restore", () => { isChosenByHand = true; });
  }

  const follow = () => {
    if (asked) asked.value = select.value;
    for (const questions of form.querySelectorAll("[data-questions]")) {
      questions.hidden = questions.disabled = questions.dataset.questions !== select.value;
    }
    const isSensitive = sensitive.has(select.value);
    if (note) note.hidden = !isSensitive;
    if (isSensitive && !isChosenByHand) form.querySelector("[name=disclosure][value=confidential]").checked = true;
  };
  select.addEventListener("change", follow);
  if (select.options.length > 20) addSearch(select, follow);
  follow();
}

function addSearch(select, follow) {
  const groups = [...select.querySelectorAll("optgroup")].map((group) => ({ group, options: [...group.children] }));
  const search = document.createElement("input");
  search.type = "search";
  search.className = "input";
  search.setAttribute("aria-label", select.dataset.search);
  search.setAttribute("aria-controls", select.id);
  search.placeholder = select.dataset.search;
  const status = document.createElement("p");
  status.className = "hint";
  status.setAttribute("role", "status");
  select.before(search, status);

  search.addEventListener("input", () => {
    const words = fold(search.value).split(" ").filter(Boolean);
    let fitting = [];
    for (const { group, options } of groups) {
      const own = fold(group.label);
      const shown = options.filter((option) => words.every((word) => fold(option.textContent).includes(word) || own.includes(word)));
      group.replaceChildren(...shown);
      group.hidden = shown.length === 0;
      fitting = fitting.concat(shown);
    }
    status.textContent = words.length ? count(select.dataset.found, fitting.length) : "";
    if (words.length && fitting.length === 1) {
      select.value = fitting[0].value;
      follow();
    }
  });
  // Enter in the search must not send the form.
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") { event.preventDefault(); select.focus(); }
  });
}

const fold = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
const count = (sentence, number) => sentence.replace("{count}", String(number));
