"""What the comparisons of published tables share: the tables themselves, what they are compared with, and how a server is asked."""
import concurrent.futures
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

import harness as bench

DATASETTE = "datasette==0.65.1"
FRICTIONLESS = "frictionless[excel]==5.18.0"
FOUR = ["kecamatan", "tahun", "status", "opd"]
STATUS = ["diajukan", "diperiksa", "diproses", "selesai", "ditolak"]
YEARS = range(2019, 2025)
TABLE = "/api/datasets/layanan/tables/data"


def venv():
    """A Python of the bench's own, with what we are compared with."""
    folder = bench.ROOT / ".build" / "bench-venv"
    mark = folder / f"ready-{DATASETTE}-{FRICTIONLESS}".replace("/", "-")
    if not mark.exists():
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([folder / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check", DATASETTE, FRICTIONLESS], check=True)
        mark.touch()
    return folder / "bin"


def prepare(folder, rows):
    """An installation with the table of so many rows published, and its source CSV."""
    data = folder / f"rows-{rows}"
    csv = folder / f"layanan-{rows}.csv"
    if not data.exists():
        made = bench.copy_of_demo(folder, f"making-rows-{rows}")
        subprocess.run([bench.BIN / "Bench", "publish", "--data", made, "--rows", str(rows), "--csv", csv], check=True)
        made.rename(data)
    return data, csv


def load(folder, csv, rows, timed=False):
    """The same CSV in SQLite, with indexes on the columns that are asked for; or only the seconds that the import takes."""
    path = folder / (f"import-{rows}.db" if timed else f"layanan-{rows}.db")
    if path.exists() and not timed:
        return path
    path.unlink(missing_ok=True)
    types = "id INTEGER PRIMARY KEY, tanggal TEXT, tahun INTEGER, kecamatan TEXT, desa TEXT, kode_wilayah TEXT, opd TEXT, jenis_layanan TEXT, status TEXT, jumlah INTEGER, nilai REAL, catatan TEXT"
    began = time.time()
    subprocess.run(["sqlite3", path], input=f"CREATE TABLE layanan({types});\n.mode csv\n.import --skip 1 {csv} layanan\n", text=True, check=True)
    took = time.time() - began
    if timed:
        path.unlink()
        return took
    indexes = "".join(f"CREATE INDEX layanan_{c} ON layanan({c});" for c in FOUR)
    subprocess.run(["sqlite3", path, indexes + "ANALYZE;"], check=True)
    return path


def datasette(database):
    return bench.Server(
        venv() / "datasette", "serve", database, "--host", "127.0.0.1", "--setting", "max_csv_mb", "0", "--setting", "sql_time_limit_ms", "60000",
        "--setting", "facet_time_limit_ms", "60000", "--setting", "suggest_facets", "off", "--setting", "max_returned_rows", "1000",
        ready="/-/versions.json")


class Memory:
    """The most anonymous memory of a process, looked at while something runs."""

    def __init__(self, server):
        self.server, self.goes_on = server, True
        self.begin = self.most = server.rss_anon()
        # Nothing waits for it when the run is broken off.
        self.thread = threading.Thread(target=self.watch, daemon=True)
        self.thread.start()

    def watch(self):
        while self.goes_on and self.server.process.poll() is None:
            self.most = max(self.most, self.server.rss_anon())
            time.sleep(0.02)

    def stop(self):
        self.goes_on = False
        self.thread.join()
        return self.most


def settle(server):
    """Waits until a server that has just started has nothing left to do, two minutes at most."""
    for _ in range(120):
        before = server.processor()
        time.sleep(1)
        if server.processor() - before < 0.05:
            return


def warm(server):
    """Asks once, so that the columns are there and in memory."""
    with urllib.request.urlopen(server.url(f"{TABLE}/facets?facet=status"), timeout=600) as answer:
        answer.read()
    settle(server)


class Asked:
    """How often a server answered in a second, and the processor time that one answer took it."""

    def __init__(self, rate, milliseconds):
        self.rate, self.milliseconds = rate, milliseconds


def quick(server, paths, seconds):
    """Asked by wrk, with four connections."""
    with tempfile.NamedTemporaryFile("w", prefix="questions-") as file:
        file.write("\n".join(paths) + "\n")
        file.flush()
        before, began = server.processor(), time.time()
        rate = bench.wrk(server.url("/"), 4, seconds, "turn.lua", QUESTIONS=file.name)
        if not rate:
            return slow(server, paths, seconds)
        return Asked(rate, (server.processor() - before) / (rate * (time.time() - began)) * 1000)


def slow(server, paths, seconds):
    """Asked by four clients that wait for their last answers, where one may take seconds: counts whole answers only."""
    began, before = time.time(), server.processor()

    def client(number):
        count = 0
        while time.time() - began < seconds:
            with urllib.request.urlopen(server.url(paths[(number * 7 + count) % len(paths)]), timeout=120) as answer:
                answer.read()
            count += 1
        return count

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        count = sum(pool.map(client, range(4)))
    return Asked(count / (time.time() - began), (server.processor() - before) / count * 1000)


def megabytes(url):
    """MB a second of a whole answer, read and thrown away."""
    out = subprocess.run(["curl", "-sS", "-o", "/dev/null", "-w", "%{http_code} %{size_download} %{time_total}", url], capture_output=True, text=True).stdout.split()
    if out[0] != "200":
        sys.exit(f"{url} answered {out[0]}")
    return float(out[1]) / float(out[2]) / 1e6


def shell(database, sql):
    """MB a second of `sqlite3 -csv`, through a pipe as ours goes through a socket."""
    began = time.time()
    process = subprocess.Popen(["sqlite3", "-csv", "-header", database, sql], stdout=subprocess.PIPE)
    size = 0
    while piece := os.read(process.stdout.fileno(), 1 << 20):
        size += len(piece)
    process.wait()
    return size / (time.time() - began) / 1e6
