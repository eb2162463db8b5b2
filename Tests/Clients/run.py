#!/usr/bin/env python3
"""Reads the demo regency's catalogue with the programs the field uses, unchanged, as they are on PyPI and in Debian.

    .build/venv/bin/python Tests/Clients/run.py           every check
    .build/venv/bin/python Tests/Clients/run.py gdal      those whose name or file holds a word

Needs the built program (`bin/build --product pendopo`), Debian's gdal-bin, and the tools of Tests/python-tools.txt.
`PENDOPO_CLIENTS_URL` names a server that runs already, `PENDOPO_CLIENTS_KEY` a key that may describe its datasets anew.
"""

import json
import os
import sys
import time
import traceback
import urllib.request
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "Browser")]
sys.stdout.reconfigure(line_buffering=True)

from checks import CHECKS
import ckan_clients, features, harvesters, linked_data, packages, real_ckan, socrata  # noqa: E401,F401 (they register themselves)
from server import OWN_DATA, Server


class Running:
    """A server somebody else started."""

    def __init__(self, url):
        self.url = url
        self.key = os.environ.get("PENDOPO_CLIENTS_KEY")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass


def settled(server):
    """Waits until the server's own work is published as data, as it is soon after a start: no dataset comes while checks count them."""
    before, since = None, time.monotonic()
    while time.monotonic() < since + 300:
        with urllib.request.urlopen(f"{server.url}/api/3/action/package_list") as answer:
            names = set(json.load(answer)["result"])
        # Some come only where there is something to tell.
        if OWN_DATA <= names and names == before:
            return
        before = names
        time.sleep(10)
    sys.exit("the server did not publish its own data within five minutes")


def main(words):
    chosen = [(name, run) for name, run in CHECKS
              if not words or any(word.lower() in f"{run.__module__} {run.__name__} {name}".lower() for word in words)]
    if not chosen:
        sys.exit(f"no check fits {' '.join(words)}")
    passed = failed = 0
    began = time.monotonic()
    url = os.environ.get("PENDOPO_CLIENTS_URL")
    with Running(url) if url else Server(allow=["catalogue.steward"]) as server:
        settled(server)
        for name, run in chosen:
            start = time.monotonic()
            try:
                run(server)
            except Exception as error:
                failed += 1
                print(f"✘ {name} ({time.monotonic() - start:.0f} s)")
                for line in traceback.extract_tb(error.__traceback__):
                    if "Tests/Clients" in line.filename:
                        print(f"    {Path(line.filename).name}:{line.lineno} {line.line}")
                print(f"    {type(error).__name__}: {str(error)[:1500]}".replace("\n", "\n    "))
            else:
                passed += 1
                print(f"✔ {name} ({time.monotonic() - start:.0f} s)")
    print(f"took {time.monotonic() - began:.0f} s")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
