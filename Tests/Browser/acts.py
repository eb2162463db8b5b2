"""What the cast does, each act as one function, so that journeys read like what people do."""

import pages
import photos
from browser import Browser
from server import PASSWORD

NAMES = {"triase": "Rina", "operator": "Agus", "kepala": "Hendra", "lurah": "Sutrisno", "bappeda": "Dewi", "bupati": "Bambang",
         "penilai": "Ratri"}
# Gebang in Patrang, whose village head is of the cast, and a place within it.
GEBANG = "35.09.20.1003"
IN_GEBANG = (-8.150, 113.692)
ROAD = "pu.jalan"


def sign_in(browser, who, path="/kerja"):
    """Signs somebody of the cast in with the demo's own buttons, or as somebody who has been here before, and goes to a page, in Indonesian
    whatever an earlier journey chose."""
    known = browser.server.__dict__.setdefault("sessions", {})
    # Where cookies can be changed as on any page, and which is no more than a word.
    browser.go("/readyz").driver.delete_all_cookies()
    if who in known:
        for cookie in known[who]:
            browser.driver.add_cookie(cookie)
        return browser.go(path)
    browser.go("/masuk?lanjut=" + path)
    if who in NAMES:
        press_name(browser, who)
    else:
        browser.fill("name", who).fill("password", PASSWORD).press("main form[action='/masuk'] button[type=submit]")
    browser.wait(lambda: "/masuk" not in browser.path, "page after signing in")
    known[who] = session(browser)
    return browser.go(path)


def session(browser):
    """What a browser has to send to be known again: not in which language it was, nor what it was to be told."""
    return [cookie for cookie in browser.driver.get_cookies() if cookie["name"] in ("sesi", "kunci")]


def press_name(browser, who):
    browser.press("main form button", text=NAMES[who])


def photo(browser, seed=1):
    """Path of a new photo; drawn in a browser of its own where the page has no scripts."""
    if browser.has_scripts:
        return photos.make(browser, browser.server.folder, seed)
    with Browser(browser.server) as other:
        other.go("about:blank")
        return photos.make(other, browser.server.folder, seed)


def report(browser, text, village=GEBANG, category=ROAD, disclosure="anonymous", photos=(), **more):
    """Fills the citizen's form and sends it. Returns code and follow-up path."""
    fill_report(browser, text, village, category, disclosure, photos, **more)
    return send_report(browser)


def fill_report(browser, text, village=GEBANG, category=ROAD, disclosure="anonymous", photos=(), **more):
    browser.go("/lapor").settled()
    browser.fill("category", category)
    browser.fill("text", text)
    if village:
        choose_village(browser, village)
    if photos:
        browser.fill("photos", photos)
        if browser.has_scripts:
            browser.wait(lambda: len(browser.all("[data-photos-list] li")) == len(photos), "pictures of the photos")
    browser.fill("disclosure", disclosure)
    for name, value in more.items():
        browser.fill(name, value)


def choose_village(browser, village):
    if browser.has_scripts:
        # With scripts there are two short lists.
        subdistrict = browser.find("#f-village-subdistrict")
        options = subdistrict.find_elements("css selector", "option")
        for option in options[1:]:
            option.click()
            if browser.all(f"[name=village] option[value='{village}']"):
                break
    browser.fill("village", village)


def send_report(browser):
    browser.press("form[action='/lapor'] button[type=submit]", text="Kirim")
    return receipt(browser)


def receipt(browser):
    code = browser.find(".code-big").text.strip()
    link = browser.find("#tautan, [data-copy] input").get_attribute("value")
    pages.accessible(browser, "the receipt")
    return code, link.removeprefix(browser.server.url).removeprefix(browser.url)


def open_case(browser, code):
    return browser.go(f"/kerja/laporan/{code}")


def act(browser, code, noun, expect=None, **fields):
    """Fills and sends one form of the case page, and waits until the page says that it was done."""
    open_case(browser, code).settled()
    fill_act(browser, noun, **fields)
    send_act(browser, noun)
    browser.find(".notice--good")
    if expect:
        browser.says(expect)


def fill_act(browser, noun, **fields):
    box = browser.find(f"details#{noun}")
    if box.get_attribute("open") is None:
        browser.press(box.find_element("css selector", "summary"))
    for name, value in fields.items():
        browser.fill(name, value, form=f"#{noun}")


def send_act(browser, noun):
    browser.press(f"#{noun} form button.button:not([type=button])")
