#!/usr/bin/env python3
"""Measures Pendopo against bare limits in one run and prints one table.

Every figure is a ratio of two throughputs taken one after the other on the same machine, several times in turn, so that a
slow machine or a noisy neighbour changes both. `bin/bench` builds the release binaries and calls this.
"""
import argparse
import datetime
import os
import pathlib
import platform
import re
import shutil
import tempfile

import books
import catalogue
import harness
import imports
import plans
import postgres
import reports
import rooms
import rows


def published_tables(part, table, folder, given):
    """One part of the comparison of published tables."""
    seconds, rounds, large = given.seconds, given.rounds, given.large_table
    match part:
        case "rows.questions": rows.questions(table, folder, seconds, rounds)
        case "rows.exports": rows.exports(table, folder, rounds)
        case "rows.imports": imports.imports(table, folder, rounds)
        case "rows.workbooks": imports.workbooks(table, folder, rounds)
        case "rows.sizes": rows.sizes(table, folder, large, seconds, rounds)
        case "rows.job": imports.job(table, folder, large)
        case "rows.catalogue": catalogue.catalogue(table, folder, seconds, rounds)


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
    harness.next_port = given.first_port
    if given.binaries:
        harness.BIN = pathlib.Path(given.binaries).resolve()
    folder = pathlib.Path(given.keep or tempfile.mkdtemp(prefix="pendopo-bench-"))
    folder.mkdir(parents=True, exist_ok=True)
    table = harness.Table()
    wanted = given.only or ["intake", "pages", "sizes", "postgres", "rows", "books", "plans", "rooms"]
    print(f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}", flush=True)
    try:
        if "intake" in wanted:
            reports.intake(table, folder, given.seconds, given.rounds)
        if "pages" in wanted:
            reports.pages(table, folder, given.seconds, given.rounds)
        if "sizes" in wanted:
            reports.sizes(table, folder, given.large, given.list_seconds, given.rounds)
        if "postgres" in wanted:
            postgres.intake(table, folder, given.seconds, given.rounds)
        for part in published:
            if part in wanted or "rows" in wanted:
                published_tables(part, table, folder, given)
        if "books" in wanted:
            books.books(table, folder, given.seconds, given.rounds, given.sheets)
        if "plans" in wanted:
            plans.plans(table, folder, given.list_seconds, given.rounds, given.plan_agencies, given.plan_rows, given.plan_nodes)
        if "rooms" in wanted:
            rooms.rooms(table, folder, given.screens, given.writers)
    finally:
        if not given.keep:
            shutil.rmtree(folder, ignore_errors=True)
    cpu = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
    print(f"\nMeasured on {datetime.date.today()}: {cpu[1] if cpu else platform.processor()}, {os.cpu_count()} cores, "
          f"load {os.getloadavg()[0]:.1f} at the end, wrk on the same machine.\n")
    print(table.text())


if __name__ == "__main__":
    main()
