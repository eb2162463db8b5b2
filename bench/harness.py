"""What every part of the bench stands on: servers, clients, pairs of figures, the table, and regencies of the size wanted."""
import html
import http.cookiejar
import os
import pathlib
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
        for _ in range(1800):
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
