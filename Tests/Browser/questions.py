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

WORDS = r"""
const [css, text, within] = arguments;
const has = (element) => element.textContent.replace(/[\u200b\u200e\u200f]/g, '').replace(/\s+/g, ' ').toLowerCase().includes(text);
"""

# What may say something: a part of it that is hidden may say it too, so that each has to be looked at.
HAVING = WORDS + """
return [...(within ?? document).querySelectorAll(css)].filter(has);
"""

# The smallest parts that may say something.
WHERE = WORDS + """
const smallest = (element) => {
  const inner = [...element.children].filter(has);
  return inner.length ? inner.flatMap(smallest) : [element];
};
const root = document.querySelector(css);
return root && has(root) ? smallest(root).slice(0, 5) : [];
"""

# Takes hold of a field for words, with what stands in it, so that what comes takes its place.
HOLD = """
const field = arguments[0];
if (!field.matches('textarea, input:not([type=radio], [type=checkbox], [type=file], [type=date])')) return false;
field.scrollIntoView({block: 'center', behavior: 'instant'});
field.focus();
field.select();
return document.activeElement === field;
"""
