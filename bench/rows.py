"""Rows of published tables: Pendopo against Datasette and the sqlite3 command on the same million rows, in turn."""
import os
import pathlib
import re
import resource
import shutil
import subprocess
import sys
import threading
import time
import urllib.parse

DATASETTE = "datasette==0.65.1"
FRICTIONLESS = "frictionless[excel]==5.18.0"
FOUR = ["kecamatan", "tahun", "status", "opd"]


def venv(bench):
    """A Python of the bench's own, with what we are compared with."""
    folder = bench.ROOT / ".build" / "bench-venv"
    mark = folder / f"ready-{DATASETTE}-{FRICTIONLESS}".replace("/", "-")
    if not mark.exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([folder / "bin" / "pip", "install", "--quiet", DATASETTE, FRICTIONLESS], check=True)
        mark.touch()
    return folder / "bin"


def prepare(bench, folder, rows):
    """An installation with the table of so many rows published, and its source CSV."""
    data = folder / f"rows-{rows}"
    csv = folder / f"layanan-{rows}.csv"
    if not data.exists():
        demo = folder / "demo"
        if not demo.exists():
            subprocess.run([bench.BIN / "pendopo", "demo", "--data", demo], check=True, stdout=subprocess.DEVNULL)
        made = folder / f"making-rows-{rows}"
        shutil.rmtree(made, ignore_errors=True)
        shutil.copytree(demo, made)
        subprocess.run([bench.BIN / "Bench", "publish", "--data", made, "--rows", str(rows), "--csv", csv], check=True)
        made.rename(data)
    return data, csv


def load(folder, csv, rows, timed=None):
    """The same CSV in SQLite, with indexes on the columns that are asked for."""
    path = folder / f"layanan-{rows}.db"
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


class Memory:
    """The most anonymous memory of a process, looked at while something runs."""

    def __init__(self, server):
        self.server, self.most, self.goes_on = server, 0, True
        self.thread = threading.Thread(target=self.watch)
        self.thread.start()

    def watch(self):
        while self.goes_on:
            self.most = max(self.most, self.server.rss_anon())
            time.sleep(0.02)

    def stop(self):
        self.goes_on = False
        self.thread.join()
        return self.most


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


def rows(bench, table, folder, large, seconds, rounds):
    python = venv(bench)
    data, csv = prepare(bench, folder, 1_000_000)
    database = load(folder, csv, 1_000_000)
    theirs_command = [
        python / "datasette", "serve", database, "--host", "127.0.0.1", "--setting", "max_csv_mb", "0", "--setting", "sql_time_limit_ms", "60000",
        "--setting", "facet_time_limit_ms", "60000", "--setting", "suggest_facets", "off", "--setting", "max_returned_rows", "1000",
    ]
    base = "/api/datasets/layanan/tables/data"
    name = database.stem
    with bench.serve(data) as ours, bench.Server(*theirs_command, ready="/-/versions.json") as theirs:
        memory = Memory(ours)
        sql = urllib.parse.quote_plus("select kecamatan, tahun, sum(nilai) from layanan group by 1, 2")
        facets = "&".join(f"_facet={c}" for c in FOUR)
        questions = [
            ("filtered page of 100 rows with exact total (two filters)", 30,
             f"{base}/rows?kecamatan=eq.Kecamatan+7&tahun=eq.2024&limit=100",
             f"/{name}/layanan.json?kecamatan=Kecamatan+7&tahun=2024&_size=100&_shape=objects"),
            ("facet on one column", 30, f"{base}/facets?facet=kecamatan&facet_limit=31", f"/{name}/layanan.json?_facet=kecamatan&_size=0&_facet_size=31"),
            ("four facets with the page in one answer", 50, f"{base}/rows?facet={','.join(FOUR)}&limit=100", f"/{name}/layanan.json?{facets}&_size=100&_shape=objects"),
            ("group by two columns with a sum", 100, f"{base}/groups?group=kecamatan,tahun&select=kecamatan,tahun,sum(nilai)&limit=1000", f"/{name}.json?sql={sql}&_shape=objects"),
        ]
        for what, wanted, mine, other in questions:
            # Datasette's slower answers need the time for some of them.
            longer = seconds if wanted == 30 else max(seconds, 10)
            a, b, ratio = bench.pairs(lambda: bench.wrk(ours.url(mine), 4, seconds), lambda: bench.wrk(theirs.url(other), 4, longer), rounds)
            table.add(f"{what}, against Datasette", ratio, wanted, f"{a:,.0f}/s against {b:,.1f}/s")
        a, b, ratio = bench.pairs(lambda: megabytes(ours.url(f"{base}/export.csv")), lambda: megabytes(theirs.url(f"/{name}/layanan.csv?_stream=1&_size=max")), 1)
        table.add("full CSV export, against Datasette", ratio, 20, f"{a:,.0f} MB/s against {b:,.1f} MB/s")
        a, b, ratio = bench.pairs(lambda: megabytes(ours.url(f"{base}/export.csv")), lambda: shell(database, "SELECT * FROM layanan"), rounds)
        table.add("full CSV export, against sqlite3 -csv", ratio, 1.0, f"{a:,.0f} MB/s against {b:,.0f} MB/s")
        a, b, ratio = bench.pairs(
            lambda: megabytes(ours.url(f"{base}/export.csv?tanggal=gte.2024-05-26")),
            lambda: megabytes(theirs.url(f"/{name}/layanan.csv?_stream=1&_size=max&tanggal__gte=2024-05-26")), min(rounds, 2))
        table.add("filtered CSV export (10 % of rows), against Datasette", ratio, 10, f"{a:,.0f} MB/s against {b:,.1f} MB/s")
        table.add("most anonymous memory during it", memory.stop(), 400, "RssAnon", " MB", at_most=True)
    imports(bench, table, folder, csv, rounds)
    sizes(bench, table, folder, data, large, seconds, rounds)
    catalogue(bench, table, folder, seconds, rounds)


def imports(bench, table, folder, csv, rounds):
    """From the source to a published version against sqlite3 .import, and a workbook against Frictionless."""
    data = folder / "imports"
    shutil.rmtree(data, ignore_errors=True)
    shutil.copytree(folder / "demo", data)

    def ours(file, *more):
        out = subprocess.run([bench.BIN / "Bench", "import-table", "--data", data, "--file", file, *more], capture_output=True, text=True)
        if out.returncode:
            sys.exit(out.stderr)
        words = out.stdout.split()
        return dict(zip(words[::2], map(float, words[1::2])))

    a, b, ratio = bench.pairs(lambda: ours(csv)["seconds"], lambda: load(folder, csv, 1_000_000, timed=True), rounds)
    table.add("import of a million rows to a published version, time against sqlite3 .import", ratio, 2, f"{a:.1f} s against {b:.1f} s", at_most=True)
    book = folder / "layanan-50000.xlsx"
    python = venv(bench)
    if not book.exists():
        subprocess.run([python / "python", bench.ROOT / "bench" / "workbook.py", csv, book, "50000"], check=True)

    def frictionless():
        out = subprocess.run([python / "python", bench.ROOT / "bench" / "validate.py", book], capture_output=True, text=True, check=True).stdout.split()
        return float(out[0]) / float(out[1])

    def validated():
        found = ours(book, "--validates")
        return found["rows"] / found["cpu"]

    a, b, ratio = bench.pairs(validated, frictionless, min(rounds, 2))
    table.add("XLSX of 50,000 rows: read and validate, rows per processor second, against Frictionless", ratio, 8, f"{a:,.0f}/s against {b:,.0f}/s")


def sizes(bench, table, folder, small_data, large, seconds, rounds):
    """Ten times the rows: facets may cost ten times, a keyed page nothing more."""
    big_data, _ = prepare(bench, folder, large)
    base = "/api/datasets/layanan/tables/data"
    times = large // 1_000_000
    with bench.serve(small_data) as small, bench.serve(big_data) as big:
        memory = Memory(big)
        facet = f"{base}/facets?status=eq.selesai&facet=kecamatan"
        a, b, ratio = bench.pairs(lambda: bench.wrk(big.url(facet), 4, seconds), lambda: bench.wrk(small.url(facet), 4, seconds), rounds)
        table.add(f"filtered facet at {large:,} rows against a million, cost per row", 1 / (ratio * times), 1.15, f"{a:,.0f}/s against {b:,.0f}/s", at_most=True)

        def keyed(server):
            import json, urllib.request
            with urllib.request.urlopen(server.url(f"{base}/rows?opd=eq.Dinas+3&limit=100")) as answer:
                return server.url(f"{base}/rows?opd=eq.Dinas+3&limit=100&cursor={json.load(answer)['next']}")

        a, b, ratio = bench.pairs(lambda: bench.wrk(keyed(big), 4, seconds), lambda: bench.wrk(keyed(small), 4, seconds), rounds)
        table.add(f"keyed page at {large:,} rows against a million", ratio, 0.9, f"{a:,.0f}/s against {b:,.0f}/s")
        megabytes(big.url(f"{base}/export.csv"))
        megabytes(big.url(f"{base}/export.ndjson?status=eq.selesai"))
        table.add(f"most anonymous memory at {large:,} rows, exports included", memory.stop(), 400, "RssAnon", " MB", at_most=True)


def catalogue(bench, table, folder, seconds, rounds):
    """Searching with facets among twenty thousand datasets and among two hundred."""
    servers = []
    for count in (20_000, 200):
        data = folder / f"catalogue-{count}"
        if not data.exists():
            made = folder / f"making-catalogue-{count}"
            shutil.rmtree(made, ignore_errors=True)
            shutil.copytree(folder / "demo", made)
            subprocess.run([bench.BIN / "Bench", "fill-catalogue", "--data", made, "--datasets", str(count)], check=True)
            made.rename(data)
        servers.append(data)
    path = "/api/3/action/package_search?q=harga+beras&rows=20&facet.field=" + urllib.parse.quote('["organization","groups","res_format"]')
    with bench.serve(servers[0]) as many, bench.serve(servers[1]) as few:
        a, b, ratio = bench.pairs(lambda: bench.wrk(many.url(path), 8, seconds), lambda: bench.wrk(few.url(path), 8, seconds), rounds)
        table.add("search with facets among 20,000 datasets against 200", ratio, 0.5, f"{a:,.0f}/s against {b:,.0f}/s")
