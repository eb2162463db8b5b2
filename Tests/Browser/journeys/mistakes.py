"""What goes wrong in life: a file that is no photo, a place elsewhere, two presses, a session that ends, two clerks at once."""

import acts
import pages
from browser import Browser

from . import equal, holds, journey

# Lumajang begins where Jember ends, and Jombang is far away.
LUMAJANG = (-8.20, 113.28)
JOMBANG = (-7.546, 112.226)


@journey("A text file called .jpg is refused and everything typed is still there, with and without scripts")
def no_photo(server):
    fake = server.folder / "pemandangan.jpg"
    fake.write_text("Ini bukan foto.\n" * 200)
    for scripts in (True, False):
        with Browser.phone(server, scripts=scripts) as phone:
            good = acts.photo(phone, seed=6)
            acts.fill_report(phone, "Sampah menumpuk di pasar Gebang.", place_note="sebelah pos ronda", name="Siti")
            if scripts:
                phone.fill("photos", [fake])
                phone.says("bukan foto yang bisa dibaca")
                equal(phone.value("text"), "Sampah menumpuk di pasar Gebang.", "her words")
                acts.send_report(phone)
            else:
                phone.fill("photos", [good, fake])
                phone.press("form[action='/lapor'] button[type=submit]", text="Kirim")
                holds("pemandangan.jpg" in phone.find("[data-errors], .errors").text, "the error names the file")
                for name, typed in (("text", "Sampah menumpuk di pasar Gebang."), ("place_note", "sebelah pos ronda"), ("name", "Siti"),
                                    ("category", acts.ROAD), ("village", acts.GEBANG), ("disclosure", "anonymous")):
                    equal(phone.value(name), typed, f"what stood in {name}")
                equal(len(phone.all("[name=kept_photo]")), 1, "the good photo that need not be sent again")
                _, link = acts.send_report(phone)
                phone.go(link)
                equal(len(phone.all("main .gallery img, main .photos__list img")), 1, "photos that arrived")


@journey("A place outside the regency: she is told which government to go to, and nothing typed is lost")
def outside(server):
    with Browser.phone(server) as phone:
        phone.go("/lapor").settled()
        phone.is_at(*JOMBANG)
        phone.press("[data-place-locate]")
        phone.says("di luar wilayah kami", css="[data-place-status]")
    with Browser.phone(server) as phone:
        phone.go("/lapor").settled()
        phone.is_at(*LUMAJANG)
        phone.fill("category", acts.ROAD).fill("text", "Jembatan rusak di Lumajang.")
        phone.press("[data-place-locate]")
        phone.says("Kabupaten Lumajang", css="[data-place-status]")
        phone.press("form[action='/lapor'] button[type=submit]", text="Kirim")
        pages.accessible(phone, "a form with errors")
        words = phone.find("[data-errors], .errors").text
        holds("Pemerintah Kabupaten Lumajang" in words, f"the error names the government there, not: {words}")
        equal(phone.value("text"), "Jembatan rusak di Lumajang.", "her words")


@journey("Sending twice makes one report: two quick presses, and once more after going back")
def twice(server):
    with Browser.phone(server) as phone:
        acts.fill_report(phone, "Pohon tumbang menutup jalan di Gebang.")
        button = phone.find("form[action='/lapor'] button[type=submit]", text="Kirim")
        phone.scroll_to(button)
        phone.run("arguments[0].click(); arguments[0].click()", button)
        acts.receipt(phone)
    with Browser.phone(server, scripts=False) as phone:
        acts.fill_report(phone, "Pohon tumbang menutup gang di Gebang.")
        first, _ = acts.send_report(phone)
        phone.driver.back()
        phone.find("form[action='/lapor']")
        second, _ = acts.send_report(phone)
        equal(second, first, "code of the same report sent again")
    with Browser(server) as desk:
        acts.sign_in(desk, "triase", "/kerja/laporan")
        rows = [row for row in desk.all("main #daftar tr, main .list-card") if "Pohon tumbang menutup jalan" in row.text]
        equal(len(rows), 1, "reports made by two quick presses")


@journey("The session ends in the middle of a form: after signing in again nothing typed is lost")
def expired(server):
    with Browser(server) as other:
        code, _ = acts.report(other, "Talud sungai di Gebang retak.", disclosure="open")
    with Browser(server) as desk:
        acts.sign_in(desk, "triase")
        acts.open_case(desk, code).settled()
        words = "Di sisi mana retaknya, dan kira-kira berapa meter?"
        acts.fill_act(desk, "pertanyaan", text=words)
        desk.driver.delete_cookie("sesi")
        acts.send_act(desk, "pertanyaan")
        desk.says("waktu masuk anda sudah habis")
        acts.press_name(desk, "triase")
        desk.says(words)
        desk.press("main form button", text="Kirim sekarang")
        desk.find(".notice--good")
        desk.says(words)


@journey("Two officials act on one report at once: the second is told what changed and keeps what was typed")
def two_at_once(server):
    with Browser(server) as other:
        code, _ = acts.report(other, "Drainase di Gebang penuh lumpur.", disclosure="open")
    with Browser(server) as first, Browser(server) as second:
        for desk in (first, second):
            acts.sign_in(desk, "triase")
            acts.open_case(desk, code).settled()
        acts.fill_act(second, "pertanyaan", text="Apakah airnya sampai masuk rumah?")
        acts.fill_act(first, "pemeriksaan", kind="complaint")
        acts.send_act(first, "pemeriksaan")
        first.find(".notice--good")
        acts.send_act(second, "pertanyaan")
        told = second.find("[data-errors], .errors, .notice--warn").text
        holds("ada yang berubah" in told and "verif" not in told, f"the second is told in words what changed, not: {told}")
        equal(second.value("text", form="#pertanyaan"), "Apakah airnya sampai masuk rumah?", "what the second had typed")
