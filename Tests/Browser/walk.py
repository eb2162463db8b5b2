"""What walks over the pages of officials have in common."""

import os
import urllib.request
from pathlib import Path

import pages
from browser import DESK, PHONE


class Walk:
    """One walk, and what is wrong with the pages it passes. PENDOPO_BROWSER_PICTURES=FOLDER keeps a picture of each, in both languages
    and sizes."""

    def __init__(self, name, browser, language, colours=True):
        """`colours`: not where the same walk goes over the same pages once more: they take axe longer than all else."""
        self.name, self.browser, self.language, self.colours = name, browser, language, colours
        self.faults, self.count = [], 0
        self.folder = os.environ.get("PENDOPO_BROWSER_PICTURES")

    def look(self, what):
        browser = self.browser
        browser.settled()
        # axe is a script; what it says of a page is the same without them.
        if browser.has_scripts:
            self.faults += [f"{what} {browser.path}: {fault}" for fault in pages.axe(browser, () if self.colours else pages.BUT_COLOURS)]
        if browser.width < 700:
            self.faults += [f"{what} {browser.path}: {fault}" for fault in pages.too_wide(browser)]
        if self.folder:
            self.pictures(what)

    def pictures(self, what):
        self.count += 1
        browser, width = self.browser, self.browser.width
        Path(self.folder).mkdir(parents=True, exist_ok=True)
        for size in (PHONE, DESK):
            browser.size(*size)
            browser.picture(f"{self.folder}/{self.name}-{self.count:02}-{what}-{size[0]}.png")
        browser.size(*(PHONE if width < 700 else DESK))

    def end(self):
        assert not self.faults, f"{len(self.faults)} faults\n" + "\n".join(self.faults)


def fetch(browser, address):
    """A file behind a link, got with the browser's session."""
    address = address if address.startswith("http") else browser.url + address
    cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies().items())
    with urllib.request.urlopen(urllib.request.Request(address, headers={"Cookie": cookies}), timeout=60) as answer:
        return answer.read()


def turned(browser, press):
    """Does what leads to another page, or to another state of this one, and waits until it is there: an element that is looked for at once
    may still be found on the page that is about to go."""
    browser.run("document.querySelector('main').dataset.before = ''")
    press()
    browser.wait(lambda: browser.all("main") and not browser.all("main[data-before]"), "the page after that")
    return browser.settled()


def act(browser, action):
    """Presses the button of the form with this action, and waits for what comes."""
    return turned(browser, lambda: browser.press(f"main form[action$='/{action}'] button.button:not([type=button])"))


def send(browser, form):
    """Presses the first button of a form, given by its selector, that does what the form is for; waits for what comes."""
    return turned(browser, lambda: browser.press(browser.all(f"{form} button.button:not([type=button]):not(.button--plain)")[0]))


def open_box(browser, action):
    """Opens the folded part, if it is in one, that holds the form whose action ends so, and gives the form's selector."""
    form = browser.wait(lambda: browser.all(f"main form[action$='{action}']"), f"form {action}")[0]
    box = form.find_elements("xpath", "ancestor::details[1]")
    if box and box[0].get_attribute("open") is None:
        browser.press(box[0].find_element("css selector", "summary"))
    return f"main form[action$='{action}']"


def choose(browser, name, words, form):
    """Chooses of a list what has these words in it."""
    field = browser.wait(lambda: browser.all(f"{form} select[name='{name}']"), f"list {name}")[0]
    # In one question: lists of agencies and of accounts have hundreds.
    value = browser.run("return [...arguments[0].options].find((option) => option.textContent.includes(arguments[1]))?.value", field, words)
    assert value is not None, f"“{words}” in the list {name}"
    browser.fill(name, value, form)


def understood(browser):
    """Waits until the file was read."""
    browser.wait(lambda: browser.all("main form[action$='/bacaan']"), "what was understood")
    return browser.settled()
