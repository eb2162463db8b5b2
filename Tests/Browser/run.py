#!/usr/bin/env python3
"""Walks Pendopo as its users do, in real Chromium, on the demo regency.

    .build/venv/bin/python Tests/Browser/run.py            every journey
    .build/venv/bin/python Tests/Browser/run.py offline    those whose name or file holds a word

Several are walked at a time, each pair of hands with a server and a browser of its own: one more than there are processors, because
everybody waits for a page now and then (`PENDOPO_BROWSER_WORKERS`).
Needs the built program (`bin/build --product pendopo`), Debian's chromium and chromium-driver, and the tools of
Tests/python-tools.txt. `PENDOPO_BROWSER_FAILURES=FOLDER` keeps a picture and the page of what failed,
`PENDOPO_BROWSER_PICTURES=FOLDER` a picture at 360 and at 1366 pixels of every page that a journey of producing passes.
"""

import contextlib
import io
import multiprocessing
import os
import queue
import sys
import tempfile
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.stdout.reconfigure(line_buffering=True)

import chromium
import journeys
# What takes longest comes first, so that nobody waits for one long walk at the end; data are read before others are made. They register
# themselves.
from journeys import reading, whole_way, data, producing, planning, workshops, commitments, seven_steps, first_run, privacy, sharing, villages, menu, mistakes, offline, reporting  # noqa: F401, E402
from server import Server, demo


def walk_all(server, chosen, tasks, ends):
    """Walks what is left to do, one journey after the other; what a journey prints comes in one piece."""
    while (number := tasks.get()) is not None:
        name, walk = chosen[number]
        start, said = time.monotonic(), io.StringIO()
        mark = "✔"
        with contextlib.redirect_stdout(said):
            try:
                walk(server)
            except Exception as error:
                mark = "✘"
                for line in traceback.extract_tb(error.__traceback__):
                    if "Tests/Browser" in line.filename:
                        print(f"    {Path(line.filename).name}:{line.lineno} {line.line}")
                print("    " + f"{type(error).__name__}: {error}".split("Stacktrace:")[0].strip().replace("\n", "\n    "))
        ends.put((mark == "✔", f"{mark} {name} ({time.monotonic() - start:.0f} s)\n{said.getvalue()}"))


def work(chosen, tasks, ends):
    """A server and a browser of their own, in a process of their own."""
    try:
        with Server() as server:
            ends.put((None, ""))
            walk_all(server, chosen, tasks, ends)
    finally:
        chromium.end_all()


def main(words):
    chosen = [(name, walk) for name, walk in journeys.JOURNEYS
              if not words or any(word.lower() in f"{walk.__module__} {walk.__name__} {name}".lower() for word in words)]
    if not chosen:
        sys.exit(f"no journey fits {' '.join(words)}")
    began = time.monotonic()
    hands = min(len(chosen), int(os.environ.get("PENDOPO_BROWSER_WORKERS", min(len(os.sched_getaffinity(0)) + 1, 6))))
    tasks, ends = multiprocessing.Queue(), multiprocessing.Queue()
    for number in range(len(chosen)):
        tasks.put(number)
    # For a journey or two it is quicker not to wait for the regency to come to rest.
    with demo(rests=not words), tempfile.TemporaryDirectory(prefix="pendopo-seen-") as seen:
        os.environ["PENDOPO_BROWSER_SEEN"] = seen
        people = [multiprocessing.Process(target=work, args=(chosen, tasks, ends)) for _ in range(hands)]
        for person in people:
            tasks.put(None)
            person.start()
        results = []
        while len(results) < len(chosen):
            try:
                went_well, said = ends.get(timeout=5)
            except queue.Empty:
                # A process that died took its journey along.
                if any(person.is_alive() for person in people):
                    continue
                print("✘ the browsers ended before all was walked")
                break
            if went_well is None:
                print(f"a server is ready after {time.monotonic() - began:.0f} s")
            else:
                results.append(went_well)
                print(said, end="")
        for person in people:
            person.join()
    print(f"took {time.monotonic() - began:.0f} s")
    print(f"{sum(results)} passed, {len(chosen) - sum(results)} failed")
    return 0 if sum(results) == len(chosen) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
