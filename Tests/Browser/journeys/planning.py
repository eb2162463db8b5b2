"""A plan as it is made: from an empty one to points that agencies share, checked against the RPJMD, adopted and followed by the next."""

import re

import acts
from browser import DESK, PHONE, Browser
from walk import Walk, choose, open_box, send

from . import equal, holds, journey

WORDS = {"id": {"own": "Masih satu OPD", "adopted": "Ditetapkan"}, "en": {"own": "Still one agency", "adopted": "Adopted"}}


def new_plan(browser, kind, title, years):
    browser.go("/rencana/baru").settled()
    form = "main form[action='/rencana/baru']"
    browser.fill("kind", kind, form).fill("title", title, form)
    browser.fill("fromYear", str(years[0]), form).fill("toYear", str(years[1]), form)
    send(browser, form)
    browser.wait(lambda: re.match(r"^/rencana/[0-9a-f-]{36}", browser.path), "the new plan's page")
    return browser.path.split("?")[0]


def add(browser, plan, level, title, parent=None, agency=None, **more):
    """Adds a point to a plan by the form beside its tree."""
    browser.go(plan).settled()
    form = open_box(browser, "simpul")
    browser.fill("level", level, form).fill("title", title, form)
    if parent:
        choose(browser, "parent", parent, form)
    if agency:
        choose(browser, "agency", agency, form)
    for name, value in more.items():
        browser.fill(name, value, form)
    send(browser, form)
    browser.find(f"ul.tree a", text=title)


def open_point(browser, plan, title):
    browser.go(plan)
    browser.press("ul.tree a", text=title)
    browser.wait(lambda: "/rencana/simpul/" in browser.path, f"page of {title}")
    return browser.settled().path.split("?")[0]


def plan(server, language, size):
    words = WORDS[language]
    title = f"Rencana Induk Uji {language.upper()} {size[0]}"
    point = f"Jalan sekolah bebas lubang {language} {size[0]}"
    with Browser(server, size=size) as head, Browser(server, size=size) as office:
        acts.sign_in(head, "bappeda", f"/rencana?bahasa={language}")
        walk = Walk(f"planner-{language}-{size[0]}", head, language)
        walk.look("plans")
        address = new_plan(head, "masterplan", title, (2027, 2036))
        walk.look("empty")
        add(head, address, "vision", "Jalan yang aman bagi setiap anak")
        add(head, address, "dimension", "Hidup layak", parent="Jalan yang aman", dimension="living")
        add(head, address, "city_strategy", "Jalan ke sekolah lebih dulu", parent="Hidup layak", dimension="living")
        add(head, address, "initiative", point, parent="Jalan ke sekolah", agency="Bina Marga", dimension="living", subPillar="mobilitas")
        walk.look("tree")
        node = open_point(head, address, point)
        head.says(words["own"])
        walk.look("point")
        # What it is measured by, with a target for each year that is known.
        form = open_box(head, f"{node}/indikator")
        head.fill("name", "Sekolah yang jalannya mulus", form).fill("unit", "persen", form)
        head.fill("baseline", "31,5", form).fill("baselineYear", "2026", form).fill("target.2027", "50", form).fill("target.2028", "80", form)
        send(head, form)
        head.says("31.5" if language == "en" else "31,5")
        # Joined with an objective of the RPJMD that a search finds.
        seek = open_box(head, node)
        head.fill("cari", "kemantapan jalan", seek)
        send(head, seek)
        form = open_box(head, f"{node}/kaitan")
        head.fill("kind", "supports", form)
        head.fill("to", head.all(f"{form} input[name=to]")[0].get_attribute("value"), form)
        walk.look("joining")
        send(head, form)
        head.says("Meningkatnya kemantapan jalan kabupaten")

        # The lead asks another office, which finds it on its work list and accepts.
        acts.sign_in(office, "operator", f"{node}?bahasa={language}")
        form = open_box(office, f"{node}/peran")
        choose(office, "agency", "Kelurahan Gebang", form)
        office.fill("note", "Warga Gebang paling tahu jalan mana yang dipakai anak-anak.", form)
        send(office, form)
        office.says("Gebang")
        acts.sign_in(office, "lurah", f"/kerja?bahasa={language}")
        theirs = Walk(f"asked-{language}-{size[0]}", office, language)
        find_on_list(office, point)
        theirs.look("asked")
        form = open_box(office, "accept")
        send(office, form)
        theirs.look("accepted")
        head.go(node)
        holds(words["own"] not in head.text(), "a second agency has joined")
        walk.look("shared")

        # The matrix says what is still missing, and every view on plans opens.
        for name, path in (("matrix", "/rencana/keselarasan"), ("roadmap", "/rencana/peta-jalan"), ("money", "/rencana/anggaran"),
                           ("waiting", "/rencana/menunggu"), ("loose", "/rencana/belum-terhubung")):
            head.go(path)
            walk.look(name)

        # Adopted, everybody reads it and nobody changes it.
        head.go(address)
        form = open_box(head, "penetapan")
        head.fill("legalBasis", "Peraturan Bupati Nomor 60 Tahun 2026", form)
        send(head, form)
        head.says(words["adopted"])
        equal(head.all("main form[action$='/simpul']"), [], "a form to add points to an adopted plan")
        status, page = server.get(address)
        holds(status == 200 and point in page, "everybody reads the adopted plan")
        # The next edition begins from it, and says in words what differs.
        onward = head.wait(lambda: head.all("main details a[href^='/rencana/baru?dari=']"), "the way to the next edition")[0]
        head.press(onward.find_element("xpath", "ancestor::details[1]/summary"))
        head.press(onward)
        head.wait(lambda: head.path.startswith("/rencana/baru"), "the form of the next edition")
        form = "main form[action='/rencana/baru']"
        head.fill("title", title + " (edisi kedua)", form)
        send(head, form)
        head.wait(lambda: re.match(r"^/rencana/[0-9a-f-]{36}", head.path), "the next edition")
        walk.look("next-edition")
        head.press("main a[href*='/perbandingan']")
        head.wait(lambda: "/perbandingan" in head.path, "the comparison")
        walk.look("comparison")
        walk.faults += theirs.faults
        walk.end()


def find_on_list(browser, words):
    """Opens what has these words on the one work list."""
    while True:
        if row := browser.peek("main a", text=words):
            browser.press(row)
            browser.wait(lambda: not browser.path.startswith("/kerja"), "what is on the list")
            return browser.settled()
        older = browser.peek("main .pager a[rel=next]")
        holds(older, f"“{words}” on the work list")
        browser.go(older.get_attribute("href"))


journey("Planning: an empty plan gets points, an indicator and a second agency, is adopted and followed, at a desk")(
    lambda server: plan(server, "id", DESK))
journey("Planning: the same on a phone, in English")(lambda server: plan(server, "en", PHONE))
