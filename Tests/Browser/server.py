"""The built binary on a free port with a data folder that is thrown away, and a network cable that can be pulled."""

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("PENDOPO_BINARY", ROOT / ".build/debug/pendopo"))
# Loading the demo regency takes a debug build on a busy machine this long at the very most.
LONGEST_START = 600
ADMINISTRATOR, PASSWORD = "admin", "tujuh-gerobak-kopi-tubruk"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def command(name, data, *words, typed=""):
    """Runs a command of the binary on a data folder and gives what it printed."""
    done = subprocess.run(
        [str(BINARY), name, *words, "--data", str(data)], cwd=ROOT, input=typed, text=True, capture_output=True, timeout=LONGEST_START)
    if done.returncode != 0:
        raise SystemExit(f"pendopo {name} ended with {done.returncode}:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


@contextlib.contextmanager
def demo():
    """Loads the demo regency once for all servers that start meanwhile, unless a folder to copy is named already."""
    if "PENDOPO_BROWSER_DATA" in os.environ:
        yield
        return
    folder = tempfile.mkdtemp(prefix="pendopo-demo-")
    try:
        command("demo", Path(folder) / "data")
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
            shutil.copytree(template, data, ignore=shutil.ignore_patterns("lock"))
        else:
            command("demo", data)
        # Before it serves: on a busy machine the seals of two years would keep everybody else from the file for a while.
        self.add_people(data)
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

    def add_people(self, data):
        """Who the demo's cast lacks, made as an operator would: somebody who may change everything that is data, and two people of agencies
        who may do no more than people of agencies do."""
        command("user", data, "add", ADMINISTRATOR, "--name", "Administrator", "--role", "administrator", typed=PASSWORD + "\n")
        for name, role, agency in (("petugas-dinkes", "agency_clerk", "DINKES"), ("pimpinan-dinsos", "agency_head", "DINSOS")):
            command("user", data, "add", name, "--role", role, "--agency", agency, "--own-agency-only", typed=PASSWORD + "\n")

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


class Cable:
    """Stands between a browser and the server: counts what comes over the wire, and can be pulled.

    A browser's own "offline" leaves its service worker online, so a test that trusts it proves less than it seems to.
    """

    def __init__(self, server):
        self.target = server.port
        self.received = 0
        self.is_pulled = False
        self.links = set()
        self.lock = threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self.accept, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def accept(self):
        while True:
            try:
                near, _ = self.listener.accept()
            except OSError:
                return
            if self.is_pulled:
                near.close()
                continue
            try:
                far = socket.create_connection(("127.0.0.1", self.target))
            except OSError:
                near.close()
                continue
            with self.lock:
                self.links.add((near, far))
            threading.Thread(target=self.carry, args=(near, far, False), daemon=True).start()
            threading.Thread(target=self.carry, args=(far, near, True), daemon=True).start()

    def carry(self, source, sink, counts):
        try:
            while data := source.recv(65536):
                if counts:
                    with self.lock:
                        self.received += len(data)
                sink.sendall(data)
        except OSError:
            pass
        finally:
            end(source, sink)

    def pull(self):
        self.is_pulled = True
        with self.lock:
            links, self.links = self.links, set()
        for pair in links:
            end(*pair)

    def plug(self):
        self.is_pulled = False

    def close(self):
        self.pull()
        self.listener.close()


def end(*connections):
    """Ends connections, also those that have ended by themselves."""
    for connection in connections:
        try:
            connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
