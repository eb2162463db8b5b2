// <fieldset data-tiles="12">: arrow keys move among the boxes of a grid, which is one stop for Tab.
export function start(grid) {
  const columns = Number(grid.dataset.tiles);
  const boxes = [...grid.querySelectorAll("input[type=checkbox]")];
  const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns };
  const rest = (box) => boxes.forEach((other) => { other.tabIndex = other === box ? 0 : -1; });
  rest(boxes[0]);
  grid.addEventListener("focusin", (event) => rest(event.target));
  grid.addEventListener("keydown", (event) => {
    const step = steps[event.key];
    const next = step && boxes[boxes.indexOf(event.target) + step];
    if (!step) return;
    event.preventDefault();
    next?.focus();
  });
}
