"""Somebody who knows no address but the front page's, and finds everything else by what links and buttons say."""

import functools
import re

import acts
from browser import Browser
from sentences import sentence
from walk import turned

# The first that says exactly this, else the first that has it among its words; what is folded away is not seen.
SAYS = """
const [css, text] = arguments;
const words = (element) => element.innerText.trim().replace(/\\s+/g, ' ').toLowerCase();
const seen = [...document.querySelectorAll(css)].filter((element) => element.checkVisibility());
return seen.find((element) => words(element) === text) ?? seen.find((element) => words(element).includes(text)) ?? null;
"""


class OnFoot(Browser):
    def go(self, path):
        assert path in ("/", "about:blank"), f"typed the address {path}"
        return super().go(path)

    def handed(self, address):
        """Goes to an address that a page showed so that it is passed on."""
        super().go(re.sub(r"^https?://[^/]+", "", address))
        return self.settled()

    @property
    def address(self):
        """What a person would copy from the bar."""
        return self.driver.current_url

    @functools.cached_property
    def language(self):
        return self.run("return document.documentElement.lang")

    def words(self, key, **values):
        return sentence(self.language, key, **values)

    def seek(self, text, within="main", kinds="a, button"):
        """The link or button that says something, if it is there."""
        return self.run(SAYS, ", ".join(f"{within} {kind}" for kind in kinds.split(", ")), " ".join(text.split()).lower())

    def open(self, text, within="main"):
        """Presses what says something, and waits for the page behind it."""

        def press():
            if (found := self.seek(text, within)) is None:
                return None
            self.press(found)
            return True

        return turned(self, lambda: self.wait(press, f"“{text}” within {within}"))

    def follow(self, key, within="main", **values):
        return self.open(self.words(key, **values), within)

    def menu(self, key):
        return self.follow(key, within=".staff")

    def unfold(self, key, **values):
        """Opens what is folded below these words, and gives its selector."""
        text = self.words(key, **values)
        summary = self.wait(lambda: self.seek(text, kinds="summary"), f"“{text}” to unfold")
        self.run("document.querySelectorAll('[data-here]').forEach((e) => delete e.dataset.here);"
                 "arguments[0].parentElement.dataset.here = ''", summary)
        if summary.find_element("xpath", "..").get_attribute("open") is None:
            self.press(summary)
        return "[data-here]"

    def fill(self, name, value, form="main"):
        """Words come all at once, as they do from a clipboard or a phone's keyboard."""
        fields = self.wait(lambda: self.all(f"{form} [name='{name}']"), f"field {name}")
        return self if self.inserted(fields[0], value) else super().fill(name, value, form)

    def sign_in(self, who):
        """By the front page, or as somebody who has been here before and is known; to the work list."""
        known = self.server.__dict__.setdefault("sessions", {})
        self.go("/").driver.delete_all_cookies()
        for cookie in known.get(who, ()):
            self.driver.add_cookie(cookie)
        self.go("/").settled()
        self.__dict__.pop("language", None)
        if who not in known:
            self.follow("ui.sign_in", within=".site-foot")
            turned(self, lambda: acts.press_name(self, who))
            known[who] = acts.session(self)
        return self.menu("staff.work.title")
