"""Pictures of the planning screens at 360 and 1366 pixels, and of pages of each book, for docs/pictures/plans.

    bin/pictures                       all of them
    bin/pictures janji buku            those whose name holds one of the words

`PENDOPO_SAMPLES=FOLDER` keeps the PDFs whole, for looking at every page.
"""

import io
import json
import os
import re
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from PIL import Image

import acts
from browser import DESK, PHONE, Browser
from server import ROOT, Server, demo

FOLDER = ROOT / "docs/pictures/plans"
# No picture is larger: whoever reads the documents may have a weak line.
MOST = 150_000
ALLOW = ["plans.steward", "plans.write", "plans.read", "plans.answer", "workshops.hold", "workshops.join", "books.make", "books.read",
         "innovations.edit"]


class Desk:
    """Does by API what has to be there before it can be looked at."""

    def __init__(self, server):
        self.server = server

    def ask(self, method, path, body=None, raw=False):
        request = urllib.request.Request(self.server.url + path, method=method, data=None if body is None else json.dumps(body).encode())
        request.add_header("Authorization", f"Bearer {self.server.key}")
        request.add_header("Accept-Language", "id")
        if body is not None:
            request.add_header("Content-Type", "application/json")
        with urllib.request.urlopen(request, timeout=120) as answer:
            data = answer.read()
        return data if raw else json.loads(data or "null")

    def plan(self, kind):
        """The adopted plan of a kind."""
        return next(p for p in self.ask("GET", "/api/plans")["items"] if p["kind"] == kind and p["status"] == "adopted")

    def next_edition(self):
        """A draft that follows the regency's plan, with a few changes that ought to be seen."""
        old = self.plan("masterplan")
        made = self.ask("POST", f"/api/plans/{old['id']}/successor", {
            "title": old["title"] + ", perubahan pertama", "fromYear": old["fromYear"] + 1, "toYear": old["toYear"] + 1})["plan"]
        nodes = self.ask("GET", f"/api/plans/{made['id']}/nodes?level=initiative&limit=40")["items"]
        agencies = [node["agency"] for node in nodes if node["agency"]]
        self.ask("PATCH", f"/api/plan-nodes/{nodes[0]['id']}", {"title": nodes[0]["title"] + " di semua kecamatan"})
        self.ask("PATCH", f"/api/plan-nodes/{nodes[1]['id']}", {"agency": next(a for a in agencies if a != nodes[1]["agency"])})
        self.ask("DELETE", f"/api/plan-nodes/{nodes[2]['id']}")
        self.ask("POST", f"/api/plans/{made['id']}/nodes", {
            "level": "initiative", "title": "Posyandu yang saling melihat datanya", "dimension": "living", "agency": agencies[0]})
        eased = 0
        for node in nodes[3:]:
            for indicator in self.ask("GET", f"/api/plan-nodes/{node['id']}")["indicators"]:
                targets = {year: str(round(float(value) * 0.8)) for year, value in indicator["targets"].items()}
                if targets and eased < 3:
                    self.ask("PATCH", f"/api/plan-indicators/{indicator['id']}", {"targets": targets})
                    eased += 1
        return made["id"]

    def room(self):
        """A workshop whose first room is open, with some cards in it."""
        rounds = [{"fromOn": f"2027-0{n}-10", "toOn": f"2027-0{n}-11", "place": "Pendopo Wahyawibawagraha"} for n in range(2, 6)]
        code = self.ask("POST", "/api/workshops", {
            "title": "Bimtek peninjauan rencana induk", "fromYear": 2027, "toYear": 2031, "rounds": rounds})["code"]
        room = f"/api/workshops/{code}/rounds/1"
        self.ask("POST", room, {"act": "open"})
        for text, quadrant in (("Data dari 248 desa sudah satu daftar", "strength"), ("Jaringan ke balai desa sering putus", "weakness"),
                               ("Kampus bersedia meminjamkan laboratorium", "opportunity"), ("Petugas desa sering berganti", "threat")):
            self.ask("POST", room + "/cards", {"kind": "swot", "group": "structure", "fields": {"text": text, "quadrant": quadrant}})
        self.ask("POST", room + "/cards", {"kind": "readiness", "group": "structure", "fields": {
            "text": "Petugas data di tiap desa", "condition": "fair", "evidence": "SK kepala desa", "gap": "61 desa belum punya"}})
        self.ask("POST", room, {"act": "timer", "what": "SWOT tiap elemen", "minutes": 45})
        return f"/lokakarya/{code}/1?kelompok=structure"

    def book(self, kind, subject=None):
        made = self.ask("POST", "/api/books", {"kind": kind, "language": "id"} | ({"subject": subject} if subject else {}))
        until = time.monotonic() + 300
        while made["state"] not in ("ready", "failed"):
            if time.monotonic() > until:
                raise SystemExit(f"the book {kind} was not ready in time")
            time.sleep(0.5)
            made = self.ask("GET", f"/api/books/{made['id']}")
        return self.ask("GET", f"/api/books/{made['id']}/files/pdf", raw=True)


def link(browser, page, pattern):
    """The first address on a page that fits."""
    browser.go(page)
    found = [a for a in browser.run("return [...document.querySelectorAll('main a[href]')].map(a => a.getAttribute('href'))") if re.fullmatch(pattern, a)]
    if not found:
        raise SystemExit(f"{page} has no link like {pattern}")
    return found[0]


def keep(image, path):
    """As few colours as keep it below the limit."""
    image = image.convert("RGB")
    for colours in (256, 128, 64, 32, 16):
        data = io.BytesIO()
        image.quantize(colours, dither=Image.Dither.NONE).save(data, "PNG", optimize=True)
        if data.tell() <= MOST:
            break
    path.write_bytes(data.getvalue())
    print(f"{path.relative_to(ROOT)} {data.tell() // 1000} kB", flush=True)


def picture(browser, path, name, at=None, heights=(1150, 900)):
    for (width, _), height in zip((PHONE, DESK), heights):
        browser.size(width, height)
        browser.go(path).settled()
        if at:
            # Below the bar that stays on top.
            browser.run("const e = document.querySelector(arguments[0]); if (e) scrollTo(0, e.getBoundingClientRect().top + scrollY - 80)", at)
        shot = FOLDER / f"{name}-{width}.tmp.png"
        browser.picture(shot, whole=False)
        keep(Image.open(shot), FOLDER / f"{name}-{width}.png")
        shot.unlink()


def screens(server, desk):
    """Name, who looks, and a function that says where; the second browser argument is for looking links up."""
    edition = r"/rencana/[0-9a-f-]{36}"
    return [
        ("rencana", "bappeda", lambda b: PLAN.format(desk.plan("masterplan")["id"]), None),
        ("perbandingan", "bappeda", lambda b: PLAN.format(desk.next_edition()) + "/perbandingan", None),
        ("keselarasan", "bappeda", lambda b: "/rencana/keselarasan", None),
        ("siapa-menunggu-siapa", "bappeda", lambda b: "/rencana/menunggu", None),
        ("peta-jalan", None, lambda b: "/rencana/peta-jalan", "#peta-jalan"),
        ("anggaran", None, lambda b: "/rencana/anggaran", None),
        ("lembar-inovasi", None, lambda b: link(b, "/inovasi/lembar", r"/inovasi/lembar/L-\d+"), None),
        ("daftar-inovasi", None, lambda b: "/inovasi/daftar", None),
        ("usulan", "triase", lambda b: "/kerja/usulan-inovasi", None),
        ("ruang-lokakarya", "bappeda", lambda b: desk.room(), None),
        ("peta-tahun", "bappeda", lambda b: "/lokakarya/BT-1/3?kelompok=living", None),
        ("layar", "bappeda", lambda b: "/lokakarya/BT-1/1/layar?kelompok=nature", None),
        ("hasil", "bappeda", lambda b: "/lokakarya/BT-1/2/hasil", None),
        ("komitmen", None, lambda b: link(b, "/komitmen", r"/komitmen/[A-Z0-9-]+"), None),
        ("upacara", "bappeda", lambda b: link(b, "/kerja/komitmen", r"/(kerja/)?komitmen/[A-Z0-9-]+").replace("/kerja", "") + "/upacara", None),
        ("pemeriksaan", None, lambda b: "/komitmen/periksa", None),
        ("janji", None, lambda b: "/janji", None),
        ("satu-janji", None, lambda b: link(b, "/janji", r"/janji/[A-Z0-9-]+"), None),
        ("rencana-aksi", None, lambda b: "/rencana-aksi", None),
        ("tonggak", "bappeda", lambda b: link(b, "/kerja/janji", r"/kerja/janji/[A-Z0-9-]+"), None),
        ("buku", "bappeda", lambda b: "/buku", None),
    ]


PLAN = "/rencana/{}"


def pages(name, pdf, wanted):
    """Pages of a PDF as pictures, by number or, from behind, below zero."""
    file = FOLDER / f"{name}.tmp.pdf"
    file.write_bytes(pdf)
    if keep_in := os.environ.get("PENDOPO_SAMPLES"):
        (Path(keep_in) / f"{name}.pdf").write_bytes(pdf)
    count = int(re.search(r"Pages:\s+(\d+)", subprocess.run(["pdfinfo", file], check=True, capture_output=True, text=True).stdout)[1])
    print(f"{name}: {count} pages, {len(pdf) // 1000} kB", flush=True)
    made_now = set()
    for old in FOLDER.glob(f"{name}-[0-9][0-9].png"):
        old.unlink()
    for number in wanted:
        number = number if number > 0 else count + 1 + number
        if not 0 < number <= count or (FOLDER / f"{name}-{number:02}.png") in made_now:
            continue
        made_now.add(FOLDER / f"{name}-{number:02}.png")
        made = subprocess.run(["pdftoppm", "-png", "-r", "80", "-f", str(number), "-l", str(number), "-scale-to", "1100", file],
                              check=True, capture_output=True).stdout
        keep(Image.open(io.BytesIO(made)), FOLDER / f"{name}-{number:02}.png")
    file.unlink()


# Heading of a part where one begins, name, and what is to be seen.
CAPTIONS = [
    ("Plans", "rencana", "The smart-city plan as a tree: dimensions, strategies, initiatives, and whose each of them is."),
    ("", "perbandingan", "What became of a plan in the edition that follows it, in words."),
    ("", "keselarasan", "Each point of the plan beside objective, programme, sub-activity, indicator and second agency; holes first."),
    ("", "siapa-menunggu-siapa", "Who waits for whom: what one agency proposed and the other has not answered."),
    ("", "peta-jalan", "The roadmap by year and dimension, drawn by the server."),
    ("", "anggaran", "Money by year, source, agency and dimension, beside what the Renja has."),
    ("Innovations", "lembar-inovasi", "One innovation sheet."),
    ("", "daftar-inovasi", "The register of innovations."),
    ("", "usulan", "Ideas of citizens and colleagues, to be answered."),
    ("Workshops", "ruang-lokakarya", "A room while its first workshop is held: cards side by side, the timer on top."),
    ("", "peta-tahun", "The third workshop: candidates with their votes, on years, chosen as quick wins."),
    ("", "layar", "The same for the projector."),
    ("", "hasil", "What a workshop left, and what changed since the one before."),
    ("Commitments", "komitmen", "The joint commitment with everybody who signed."),
    ("", "upacara", "The ceremony: who has signed, live."),
    ("", "pemeriksaan", "Anybody checks a paper or a deed."),
    ("", "janji", "*Janji*: every promise in plain words, bad news first."),
    ("", "satu-janji", "One promise with its milestones and evidence."),
    ("", "rencana-aksi", "An agency's action plan of the year."),
    ("", "tonggak", "Milestones as whoever works on them sees them."),
    ("", "buku", "Books: asked for, made, checked."),
]
PAPERS = [
    ("buku-1", "Buku 1, the strategic analysis"),
    ("buku-2", "Buku 2, the masterplan"),
    ("buku-3", "Buku 3, the executive summary"),
    ("naskah-komitmen", "The commitment"),
    ("buku-lembar", "A sheet of one innovation"),
    ("buku-poster", "The roadmap as a poster (A2)"),
    ("bimtek-hasil", "The outcome sheet of a workshop"),
    ("bimtek-kosong", "Worksheets to write on by hand"),
]


def index():
    """docs/pictures/plans.md, of the pictures that are there."""
    lines = ["# Pictures of planning", "",
             "Taken by `bin/pictures` on the demo regency at 360 and at 1366 pixels, in Indonesian, with pages of the books it makes. The regency's "
             "names are real; people, plans and figures are invented."]
    for heading, name, text in CAPTIONS:
        if heading:
            lines += ["", f"## {heading}", "", "| | a phone | a desk |", "|---|---|---|"]
        if (FOLDER / f"{name}-360.png").exists():
            lines.append(f'| {text} | <img src="plans/{name}-360.png" width="180" alt="On a phone: {text}"> '
                         f'| <img src="plans/{name}-1366.png" width="560" alt="At a desk: {text}"> |')
    lines += ["", "## Books and papers"]
    for name, text in PAPERS:
        found = sorted(FOLDER.glob(f"{name}-[0-9][0-9].png"))
        pictures = " ".join(f'<img src="plans/{file.name}" width="260" alt="{text}, page {int(file.stem[-2:])}">' for file in found)
        lines += ["", f"**{text}**", "", pictures] if found else []
    (FOLDER.parent / "plans.md").write_text("\n".join(lines) + "\n")


def looked_at(wants):
    with Server(allow=ALLOW) as server:
        desk = Desk(server)
        with Browser(server) as browser:
            who_is_in = "nobody yet"
            for name, who, where, at in screens(server, desk):
                if not wants(name):
                    continue
                if who != who_is_in:
                    browser.go("/masuk").driver.delete_all_cookies()
                    if who:
                        acts.sign_in(browser, who)
                    who_is_in = who
                picture(browser, where(browser), name, at)


def papers(wants):
    with Server(allow=ALLOW) as server:
        desk = Desk(server)
        sheet = desk.ask("GET", "/api/innovation-sheets?limit=1")["items"][0]["code"] if wants("buku") else ""
        for name, kind, subject, wanted in (
            ("buku-1", "analysis", None, (1, 3, 4)), ("buku-2", "masterplan", None, (1, 4, 8)), ("buku-3", "summary", None, (1, 4, 6)),
            ("buku-lembar", "sheet", sheet, (1, 2)), ("buku-poster", "roadmap", None, (1,)),
        ):
            if wants(name):
                pages(name, desk.book(kind, subject), wanted)
        if wants("naskah-komitmen"):
            # The newest waits for signatures; the one before it holds.
            code = re.findall(r"/komitmen/([A-Z0-9-]+)\"", server.get("/komitmen")[1])[-1]
            pages("naskah-komitmen", server.bytes(f"/komitmen/{code}/naskah.pdf"), (1, 2, 3))
        if wants("bimtek"):
            pages("bimtek-hasil", desk.ask("GET", "/api/workshops/BT-1/rounds/3/papers/hasil/pdf", raw=True), (1, 2, 4))
            pages("bimtek-kosong", desk.ask("GET", "/api/workshops/BT-1/rounds/3/papers/kosong/pdf", raw=True), (1,))


def main(words):
    FOLDER.mkdir(parents=True, exist_ok=True)

    def wants(name):
        return not words or any(word in name for word in words)

    with demo():
        looked_at(wants)
        # What is printed names the address that people would use.
        os.environ["PENDOPO_PUBLIC_URL"] = "https://pendopo.example.id"
        papers(wants)
    index()
    total = sum(file.stat().st_size for file in FOLDER.glob("*.png"))
    print(f"{total / 1e6:.1f} MB in {FOLDER.relative_to(ROOT)}")


if __name__ == "__main__":
    main(sys.argv[1:])
