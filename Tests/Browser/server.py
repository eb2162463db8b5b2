"""The built binary on a free port with a data folder that is thrown away.

    .build/venv/bin/python Tests/Browser/server.py FOLDER     makes a data folder for `PENDOPO_BROWSER_DATA`
"""

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("PENDOPO_BINARY", ROOT / ".build/debug/pendopo"))
# Loading the demo regency takes a debug build on a busy machine this long at the very most.
LONGEST_START = 600
# And to load it beside two suites, which it is not waited for until they have ended.
LONGEST_LOAD = 1800
# For what follows from its two years. What is not done by then is left to those who serve the copies.
LONGEST_REST = 400
ADMINISTRATOR, PASSWORD = "admin", "tujuh-gerobak-kopi-tubruk"
# In a data folder to be copied: its people are there already.
COMPLETE = "people-are-here"
# What a server publishes of its own work, soon after a start.
OWN_DATA = {"laporan-masyarakat", "laporan-per-kecamatan", "keadaan-dataset", "isi-rencana", "target-indikator-rencana", "kode-program",
            "daftar-inovasi", "lembar-inovasi", "quick-win", "janji-komitmen", "lokakarya"}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def command(name, data, *words, typed="", longest=LONGEST_START):
    """Runs a command of the binary on a data folder and gives what it printed."""
    done = subprocess.run(
        [str(BINARY), name, *words, "--data", str(data)], cwd=ROOT, input=typed, text=True, capture_output=True, timeout=longest)
    if done.returncode != 0:
        raise SystemExit(f"pendopo {name} ended with {done.returncode}:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


def add_people(data):
    """Who the demo's cast lacks, made as an operator would: somebody who may change everything that is data, and two people of agencies
    who may do no more than people of agencies do."""
    command("user", data, "add", ADMINISTRATOR, "--name", "Administrator", "--role", "administrator", typed=PASSWORD + "\n")
    for name, role, agency in (("petugas-dinkes", "agency_clerk", "DINKES"), ("pimpinan-dinsos", "agency_head", "DINSOS")):
        command("user", data, "add", name, "--role", role, "--agency", agency, "--own-agency-only", typed=PASSWORD + "\n")


def prepare(data, rests=True):
    """Makes a data folder for servers to copy. `rests`: whatever follows from the regency's two years is done there once, not by every
    server beside the people who walk: each event is sealed and told, and our own work published as data."""
    command("demo", data, longest=LONGEST_LOAD)
    # Before it serves: on a busy machine the seals of two years would keep everybody else from the file for a while.
    add_people(data)
    if rests:
        with Original(data) as server:
            server.come_to_rest()
    (data / COMPLETE).touch()


@contextlib.contextmanager
def demo(rests=False):
    """Loads the demo regency once for all servers that start meanwhile, unless a folder to copy is named already."""
    if "PENDOPO_BROWSER_DATA" in os.environ:
        yield
        return
    folder = tempfile.mkdtemp(prefix="pendopo-demo-")
    try:
        prepare(Path(folder) / "data", rests)
        os.environ["PENDOPO_BROWSER_DATA"] = f"{folder}/data"
        yield
    finally:
        os.environ.pop("PENDOPO_BROWSER_DATA", None)
        shutil.rmtree(folder, ignore_errors=True)


class Server:
    """Serves the demo regency. `PENDOPO_BROWSER_DATA` names a data folder to copy, which spares loading the demo anew."""

    def __init__(self, allow=()):
        """`allow`: permissions of an API client whose key is in `key`."""
        self.allow = allow
        self.key = None

    def __enter__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="pendopo-browser-"))
        self.log = self.folder / "log"
        data = self.folder / "data"
        if template := os.environ.get("PENDOPO_BROWSER_DATA"):
            shutil.copytree(template, data, ignore=shutil.ignore_patterns("lock", COMPLETE))
            if not (Path(template) / COMPLETE).exists():
                add_people(data)
        else:
            prepare(data, rests=False)
        if self.allow:
            allowed = [word for permission in self.allow for word in ("--allow", permission)]
            self.key = command("client", data, "add", "Tests", *allowed).split()[-1]
        return self.serve(data, "--demo")

    def serve(self, data, *options):
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        serving = [str(BINARY), "serve", *options, "--data", str(data), "--port", str(self.port)]
        # One machine plays a whole regency here; the limits have tests of their own.
        settings = {**os.environ, "PENDOPO_RATE_LIMITS": "false"}
        self.process = subprocess.Popen(
            serving, cwd=ROOT, env=settings, stdout=self.log.open("w"), stderr=subprocess.STDOUT, start_new_session=True)
        try:
            self.wait()
        except BaseException:
            self.__exit__()
            raise
        return self

    def wait(self):
        until = time.monotonic() + LONGEST_START
        while time.monotonic() < until:
            if self.process.poll() is not None:
                raise SystemExit(f"the server ended at once:\n{self.log.read_text()[-4000:]}")
            try:
                urllib.request.urlopen(self.url + "/readyz", timeout=5).close()
                return
            except (urllib.error.URLError, OSError):
                time.sleep(0.25)
        raise SystemExit(f"the server was not ready within {LONGEST_START} s:\n{self.log.read_text()[-4000:]}")

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def get(self, path):
        """Status and text of a public address, as a visitor without a browser gets them."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=60) as answer:
                return answer.status, answer.read().decode(errors="replace")
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode(errors="replace")

    def bytes(self, path):
        with urllib.request.urlopen(self.url + path, timeout=60) as answer:
            return answer.read()


class Original(Server):
    """Serves a folder that others will copy, so that they find done what a server does soon after its start."""

    def __init__(self, data):
        super().__init__()
        self.data = data

    def __enter__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="pendopo-browser-"))
        self.log = self.folder / "log"
        return self.serve(self.data, "--demo")

    def come_to_rest(self):
        """Waits until every event is told, our own work is published, and what follows from either is done."""
        until, before = time.monotonic() + LONGEST_REST, None
        while time.monotonic() < until and self.process.poll() is None:
            now = self.state()
            # Some of our own come only where there is something to tell.
            if now and OWN_DATA <= now[0] and now[1] == 0 and now == before:
                return
            before = now
            time.sleep(5)

    def state(self):
        """Names of datasets, and how many events and jobs wait; nothing where the machine is too busy to say."""
        try:
            names = set(json.loads(self.bytes("/api/3/action/package_list"))["result"])
            with contextlib.closing(sqlite3.connect(f"file:{self.data}/pendopo.db?mode=ro", uri=True, timeout=30)) as database:
                events, jobs = database.execute(
                    "SELECT (SELECT count(*) FROM outbox WHERE next_at IS NULL), (SELECT count(*) FROM job WHERE done_at IS NULL)").fetchone()
        except (OSError, sqlite3.OperationalError):
            return None
        return names, events, jobs


class FirstRun(Server):
    """An installation on the day it is set up: nobody can sign in, and the log says where to begin."""

    def __enter__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="pendopo-browser-"))
        self.log = self.folder / "log"
        return self.serve(self.folder / "data")

    @property
    def beginning(self):
        """Path of the page to make the first administrator."""
        return re.search(r"/siapkan\?token=[\w-]+", self.log.read_text()).group()


if __name__ == "__main__":
    # Ended early, it does not leave a server behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    began = time.monotonic()
    prepare(Path(sys.argv[1]))
    print(f"the regency has come to rest after {time.monotonic() - began:.0f} s")
