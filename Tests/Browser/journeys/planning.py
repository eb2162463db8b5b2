"""A plan as it is made: from an empty one to points that agencies share, checked against the RPJMD, adopted and followed by the next."""

import re

import acts
from acts_planning import add, find_on_list, new_plan, open_point, seek_here
from browser import DESK, PHONE, Browser
from walk import Walk, choose, open_box, send

from . import equal, holds, journey

WORDS = {"id": {"own": "Masih satu OPD", "adopted": "Ditetapkan"}, "en": {"own": "Still one agency", "adopted": "Adopted"}}


def plan(server, language, size):
    words = WORDS[language]
    title = f"Rencana Induk Uji {language.upper()} {size[0]}"
    point = f"Jalan sekolah bebas lubang {language} {size[0]}"
    with Browser(server, size=size) as head, Browser(server, size=size) as office:
        acts.sign_in(head, "bappeda", f"/rencana?bahasa={language}")
        # Its colours are looked at on the phone.
        walk = Walk(f"planner-{language}-{size[0]}", head, language, colours=size == PHONE)
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
        form = seek_here(head, "kemantapan jalan")
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
        theirs = Walk(f"asked-{language}-{size[0]}", office, language, colours=size == PHONE)
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


journey("Planning: an empty plan gets points, an indicator and a second agency, is adopted and followed, at a desk")(
    lambda server: plan(server, "id", DESK))
journey("Planning: the same on a phone, in English")(lambda server: plan(server, "en", PHONE))
