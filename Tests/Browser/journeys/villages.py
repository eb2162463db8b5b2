"""Rows of villages: an agency asks, a village head answers from a phone, the agency takes what came into one file."""

import datetime

import acts
from browser import Browser
from walk import Walk, act, open_box, turned, understood

from . import equal, holds, journey

# What the phone keeps as drafts.
DRAFTS = """
const done = arguments[0], opening = indexedDB.open('pendopo', 1);
opening.onupgradeneeded = () => opening.result.createObjectStore('drafts');
opening.onsuccess = () => {
  const kept = opening.result.transaction('drafts').objectStore('drafts').getAll();
  kept.onsuccess = () => { opening.result.close(); done(kept.result.map((draft) => JSON.stringify(draft))); };
};
"""
ROAD = {"r.0.nomor_ruas": "D-9001", "r.0.nama_ruas": "Jalan Gebang Tengah", "r.0.panjang": "1,25", "r.0.tahun_survei": "2026"}


def drafts(browser):
    return browser.driver.execute_async_script(DRAFTS)


@journey("Villages: an agency asks for rows, the village head sends them from a phone, the agency takes them into one file")
def village(server):
    manage = "/data/kelola/dataset/jalan-kabupaten"
    with Browser(server) as clerk, Browser.phone(server) as head:
        asks, sends = Walk("village-clerk", clerk, "id"), Walk("village-head", head, "id")
        acts.sign_in(clerk, "operator", manage)
        open_box(clerk, "undangan")
        clerk.fill("until", (datetime.date.today() + datetime.timedelta(days=20)).isoformat())
        act(clerk, "undangan")
        clerk.find(".notice--good")
        asks.look("invited")
        acts.sign_in(head, "lurah", "/data/kelola")
        sends.look("asked")
        turned(head, lambda: head.press("main a[href^='/data/isi/']"))
        head.find("main [name='r.0.nama_ruas']")
        sends.look("form")
        holds(not head.all("main [name='r.0.kode_kecamatan']"), "nobody asks the village where it is")
        # Sent without what must be there it says so, and keeps what is.
        head.fill("r.0.nama_ruas", ROAD["r.0.nama_ruas"])
        holds(head.run("return document.querySelector(\"main [name='r.0.nomor_ruas']\").required"), "the number of the road is asked for")
        for name, value in ROAD.items():
            head.fill(name, value)
        # What is typed stays on the phone until it is sent.
        head.wait(lambda: any("2026" in draft and "1,25" in draft for draft in drafts(head)), "the draft")
        head.go(head.path.split("?")[0]).settled()
        head.wait(lambda: head.value("r.0.nama_ruas") == ROAD["r.0.nama_ruas"], "the draft in the form")
        for name, value in ROAD.items():
            equal(head.value(name), value, f"{name} of the draft")
        # By its words: the notice of the draft has a button of its own, which throws the draft away.
        turned(head, lambda: head.press("main form[action^='/data/isi/'] button", text="Kirim isian"))
        head.wait(lambda: head.path.startswith("/data/kelola"), "the page after sending")
        head.find(".notice--good")
        head.wait(lambda: not drafts(head), "no draft any more")
        sends.look("sent")
        clerk.go(manage).settled()
        turned(clerk, lambda: clerk.press("main a[href^='/data/kelola/isian/']"))
        clerk.press("main article details summary")
        clerk.says("Jalan Gebang Tengah")
        asks.look("rows")
        act(clerk, "gabung")
        clerk.wait(lambda: "/data/kelola/kiriman/" in clerk.path, "the file")
        understood(clerk)
        asks.look("gathered")
        asks.faults += sends.faults
        asks.end()
