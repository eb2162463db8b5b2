"""Data that are not for everybody: another agency asks for them, gets a part by agreement, and loses it again."""

import datetime
import urllib.error

import acts
from browser import PHONE, Browser
from walk import Walk, act, fetch, turned

from . import holds, journey

DATASET = "/data/keluarga-penerima-bantuan"
# The digits of a column, row by row.
FAMILIES = """
const heads = [...document.querySelectorAll('.data-table thead th')].map((head) => head.textContent.toLowerCase());
const at = heads.findIndex((head) => head.includes('keluarga penerima'));
return [...document.querySelectorAll('.data-table tbody tr')].map((row) => row.children[at].textContent.replace(/\\D/g, ''));
"""


@journey("Sharing: an agency asks for restricted data, the owner grants a part, it is read by agreement and ends, on a phone")
def share(server):
    with Browser(server, size=PHONE) as asker, Browser(server) as owner:
        asks, owns = Walk("share-asker", asker, "id"), Walk("share-owner", owner, "id")
        # A clerk of the health office: nobody who may read restricted data in any case.
        acts.sign_in(asker, "petugas-dinkes", DATASET)
        asker.settled()
        holds(not asker.all(".data-table tbody tr"), "no rows without an agreement")
        asks.look("restricted")
        turned(asker, lambda: asker.press("main a[href*='/kerja/berbagi/baru']"))
        asker.find("main [name=purpose]")
        asks.look("ask")
        if not asker.value("agency"):
            asker.fill("agency", asker.all("main [name=agency] option")[1].get_attribute("value"))
        asker.fill("purpose", "Menentukan desa sasaran pemberian makanan tambahan tahun depan.")
        for box in asker.all("main [name=columns]"):
            if not box.is_selected():
                asker.press(box)
        asker.fill("until", (datetime.date.today() + datetime.timedelta(days=90)).isoformat())
        turned(asker, lambda: asker.press("main form[action='/kerja/berbagi/baru'] button.button"))
        asker.wait(lambda: "/permintaan/" in asker.path, "the request")
        asks.look("asked")
        place = asker.path.split("?")[0]
        agreement = decide(owns, place)
        # She reads what was agreed, and nothing else.
        asker.go(DATASET).settled()
        asker.find(".data-table tbody tr")
        heads = asker.run("return document.querySelector('.data-table thead').textContent").lower()
        holds("lansia" not in heads and "keluarga penerima" in heads, f"only what was agreed: {heads}")
        families = asker.run(FAMILIES)
        holds(families and all(number.endswith("0") for number in families), f"families rounded to tens: {families[:5]}")
        asks.look("by-agreement")
        # Her file has the same, and is nobody else's.
        file = asker.all("main a[href*='format=csv']")[0].get_attribute("href")
        head = content(asker, file).splitlines()[0]
        holds("lansia" not in head.lower() and "keluarga" in head.lower(), f"only what was agreed in the file: {head}")
        holds(head not in server.get(file.removeprefix(server.url))[1], "no file for strangers")
        owner.go(agreement).settled()
        owner.says("Bacaan")
        owns.look("agreement")
        turned_off(owner)
        owns.look("ended")
        asker.go(DATASET).settled()
        holds(not asker.all(".data-table tbody tr"), "no rows once it was ended")
        holds(head not in content(asker, file), "nor the file")
        asks.look("lost")
        asks.faults += owns.faults
        asks.end()


def content(browser, address):
    """What a file says; nothing when it is refused."""
    try:
        return fetch(browser, address).decode()
    except urllib.error.HTTPError:
        return ""


def decide(walk, place):
    """The head of the owning agency finds the request among what waits and grants less than was asked: a column stays out, one is rounded."""
    owner = walk.browser
    acts.sign_in(owner, "pimpinan-dinsos", "/kerja/berbagi")
    walk.look("sharing")
    turned(owner, lambda: owner.press(f"main a[href='{place}']"))
    walk.look("decide")
    boxes = {box.find_element("xpath", "..").text.strip(): box for box in owner.all("form[action$='/persetujuan'] input[name^='column.']")}
    left_out = next(box for title, box in boxes.items() if "lansia" in title.lower())
    rounded = next(box for title, box in boxes.items() if "keluarga penerima" in title.lower())
    owner.press(left_out)
    owner.fill(rounded.get_attribute("name").replace("column", "mask"), "rounded:10", form="form[action$='/persetujuan']")
    act(owner, "persetujuan")
    owner.find(".notice--good")
    return owner.find("main a[href*='/perjanjian/']").get_attribute("href")


def turned_off(owner):
    """The owner ends the agreement before its day, with a reason."""
    box = owner.find("main form[action$='/pengakhiran']").find_element("css selector", "details")
    if box.get_attribute("open") is None:
        owner.press(box.find_element("css selector", "summary"))
    owner.fill("reason", "Data ini sekarang diumumkan per kecamatan.", form="main form[action$='/pengakhiran']")
    act(owner, "pengakhiran")
    owner.find(".notice--good")
