#!/usr/bin/env python3
"""Pictures of every page at 360 and 1366 pixels in both languages, to be looked at.

    .build/venv/bin/python Tests/Browser/shots.py FOLDER              every page
    .build/venv/bin/python Tests/Browser/shots.py FOLDER triase /kerja one person, pages whose address holds a word
    .build/venv/bin/python Tests/Browser/shots.py --readme            the pictures of docs/pictures
"""

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import acts
import pages
from browser import DESK, PHONE, Browser
from server import ROOT, Server


def every(server, folder, whose, word):
    for who in whose:
        with Browser(server) as browser:
            if who:
                acts.sign_in(browser, who)
            for path in pages.reachable(browser, who):
                if word not in path:
                    continue
                for language in ("id", "en"):
                    for width, height in (PHONE, DESK):
                        browser.size(width, height)
                        browser.go(path + ("&" if "?" in path else "?") + f"bahasa={language}").settled()
                        name = re.sub(r"[^\w.-]+", "_", pages.kind(path) + ("-" + path.split("?")[1] if "?" in path else "")).strip("_") or "beranda"
                        browser.picture(folder / f"{who or 'warga'}-{name}-{width}-{language}.png")
                browser.go(path + ("&" if "?" in path else "?") + "bahasa=id")


def readme(server):
    folder = ROOT / "docs/pictures"
    folder.mkdir(parents=True, exist_ok=True)
    with Browser.phone(server) as phone:
        phone.size(*PHONE, scale=2)
        phone.go("/?bahasa=id").settled().picture(folder / "citizen.png", whole=False)
    with Browser(server) as desk:
        desk.size(1366, 1180)
        for path, name in (("/laporan?tampilan=peta&bahasa=id", "map"), ("/laporan/statistik", "statistics")):
            desk.go(path).settled().picture(folder / f"{name}.png", whole=False)
        desk.size(1366, 1000)
        desk.go("/data/stunting-balita").settled().picture(folder / "data-table.png", whole=False)
        chart = "/data/stunting-balita/bagan?tahun=eq.2025&_jenis=wilayah&_menurut=kecamatan&_hitung=rata-rata&_nilai=prevalensi"
        desk.go(chart).settled().picture(folder / "data-chart.png", whole=False)
        desk.size(1366, 900)
        acts.sign_in(desk, "operator")
        desk.settled().picture(folder / "work-list.png", whole=False)


def main(words):
    if not words:
        sys.exit(__doc__)
    with Server() as server:
        if words[0] == "--readme":
            return readme(server)
        folder = Path(words[0])
        folder.mkdir(parents=True, exist_ok=True)
        whose = [None if words[1] == "warga" else words[1]] if len(words) > 1 else [None, *acts.NAMES, "admin"]
        every(server, folder, whose, words[2] if len(words) > 2 else "")


if __name__ == "__main__":
    main(sys.argv[1:])
