"""Workshops as people hold them: several in one room on phones and laptops, a weak line, a projector, four rounds and what comes of them."""

import re

import acts
from acts_planning import card, close_round, find_on_list, invite, new_plan, open_round, prepare, put
from browser import DESK, PHONE, Browser
from cable import Cable
from walk import Walk, choose, open_box, send, turned

from . import equal, holds, journey


def opened(browser, words):
    """A card with its form for changes open. A card that has just come may still be moved by the next one, and a press then misses it."""

    def press():
        found = card(browser, words)
        box = found.find_element("css selector", "details")
        if box.get_attribute("open") is None:
            browser.press(box.find_element("css selector", "summary"))
        return found if box.get_attribute("open") is not None else None

    return browser.wait(press, f"open card {words}")


def room(server, language, size):
    with Browser(server, size=DESK) as head, Browser(server, size=size) as village, Browser(server, size=PHONE) as guest:
        acts.sign_in(head, "bappeda", f"/lokakarya?bahasa={language}")
        walk = Walk(f"workshop-{language}", head, language)
        new_plan(head, "masterplan", f"Rencana Induk dari lokakarya {language}", (2027, 2031))
        head.go("/lokakarya")
        walk.look("workshops")
        cycle = prepare(head, f"Bimtek kota cerdas {language}")
        walk.look("cycle")
        link = invite(head, cycle, "Dr. Ratna Wulandari", "campus", "Universitas Jember")
        one = open_round(head, cycle, 1)

        # Three in one room: what one puts down shows to the others by itself.
        acts.sign_in(village, "lurah", f"{one}?kelompok=nature&bahasa={language}")
        village.settled()
        head.go(f"{one}?kelompok=nature").settled()
        guest.go(re.sub(r"/\d+$", "/1", link) + f"?kelompok=nature&bahasa={language}").settled()
        theirs = Walk(f"guest-{language}", guest, language)
        theirs.look("room")
        put(guest, "swot", text="Sungai Bedadung melewati kota", quadrant="strength")
        card(head, "Sungai Bedadung")
        card(village, "Sungai Bedadung")
        walk.look("room")
        # Two on one card: while the head writes, it is not taken from under her hands; what both did is joined or told.
        field = opened(head, "Sungai Bedadung").find_element("css selector", "textarea[name=text]")
        field.clear()
        field.send_keys("Sungai Bedadung melewati kota dan bisa dilihat dari alun-alun")
        other = opened(village, "Sungai Bedadung")
        village.press(other.find_element("css selector", "input[name=quadrant][value=opportunity]"))
        turned(village, lambda: village.press(other.find_element("css selector", "form[action$='/ubah'] button.button")))
        equal(head.run("return document.activeElement.value"), "Sungai Bedadung melewati kota dan bisa dilihat dari alun-alun",
              "what she is writing while another saves")
        head.press(card(head, "Sungai Bedadung").find_element("css selector", "form[action$='/ubah'] button.button"))
        both = card(head, "bisa dilihat dari alun-alun")
        holds({"id": "Peluang", "en": "Opportunity"}[language] in both.text, "both changes on the one card")
        card(guest, "bisa dilihat dari alun-alun")

        # The timer stands on every screen; the projector shows the cards without forms, and follows.
        form = open_box(head, f"{one}/waktu")
        head.fill("what", "Tulis kekuatan daerah", form).fill("minutes", "20", form)
        send(head, form)
        village.says("Tulis kekuatan daerah")
        village.wait(lambda: re.match(r"^\d+:\d\d$", village.text("[data-until]")), "the time that is left")
        head.go(f"{one}/layar?kelompok=nature").settled()
        equal(head.all("main form"), [], "forms on the projector")
        walk.look("projector")
        village.go(f"{one}?kelompok=nature").settled()
        put(village, "swot", text="Banjir tahunan di dua kecamatan", quadrant="threat")
        card(head, "Banjir tahunan")

        # Candidates of a dimension, and votes.
        guest.go(re.sub(r"/\d+$", "/1", link) + "?kelompok=living").settled()
        put(guest, "candidate", text="Antre puskesmas dari rumah", idea="Nomor antrean lewat ponsel, dipanggil saat giliran.", pillar="kesehatan")
        village.go(f"{one}?kelompok=living").settled()
        vote = card(village, "Antre puskesmas")
        village.press(vote.find_element("css selector", "form[action$='/suara'] button"))
        guest.wait(lambda: re.search(r"\b1\b", card(guest, "Antre puskesmas").text), "the vote on the other screen")
        close_round(head, one)
        walk.look("outcome")
        head.says("Antre puskesmas dari rumah")

        # II and III: on years with the lists, and by dragging; then a sheet, by the guest from the campus.
        two = open_round(head, cycle, 2)
        head.go(f"{two}?kelompok=living").settled()
        put(head, "programme", text="Program Upaya Kesehatan Perorangan", horizon="medium", code="1.02.02")
        walk.look("programmes")
        close_round(head, two)
        three = open_round(head, cycle, 3)
        head.go(f"{three}?kelompok=living").settled()
        walk.look("years")
        form = f"[data-card] form[action$='/tahun']"
        head.fill("from_year", "2027", form).fill("to_year", "2029", form)
        send(head, form)
        head.wait(lambda: "Antre" in head.text("[data-year='2029']"), "the candidate on its last year")
        head.settled()
        drag(head, "Antre puskesmas", 2028)
        head.wait(lambda: "Antre" not in head.text("[data-year='2027']") and "Antre" in head.text("[data-year='2028']"), "the year it was dragged to")
        guest.go(re.sub(r"/\d+$", "/3", link) + "?kelompok=living").settled()
        theirs.look("later-room")
        form = "[data-card] form[action$='/lembar']"
        choose(guest, "lead", "Bina Marga", form)
        send(guest, form)
        sheet = guest.wait(lambda: re.search(r"L-\d{4}", card(guest, "Antre puskesmas").text), "the sheet's code").group()
        head.wait(lambda: sheet in card(head, "Antre puskesmas").text, "the sheet on the other screen")
        # She writes on it too; what she has typed is still there when her line comes back, and gone from the phone once it is saved.
        guest.settled()
        guest.press(card(guest, "Antre puskesmas").find_element("css selector", "a[href*='/isi/']"))
        guest.wait(lambda: "/isi/" in guest.path, "the sheet in the room")
        guest.settled()
        theirs.look("sheet-in-room")
        form = "main form[data-draft]"
        guest.fill("f.problem", "Warga antre sejak subuh.", form)
        guest.wait(lambda: guest.run("return new Promise((done) => setTimeout(() => done(true), 900))"), "a moment for the phone to keep it")
        guest.go(guest.path).settled()
        guest.wait(lambda: guest.value("f.problem", form) == "Warga antre sejak subuh.", "the draft of the sheet")
        turned(guest, lambda: guest.press(f"{form} button.button:not([name]):not([type=button])"))
        guest.wait(lambda: "/isi/" not in guest.path, "the room again")
        close_round(head, three)
        four = open_round(head, cycle, 4)
        head.go(f"{four}?kelompok=living").settled()
        turned(head, lambda: head.press("[data-card] form[action$='/quick-win'] button"))
        choose(head, "edition", f"dari lokakarya {language}", "[data-card] form[action$='/inisiatif']")
        send(head, "[data-card] form[action$='/inisiatif']")
        head.press(card(head, "Antre puskesmas").find_element("css selector", "a[href^='/rencana/simpul/']"))
        head.wait(lambda: "/rencana/simpul/" in head.path and "Antre puskesmas" in head.text("h1"), "the initiative in the plan")
        close_round(head, four)
        walk.look("last-outcome")
        head.go(cycle)
        walk.look("held")

        # The agency that leads it finds the sheet on its list and goes on writing.
        acts.sign_in(village, "operator", f"/kerja?bahasa={language}")
        find_on_list(village, "Antre puskesmas")
        holds(sheet in village.text(), "the sheet of the workshop")
        last = Walk(f"sheet-{language}", village, language)
        last.look("sheet")
        village.go(f"/inovasi/lembar/{sheet}/ubah")
        last.look("sheet-form")
        holds("Nomor antrean lewat ponsel" in village.driver.page_source, "the idea of the card in the sheet")
        holds("Warga antre sejak subuh." in village.driver.page_source, "what the guest wrote on the sheet")
        walk.faults += theirs.faults + last.faults
        walk.end()


def drag(browser, words, year):
    """Drags a card onto a year as a mouse does."""
    browser.run("""
        const [card, year] = arguments, data = new DataTransfer();
        if (!card.draggable) throw new Error('the card cannot be dragged');
        card.dispatchEvent(new DragEvent('dragstart', {dataTransfer: data, bubbles: true}));
        const over = new DragEvent('dragover', {dataTransfer: data, bubbles: true, cancelable: true});
        year.dispatchEvent(over);
        if (!over.defaultPrevented) throw new Error('the year does not take it');
        year.dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true}));
        """, card(browser, words), browser.find(f"[data-year='{year}']"))


journey("Workshops: four rounds in one room with a colleague on a phone and a guest, to a sheet on the agency's list and a point of the plan")(
    lambda server: room(server, "id", PHONE))


@journey("Workshops: on a weak line a card that is being written stays on the phone, and the room catches up by itself")
def weak_line(server):
    with Cable(server) as cable, Browser(server) as head, Browser.phone(server, url=cable.url) as phone:
        acts.sign_in(head, "bappeda", "/lokakarya")
        cycle = prepare(head, "Bimtek di sinyal lemah")
        link = invite(head, cycle, "Bagus", "community", "Forum Anak")
        one = open_round(head, cycle, 1)
        address = re.sub(r"/\d+$", "/1", link) + "?kelompok=culture&bahasa=id"
        phone.go(address).settled()
        box = phone.find("#baru-keyword")
        phone.press(box.find_element("css selector", "summary"))
        cable.pull()
        phone.fill("text", "Guyub", form="#baru-keyword")
        phone.press("#baru-keyword form button.button")
        phone.wait(lambda: "terputus" in phone.text("#ruang") or "jaringan" in phone.text("body").lower(), "word that the line is broken")
        head.go(f"{one}?kelompok=culture").settled()
        put(head, "keyword", text="Tangguh")
        cable.plug()
        # The screen catches up, and what was typed is still there.
        card(phone, "Tangguh")
        phone.go(address).settled()
        phone.wait(lambda: phone.value("text", form="#baru-keyword") == "Guyub", "the draft")
        box = phone.find("#baru-keyword")
        if box.get_attribute("open") is None:
            phone.press(box.find_element("css selector", "summary"))
        send(phone, "#baru-keyword form")
        card(head, "Guyub")


@journey("Workshops: the whole room without scripts, in English")
def without_scripts(server):
    with Browser(server, scripts=False) as head, Browser(server, size=PHONE, scripts=False) as guest:
        acts.sign_in(head, "bappeda", "/lokakarya?bahasa=en")
        cycle = prepare(head, "Workshop without scripts")
        link = invite(head, cycle, "Ms. Sari", "business", "Kadin")
        one = open_round(head, cycle, 1)
        guest.go(re.sub(r"/\d+$", "/1", link) + "?kelompok=economy&bahasa=en")
        put(guest, "candidate", text="Markets without small change", idea="Pay at market stalls by phone.", pillar="transaksi")
        head.go(f"{one}?kelompok=economy")
        form = "[data-card] form[action$='/suara']"
        send(head, form)
        holds("1 vote" in card(head, "Markets without small change").text, "the vote")
        close_round(head, one)
        head.says("Markets without small change")
