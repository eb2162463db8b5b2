#!/usr/bin/env python3
"""Measures Pendopo against bare limits in one run and prints one table.

Every figure is a ratio of two throughputs taken one after the other on the same machine, several times in turn, so that a
slow machine or a noisy neighbour changes both. `bin/bench` builds the release binaries and calls this.
"""
import argparse
import datetime
import gzip
import html
import http.cookiejar
import json
import os
import pathlib
import platform
import re
import shutil
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
BIN = ROOT / ".build" / "release"


# The port of the next server; 0 for any that is free.
next_port = 0


def free_port():
    global next_port
    while True:
        with socket.socket() as s:
            wanted, next_port = next_port, next_port + (1 if next_port else 0)
            try:
                s.bind(("127.0.0.1", wanted))
                return s.getsockname()[1]
            except OSError:
                if not wanted:
                    raise


class Server:
    """A process that listens on a port, stopped at the end of a `with`."""

    def __init__(self, *command, ready="/hello", **environment):
        self.port = free_port()
        self.log = tempfile.NamedTemporaryFile(prefix="bench-", suffix=".log", delete=False)
        self.process = subprocess.Popen(
            [*map(str, command), "--port", str(self.port)], stdout=self.log, stderr=self.log, env={**os.environ, **environment}
        )
        self.ready = ready

    def __enter__(self):
        for _ in range(600):
            if self.process.poll() is not None:
                sys.exit(f"the server stopped at once; see {self.log.name}")
            try:
                urllib.request.urlopen(self.url(self.ready), timeout=2)
                return self
            except OSError:
                time.sleep(0.1)
        sys.exit(f"the server did not answer; see {self.log.name}")

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()

    def url(self, path):
        return f"http://127.0.0.1:{self.port}{path}"

    def processor(self):
        """Seconds of processor time it has used."""
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def settle(self):
        """Waits until it has done what it does by itself after it started or was written to, such as publishing its own tables anew."""
        before, quiet = self.processor(), 0
        for _ in range(300):
            time.sleep(0.5)
            now = self.processor()
            quiet = quiet + 1 if now - before < 0.03 else 0
            if quiet == 4:
                return self
            before = now
        sys.exit(f"the server does not come to rest; see {self.log.name}")

    def rss_anon(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"RssAnon:\s+(\d+)", status)[1]) / 1024


def wrk(url, connections=32, seconds=5, script=None, headers=(), **environment):
    """Requests a second; anything but success stops the run, because a refusal is quick and would flatter the figure."""
    command = ["wrk", "-t2", f"-c{connections}", f"-d{seconds}s"]
    for header in headers:
        command += ["-H", header]
    if script:
        command += ["-s", str(ROOT / "bench" / script)]
    out = subprocess.run([*command, url], capture_output=True, text=True, env={**os.environ, **environment}).stdout
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", out)
    if bad:
        sys.exit(f"{url}: {bad[1]} answers were not successes\n{out}")
    rate = re.search(r"Requests/sec:\s+([\d.]+)", out)
    if not rate:
        sys.exit(f"wrk said nothing of {url}\n{out}")
    return float(rate[1])


def middle(results, figure):
    return statistics.median(map(figure, results))


def pairs(a, b, rounds):
    """Runs a and b in turn; the medians of both and of their ratio."""
    results = [(a(), b()) for _ in range(rounds)]
    return middle(results, lambda pair: pair[0]), middle(results, lambda pair: pair[1]), middle(results, lambda pair: pair[0] / pair[1])


class Table:
    def __init__(self):
        self.rows = []

    def add(self, what, figure, limit, detail, unit="", at_most=False):
        good = figure <= limit if at_most else figure >= limit
        self.rows.append((what, f"{figure:.2f}{unit}", f"{'≤' if at_most else '≥'} {limit}{unit}", "yes" if good else "**no**", detail))
        print(f"  {what}: {figure:.2f}{unit} ({detail})", flush=True)

    def note(self, what, figure, detail):
        """A figure nobody set a limit for."""
        self.rows.append((what, f"{figure:.2f}", "", "", detail))
        print(f"  {what}: {figure:.2f} ({detail})", flush=True)

    def text(self):
        head = "| what | measured | wanted | reached | figures |\n|---|---|---|---|---|\n"
        return head + "\n".join("| " + " | ".join(row) + " |" for row in self.rows)


def copy_of_demo(folder, name):
    """A demo regency under a name; it is made once and copied."""
    demo = folder / "demo"
    if not demo.exists():
        began = time.time()
        subprocess.run([BIN / "pendopo", "demo", "--data", demo], check=True, stdout=subprocess.DEVNULL)
        print(f"made the demo regency in {time.time() - began:.0f} s", flush=True)
    copy = folder / name
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(demo, copy, ignore=shutil.ignore_patterns("lock"))
    return copy


def prepare(folder, reports):
    """A demo regency with so many more reports."""
    data = folder / f"data-{reports}"
    if data.exists():
        return data
    made = copy_of_demo(folder, f"making-{reports}")
    began = time.time()
    subprocess.run([BIN / "Bench", "fill", "--data", made, "--reports", str(reports)], check=True)
    print(f"filled {reports:,} reports in {time.time() - began:.0f} s", flush=True)
    made.rename(data)
    return data


def samples(data):
    """Names of things that exist, for addresses."""
    with sqlite3.connect(f"file:{data}/pendopo.db?mode=ro", uri=True) as db:
        one = lambda sql: db.execute(sql).fetchone()[0]
        return {
            "category": one("SELECT id FROM category WHERE parent_id IS NOT NULL ORDER BY id LIMIT 1"),
            "village": one("SELECT code FROM region WHERE kind = 'village' AND code LIKE '35.09.%' LIMIT 1"),
            "agency": one("SELECT agency_id FROM report WHERE is_public GROUP BY agency_id ORDER BY count(*) DESC LIMIT 1"),
            "subdistrict": one("SELECT subdistrict_code FROM report WHERE is_public GROUP BY subdistrict_code ORDER BY count(*) DESC LIMIT 1"),
            "top": one("SELECT top_category_id FROM report WHERE is_public GROUP BY top_category_id ORDER BY count(*) DESC LIMIT 1"),
            "code": one("SELECT code FROM report WHERE is_public ORDER BY received_at DESC LIMIT 1"),
        }


def serve(data):
    # As a demo, so that its cast can sign in.
    return Server(BIN / "pendopo", "serve", "--demo", "--data", data, ready="/healthz", PENDOPO_LOG_LEVEL="error")


def sign_in(server, name):
    """The cookies of somebody of the demo's cast, who signs in with a tap."""
    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    page = browser.open(server.url("/masuk")).read().decode()
    token = re.search(r'name="_csrf" value="([^"]+)"', page)[1]
    people = dict((html.unescape(n), i) for i, n in re.findall(r'name="account" value="([^"]+)">.*?<strong>([^<]+)</strong>', page, re.S))
    browser.open(server.url("/masuk/demo"), urllib.parse.urlencode({"_csrf": token, "account": people[name]}).encode()).read()
    return "; ".join(f"{c.name}={c.value}" for c in jar)


def intake(table, folder, seconds, rounds):
    data = prepare(folder, 1000)
    names = samples(data)
    with serve(data) as ours, Server(BIN / "Bench", "bare", "--data", folder / "bare") as bare:
        environment = {"CATEGORY": names["category"], "VILLAGE": names["village"]}
        a, b, ratio = pairs(
            lambda: wrk(ours.url("/api/reports"), 64, seconds, "post.lua", **environment),
            lambda: wrk(bare.url("/insert"), 64, seconds, "post.lua", **environment), rounds)
        table.add("POST /api/reports against a bare group-committed insert (SQLite, 64 connections)", ratio, 0.35, f"{a:,.0f}/s against {b:,.0f}/s")


def pages(table, folder, seconds, rounds):
    data = prepare(folder, 10_000)
    with serve(data) as ours, Server(BIN / "Bench", "bare", "--data", folder / "bare") as bare:
        hello = lambda: wrk(bare.url("/hello"), 32, seconds)
        a, b, ratio = pairs(lambda: wrk(ours.url("/laporan"), 32, seconds, "fresh.lua"), hello, rounds)
        table.add("/laporan rendered afresh against a bare hello", ratio, 0.25, f"{a:,.0f}/s against {b:,.0f}/s")
        a, b, ratio = pairs(lambda: wrk(ours.url("/laporan"), 32, seconds), hello, rounds)
        table.note("/laporan unchanged, the whole page sent to another browser, against a bare hello", ratio, f"{a:,.0f}/s against {b:,.0f}/s")
        with urllib.request.urlopen(ours.url("/laporan")) as answer:
            known = answer.headers["ETag"]
        a, b, ratio = pairs(lambda: wrk(ours.url("/laporan"), 32, seconds, headers=[f"If-None-Match: {known}"]), hello, rounds)
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
    small_data = prepare(folder, 10_000)
    big_data = prepare(folder, large)
    names = samples(big_data)
    lists = {
        "/laporan": 0.8, f"/laporan?instansi={names['agency']}": 0.8, f"/laporan?kecamatan={names['subdistrict']}": 0.8,
        f"/laporan?kategori={names['top']}": 0.8, "/laporan?status=selesai": 0.8, "/api/reports": 0.8, "/api/reports/map": 0.8,
        f"/laporan/{{code}}": 0.8, "/": 0.8,
        "/laporan?cari=jembatan+retak": 0.5, "/laporan/statistik": 0.5,
    }
    codes = {"small": samples(small_data)["code"], "large": names["code"]}
    with serve(small_data) as small, serve(big_data) as big:
        for server in (small, big):
            server.settle()
        for path, wanted in lists.items():
            # The API refuses a parameter it does not know.
            script = "dated.lua" if path.startswith("/api/") else "fresh.lua"
            a, b, ratio = pairs(
                lambda: wrk(big.url(path.format(code=codes["large"])), 16, seconds, script),
                lambda: wrk(small.url(path.format(code=codes["small"])), 16, seconds, script), rounds)
            shown = re.sub(r"=[0-9a-f-]{36}", "=…", path)
            table.add(f"{shown} at {large:,} reports against 10,000", ratio, wanted, f"{a:,.0f}/s against {b:,.0f}/s")
        for person, who in STAFF.items():
            cookies = [f"Cookie: {sign_in(big, person)}"], [f"Cookie: {sign_in(small, person)}"]
            for path in ["/kerja", "/kerja/laporan", "/api/work", "/api/cases"]:
                a, b, ratio = pairs(
                    lambda: wrk(big.url(path), 16, seconds, headers=cookies[0]),
                    lambda: wrk(small.url(path), 16, seconds, headers=cookies[1]), rounds)
                table.add(f"{path} of {who} at {large:,} reports against 10,000", ratio, 0.8, f"{a:,.0f}/s against {b:,.0f}/s")
        environment = {"CATEGORY": names["category"], "VILLAGE": names["village"]}
        wrk(big.url("/api/reports"), 64, seconds, "post.lua", **environment)
        table.add(f"anonymous memory at {large:,} reports under load", big.rss_anon(), 200, "RssAnon", " MB", at_most=True)


def published_tables(part, table, folder, given):
    """One part of the comparison of published tables."""
    import catalogue, imports, rows  # noqa: E401 (they need this module whole)
    bench, seconds, rounds, large = sys.modules[__name__], given.seconds, given.rounds, given.large_table
    match part:
        case "rows.questions": rows.questions(bench, table, folder, seconds, rounds)
        case "rows.exports": rows.exports(bench, table, folder, rounds)
        case "rows.imports": imports.imports(bench, table, folder, rounds)
        case "rows.workbooks": imports.workbooks(bench, table, folder, rounds)
        case "rows.sizes": rows.sizes(bench, table, folder, large, seconds, rounds)
        case "rows.job": imports.job(bench, table, folder, large)
        case "rows.catalogue": catalogue.catalogue(bench, table, folder, seconds, rounds)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--large", type=int, default=1_000_000)
    options.add_argument("--seconds", type=int, default=4)
    options.add_argument("--list-seconds", type=int, default=2, help="for each of the many lists")
    options.add_argument("--rounds", type=int, default=3)
    # The parts of `rows` are for looking at one of them.
    published = ["rows.questions", "rows.exports", "rows.imports", "rows.workbooks", "rows.sizes", "rows.job", "rows.catalogue"]
    options.add_argument("--only", choices=["intake", "pages", "sizes", "postgres", "rows", *published, "books", "plans", "rooms"], action="append")
    options.add_argument("--plan-agencies", type=int, default=40, help="whose Renja is imported")
    options.add_argument("--plan-rows", type=int, default=2500, help="of each of them")
    options.add_argument("--plan-nodes", type=int, default=100_000, help="of each of the ten larger plans; the small one has a tenth")
    options.add_argument("--sheets", type=int, default=300, help="innovation sheets of the measured Buku 2")
    options.add_argument("--screens", type=int, default=200, help="that watch the workshop room")
    options.add_argument("--writers", type=int, default=20, help="who write in it")
    options.add_argument("--binaries", help="folder of built binaries, for trying the bench itself; figures are of release builds")
    options.add_argument("--large-table", type=int, default=10_000_000, help="rows of the larger published table")
    options.add_argument("--keep", help="folder for the data, kept afterwards and used again")
    options.add_argument("--first-port", type=int, default=0, help="servers listen on it and those behind it; on any that are free without it")
    given = options.parse_args()
    global next_port, BIN
    next_port = given.first_port
    if given.binaries:
        BIN = pathlib.Path(given.binaries).resolve()
    folder = pathlib.Path(given.keep or tempfile.mkdtemp(prefix="pendopo-bench-"))
    folder.mkdir(parents=True, exist_ok=True)
    table = Table()
    wanted = given.only or ["intake", "pages", "sizes", "postgres", "rows", "books", "plans", "rooms"]
    print(f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}", flush=True)
    try:
        if "intake" in wanted:
            intake(table, folder, given.seconds, given.rounds)
        if "pages" in wanted:
            pages(table, folder, given.seconds, given.rounds)
        if "sizes" in wanted:
            sizes(table, folder, given.large, given.list_seconds, given.rounds)
        if "postgres" in wanted:
            from postgres import intake as postgres_intake
            postgres_intake(table, folder, given.seconds, given.rounds)
        for part in published:
            if part in wanted or "rows" in wanted:
                published_tables(part, table, folder, given)
        if "books" in wanted:
            from books import books
            books(sys.modules[__name__], table, folder, given.seconds, given.rounds, given.sheets)
        if "plans" in wanted:
            from plans import plans
            plans(sys.modules[__name__], table, folder, given.list_seconds, given.rounds, given.plan_agencies, given.plan_rows, given.plan_nodes)
        if "rooms" in wanted:
            from rooms import rooms
            rooms(sys.modules[__name__], table, folder, given.screens, given.writers)
    finally:
        if not given.keep:
            shutil.rmtree(folder, ignore_errors=True)
    cpu = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
    print(f"\nMeasured on {datetime.date.today()}: {cpu[1] if cpu else platform.processor()}, {os.cpu_count()} cores, "
          f"load {os.getloadavg()[0]:.1f} at the end, wrk on the same machine.\n")
    print(table.text())


if __name__ == "__main__":
    main()
