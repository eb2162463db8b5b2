"""Chromium as people have it in hand: a phone or a desk, with or without scripts."""

import json
import os
import time

import chromium
import questions
from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException, WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select

PHONE = (360, 740)
DESK = (1366, 768)
# Seconds for something to appear. Never slept: only the time until a failure is called one, on a machine that also does much else.
PATIENCE = int(os.environ.get("PENDOPO_BROWSER_PATIENCE", "90"))


def plain(text):
    return " ".join(text.lower().split())


class Missing(AssertionError):
    """What a person would have looked for is not on the page."""


class Browser:
    def __init__(self, server, size=DESK, scripts=True, url=None, logs=False):
        self.server = server
        self.url = url or server.url
        self.has_scripts = scripts
        # On a wire of its own, with a log, or where the network is meddled with, a Chromium is new and nobody's afterwards.
        self.is_spent = logs or url is not None
        self.driver = chromium.start(logs) if self.is_spent else chromium.take()
        self.has_touch = None
        self.size(*size)
        if not scripts:
            self.cdp("Emulation.setScriptExecutionDisabled", value=True)

    @classmethod
    def phone(cls, server, **more):
        return cls(server, size=PHONE, **more)

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if error is not None and (folder := os.environ.get("PENDOPO_BROWSER_FAILURES")):
            os.makedirs(folder, exist_ok=True)
            try:
                name = f"{folder}/{int(time.time() * 1000)}"
                self.picture(name + ".png")
                with open(name + ".html", "w") as file:
                    file.write(self.driver.current_url + "\n" + self.driver.page_source)
            except WebDriverException:
                pass
        if error is not None or self.is_spent:
            self.driver.quit()
        else:
            chromium.give_back(self.driver, self.url)

    def cdp(self, command, **values):
        self.is_spent |= command.startswith("Network.")
        return self.driver.execute_cdp_cmd(command, values)

    def size(self, width, height, scale=1, is_phone=None):
        """`is_phone`: below 700 pixels unless given; a desk whose reader has zoomed in is as narrow."""
        is_phone = width < 700 if is_phone is None else is_phone
        self.width = width
        self.cdp("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=scale, mobile=is_phone)
        if self.has_touch != is_phone:
            self.cdp("Emulation.setTouchEmulationEnabled", enabled=is_phone)
            self.has_touch = is_phone

    # Going

    def go(self, path):
        self.driver.get(path if ":" in path.split("/")[0] else self.url + path)
        return self

    @property
    def path(self):
        return self.driver.current_url.removeprefix(self.url)

    def run(self, script, *values):
        return self.driver.execute_script(script, *values)

    # Looking

    def find(self, css, within=None, text=None):
        """The first shown element that fits; waits for it."""
        return self.wait(lambda: self.peek(css, within, text), f"{css} {text or ''}")

    def peek(self, css, within=None, text=None):
        # Of a long list only those are asked one by one that may say it.
        for element in self.all(css, within) if text is None else self.run(questions.HAVING, css, plain(text), within):
            if (text is None or text.lower() in element.text.lower()) and element.is_displayed():
                return element
        return None

    def all(self, css, within=None):
        return (within or self.driver).find_elements(By.CSS_SELECTOR, css)

    def text(self, css="main"):
        return self.driver.find_element(By.CSS_SELECTOR, css).text

    def wait(self, condition, what):
        until = time.monotonic() + PATIENCE
        while True:
            try:
                if found := condition():
                    return found
            except (NoSuchElementException, StaleElementReferenceException):
                pass
            if time.monotonic() > until:
                raise Missing(f"no {what.strip()} at {self.path}; the page says: {self.said()[:600]}")
            time.sleep(0.05)

    def says(self, words, css="main"):
        return self.wait(lambda: self.shows(words.lower(), css), f"words “{words}”")

    def shows(self, words, css):
        # What all of a long page says takes WebDriver a while; mostly they stand in one place.
        return any(words in part.text.lower() for part in self.run(questions.WHERE, css, plain(words))) or words in self.text(css).lower()

    def said(self):
        try:
            return self.text("body")
        except WebDriverException:
            return "(nothing)"

    # Doing

    def scroll_to(self, element):
        # Works without scripts too, unlike scrollIntoView from the page.
        self.run("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element)

    def press(self, element, text=None):
        if isinstance(element, str):
            element = self.find(element, text=text)
        self.scroll_to(element)
        element.click()

    def fill(self, name, value, form="main"):
        """Gives a field of a form its value, whatever kind of field it is."""
        fields = self.wait(lambda: self.all(f"{form} [name='{name}']"), f"field {name}")
        first = fields[0]
        kind = first.get_attribute("type")
        if first.tag_name == "select":
            Select(first).select_by_value(value)
        elif kind == "radio":
            self.press(next(field for field in fields if field.get_attribute("value") == value))
        elif kind == "checkbox":
            chosen = [field for field in fields if value is True or field.get_attribute("value") == value][0]
            if not chosen.is_selected():
                self.press(chosen)
        elif kind == "file":
            first.send_keys("\n".join(str(path) for path in value))
        elif kind == "date":
            self.run("arguments[0].value = arguments[1]", first, value)
        # Short values come key by key, sentences all at once, as from a clipboard or a phone's keyboard: each key is three commands.
        elif len(value) <= 20 or not self.has_scripts or not self.inserted(first, value):
            self.scroll_to(first)
            first.clear()
            first.send_keys(value)
        return self

    def inserted(self, field, value):
        """Puts words in the place of what a field holds, if it is one for words that can be written in."""
        if not value or not self.run(questions.HOLD, field):
            return False
        self.cdp("Input.insertText", text=value)
        return True

    def value(self, name, form="main"):
        fields = self.all(f"{form} [name='{name}']")
        kind = fields[0].get_attribute("type")
        if kind in ("radio", "checkbox"):
            return next((field.get_attribute("value") for field in fields if field.is_selected()), None)
        return fields[0].get_attribute("value")

    def cookies(self):
        return {cookie["name"]: cookie["value"] for cookie in self.driver.get_cookies()}

    def settled(self):
        """Waits until the page's scripts have taken hold of it."""
        if self.has_scripts:
            self.wait(lambda: self.driver.execute_async_script(questions.SETTLED), "loaded page")
        return self

    # Beyond the page

    def is_at(self, latitude, longitude):
        self.cdp("Browser.grantPermissions", permissions=["geolocation"], origin=self.url)
        self.cdp("Emulation.setGeolocationOverride", latitude=latitude, longitude=longitude, accuracy=12)

    def picture(self, path, whole=True):
        if whole:
            height = min(int(self.run("return Math.max(document.documentElement.scrollHeight, 400)")), 6000)
            clip = {"x": 0, "y": 0, "width": self.width, "height": height, "scale": 1}
            shot = self.cdp("Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip)
        else:
            shot = self.cdp("Page.captureScreenshot", format="png")
        import base64
        with open(path, "wb") as file:
            file.write(base64.b64decode(shot["data"]))

    def wire(self):
        """Bytes the page itself has received since the last call, from Chromium's own count."""
        total = 0
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.loadingFinished":
                total += int(message["params"]["encodedDataLength"])
        return total
