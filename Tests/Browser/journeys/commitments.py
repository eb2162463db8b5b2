"""A promise from its text to its proof: clauses bound to the plan, a ceremony that shows who signs, keys that only their owners can use,
and checking what was signed, with and without us."""

import re
from pathlib import Path

import acts
from acts_signing import apps, fill_clause, make_key_here, name_signatory_here, second_step_here, sign_here
from browser import DESK, PHONE, Browser
from walk import Walk, fetch, send

from . import equal, journey

WORDS = {
    "id": {"none": "0 dari 2", "one": "1 dari 2", "all": "Semua sudah menandatangani", "genuine": "Asli", "altered": "Tidak cocok"},
    "en": {"none": "0 of 2", "one": "1 of 2", "all": "Everybody has signed", "genuine": "Genuine", "altered": "Does not fit"},
}


def equip(browser, who, language, walk=None):
    """Gives somebody an authenticator app and a key of her own."""
    # Who has an app from an earlier journey cannot put another one in its place.
    known = apps(browser.server).get(who)
    acts.sign_in(browser, who, f"{'/akun' if known else '/akun/langkah-kedua'}?bahasa={language}")
    browser.settled()
    app = known or second_step_here(browser, who)
    browser.go("/kerja/kunci-saya").settled()
    if walk:
        walk.look("own-key")
    if not app.has_key:
        make_key_here(browser, app)
    return app


def sign(browser, code, app, walk=None):
    browser.go(f"/kerja/komitmen/{code}/tanda-tangan").settled()
    if walk:
        walk.look("signing")
    sign_here(browser, app)


def promise(server, language, size):
    words = WORDS[language]
    pledge = f"Jalan di depan sekolah mulus sebelum hujan turun ({language})"
    with Browser(server, size=size) as head, Browser(server, size=size) as works, Browser(server, size=DESK) as screen:
        acts.sign_in(head, "bappeda", f"/kerja/komitmen?bahasa={language}")
        # Its colours are looked at where it is walked on a phone.
        colours = size == PHONE
        walk = Walk(f"commitment-{language}", head, language, colours)
        walk.look("commitments")
        code = write(walk, pledge)
        # On the screen of the ceremony each signature appears by itself.
        screen.go(f"/komitmen/{code}/upacara?bahasa={language}").settled().says(words["none"])
        hall = Walk(f"ceremony-{language}", screen, language, colours)
        hall.look("begins")
        hers = Walk(f"signing-{language}", works, language, colours)
        app = equip(works, "kepala", language, hers)
        sign(works, code, app, hers)
        screen.says(words["one"])
        app = equip(head, "bappeda", language)
        sign(head, code, app)
        screen.says(words["all"])
        hall.look("ends")
        walk.look("signed")

        # Everybody reads the promise in plain words, with what it serves in the plan.
        screen.go(f"/janji?bahasa={language}").settled()
        hall.look("pledges")
        screen.press("main a[href^='/janji/']", text=pledge)
        screen.wait(lambda: re.match(r"^/janji/[0-9A-Z-]+", screen.path), "the pledge")
        hall.look("pledge")
        screen.find("main a[href^='/rencana/simpul/']")

        # Whoever has the deed checks it with us, and with a page that needs nobody.
        deed = server.folder / f"akta-{language}.json"
        deed.write_bytes(fetch(screen, f"/komitmen/{code}/akta.json"))
        check(hall, deed, words["genuine"])
        false = server.folder / f"palsu-{language}.json"
        false.write_text(deed.read_text().replace("mulus", "bagus"))
        check(hall, false, words["altered"])
        paper = server.folder / f"naskah-{language}.pdf"
        if screen.go(f"/komitmen/{code}").all(f"main a[href$='/naskah.pdf']"):
            paper.write_bytes(fetch(screen, f"/komitmen/{code}/naskah.pdf"))
            check(hall, paper, words["genuine"])
        else:
            print("      no PDF on this machine")
        offline(server, screen, deed, false, language)
        walk.faults += hers.faults + hall.faults
        walk.end()


def write(walk, pledge):
    """A commitment with one clause, bound to a point of the plan by the address of its page, opened for two signatories."""
    head = walk.browser
    head.go("/rencana/keselarasan").settled()
    point = head.find("main a[href^='/rencana/simpul/']").get_attribute("href")
    head.go("/kerja/komitmen/baru").settled()
    form = "main form[action='/kerja/komitmen/baru']"
    head.fill("title", "Komitmen jalan sekolah", form).fill("title_english", "School roads commitment", form)
    head.fill("preamble", "Kami berjanji kepada setiap anak yang berjalan kaki ke sekolah.", form)
    head.fill("starts_on", "2026-01-01", form).fill("ends_on", "2028-12-31", form)
    walk.look("new")
    send(head, form)
    head.wait(lambda: re.match(r"^/kerja/komitmen/[0-9A-Z-]+", head.path), "the draft")
    draft = head.path.split("?")[0]
    code = draft.rsplit("/", 1)[1]
    head.go(f"{draft}/butir/baru").settled()
    form = f"main form[action='{draft}/butir/baru']"
    fill_clause(head, "Memperbaiki jalan kabupaten dalam jarak 200 meter dari setiap sekolah dasar.", pledge, point, "Bina Marga",
                "2027-10-31", "100", "% sekolah", form)
    walk.look("clause")
    send(head, form)
    head.wait(lambda: head.path.split("?")[0] == draft, "the draft with its clause")
    for office, title, agency, holder in (("agency_head", "Kepala Dinas PU Bina Marga dan SDA", "Bina Marga", "Hendra Wijaya"),
                                          ("agency_head", "Kepala Bappeda", "Perencanaan", "Dewi Maharani")):
        name_signatory_here(head, office, title, agency, holder)
    walk.look("draft")
    send(head, f"main form[action='{draft}/pembukaan']")
    head.find(f"main a[href='/komitmen/{code}/upacara']")
    return code


def check(walk, file, expected):
    browser = walk.browser
    browser.go("/komitmen/periksa").settled()
    form = "main form[action='/komitmen/periksa']"
    browser.fill("file", [file], form)
    send(browser, form)
    browser.says(expected)
    walk.look("checked-" + file.stem)


def offline(server, browser, deed, false, language):
    """The page that checks deeds, saved to a disk and opened from there."""
    page = Path(server.folder) / f"pemeriksa-{language}.html"
    page.write_bytes(fetch(browser, f"/komitmen/pemeriksa.html?bahasa={language}"))
    with Browser(server, size=PHONE) as alone:
        alone.cdp("Network.enable")
        alone.cdp("Network.emulateNetworkConditions", offline=True, latency=0, downloadThroughput=-1, uploadThroughput=-1)
        for file, is_good in ((deed, True), (false, False)):
            alone.go(page.as_uri())
            alone.find("input[type=file]").send_keys(str(file))
            found = alone.find("#result[data-verdict]").get_attribute("data-verdict")
            equal(found, "good" if is_good else "text_altered", f"what the saved page says of {file.name}")


journey("Commitments: from a clause bound to the plan to the ceremony, the pledge, and checking it with and without us")(
    lambda server: promise(server, "id", DESK))
journey("Commitments: the same on a phone, in English")(lambda server: promise(server, "en", PHONE))
