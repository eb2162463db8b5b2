"""The whole way of one report: reported, verified, assigned, done, checked, rated, and everyone can see it."""

import csv
import io

import acts
import pages
from browser import Browser

from . import equal, holds, journey

WORDS = "Jalan Mujair di Gebang berlubang dalam sepanjang sepuluh meter."


def received(server):
    """Reports that the public figures count."""
    _, text = server.get("/laporan/statistik.csv")
    rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff"))))
    return rows


@journey("Seven steps: Siti reports, triage publishes and assigns, the clerk works, the village head checks, Siti rates")
def seven_steps(server):
    before = received(server)
    with Browser.phone(server) as phone, Browser(server) as desk:
        picture = acts.photo(phone, seed=4)
        code, link = acts.report(phone, WORDS + " Kata Pak Budi 0812-0000-0000.", photos=[picture], disclosure="open", name="Siti Aminah")

        acts.sign_in(desk, "triase")
        find_in_list(desk, code)
        acts.open_case(desk, code).settled()
        acts.fill_act(desk, "pemeriksaan", public_text=WORDS, photo=True, kind="complaint")
        acts.send_act(desk, "pemeriksaan")
        desk.find(".notice--good")
        status, page = server.get(f"/laporan/{code}")
        equal(status, 200, "the public page once triage has published it")
        # The first sentence is the title, the rest stands below it.
        sentences = [part.strip(" .") for part in WORDS.split(". ")]
        holds(all(part in page for part in sentences) and "0812-0000" not in page, "the public reads the approved text and nothing else")
        holds("Siti" not in page, "the public never reads her name")
        acts.act(desk, code, "penugasan")

        acts.sign_in(desk, "operator")
        find_in_list(desk, code)
        acts.act(desk, code, "penerimaan")
        acts.act(desk, code, "catatan", text="Material datang hari Kamis.", public=True)
        acts.act(desk, code, "catatan", text="Anggaran pemeliharaan rutin cukup.")
        after = acts.photo(desk, seed=5)
        acts.open_case(desk, code).settled()
        acts.fill_act(desk, "pernyataan-selesai", text="Lubang sudah ditutup aspal hotmix.")
        acts.send_act(desk, "pernyataan-selesai")
        holds_error(desk, "a photo is needed for this category")
        acts.fill_act(desk, "pernyataan-selesai", photos=[after])
        desk.wait(lambda: desk.all("#pernyataan-selesai [data-photos-list] li"), "picture of the work")
        acts.send_act(desk, "pernyataan-selesai")
        desk.find(".notice--good")
        acts.open_case(desk, code)
        equal(desk.all("details#pengecekan"), [], "the clerk's own check of the clerk's own work")

        acts.sign_in(desk, "lurah")
        find_in_list(desk, code)
        acts.act(desk, code, "pengecekan", text="Saya lihat sendiri, sudah rata.")

        phone.go(link).settled()
        pages.accessible(phone, "her own page")
        phone.fill("terima_stars", "5")
        phone.fill("terima_text", "Cepat sekali, terima kasih.")
        phone.press("form[action$='/terima'] button[type=submit]")
        phone.says("Terima kasih atas penilaian Anda")

        phone.go(f"/laporan/{code}")
        for words in ("Material datang hari Kamis", "Lubang sudah ditutup aspal", "Dinyatakan selesai oleh instansi",
                      "Dicek di tempat oleh orang lain", "Diterima pelapor"):
            phone.says(words)
        holds("Anggaran pemeliharaan" not in phone.text(), "an internal note is not for the public")
        facts = phone.text("main article")
        equal(facts.count("Ya"), 3, "facts that hold: claimed, checked, accepted")
        holds(len(phone.all("main .gallery img")) >= 2, "photos before and after")
        changed = received(server)
        holds(changed != before, "the public figures have not changed")


def find_in_list(desk, code):
    """Opens the case from the work list, page after page as a person would."""
    desk.go("/kerja")
    while True:
        if desk.peek(f"main a[href='/kerja/laporan/{code}']"):
            desk.press(f"main a[href='/kerja/laporan/{code}']")
            desk.wait(lambda: desk.path.startswith(f"/kerja/laporan/{code}"), "page of the case")
            return
        older = desk.peek("main .pager a[rel=next]")
        holds(older, f"{code} is not on the work list")
        address = older.get_attribute("href")
        desk.go(address)


def holds_error(desk, what):
    holds(desk.find("[data-errors], .errors"), what)


@journey("The same without scripts: triage publishes and joins, the clerk works, the village head sends back and checks, both who reported judge")
def without_scripts(server):
    with Browser.phone(server, scripts=False) as phone, Browser(server, scripts=False) as desk:
        code, link = acts.report(phone, WORDS, disclosure="open")
        second, second_link = acts.report(phone, "Lubang besar di Jalan Mujair, kemarin ada yang jatuh.")

        acts.sign_in(desk, "triase")
        acts.act(desk, code, "pemeriksaan", public_text=WORDS, kind="complaint")
        acts.act(desk, second, "penggabungan", into=code, text="Lubang yang sama.")
        acts.act(desk, code, "penugasan")

        acts.sign_in(desk, "operator")
        find_in_list(desk, code)
        acts.act(desk, code, "penerimaan")
        acts.act(desk, code, "catatan", text="Material datang hari Kamis.", public=True)
        claim(desk, code)
        acts.sign_in(desk, "lurah")
        acts.act(desk, code, "pengulangan", text="Sisi kirinya belum.")
        acts.sign_in(desk, "operator")
        claim(desk, code)
        acts.sign_in(desk, "lurah")
        acts.act(desk, code, "pengecekan", text="Sekarang rata.")

        phone.go(second_link)
        phone.says(code)
        phone.fill("nilai_stars", "2").press("form[action$='/nilai'] button[type=submit]")
        phone.says("Terima kasih atas penilaian Anda")
        phone.go(link).fill("terima_stars", "5").press("form[action$='/terima'] button[type=submit]")
        phone.says("Terima kasih atas penilaian Anda")
        phone.go(f"/laporan/{code}")
        equal(phone.text("main article").count("Ya"), 3, "facts that hold: claimed, checked, accepted")
        # Who reported second finds it not done, within her thirty days.
        phone.go(second_link).press("main details summary", text="Belum beres")
        phone.fill("belum-beres_text", "Hujan semalam, lubangnya terbuka lagi.").press("form[action$='/belum-beres'] button[type=submit]")
        phone.says("dibuka lagi")
        acts.sign_in(desk, "operator", f"/kerja/laporan/{code}")
        desk.says("Hujan semalam")


def claim(desk, code):
    picture = acts.photo(desk, seed=6)
    acts.act(desk, code, "pernyataan-selesai", text="Lubang sudah ditutup.", photos=[picture])
