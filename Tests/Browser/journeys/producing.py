"""Data as they are made: from a clerk's messy workbook to a published, charted and cited dataset."""

import io
import re
import zipfile
from urllib.parse import parse_qs, urlsplit

import acts
from browser import DESK, PHONE, Browser
from cable import Cable
from server import ROOT
from walk import Walk, act, fetch, open_box, turned, understood

from . import equal, holds, journey

MESSY = ROOT / "Tests/Fixtures/workbooks/harga-pangan.xlsx"
AGAIN = {"id": "Baca ulang", "en": "Read again"}


def comments(workbook):
    """All words that stand in the comments of a workbook."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
        texts = [parts.read(name).decode() for name in parts.namelist() if re.search(r"comments\w*\.xml$", name)]
    return "\n".join(texts)


def new_dataset(walk, title, access="open"):
    browser = walk.browser
    browser.go("/data/kelola")
    walk.look("my-data")
    browser.press("main a[href='/data/kelola/baru']")
    browser.wait(lambda: browser.all("main [name=title]"), "the form of a dataset")
    walk.look("new-dataset")
    browser.fill("title", title)
    browser.fill("description", "Harga bahan pangan di pasar kabupaten, dicatat petugas pasar setiap pagi sebelum pukul sembilan.")
    browser.press(browser.find("main input[name=themes]"))
    browser.fill("frequency", "monthly").fill("access", access)
    browser.press("main form.form button.button:not(.button--plain)")
    browser.wait(lambda: "/unggah" in browser.path, "the page for sending a file")
    return browser.path.split("/")[4]


def drop(browser, path):
    """Drops a file on the form, as a mouse does."""
    form = browser.find("form[data-drop]")
    browser.run("""
        const input = Object.assign(document.createElement('input'), {type: 'file', id: 'dropped-file', style: 'position:fixed;top:0'});
        document.body.append(input);""")
    browser.driver.find_element("id", "dropped-file").send_keys(str(path))
    browser.run("""
        const [form] = arguments, source = document.getElementById('dropped-file'), data = new DataTransfer();
        data.items.add(source.files[0]); source.remove();
        for (const kind of ['dragenter', 'dragover']) form.dispatchEvent(new DragEvent(kind, {dataTransfer: data, bubbles: true, cancelable: true}));
        if (!form.classList.contains('is-drop')) throw new Error('the form does not show that a file may be dropped');
        form.dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true}));
        """, form)
    holds(not browser.all("form.is-drop"), "the form looks as before")


def send(walk, path):
    browser = walk.browser
    walk.look("upload")
    if browser.has_scripts:
        drop(browser, path)
        equal(browser.run("return document.querySelector('form[data-drop] input[type=file]').files[0].name"), path.name, "the dropped file")
    else:
        browser.fill("file", [path])
    turned(browser, lambda: browser.press("form[data-drop] button.button"))
    browser.wait(lambda: "/data/kelola/kiriman/" in browser.path, "the submission")
    if not browser.all("main form[action$='/bacaan']"):
        walk.look("being-read")
    understood(browser)


def submission(walk):
    """What was understood: a guess is undone and done again, bad cells are mended, and the workbook comes back with comments."""
    browser = walk.browser
    walk.look("understood")
    guess = switch(browser, "kuintal")
    holds(guess.is_selected(), "the guess is on")
    press_guess(walk, guess)
    understood(browser)
    guess = switch(browser, "kuintal")
    holds(not guess.is_selected(), "the guess is off")
    walk.look("guess-undone")
    press_guess(walk, guess)
    understood(browser)
    book = fetch(browser, browser.find("main a[href$='/perbaikan']").get_attribute("href"))
    holds("31 Februari" in comments(book) and "tiga puluh ribu" in comments(book), "words in the comments of the workbook")
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        holds("xl/worksheets/sheet1.xml" in parts.namelist(), "her own sheet")
    # One press mends the day that there is not; another cell gets its value typed.
    before = cards(browser)
    holds(len(before) >= 2, "bad cells are listed")
    turned(browser, lambda: browser.press(card_with(browser, "31 Februari").find_element("css selector", "button")))
    browser.wait(lambda: browser.all("main form[action$='/bacaan']") and not any("31 Februari" in card.text for card in cards(browser)), "the mended cell gone")
    browser.settled()
    card = card_with(browser, "tiga puluh ribu")
    browser.press(card.find_element("css selector", "details summary"))
    field = card.find_element("css selector", "[name=value]")
    field.clear()
    field.send_keys("Rp 30.000")
    turned(browser, lambda: browser.press(card.find_element("css selector", "details button")))
    browser.wait(lambda: browser.all("main form[action$='/bacaan']") and not any("tiga puluh ribu" in card.text for card in cards(browser)), "the typed cell gone")
    browser.settled()
    walk.look("mended")


def cards(browser):
    return [card for card in browser.all("main article.list-card") if card.find_elements("css selector", "input[name=change][value=fix], input[name=change][value=cell]")]


def card_with(browser, words):
    return browser.wait(lambda: next((card for card in cards(browser) if words in card.text), None), f"card with “{words}”")


def switch(browser, word):
    """The box of the guess with this word; waits for it, for a page that has just been read comes anew."""
    return browser.wait(lambda: next(
        (label.find_element("css selector", "[name=guess]") for label in browser.all("main label.choice")
         if word in label.text and label.find_elements("css selector", "[name=guess]")), None), f"guess with “{word}”")


def press_guess(walk, guess):
    browser = walk.browser
    browser.press(guess)
    turned(browser, lambda: browser.press("main form[action$='/bacaan'] button", text=AGAIN[walk.language]))


def produce(server, language, size, scripts):
    title = f"Harga Pangan Pasar {language.upper()} {size[0]}{'' if scripts else ' Tanpa Skrip'}"
    name = f"{language}-{size[0]}-{'js' if scripts else 'html'}"
    with Browser(server, size=size, scripts=scripts) as clerk, Browser(server, size=size, scripts=scripts) as steward:
        hers, his = Walk(f"clerk-{name}", clerk, language), Walk(f"steward-{name}", steward, language)
        acts.sign_in(clerk, "operator", f"/data/kelola?bahasa={language}")
        dataset = new_dataset(hers, title)
        send(hers, MESSY)
        submission(hers)
        place = clerk.path
        act(clerk, "ajukan")
        clerk.wait(lambda: not clerk.all("main form[action$='/ajukan']"), "submitted")
        hers.look("submitted")
        # The steward finds it on her list and sends it back with reasons at a cell, at a column and for the whole.
        acts.sign_in(steward, "triase", f"/data/periksa?bahasa={language}")
        his.look("to-check")
        steward.press("main .list-card a", text=title)
        steward.wait(lambda: steward.path.split("?")[0] == place.split("?")[0], "the submission")
        his.look("check")
        open_box(steward, "kembalikan")
        steward.fill("row.0", "6").fill("column.0", "pasar").fill("text.0", "Pasar Tanjung sudah pindah; mohon tulis nama barunya.")
        steward.fill("column.1", "harga").fill("text.1", "Harga per kilogram atau per karung?")
        steward.fill("text.2", "Mohon tulis sumbernya.")
        act(steward, "kembalikan")
        steward.wait(lambda: not steward.all("main form[action$='/kembalikan']"), "returned")
        his.look("returned")
        # The clerk finds it first on her page, reads the reasons, mends and submits again.
        clerk.go("/data/kelola")
        hers.look("my-turn")
        clerk.press("main .list-card a", text=title)
        clerk.says("Pasar Tanjung sudah pindah")
        hers.look("reasons")
        # The same workbook comes back with the reasons at their cells; she sends the mended one in its place.
        remarks = comments(fetch(clerk, clerk.find("main a[href$='/perbaikan']").get_attribute("href")))
        for words in ("Pasar Tanjung sudah pindah", "per karung", "tulis sumbernya"):
            holds(words in remarks, f"the reason “{words}” in the workbook")
        open_box(clerk, "berkas")
        clerk.fill("file", [MESSY], form="form[action$='/berkas']")
        act(clerk, "berkas")
        clerk.wait(lambda: clerk.all("main form[action$='/ajukan']"), "the file as it was read again")
        clerk.settled().says("Pasar Tanjung sudah pindah")
        hers.look("sent-anew")
        act(clerk, "ajukan")
        clerk.wait(lambda: not clerk.all("main form[action$='/ajukan']"), "submitted again")
        steward.go(place)
        act(steward, "terbitkan")
        steward.wait(lambda: steward.all(f"main a[href='/data/{dataset}']"), "published")
        his.look("published")
        # Everybody finds, charts and cites it, and the number opens on its rows.
        with Browser(server, size=size, scripts=scripts) as reader:
            theirs = Walk(f"reader-{name}", reader, language)
            reader.go(f"/data?cari={title.replace(' ', '+')}&bahasa={language}")
            reader.press(".list-card__title a", text=title)
            reader.wait(lambda: reader.all(".data-table tbody tr"), "its rows")
            theirs.look("dataset")
            cite(theirs, dataset)
        hers.faults += his.faults + theirs.faults
        hers.end()


def cite(walk, dataset):
    browser = walk.browser
    browser.go(f"/data/{dataset}/bagan")
    holds(browser.find("figure.chart svg").is_displayed(), "a drawing")
    walk.look("chart")
    browser.go(f"/data/{dataset}/pakai").settled()
    walk.look("use")
    link = browser.find("main a[href*='/angka/baru']").get_attribute("href")
    equal(parse_qs(urlsplit(link).query)["data"], [dataset], "the dataset of the link")
    browser.go(link).settled()
    walk.look("cite-form")
    browser.fill("rumus", "avg").fill("kolom", "harga")
    browser.press("main form.form button.button", text=None)
    browser.wait(lambda: re.match(r"^/angka/[0-9A-Z-]+$", browser.path.split("?")[0]), "the cited number")
    browser.find(".cited__number data")
    walk.look("cited")
    rows = browser.find("main a[href^='/data/']").get_attribute("href")
    browser.go(rows)
    holds(browser.all(".data-table tbody tr"), "the rows behind the number")


journey("Producing: a messy workbook is mended, checked, published, charted and cited, on a phone")(
    lambda server: produce(server, "id", PHONE, True))
journey("Producing: the same without scripts at a desk, in English")(lambda server: produce(server, "en", DESK, False))


@journey("Producing: a large file goes in pieces, and on after the line broke")
def pieces(server):
    large = server.folder / "catatan-besar.csv"
    large.write_text("Nomor,Catatan\n" + "".join(f"{number},{'catatan petugas lapangan ' * 80}\n" for number in range(6000)))
    with Cable(server) as cable, Browser(server, url=cable.url) as clerk:
        acts.sign_in(clerk, "operator", "/data/kelola")
        walk = Walk("pieces", clerk, "id")
        new_dataset(walk, "Catatan Besar")
        clerk.settled().fill("file", [large])
        before = cable.received
        clerk.press("form[data-pieces] button.button")
        clerk.wait(lambda: (clerk.peek("[data-pieces-status]") and re.search(r"[1-9]\d* ?%", clerk.text("[data-pieces-status]"))), "progress of the pieces")
        cable.pull()
        walk.look("broken")
        cable.plug()
        clerk.wait(lambda: "/data/kelola/kiriman/" in clerk.path, "the submission")
        equal(clerk.all(".errors, [data-errors]"), [], "errors")
        clerk.says("catatan-besar.csv")
        clerk.go(clerk.path).settled()
        walk.look("arrived")
        walk.end()
