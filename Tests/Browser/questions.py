"""What is asked of a page in one go. Every command on its way through WebDriver takes its time, and there are tens of thousands."""

# Whether the page is there, asked once its scripts have taken hold of it.
SETTLED = """
const [done] = arguments, script = document.querySelector('script[type=module]'), end = () => done(true);
if (document.readyState !== 'complete') done(false);
else if (!script) end();
else {
  setTimeout(end, 5000);
  import(script.src).then(() => requestIdleCallback(end), end);
}
"""
