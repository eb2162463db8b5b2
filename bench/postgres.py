"""Intake on PostgreSQL against pgbench running the very statements that intake runs.

The statements are not written down here: one report is sent to a server whose log says every statement with its values, and
those become the pgbench script, with a fresh number added to every id, so that both sides do the same work.
"""
import os
import pathlib
import re
import subprocess
import time
import urllib.parse
import urllib.request

import harness as bench


def psql(url, *statements):
    command = ["psql", "-Atq", "-v", "ON_ERROR_STOP=1", url]
    for statement in statements:
        command += ["-c", statement]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def post(server, names, key):
    body = (
        '{"category":"%s","text":"Jalan berlubang di depan pasar nomor 1, sudah dua minggu dan membahayakan pengendara.",'
        '"place":{"village":"%s"},"reporter":{"name":"Siti Aminah","phone":"081234567890"}}' % (names["category"], names["village"])
    )
    request = urllib.request.Request(
        server.url("/api/reports"), body.encode(), {"Content-Type": "application/json", "Idempotency-Key": key}
    )
    with urllib.request.urlopen(request) as answer:
        assert answer.status == 201, answer.status


def statements(log, since):
    """(statement, values) of everything sessions executed after a mark, session by session, in order."""
    text = pathlib.Path(log).read_text(errors="replace")
    entries = re.split(r"^@@(\d+)@@ ", text[since:], flags=re.M)
    sessions = {}
    for pid, entry in zip(entries[1::2], entries[2::2]):
        executed = re.match(r"LOG:  execute [^:]*: (.*)", entry, flags=re.S) or re.match(r"LOG:  statement: (.*)", entry, flags=re.S)
        detail = re.match(r"DETAIL:  [Pp]arameters: (.*)", entry, flags=re.S)
        if executed:
            sessions.setdefault(pid, []).append([executed[1].strip(), {}])
        elif detail and sessions.get(pid):
            found = re.findall(r"\$(\d+) = (NULL|'(?:[^']|'')*')", detail[1])
            sessions[pid][-1][1] = {int(n): v for n, v in found}
    return sessions


def script(executed, code):
    """The statements of one transaction as a pgbench script."""
    lines = [r"\set r random(1, 2000000000)"]
    begun = False
    for statement, values in executed:
        if re.match(r"(?i)begin|start transaction", statement):
            begun = True
        filled = re.sub(r"\$(\d+)", lambda m: literal(values.get(int(m[1]), "NULL"), code), statement)
        lines.append(" ".join(filled.split()) + ";")
    assert begun, "no transaction was begun"
    return "\n".join(lines) + "\n"


def literal(value, code):
    if value == "NULL":
        return "NULL"
    text = value[1:-1].replace("''", "'")
    # Ids, and the fingerprint of the key a report came under.
    unique = re.fullmatch(r"[0-9a-f]{64}", text) or re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}", text) or text == code or text.startswith("bench-")
    # pgbench takes a colon in a quoted text for a variable, so it is written as an escape.
    safe = text.replace("\\", "\\\\").replace("'", "''").replace(":", "\\003A")
    quoted = f"U&'{safe}'"
    return f"({quoted} || (:r)::text)" if unique else quoted


def intake(table, folder, seconds, rounds):
    url = subprocess.run([bench.ROOT / "bin" / "postgres-for-tests", "start", "--durable"], check=True, capture_output=True, text=True).stdout.strip()
    host = urllib.parse.parse_qs(urllib.parse.urlparse(url).query)["host"][0]
    try:
        psql(url, "CREATE DATABASE pendopo TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C' ENCODING 'UTF8'")
        database = url.replace("/postgres?", "/pendopo?")
        data = folder / "data-postgres"
        subprocess.run([bench.BIN / "pendopo", "demo", "--data", data, "--database", database], check=True, stdout=subprocess.DEVNULL)
        names = {
            "category": psql(database, "SELECT id FROM category WHERE parent_id IS NOT NULL ORDER BY id LIMIT 1"),
            "village": psql(database, "SELECT code FROM region WHERE kind = 'village' AND code LIKE '35.09.%' ORDER BY code LIMIT 1"),
        }
        server = bench.Server(
            bench.BIN / "pendopo", "serve", "--data", data, "--database", database, ready="/healthz", PENDOPO_LOG_LEVEL="error"
        )
        with server:
            text = record(server, url, database, host, names)
            path = folder / "intake.sql"
            path.write_text(text)
            environment = {"CATEGORY": names["category"], "VILLAGE": names["village"]}
            a, b, ratio = bench.pairs(
                lambda: bench.wrk(server.url("/api/reports"), 64, seconds, "post.lua", **environment),
                lambda: pgbench(database, path, seconds), rounds)
        table.add("POST /api/reports on PostgreSQL against pgbench with the same statements (32 connections)", ratio, 0.5, f"{a:,.0f}/s against {b:,.0f}/s")
    finally:
        subprocess.run([bench.ROOT / "bin" / "postgres-for-tests", "stop", url], check=False)


def record(server, url, database, host, names):
    """Sends one report while the log listens, and makes the script of it."""
    for setting in ("log_statement = 'all'", "log_line_prefix = '@@%p@@ '"):
        psql(url, f"ALTER SYSTEM SET {setting}")
    psql(url, "SELECT pg_reload_conf()")
    time.sleep(1)
    log = pathlib.Path(host) / "server.log"
    mark = len(log.read_text(errors="replace"))
    post(server, names, "bench-one")
    time.sleep(1)
    for setting in ("log_statement", "log_line_prefix"):
        psql(url, f"ALTER SYSTEM RESET {setting}")
    psql(url, "SELECT pg_reload_conf()")
    code = psql(database, "SELECT code FROM report ORDER BY id DESC LIMIT 1")
    for executed in statements(log, mark).values():
        starts = [i for i, (s, _) in enumerate(executed) if re.match(r"(?i)begin|start transaction", s)]
        for start, end in zip(starts, [*starts[1:], len(executed)]):
            part = executed[start:end]
            if any("INSERT INTO report " in s for s, _ in part):
                return script([x for x in part if not re.match(r"(?i)listen|select pg_", x[0])], code)
    raise SystemExit("the log does not show the intake")


def pgbench(database, path, seconds):
    query = urllib.parse.parse_qs(urllib.parse.urlparse(database).query)
    out = subprocess.run(
        ["pgbench", "-n", "-M", "prepared", "-c", "32", "-j", "2", "-T", str(seconds), "-f", path, "-h", query["host"][0], "-U", query["user"][0], "pendopo"],
        capture_output=True, text=True, env={**os.environ})
    rate = re.search(r"tps = ([\d.]+) \(without", out.stdout)
    failed = re.search(r"number of failed transactions: (\d+)", out.stdout)
    if not rate or (failed and int(failed[1])):
        raise SystemExit(f"pgbench: {out.stdout}\n{out.stderr[:2000]}")
    return float(rate[1])
