"""Published data as people read it: from the search to a chart on somebody else's page, on a phone and at a desk, with and without scripts."""

import pages
from browser import DESK, PHONE, Browser

from . import equal, holds, journey

WORDS = {"id": {"chart": "Bagan", "save": "Simpan bagan"}, "en": {"chart": "Chart", "save": "Save the chart"}}


def clean(browser, faults):
    """Remembers what axe finds on the page, and what sticks out of it on a phone. Its colours are looked at there."""
    browser.settled()
    # axe is a script; what it says of a page is the same without them.
    if browser.has_scripts:
        faults += [f"{browser.path}: {fault}" for fault in pages.axe(browser, () if browser.width < 700 else pages.BUT_COLOURS)]
    if browser.width < 700:
        faults += [f"{browser.path}: {fault}" for fault in pages.too_wide(browser)]


def open_dataset(browser, language):
    """Opens the first dataset of the catalogue that everyone may read and that can be narrowed."""
    browser.go(f"/data?akses=open&bahasa={language}")
    for link in [card.get_attribute("href") for card in browser.all(".list-card__title a")]:
        browser.go(link)
        if browser.peek(".data-table tbody tr") and browser.all(".facets .facet a"):
            return browser.path
    raise AssertionError("no open dataset can be narrowed")


def read(server, language, size, scripts=True):
    words = WORDS[language]
    faults = []
    with Browser(server, size=size, scripts=scripts) as browser:
        # Search: a word of the first title finds at least that dataset again.
        browser.go(f"/data?bahasa={language}")
        title = browser.find(".list-card__title a").text
        browser.fill("cari", max(title.split(), key=len))
        browser.press("form[role=search] button")
        browser.wait(lambda: "cari=" in browser.path and title in [card.text for card in browser.all(".list-card__title a")], title)
        clean(browser, faults)
        # Nothing found is said, with a way on.
        browser.go("/data?cari=zzzzqqqq")
        holds(browser.find(".empty a").is_displayed(), "a way on when nothing was found")
        # Dataset: narrow by the first facet; the address can be passed on.
        open_dataset(browser, language)
        clean(browser, faults)
        before = browser.find("h3.found").text
        browser.press(".facets .facet a")
        browser.wait(lambda: browser.all("#bagian .chip") and browser.find("h3.found").text != before, "fewer rows")
        narrowed = browser.find("h3.found").text
        address = browser.path
        with Browser(server, scripts=False) as other:
            # Somebody else's browser may speak the other language.
            equal(other.go(address).find("h3.found").text.split()[0], narrowed.split()[0], "rows somebody else sees under the address")
        # Sort: the heading says how.
        browser.press(".data-table thead a")
        browser.wait(lambda: browser.all(".data-table [aria-sort=ascending]"), "sorted heading")
        clean(browser, faults)
        # Chart of exactly these rows, kept under a link of its own.
        browser.press(".next-steps a", text=None)
        browser.wait(lambda: "/bagan" in browser.path, "the page of charts")
        holds(browser.find("figure.chart svg").is_displayed(), "a drawing")
        holds(browser.all("#bagian .chips .tag"), "the conditions stand above the chart")
        clean(browser, faults)
        browser.press("main form[method=post] button", text=words["save"])
        browser.wait(lambda: "/grafik/" in browser.path, "the saved chart")
        clean(browser, faults)
        chart = browser.path.split("?")[0]
        # The same again is the same chart.
        code = chart.rsplit("/", 1)[1]
        holds(code in browser.text(), "its code")
        # Embedded: allowed in frames of others, and nothing else is.
        browser.go(chart + "/sisip")
        holds(browser.find("figure.chart svg").is_displayed() and not browser.all("script"), "the chart alone, without scripts")
        clean(browser, faults)
    status, svg = server.get(chart + "/gambar.svg")
    holds(status == 200 and svg.startswith("<?xml") and "<title>" in svg, "the drawing as a file")
    status, table = server.get(chart + "/angka.csv")
    holds(status == 200 and len(table.splitlines()) > 1, "its figures as a file")
    assert not faults, f"{len(faults)} faults\n" + "\n".join(faults)


for _language, _size in (("id", PHONE), ("en", DESK)):
    journey(f"Data: search, narrow, sort, draw, save and embed at {_size[0]} px in {_language}")(
        lambda server, language=_language, size=_size: read(server, language, size))

journey("Data: the same without scripts")(lambda server: read(server, "id", PHONE, scripts=False))


@journey("Data: every part of a dataset's page, and two versions side by side")
def parts(server):
    faults = []
    with Browser.phone(server) as phone:
        path = open_dataset(phone, "id").split("?")[0]
        for part in ("kolom", "bagan", "riwayat", "mutu", "tanya", "pakai"):
            phone.go(f"{path}/{part}")
            holds(phone.all("main h1") and "404" not in phone.driver.title, f"the part {part}")
            clean(phone, faults)
    assert not faults, f"{len(faults)} faults\n" + "\n".join(faults)


@journey("Data: a question waits unseen for the producer")
def question(server):
    words = "Mengapa angka tahun lalu berbeda dengan laporan tahunan dinas?"
    with Browser.phone(server) as phone:
        path = open_dataset(phone, "id").split("?")[0]
        phone.go(path + "/tanya").settled()
        phone.fill("text", words).fill("name", "Siti")
        phone.press("main form[method=post] button[type=submit]")
        phone.wait(lambda: "/tanya/" in phone.path, "the question's own page")
        phone.says("menunggu jawaban")
        with Browser(server, scripts=False) as other:
            holds(words not in other.go(path + "/tanya").text(), "nobody reads it before it is answered")


@journey("Data: a table with places and one with areas on live maps, and the drawing alone without scripts")
def maps(server):
    faults = []
    for name, shapes, kind in (("stunting-balita", "path.area", "areas"), ("halte-angkutan", ".map__mark, .map__many", "records")):
        with Browser.phone(server) as phone:
            phone.go(f"/data/{name}").settled()
            phone.press(f"main .next-steps a[href^='/data/{name}/peta']")
            box = phone.find(f"[data-map={kind}]")
            holds(box.find_elements("css selector", "svg"), "a drawing by the server")
            clean(phone, faults)
            phone.press("[data-map-open]")
            phone.find(".map__live.leaflet-container")
            phone.wait(lambda: phone.all(f".map__live {shapes}"), "shapes on the live map")
        with Browser.phone(server, scripts=False) as phone:
            phone.go(f"/data/{name}/peta")
            holds(phone.find("figure.chart svg").is_displayed() and not phone.peek("[data-map-open]"), "the drawing alone")
            clean(phone, faults)
    assert not faults, f"{len(faults)} faults\n" + "\n".join(faults)
