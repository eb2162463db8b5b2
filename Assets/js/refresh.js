// A page that waits looks again by itself, also where it came as the answer to a form and its head was not read.
export function start(element) {
  const seconds = Number(element.dataset.refresh) || 5;
  setTimeout(() => { if (element.isConnected) location.reload(); }, seconds * 1000);
}
