// The sentences that the server put on an element (`data-words`), with `{name}` filled in and `{count|one|many}` chosen.
export function wordsOf(element) {
  const sentences = JSON.parse(element.dataset.words || "{}");
  return (name, values = {}) =>
    (sentences[name] ?? "").replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (_, key, one, many) =>
      one === undefined ? String(values[key] ?? "") : String(values[key]) === "1" ? one : many);
}
