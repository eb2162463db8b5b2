"""Siti reports: with scripts, without them, and with the keyboard alone."""

import acts
import photos
from browser import Browser
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from . import equal, holds, journey


@journey("Siti reports on her phone: position, map, two photos, anonymous; gets code, link and her own page")
def with_scripts(server):
    with Browser.phone(server) as phone:
        phone.go("/").press("main a.button[href='/lapor']")
        phone.settled()
        phone.is_at(*acts.IN_GEBANG)
        phone.fill("category", acts.ROAD)
        phone.fill("text", "Jalan di depan SD Gebang berlubang besar, anak-anak jatuh dari sepeda.")
        phone.press("[data-place-locate]")
        phone.says("-8.15000, 113.69200")
        phone.wait(lambda: phone.value("village") == acts.GEBANG, "village found from the position")
        tap_on_map(phone)
        pictures = [photos.make(phone, server.folder, seed) for seed in (1, 2)]
        phone.fill("photos", pictures)
        phone.wait(lambda: len(phone.all("[data-photos-list] li img")) == 2, "two pictures")
        phone.fill("disclosure", "anonymous")
        phone.fill("name", "Siti Aminah")
        code, link = acts.send_report(phone)
        phone.go(link)
        phone.says(code)
        phone.says("anak-anak jatuh dari sepeda")
        equal(len(phone.all("main .gallery img, main .photos__list img")), 2, "photos on her own page")
        status, _ = server.get(f"/laporan/{code}")
        equal(status, 404, "her report in public before triage has looked at it")


def tap_on_map(phone):
    phone.press("[data-map=pick] [data-map-open]")
    live = phone.find(".map__live")
    phone.find("[data-map=pick] .map__mark")
    before = (phone.value("lat"), phone.value("lon"))
    phone.scroll_to(live)
    ActionChains(phone.driver).move_to_element_with_offset(live, 35, 30).click().perform()
    phone.wait(lambda: (phone.value("lat"), phone.value("lon")) != before, "position from a tap on the map")
    equal(phone.value("accuracy"), "", "accuracy of a point tapped by hand")


@journey("Siti reports without scripts: village from the list, photo as the phone made it")
def without_scripts(server):
    with Browser.phone(server, scripts=False) as phone:
        picture = acts.photo(phone, seed=3)
        code, link = acts.report(phone, "Lampu jalan di Gebang mati sejak Senin.", photos=[picture])
        phone.go(link)
        phone.says("Lampu jalan di Gebang mati")
        small = phone.find("main .gallery img, main .photos__list img")
        large = small.find_element(By.XPATH, "./ancestor::a").get_attribute("href").removeprefix(server.url)
        stored = server.bytes(large)
        holds(stored[:2] == b"\xff\xd8", "her photo is a JPEG")
        holds(b"Exif" not in stored and photos.PHONE not in stored, "her photo still says where and with what it was taken")


@journey("Siti reports with the keyboard alone and always sees where she is")
def by_keyboard(server):
    with Browser(server) as desk:
        desk.go("/lapor").settled()
        desk.find("main h1")
        typed = {
            "category": lambda: desk.run(f"document.activeElement.value = '{acts.ROAD}';"
                                         "document.activeElement.dispatchEvent(new Event('change', {bubbles: true}))"),
            "text": lambda: keys("Selokan di Gebang mampet, air naik ke jalan."),
            "place_note": lambda: keys("depan musala"),
        }

        def keys(*what):
            ActionChains(desk.driver).send_keys(*what).perform()

        seen, sent = [], False
        for _ in range(120):
            keys(Keys.TAB)
            here = desk.driver.switch_to.active_element
            if here.tag_name == "body":
                continue
            name, kind = here.get_attribute("name"), here.get_attribute("type")
            seen.append(name or here.get_attribute("id") or here.text)
            holds(is_marked(desk, here), f"focus cannot be seen on {here.get_attribute('outerHTML')[:200]}")
            if here.get_attribute("id") == "f-village-subdistrict":
                keys("Patrang")
            elif name == "village":
                keys("Gebang")
            elif name in typed:
                typed.pop(name)()
            elif name == "disclosure" and here.get_attribute("value") == "open":
                keys(Keys.ARROW_DOWN)
            elif kind == "submit" and "Kirim" in here.text:
                keys(Keys.ENTER)
                sent = True
                break
        holds(sent, f"the send button was never reached; passed {seen}")
        holds(not typed, f"never reached by Tab: {list(typed)}")
        acts.receipt(desk)


MARKED = """
const marks = (element, pseudo) => {
  const style = getComputedStyle(element, pseudo);
  return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 || /\\d+px [1-9]\\d*px rgb|inset|0px 0px 0px [2-9]px/.test(style.boxShadow);
};
const box = arguments[0].closest('label, summary') ?? arguments[0];
return marks(arguments[0]) || marks(arguments[0], '::after') || marks(box) || marks(arguments[0].parentElement);
"""


def is_marked(browser, element):
    return browser.run(MARKED, element)
