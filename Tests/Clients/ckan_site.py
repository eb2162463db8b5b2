"""A CKAN of its own, brought up for the checks and thrown away: its web process, the two harvesting processes, Redis, PostgreSQL, and a
stand-in for Solr. `PENDOPO_CKAN` names the virtual environment it is installed in (Tests/ckan-tools.txt says how), else `.build/ckan`."""

import atexit
import functools
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import ckanapi

from server import ROOT, free_port

PROGRAMS = Path(os.environ.get("PENDOPO_CKAN", ROOT / ".build/ckan")) / "bin"
PLUGINS = "harvest ckan_harvester dcat dcat_rdf_harvester resource_proxy"
LONGEST = 600


def missing():
    """What is not installed, in words; empty where a CKAN can be brought up."""
    if not (PROGRAMS / "ckan").exists():
        return f"no CKAN in {PROGRAMS} (Tests/ckan-tools.txt says how)"
    return "" if shutil.which("redis-server") else "redis-server is not installed"


class CkanSite:
    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="pendopo-ckan-"))
        self.log = (self.folder / "log").open("a")
        self.processes = []
        self.cluster = None
        atexit.register(self.stop)
        # Whoever ends the checks ends this too.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
        self.bring_up()

    def bring_up(self):
        cluster = subprocess.run([ROOT / "bin/postgres-for-tests", "start"], capture_output=True, text=True, check=True, timeout=120)
        self.cluster = cluster.stdout.split()[-1]
        # Its connections are kept, and tests' clusters end those that do nothing.
        for statement in ["CREATE DATABASE ckan", "ALTER DATABASE ckan SET idle_session_timeout = 0"]:
            subprocess.run(["psql", "-qc", statement, self.cluster], check=True, timeout=60)
        redis, index, web = free_port(), free_port(), free_port()
        self.url = f"http://127.0.0.1:{web}"
        self.begin("redis-server", "--port", str(redis), "--bind", "127.0.0.1", "--save", "", "--dir", str(self.folder))
        self.begin(sys.executable, str(Path(__file__).with_name("ckan_index.py")), str(index))
        self.ini = self.folder / "ckan.ini"
        self.ini.write_text(INI.format(
            database=self.cluster.replace("///postgres?", "///ckan?"), redis=redis, index=index, url=self.url, plugins=PLUGINS,
            storage=self.folder / "storage"))
        self.answers(f"http://127.0.0.1:{index}/solr/ckan/schema")
        self.command("db", "init")
        self.command("db", "upgrade", "-p", "harvest")
        self.command("user", "add", "pengelola", "email=pengelola@example.org", "password=tujuh-gerobak-kopi")
        self.command("sysadmin", "add", "pengelola")
        self.key = self.command("user", "token", "add", "pengelola", "checks", "-q").split()[-1]
        self.begin_ckan("run", "--host", "127.0.0.1", "--port", str(web), "--disable-reloader")
        self.begin_ckan("harvester", "gather-consumer")
        self.begin_ckan("harvester", "fetch-consumer")
        self.answers(self.url + "/api/3/action/status_show")
        self.api = ckanapi.RemoteCKAN(self.url, apikey=self.key, user_agent="pendopo-tests")
        self.api.action.organization_create(name="pusat", title="Portal pusat")

    def begin(self, *words):
        self.processes.append(subprocess.Popen(words, stdout=self.log, stderr=self.log, cwd=self.folder, start_new_session=True))

    def begin_ckan(self, *words):
        self.begin(str(PROGRAMS / "ckan"), "-c", str(self.ini), *words)

    def command(self, *words):
        done = subprocess.run([PROGRAMS / "ckan", "-c", self.ini, *words], capture_output=True, text=True, timeout=LONGEST, cwd=self.folder)
        assert done.returncode == 0, f"ckan {' '.join(words)}\n{done.stdout[-1500:]}\n{done.stderr[-3000:]}"
        return done.stdout

    def answers(self, url):
        until = time.monotonic() + LONGEST
        while time.monotonic() < until:
            try:
                return urllib.request.urlopen(url, timeout=30).close()
            except (urllib.error.URLError, OSError):
                time.sleep(0.5)
        raise AssertionError(f"{url} does not answer: {self.said()}")

    def said(self):
        self.log.flush()
        return (self.folder / "log").read_text()[-4000:]

    def source(self, name, url, kind="ckan", **config):
        """A harvest source, as an administrator enters it."""
        made = self.api.action.harvest_source_create(
            name=name, title=name, url=url, source_type=kind, owner_org="pusat", frequency="MANUAL", config=json.dumps(config))
        return made["id"]

    def harvest(self, source):
        """Has a source harvested by the two processes, and gives the job as it ended and what went wrong in it."""
        job = self.api.action.harvest_job_create(source_id=source, run=True)["id"]
        until = time.monotonic() + LONGEST
        while time.monotonic() < until:
            shown = self.api.action.harvest_job_show(id=job)
            # What is under way has no outcome. Asked to end the job meanwhile, CKAN sends what waits once more, and counts as errors what
            # comes after the end.
            if shown["gather_finished"] and not shown["stats"].get("null"):
                self.api.action.harvest_jobs_run(source_id=source)
                shown = self.api.action.harvest_job_show(id=job)
                assert shown["status"] == "Finished", shown
                return shown["stats"], self.api.action.harvest_job_report(id=job)
            ended = [process.args for process in self.processes if process.poll() is not None]
            assert not ended, f"ended early: {ended}\n{self.said()}"
            time.sleep(1)
        raise AssertionError(f"the job did not end: {shown}\n{self.said()}")

    def datasets(self):
        """Every active dataset by name, as its database has it."""
        shown = (self.api.action.package_show(id=name) for name in self.api.action.package_list())
        return {package["name"]: package for package in shown if package["type"] == "dataset"}

    def clear(self, source):
        """Forgets a source and everything that came from it."""
        self.api.action.harvest_source_clear(id=source)
        self.api.action.harvest_source_delete(id=source)

    def stop(self):
        for process in reversed(self.processes):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
        for process in self.processes:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        self.processes = []
        self.log.close()
        if self.cluster:
            subprocess.run([ROOT / "bin/postgres-for-tests", "stop", self.cluster], timeout=120)
            self.cluster = None
        if "PENDOPO_CKAN_LOG" in os.environ:
            shutil.copy(self.folder / "log", os.environ["PENDOPO_CKAN_LOG"])
        shutil.rmtree(self.folder, ignore_errors=True)


@functools.cache
def site():
    """The one CKAN of all checks."""
    return CkanSite()


INI = """[app:main]
use = egg:ckan
SECRET_KEY = only-for-a-site-that-is-thrown-away
sqlalchemy.url = {database}
sqlalchemy.pool_pre_ping = true
ckan.redis.url = redis://127.0.0.1:{redis}/0
solr_url = http://127.0.0.1:{index}/solr/ckan
ckan.site_id = pusat
ckan.site_url = {url}
ckan.plugins = {plugins}
ckan.storage_path = {storage}
ckan.locale_default = id
ckan.cache_validated_datasets = false
ckan.harvest.mq.type = redis
ckan.resource_proxy.max_file_size = 104857600
ckan.auth.create_user_via_web = false

[loggers]
keys = root, ckanext
[handlers]
keys = console
[formatters]
keys = plain
[logger_root]
level = WARNING
handlers = console
[logger_ckanext]
level = INFO
handlers = console
qualname = ckanext
propagate = 0
[handler_console]
class = StreamHandler
args = (sys.stderr,)
formatter = plain
[formatter_plain]
format = %(asctime)s %(levelname)s [%(name)s] %(message)s
"""
