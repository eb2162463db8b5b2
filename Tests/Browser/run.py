#!/usr/bin/env python3
"""Walks Pendopo as its users do, in real Chromium, on the demo regency.

    .build/venv/bin/python Tests/Browser/run.py            every journey
    .build/venv/bin/python Tests/Browser/run.py offline    those whose name or file holds a word

Needs the built program (`swift build --product pendopo`), Debian's chromium and chromium-driver, and the tools of
Tests/python-tools.txt. `PENDOPO_BROWSER_FAILURES=FOLDER` keeps a picture and the page of what failed,
`PENDOPO_BROWSER_PICTURES=FOLDER` a picture at 360 and at 1366 pixels of every page that a journey of producing passes.
"""

import sys
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.stdout.reconfigure(line_buffering=True)

import journeys
from journeys import data, mistakes, offline, privacy, producing, reading, reporting, seven_steps, sharing, villages  # noqa: F401 (they register themselves)
from server import Server


def main(words):
    chosen = [(name, walk) for name, walk in journeys.JOURNEYS
              if not words or any(word.lower() in f"{walk.__module__} {walk.__name__} {name}".lower() for word in words)]
    if not chosen:
        sys.exit(f"no journey fits {' '.join(words)}")
    passed = failed = 0
    began = time.monotonic()
    with Server() as server:
        print(f"the demo is ready after {time.monotonic() - began:.0f} s")
        for name, walk in chosen:
            start = time.monotonic()
            try:
                walk(server)
            except Exception as error:
                failed += 1
                print(f"✘ {name} ({time.monotonic() - start:.0f} s)")
                place = [line for line in traceback.extract_tb(error.__traceback__) if "Tests/Browser" in line.filename]
                for line in place:
                    print(f"    {Path(line.filename).name}:{line.lineno} {line.line}")
                print("    " + f"{type(error).__name__}: {error}".split("Stacktrace:")[0].strip().replace("\n", "\n    "))
            else:
                passed += 1
                print(f"✔ {name} ({time.monotonic() - start:.0f} s)")
    print(f"took {time.monotonic() - began:.0f} s")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
