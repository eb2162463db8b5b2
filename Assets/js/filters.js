// <form data-filters="ID">: a chosen filter takes effect at once, by exchanging the element ID; the address follows, so that it can be
// shared and gone back to. Typed words wait for the button or for Enter.
export function start(form) {
  const id = form.dataset.filters;
  if (!document.getElementById(id)) return;
  let asked = 0;
  const apply = async () => {
    const turn = ++asked;
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
    const address = new URL(form.action, location.href);
    address.search = query.toString();
    const list = document.getElementById(id);
    list.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById(id);
      if (turn !== asked) return;
      if (!answer.ok || !fresh) throw new Error("no list");
      list.replaceWith(fresh);
      history.replaceState(null, "", address);
      const [on, nowOn] = [form.querySelector(".filters__on"), page.querySelector(".filters .filters__on")];
      on?.remove();
      if (nowOn) form.append(nowOn);
      fresh.setAttribute("aria-live", "polite");
      fresh.dispatchEvent(new CustomEvent("pendopo:exchanged", { bubbles: true }));
    } catch {
      location.assign(address);
    }
  };
  form.addEventListener("change", (event) => {
    if (event.target.matches("select, input[type=checkbox], input[type=radio], input[type=date]")) apply();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    apply();
  });
}
