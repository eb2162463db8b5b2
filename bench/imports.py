"""From a clerk's file to a published version: against `sqlite3 .import`, against Frictionless, and of ten million rows through the queue."""
import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request

import harness as bench
import published


def ours(data, file, *more):
    """Figures of one import in a process of its own: rows, seconds, cpu, memory."""
    out = subprocess.run([bench.BIN / "Bench", "import-table", "--data", data, "--file", file, *more], capture_output=True, text=True)
    if out.returncode:
        sys.exit(out.stderr)
    words = out.stdout.split()
    return dict(zip(words[::2], map(float, words[1::2])))


def imports(table, folder, rounds):
    _, csv = published.prepare(folder, 1_000_000)
    data = bench.copy_of_demo(folder, "imports")
    memory = []

    def imported():
        found = ours(data, csv)
        memory.append(found["memory"])
        return found["seconds"]

    a, b, ratio = bench.pairs(imported, lambda: published.load(folder, csv, 1_000_000, timed=True), rounds)
    table.add("import of a million rows to a published version, time against sqlite3 .import", ratio, 2, f"{a:.1f} s against {b:.1f} s", at_most=True)
    table.add("most anonymous memory of that import", max(memory), 400, "RssAnon", " MB", at_most=True)


def workbooks(table, folder, rounds):
    _, csv = published.prepare(folder, 1_000_000)
    data = bench.copy_of_demo(folder, "workbooks")
    python = published.venv() / "python"
    book = folder / "layanan-50000.xlsx"
    if not book.exists():
        subprocess.run([python, bench.ROOT / "bench" / "workbook.py", csv, book, "50000"], check=True)

    def frictionless():
        out = subprocess.run([python, bench.ROOT / "bench" / "validate.py", book], capture_output=True, text=True, check=True).stdout.split()
        return float(out[0]) / float(out[1])

    def validated():
        found = ours(data, book, "--validates")
        return found["rows"] / found["cpu"]

    a, b, ratio = bench.pairs(validated, frictionless, rounds)
    table.add("XLSX of 50,000 rows: read and validate, rows per processor second, against Frictionless", ratio, 8, f"{a:,.0f}/s against {b:,.0f}/s")


class Desk:
    """Somebody who may do something and works over the API with a key."""

    def __init__(self, server, data, permission):
        command = [bench.BIN / "pendopo", "client", "add", permission, "--allow", permission, "--data", data]
        self.server, self.key = server, subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()[-1]

    def ask(self, method, path, body=None, kind="application/json"):
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        headers = {"Authorization": f"Bearer {self.key}", "Content-Type": kind}
        try:
            with urllib.request.urlopen(urllib.request.Request(self.server.url(path), data, headers, method=method), timeout=600) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            sys.exit(f"{method} {path}: {error.code} {error.read(2000).decode(errors='replace')}")

    def upload(self, file):
        """In pieces, as a browser sends a large file."""
        upload = self.ask("POST", "/api/uploads", {"filename": file.name, "size": file.stat().st_size})
        with file.open("rb") as source:
            while piece := source.read(8 << 20):
                self.ask("PATCH", f"/api/uploads/{upload['id']}?offset={source.tell() - len(piece)}", piece, "application/octet-stream")
        return upload["id"]


def job(table, folder, large):
    """The real way: a file is uploaded, a job reads it, it is handed in and published, and a table of so many rows answers."""
    _, csv = published.prepare(folder, large)
    data = bench.copy_of_demo(folder, "job")
    agency = bench.samples(data)["agency"]
    with bench.serve(data) as server:
        producer, steward = (Desk(server, data, permission) for permission in ("catalogue.produce", "catalogue.steward"))
        memory = published.Memory(server)
        producer.ask("POST", "/api/datasets", {
            "name": "layanan-besar", "title": "Layanan publik", "description": "Layanan publik kabupaten menurut desa dan hari, untuk mengukur.",
            "producer": agency, "contact": "data@example.go.id"})
        began = time.time()
        upload = producer.upload(csv)
        sent = time.time()
        submission = producer.ask("POST", "/api/datasets/layanan-besar/submissions", {"upload": upload})
        path = f"/api/submissions/{submission['id']}"
        while submission["state"] == "received":
            time.sleep(1)
            submission = producer.ask("GET", path)
        if submission["state"] != "read":
            sys.exit(f"the file was not read: {submission['state']}, {submission['failure']}")
        read = time.time()
        producer.ask("POST", f"{path}/request", {})
        steward.ask("POST", f"{path}/publication", {})
        question = "/api/datasets/layanan-besar/tables/data/facets?facet=status"
        with urllib.request.urlopen(server.url(question), timeout=600) as answer:
            counted = sum(value["count"] for value in json.load(answer)["facets"]["status"]["values"])
        done = time.time()
        if counted != large:
            sys.exit(f"{counted} rows were published, not {large}")
        seconds = f"sent {sent - began:.0f} s, read {read - sent:.0f} s, published and first asked {done - read:.0f} s"
        table.note(f"{large:,} rows ({os.path.getsize(csv) / 1e6:,.0f} MB) from upload to first answer, seconds", done - began, seconds)
        table.add(f"most anonymous memory of the server during it", memory.stop(), 400, f"RssAnon, {memory.begin:.0f} MB before", " MB", at_most=True)
