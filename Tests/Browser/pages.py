"""Which pages somebody can reach, and what is wrong with one."""

import hashlib
import json
import os
import re
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import selenium_axe_python

AXE = (Path(selenium_axe_python.__file__).parent / "axe-core/axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
BUT_COLOURS = ["color-contrast"]
PUBLIC = ["/", "/lapor", "/laporan", "/laporan?tampilan=peta", "/laporan/statistik", "/data", "/janji", "/rencana", "/inovasi", "/lacak", "/lacak?kode=salah", "/privasi", "/tentang", "/masuk",
          "/lupa-kata-sandi", "/luring", "/tidak-ada"]
STAFF = ["/kerja", "/kerja/laporan", "/kerja/pemberitahuan", "/akun"]
# The pages of an administrator, for whom it is the first.
ADMINISTRATION = "/pengelolaan"
# What those who work on something see of it; the rest everyone sees, and is walked as a visitor.
OWN = ("/kerja", "/pengelolaan", "/akun", "/audit", "/data/kelola", "/data/periksa")
# Plans, innovations and workshops show more to those who write them, at the addresses everyone reads: walked as the planning agency and as
# a clerk of another one, for the others see a part of that.
PLANNING = ("/rencana", "/inovasi", "/lokakarya")
PLANNERS = ("bappeda",)
# Made for programs, or they end the session.
NOT_PAGES = re.compile(r"\.(csv|atom|json|png|jpe?g|svg|ttl|xml|xlsx|docx|html|pdf|zip)($|\?)|/unduh(/|\?|$)|/bukti/|/aliran(\?|$)|^/(api|aset|foto|merek|keluar)\b|/foto/")
NARROW = (320, 740)
# More would mean that a kind of page is not told from its records.
MOST = 160


def plain(address):
    """Path and query without the choice of language."""
    parts = urlsplit(address)
    query = urlencode([pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != "bahasa"])
    return parts.path + ("?" + query if query else "")


def asking(path, language):
    """The address of a path in a language."""
    return f"{path}{'&' if '?' in path else '?'}bahasa={language}"


def kind(path):
    """What is the same for all pages that differ only in the record they show."""
    path = path.split("?")[0]
    path = re.sub(r"/[0-9a-f]{8}-[0-9a-f-]{27,}", "/{id}", path)
    path = re.sub(r"/[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{2,3}\b", "/{code}", path)
    path = re.sub(r"/(?:[A-Z]{1,2}-\d{4}|BT-\d+)\b", "/{code}", path)
    path = re.sub(r"/\d[\d.]*\b", "/{number}", path)
    path = re.sub(r"/komponen/[^/]+", "/komponen/{component}", path)
    path = re.sub(r"^(/data(?:/kelola/dataset)?)/(?!kelola|periksa)[^/]+", r"\1/{name}", path)
    path = re.sub(r"^(/pengelolaan/(?:kategori|peran|perangkat-daerah|klien-api|wilayah))/(?!(?:baru|impor|tabel|riwayat)\b)[^/]+", r"\1/{id}", path)
    return re.sub(r"(/pengelolaan/kata)/[\w.%-]+", r"\1/{key}", path)


def is_first_to_see(path):
    """Whether nobody who walks beside has seen a page of this kind (`PENDOPO_BROWSER_SEEN`, a folder)."""
    if not (folder := os.environ.get("PENDOPO_BROWSER_SEEN")):
        return True
    try:
        os.close(os.open(os.path.join(folder, hashlib.sha256(kind(path).encode()).hexdigest()), os.O_CREAT | os.O_EXCL))
        return True
    except FileExistsError:
        return False


def reachable(browser, who, typed=lambda path: path):
    """The menus, and from every page the first of each kind of page it links to. Each is given when it has come, in the language that was
    chosen last; whoever takes it may go where they like meanwhile. `typed`: the address to ask for to get to a path."""
    waiting = list(PUBLIC if who is None else STAFF)
    if who == "admin":
        waiting.insert(0, ADMINISTRATION)
    if who is None:
        waiting += patterns(browser)
    count, known = 0, {kind(path) for path in waiting}
    while waiting and count < MOST:
        path = waiting.pop(0)
        browser.go(typed(path))
        count += 1
        for address in browser.run("return [...document.querySelectorAll('main a[href], .staff a[href], .site-foot a[href]')].map(a => new URL(a.href.baseVal ?? a.href, location).href)"):
            if not address.startswith(browser.url + "/"):
                continue
            found = plain(address.removeprefix(browser.url).split("#")[0])
            if NOT_PAGES.search(found) or kind(found) in known:
                continue
            if who is not None and not found.startswith(OWN + (PLANNING if who in PLANNERS else ())):
                continue
            known.add(kind(found))
            waiting.append(found)
        yield path
    assert not waiting, f"{len(waiting)} pages were not looked at, the first is {waiting[0]}"


def patterns(browser):
    browser.go("/_patterns")
    return ["/_patterns"] if browser.all("main h1") and "404" not in browser.driver.title else []


# Of rows, cards and marks beside one another that differ in their words only, a few are looked at: the page is no other for the rest.
# Alike is what has the same elements with the same classes, roles and states, and words where the others have words. Every second one is
# told apart, because every second row may have a colour of its own. `each` is told every element that is looked at.
ALIKE = r"""
const alike = (each = () => {}) => {
  const telling = /^ (class|role|type|style|lang|dir|tabindex|fill|stroke|hidden|open|disabled|aria-(hidden|current|expanded|sort|pressed|checked|selected|disabled|invalid))=/;
  const shape = (element) => element.outerHTML
    .replace(/ [\w:-]+="[^"]+"/g, (attribute) => telling.test(attribute) ? attribute : attribute.slice(0, attribute.indexOf('=')))
    .replace(/>[^<]+/g, (words) => words.trim() === '>' ? '>' : '>x');
  const rest = [];
  const walk = (parent) => {
    const seen = new Map(), isLong = parent.childElementCount > 8 && !parent.matches('tr, dl, select, datalist, optgroup');
    [...parent.children].forEach((child, place) => {
      if (isLong) {
        const key = `${place % 2} ${shape(child)}`, times = (seen.get(key) ?? 0) + 1;
        seen.set(key, times);
        if (times > 3 && !child.contains(document.activeElement)) return rest.push(child);
      }
      each(child);
      walk(child);
    });
  };
  walk(document.body);
  return rest;
};
"""


# In one question, because each takes its time. Through the debugger, because the pages' own policy rightly keeps foreign scripts out.
# What is left out keeps its room, so that nothing moves.
LOOK = r"""
(async () => {
  if (typeof axe !== 'object') {
    %(axe)s
  }
  %(alike)s
  // Folded forms are pages too.
  document.querySelectorAll('main details').forEach((box) => { box.open = true });
  const rest = alike();
  rest.forEach((part) => part.style.setProperty('visibility', 'hidden', 'important'));
  try {
    // None of these rules reads style sheets, so axe need not take them apart first. Frames have no axe in them to answer it.
    const found = await axe.run(document, {
      runOnly: {type: 'tag', values: %(tags)s}, rules: %(rules)s, resultTypes: ['violations'], iframes: false, preload: {assets: ['media']}});
    return found.violations.map((fault) => ({
      rule: fault.id, help: fault.help, count: fault.nodes.length,
      first: fault.nodes[0].html.slice(0, 160), why: fault.nodes[0].failureSummary.replace(/\s+/g, ' ').slice(0, 240)}));
  } catch (error) {
    return [{rule: 'axe itself', help: String(error), count: 1, first: '', why: ''}];
  } finally {
    rest.forEach((part) => {
      part.style.removeProperty('visibility');
      if (!part.getAttribute('style')) part.removeAttribute('style');
    });
  }
})()
"""


def axe(browser, without=()):
    """Violations of WCAG 2.2 AA as axe finds them, in words; `without` some of its rules."""
    rules = {rule: {"enabled": False} for rule in without}
    said = browser.cdp("Runtime.evaluate", awaitPromise=True, returnByValue=True, expression=LOOK % {
        "axe": AXE, "alike": ALIKE, "tags": json.dumps(TAGS), "rules": json.dumps(rules)})
    assert "exceptionDetails" not in said, f"axe itself: {said['exceptionDetails']}"
    return [f"{fault['rule']} ×{fault['count']}: {fault['help']} — {fault['first']} — {fault['why']}" for fault in said["result"]["value"]]


def accessible(browser, what):
    """Stops a journey on a page that axe objects to. Pages without scripts cannot be asked."""
    if browser.has_scripts:
        faults = axe(browser)
        assert not faults, f"{what}, {browser.path}: " + "; ".join(faults)


WIDE = """
const most = document.documentElement.clientWidth;
if (document.documentElement.scrollWidth <= most) return [];
const wide = [...document.querySelectorAll('body *')].filter((element) => {
  const box = element.getBoundingClientRect();
  return box.width > 0 && box.right > most + 1 && getComputedStyle(element).position !== 'fixed';
});
return [`${document.documentElement.scrollWidth} px wide; `
  + wide.slice(-3).map((element) => `${element.tagName.toLowerCase()}.${element.className} ends at ${Math.round(element.getBoundingClientRect().right)}`).join(', ')];
"""


def too_wide(browser):
    return browser.run(WIDE)


# What moves for longer than a blink, or slides where it should jump.
MOVING = ALIKE + """
if (!matchMedia('(prefers-reduced-motion: reduce)').matches) throw new Error('less motion was not asked for');
const slow = (times) => times.split(',').some((time) => parseFloat(time) * (time.trim().endsWith('ms') ? 1 : 1000) > 100);
const found = [], looked = [document.documentElement, document.body];
alike((element) => looked.push(element));
for (const element of looked) {
  for (const part of [null, '::before', '::after']) {
    const style = getComputedStyle(element, part);
    if (style.animationName !== 'none' && slow(style.animationDuration) || style.transitionProperty !== 'none' && slow(style.transitionDuration)
      || !part && style.scrollBehavior === 'smooth') found.push(`${element.tagName.toLowerCase()}.${element.className}${part ?? ''}`);
  }
}
const running = document.getAnimations().filter((one) => one.playState === 'running' && one.effect.getComputedTiming().duration > 100);
return found.slice(0, 3).map((one) => `${one} moves`).concat(running.length ? [`${running.length} animations run`] : []);
"""
DESK = (1366, 768)


def enlarged(browser):
    """What is cut off on a desk where everything is twice as large, and where only the letters are (WCAG 1.4.4, 1.4.10)."""
    browser.size(DESK[0] // 2, DESK[1] // 2, scale=2, is_phone=False)
    faults = [f"at 200 %: {fault}" for fault in too_wide(browser)]
    browser.size(*DESK)
    browser.run("document.documentElement.style.fontSize = '200%'")
    faults += [f"with letters at 200 %: {fault}" for fault in too_wide(browser)]
    browser.run("document.documentElement.style.fontSize = ''")
    return faults


def moving(browser):
    """What still moves for somebody who has asked for less of it."""
    browser.cdp("Emulation.setEmulatedMedia", features=[{"name": "prefers-reduced-motion", "value": "reduce"}])
    faults = [f"with reduced motion: {fault}" for fault in browser.run(MOVING)]
    browser.cdp("Emulation.setEmulatedMedia", features=[])
    return faults


def faults(browser, again=False):
    """Everything that is looked at on a page, at a desk. `again` in its second language or as somebody else, which changes neither colours
    nor motion, and whose words and buttons are tried where there is least room. (Colours take axe longer than all its other rules
    together.)"""
    found = axe(browser, BUT_COLOURS) if again else axe(browser) + enlarged(browser) + moving(browser)
    browser.size(*NARROW)
    found += [f"at 320 px: {fault}" for fault in too_wide(browser)]
    browser.size(*DESK)
    return found
