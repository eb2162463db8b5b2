"""Reports: receiving them, their pages, and a million of them against ten thousand."""
import gzip
import json
import re
import urllib.request

import harness as bench


def intake(table, folder, seconds, rounds):
    data = bench.prepare(folder, 1000)
    names = bench.samples(data)
    with bench.serve(data) as ours, bench.Server(bench.BIN / "Bench", "bare", "--data", folder / "bare") as bare:
        environment = {"CATEGORY": names["category"], "VILLAGE": names["village"]}
        a, b, ratio = bench.pairs(
            lambda: bench.wrk(ours.url("/api/reports"), 64, seconds, "post.lua", **environment),
            lambda: bench.wrk(bare.url("/insert"), 64, seconds, "post.lua", **environment), rounds)
        table.add("POST /api/reports against a bare group-committed insert (SQLite, 64 connections)", ratio, 0.35, f"{a:,.0f}/s against {b:,.0f}/s")


def pages(table, folder, seconds, rounds):
    data = bench.prepare(folder, 10_000)
    with bench.serve(data) as ours, bench.Server(bench.BIN / "Bench", "bare", "--data", folder / "bare") as bare:
        hello = lambda: bench.wrk(bare.url("/hello"), 32, seconds)
        a, b, ratio = bench.pairs(lambda: bench.wrk(ours.url("/laporan"), 32, seconds, "fresh.lua"), hello, rounds)
        table.add("/laporan rendered afresh against a bare hello", ratio, 0.25, f"{a:,.0f}/s against {b:,.0f}/s")
        a, b, ratio = bench.pairs(lambda: bench.wrk(ours.url("/laporan"), 32, seconds), hello, rounds)
        table.note("/laporan unchanged, the whole page sent to another browser, against a bare hello", ratio, f"{a:,.0f}/s against {b:,.0f}/s")
        with urllib.request.urlopen(ours.url("/laporan")) as answer:
            known = answer.headers["ETag"]
        a, b, ratio = bench.pairs(lambda: bench.wrk(ours.url("/laporan"), 32, seconds, headers=[f"If-None-Match: {known}"]), hello, rounds)
        table.add("/laporan unchanged since the same browser's last request (its validator), against a bare hello", ratio, 0.7, f"{a:,.0f}/s against {b:,.0f}/s")
        for path in ("/", "/lapor"):
            table.add(
                f"the citizen's first page over the wire, {path}", first_visit(ours, path), 60, "with all that is kept for offline use; gzip",
                " kB", at_most=True)


def first_visit(server, first):
    """Kilobytes of a visit that begins at a page: the page, all its elements name, and what the service worker then fetches to open the form
    without a network, compressed as a browser asks for it, headers counted. The journey in Chromium (Tests/Browser/journeys/offline.py) measures
    the same from outside, at the cable. A script that only the import map names is fetched by no browser before a page uses it."""
    def fetch(path):
        request = urllib.request.Request(server.url(path), headers={"Accept-Encoding": "gzip", "Accept": "*/*"})
        with urllib.request.urlopen(request) as answer:
            body = answer.read()
            sizes.append(len(body) + sum(len(k) + len(v) + 4 for k, v in answer.headers.items()))
            return (gzip.decompress(body) if answer.headers.get("Content-Encoding") == "gzip" else body).decode(errors="replace")

    sizes = []
    # The service worker fetches the form once more, whatever page was the first.
    pages = [fetch(path) for path in (first, "/lapor", "/luring")]
    worker, manifest = fetch("/sw.js"), fetch("/manifest.webmanifest")
    named = {name for page in pages for name in re.findall(r'(?:href|src)="(/(?:aset|merek)/[^"]+)"', page)}
    named |= set(json.loads(re.search(r"^const ASSETS = (\[.*\]);$", worker, re.M)[1]))
    named |= {icon["src"] for icon in json.loads(manifest)["icons"]}
    for path in named:
        fetch(path)
    return sum(sizes) / 1000


# Of the demo's cast: who reaches all reports, those of an agency, and those of a village.
STAFF = {"Rina Kartikasari": "triage", "Agus Priyanto": "an agency's clerk", "Sutrisno": "a village head"}


def sizes(table, folder, large, seconds, rounds):
    """Every list and page at a million reports against ten thousand."""
    small_data = bench.prepare(folder, 10_000)
    big_data = bench.prepare(folder, large)
    names = bench.samples(big_data)
    lists = {
        "/laporan": 0.8, f"/laporan?instansi={names['agency']}": 0.8, f"/laporan?kecamatan={names['subdistrict']}": 0.8,
        f"/laporan?kategori={names['top']}": 0.8, "/laporan?status=selesai": 0.8, "/api/reports": 0.8, "/api/reports/map": 0.8,
        f"/laporan/{{code}}": 0.8, "/": 0.8,
        "/laporan?cari=jembatan+retak": 0.5, "/laporan/statistik": 0.5,
    }
    codes = {"small": bench.samples(small_data)["code"], "large": names["code"]}
    with bench.serve(small_data) as small, bench.serve(big_data) as big:
        for server in (small, big):
            server.settle()
        for path, wanted in lists.items():
            # The API refuses a parameter it does not know.
            script = "dated.lua" if path.startswith("/api/") else "fresh.lua"
            a, b, ratio = bench.pairs(
                lambda: bench.wrk(big.url(path.format(code=codes["large"])), 16, seconds, script),
                lambda: bench.wrk(small.url(path.format(code=codes["small"])), 16, seconds, script), rounds)
            shown = re.sub(r"=[0-9a-f-]{36}", "=…", path)
            table.add(f"{shown} at {large:,} reports against 10,000", ratio, wanted, f"{a:,.0f}/s against {b:,.0f}/s")
        for person, who in STAFF.items():
            cookies = [f"Cookie: {bench.sign_in(big, person)}"], [f"Cookie: {bench.sign_in(small, person)}"]
            for path in ["/kerja", "/kerja/laporan", "/api/work", "/api/cases"]:
                a, b, ratio = bench.pairs(
                    lambda: bench.wrk(big.url(path), 16, seconds, headers=cookies[0]),
                    lambda: bench.wrk(small.url(path), 16, seconds, headers=cookies[1]), rounds)
                table.add(f"{path} of {who} at {large:,} reports against 10,000", ratio, 0.8, f"{a:,.0f}/s against {b:,.0f}/s")
        environment = {"CATEGORY": names["category"], "VILLAGE": names["village"]}
        bench.wrk(big.url("/api/reports"), 64, seconds, "post.lua", **environment)
        table.add(f"anonymous memory at {large:,} reports under load", big.rss_anon(), 200, "RssAnon", " MB", at_most=True)
