"""ckanapi (library and command) and frictionless, which think that we are CKAN."""

import csv
import hashlib
import io
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import ckanapi
import requests
from frictionless import Catalog, Package, portals

from checks import check, same


def client(server, **options):
    return ckanapi.RemoteCKAN(server.url, user_agent="pendopo-tests", **options)


def open_tables(ckan):
    """Resources whose rows everybody may read, with their packages."""
    for name in ckan.action.package_list():
        package = ckan.action.package_show(id=name)
        for resource in package["resources"]:
            if resource["datastore_active"]:
                yield package, resource


@check("ckanapi reads every dataset, by POST and by GET")
def reads_everything(server):
    ckan = client(server)
    names = ckan.action.package_list()
    assert names, "the demo has no datasets"
    same(names, sorted(names), "order of package_list")
    packages = {name: ckan.action.package_show(id=name) for name in names}
    for name, package in packages.items():
        same(package["num_resources"], len(package["resources"]), name)
        assert package["organization"]["id"] == package["owner_org"], name
        assert all(resource["format"] for resource in package["resources"]), name
    getting = client(server, get_only=True)
    same(getting.action.package_list(), names)
    same(getting.action.package_show(id=packages[names[0]]["id"]), packages[names[0]])
    found = ckan.action.package_search(rows=1000, facet=True, **{"facet.field": ["organization", "groups", "tags", "license_id"]})
    same(found["count"], len(names))
    same(sum(found["facets"]["organization"].values()), len(names))
    for name in ckan.action.organization_list():
        shown = ckan.action.organization_show(id=name)
        same(shown["package_count"], found["facets"]["organization"][name])
    for name in ckan.action.group_list():
        same(ckan.action.group_show(id=name)["name"], name)
    same([item["id"] for item in ckan.action.current_package_list_with_resources(limit=2)],
         [item["id"] for item in ckan.action.package_search(rows=2, sort="metadata_modified desc, name asc")["results"]])


@check("ckanapi understands every failure")
def understands_failures(server):
    ckan = client(server)
    for call, kind in [
        (lambda: ckan.action.package_show(id="no-such-dataset"), ckanapi.NotFound),
        (lambda: ckan.action.package_show(), ckanapi.ValidationError),
        (lambda: ckan.action.package_search(foo=1), ckanapi.SearchQueryError),
        (lambda: ckan.action.package_search(q="{!func}x"), ckanapi.SearchError),
        (lambda: ckan.action.datastore_search(resource_id="zz"), ckanapi.NotFound),
        (lambda: ckan.action.package_create(name="x"), ckanapi.NotAuthorized),
        (lambda: ckan.action.no_such_action(), ckanapi.CKANAPIError),
    ]:
        try:
            call()
        except kind:
            continue
        raise AssertionError(f"no {kind.__name__}")


@check("ckanapi's rows are the rows of the file, whichever way they come")
def rows(server):
    ckan = client(server)
    seen = 0
    for package, resource in open_tables(ckan):
        size = ckan.action.datastore_search(resource_id=resource["id"], limit=0)["total"]
        if size > 5000:
            continue
        file = requests.get(resource["url"], timeout=60).content
        same(hashlib.sha256(file).hexdigest(), resource["hash"], resource["url"])
        same(len(file), resource["size"])
        lines = list(csv.DictReader(io.StringIO(file.decode())))
        same(len(lines), size, package["name"])
        rows, offset = [], 0
        while page := ckan.action.datastore_search(resource_id=resource["id"], limit=1000, offset=offset)["records"]:
            rows += page
            offset += len(page)
        same(len(rows), size)
        same([row["_id"] for row in rows], list(range(1, size + 1)))
        dump = requests.get(f"{server.url}/datastore/dump/{resource['id']}", timeout=60)
        same(list(csv.reader(io.StringIO(dump.content.decode(), newline="")))[1:],
             [[str(number), *line.values()] for number, line in enumerate(lines, 1)], package["name"])
        whole = requests.get(f"{server.url}/datastore/dump/{resource['id']}?format=json", timeout=60).json()
        same([dict(zip([field["id"] for field in whole["fields"]], row)) for row in whole["records"]], rows)
        seen += 1
        if seen == 6:
            return
    assert seen, "the demo has no small open table"


@check("ckanapi asks by filter, sort, distinct and SQL, and the answers agree")
def questions(server):
    ckan = client(server)
    for package, resource in open_tables(ckan):
        described = ckan.action.datastore_info(id=resource["id"])
        texts = [field["id"] for field in described["fields"] if field["type"] == "text"]
        numbers = [field["id"] for field in described["fields"] if field["type"] in ("int", "numeric")]
        if not texts or not numbers:
            continue
        text, number = texts[0], numbers[-1]
        distinct = ckan.action.datastore_search(resource_id=resource["id"], fields=text, distinct=True, limit=32000)
        values = [row[text] for row in distinct["records"] if row[text] is not None][:5]
        for value in values:
            found = ckan.action.datastore_search(resource_id=resource["id"], filters={text: value}, limit=32000, sort=f'"{number}" desc')
            figures = [row[number] for row in found["records"] if row[number] is not None]
            same(figures, sorted(figures, reverse=True))
            quoted = value.replace("'", "''")
            answer = ckan.action.datastore_search_sql(
                sql=f"SELECT count(*) AS n, sum(\"{number}\") AS s FROM \"{resource['id']}\" WHERE \"{text}\" = '{quoted}'")
            same(answer["records"][0]["n"], found["total"], package["name"])
            assert abs(float(answer["records"][0]["s"] or 0) - sum(map(float, figures))) < 1e-3 * max(1, abs(sum(map(float, figures))))
        for sql in [f"DELETE FROM \"{resource['id']}\"", f"SELECT * FROM \"{resource['id']}\"; SELECT 1", "SELECT * FROM sqlite_master"]:
            try:
                ckan.action.datastore_search_sql(sql=sql)
            except (ckanapi.NotAuthorized, ckanapi.ValidationError):
                continue
            raise AssertionError(f"not refused: {sql}")
        return
    raise AssertionError("the demo has no table with words and numbers")


@check("the ckanapi command dumps all datasets, with their files, and searches them")
def command(server):
    tools = Path(sys.executable).parent
    program = [str(tools / "ckanapi")]
    # It starts itself again as its own workers.
    place = {**os.environ, "PATH": f"{tools}:{os.environ['PATH']}"}
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run([*program, "dump", "datasets", "--all", "-q", "-r", server.url], capture_output=True, text=True, timeout=300,
                              env=place)
        same(done.returncode, 0, done.stderr[-2000:])
        dumped = [json.loads(line) for line in done.stdout.splitlines()]
        names = client(server).action.package_list()
        same([item["name"] for item in dumped], names)
        searched = subprocess.run([*program, "search", "datasets", "-r", server.url], capture_output=True, text=True, timeout=300, env=place)
        same(searched.returncode, 0, searched.stderr[-2000:])
        same(len(searched.stdout.splitlines()), len(names))
        small = [item["name"] for item in dumped if all((r["size"] or 0) < 1 << 20 for r in item["resources"])][:3]
        done = subprocess.run(
            [*program, "dump", "datasets", *small, "-q", f"--datapackages={folder}", "-r", server.url], capture_output=True, text=True,
            timeout=300, env=place)
        same(done.returncode, 0, done.stderr[-2000:])
        same(sorted(path.name for path in Path(folder).iterdir()), sorted(small))
        for name in small:
            assert list(Path(folder, name).rglob("datapackage.json")), name


@check("frictionless reads a dataset and the catalogue as from any CKAN")
def frictionless(server):
    ckan = client(server)
    package, resource = next(open_tables(ckan))
    read = Package(control=portals.CkanControl(baseurl=server.url, dataset=package["name"]))
    same(len(read.resources), len(package["resources"]))
    rows = read.resources[0].extract(limit_rows=5)
    assert rows, "frictionless found no rows"
    catalogue = Catalog(control=portals.CkanControl(baseurl=server.url, num_packages=3))
    same(len(catalogue.datasets), min(3, len(ckan.action.package_list())))
