"""A real CKAN with ckanext-harvest and ckanext-dcat harvests us, by its own processes and into its own database, where it is installed."""

import hashlib
import io
import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import requests

import ckan_site
from checks import check, same

# What CKAN fills in itself: when it wrote its own record, and what it counts or joins while reading.
THEIRS = {"metadata_created", "metadata_modified", "creator_user_id", "organization", "license_title", "license_url", "isopen"}
# A harvester keeps an address, not a file: it drops these on purpose.
UNKEPT = {"url_type", "datastore_active", "metadata_modified"}


def action(server, name, **parameters):
    answer = requests.get(f"{server.url}/api/3/action/{name}", params=parameters, timeout=60)
    assert answer.ok, answer.text
    return answer.json()["result"]


def ours(server, **parameters):
    return {package["name"]: package for package in action(server, "package_search", rows=1000, **parameters)["results"]}


def change(server, method, path, body=None):
    answer = requests.request(method, server.url + path, json=body, headers={"Authorization": f"Bearer {server.key}"}, timeout=60)
    assert answer.ok, f"{method} {path}: {answer.status_code} {answer.text[:500]}"


def plain(value):
    """CKAN writes nothing as `null` where it was sent an empty text, and a dataset's moments without what is zero."""
    return None if value == "" else value


def moment(text):
    """RDF's readers write the same moment in their own way."""
    return text and datetime.fromisoformat(text)


def differences(mine, theirs, groups):
    """Everything of a dataset that is not in CKAN's database as it is with us, field by field."""
    found = []

    def compare(place, one, other):
        if plain(one) != plain(other):
            found.append(f"{mine['name']}: {place}: {one!r} became {other!r}")

    for key, value in mine.items():
        if not isinstance(value, (list, dict)) and key not in THEIRS | {"owner_org"}:
            compare(key, value, theirs.get(key))
    compare("tags", sorted(tag["name"] for tag in mine["tags"]), sorted(tag["name"] for tag in theirs["tags"]))
    if groups:
        compare("groups", sorted((group["id"], group["name"], group["title"]) for group in mine["groups"]),
                sorted((group["id"], group["name"], group["title"]) for group in theirs["groups"]))
        for key in ("id", "name", "title", "type", "is_organization", "approval_status", "state"):
            compare(f"organization.{key}", mine["organization"][key], theirs["organization"][key])
    compare("extras", sorted((extra["key"], extra["value"]) for extra in mine["extras"]),
            sorted((extra["key"], extra["value"]) for extra in theirs["extras"] if not extra["key"].startswith("harvest_")))
    same([resource["id"] for resource in theirs["resources"]], [resource["id"] for resource in mine["resources"]])
    for one, other in zip(mine["resources"], theirs["resources"]):
        for key, value in one.items():
            if key not in UNKEPT:
                compare(f"resource {one['name']}: {key}", value, other.get(key))
    return found


def is_sound(harvest, **expected):
    stats, report = harvest
    same(report, {"gather_errors": [], "object_errors": {}})
    for key, value in expected.items():
        same(stats[key], value, f"{key} in {stats}")


def arrived(server, ckan, datasets, groups=True):
    """Whether these datasets, and no others, are there whole."""
    theirs = ckan.datasets()
    same(sorted(theirs), sorted(datasets))
    found = [line for name in datasets for line in differences(datasets[name], theirs[name], groups)]
    assert not found, "\n".join(found[:40])


def one_organization(server):
    """CKANHarvester of one organization, into the portal's own."""
    ckan, name = ckan_site.site(), next(iter(ours(server).values()))["organization"]["name"]
    wanted = ours(server, fq=f"organization:{name}")
    source = ckan.source("satu-dinas", server.url, organizations_filter_include=[name])
    is_sound(ckan.harvest(source), added=len(wanted), errored=0)
    arrived(server, ckan, wanted, groups=False)
    same({package["organization"]["name"] for package in ckan.datasets().values()}, {"pusat"})
    ckan.clear(source)


def everything(server):
    """CKANHarvester of all, organizations and groups made; then what changed; then what is no longer there."""
    ckan, wanted = ckan_site.site(), ours(server)
    source = ckan.source("semua", server.url, remote_orgs="create", remote_groups="create")
    is_sound(ckan.harvest(source), added=len(wanted), errored=0)
    arrived(server, ckan, wanted)
    is_sound(ckan.harvest(source), added=0, updated=0, errored=0)
    if not server.key:
        return print("    (what changes: not without a key of our own)")
    name = sorted(wanted)[1]
    change(server, "PATCH", f"/api/datasets/{name}", {"title": wanted[name]["title"] + " (diperbarui)"})
    is_sound(ckan.harvest(source), added=0, updated=1, errored=0)
    arrived(server, ckan, ours(server))
    # What is taken out of the catalogue is not offered again; a CKAN keeps what it has of it, as of any CKAN.
    change(server, "POST", f"/api/datasets/{name}/withdrawal", {"reason": "Diperiksa kembali oleh walidata."})
    try:
        assert name not in ours(server)
        is_sound(ckan.harvest(source), added=0, updated=0, errored=0)
        same(sorted(ckan.datasets()), sorted(wanted))
    finally:
        change(server, "DELETE", f"/api/datasets/{name}/withdrawal")
    is_sound(ckan.harvest(source), added=0, errored=0)
    arrived(server, ckan, ours(server))


def proxied(server):
    """CKAN reads our files by their addresses and hands them on to its own previews."""
    ckan, read = ckan_site.site(), 0
    for package in ckan.datasets().values():
        for resource in package["resources"]:
            if resource["format"] != "CSV" or resource["size"] > 100_000:
                continue
            answer = requests.get(f"{ckan.url}/dataset/{package['id']}/resource/{resource['id']}/proxy", timeout=60)
            assert answer.ok, f"{package['name']}: {answer.status_code} {answer.text[:500]}"
            same(hashlib.sha256(answer.content).hexdigest(), resource["hash"], package["name"])
            same(answer.headers["Content-Type"], "text/csv; charset=utf-8")
            read += 1
    assert read > 3, f"only {read} files are small"


def linked(ending, media):
    def harvests(server):
        ckan, wanted = ckan_site.site(), ours(server)
        for name in ckan.datasets():
            ckan.api.action.dataset_purge(id=name)
        source = ckan.source(f"dcat-{ending}", f"{server.url}/catalog.{ending}", "dcat_rdf", rdf_format=media)
        is_sound(ckan.harvest(source), added=len(wanted), errored=0)
        theirs = {next(extra["value"] for extra in package["extras"] if extra["key"] == "identifier"): package
                  for package in ckan.datasets().values()}
        same(sorted(theirs), sorted(package["id"] for package in wanted.values()))
        for mine in wanted.values():
            package = theirs[mine["id"]]
            extras = {extra["key"]: extra["value"] for extra in package["extras"]}
            for key in ("title", "notes", "url"):
                same(package[key], mine[key], f"{mine['name']}: {key}")
            same(sorted(tag["name"] for tag in package["tags"]), sorted(tag["name"] for tag in mine["tags"]), mine["name"])
            same(extras["publisher_name"], mine["organization"]["title"])
            told = {extra["key"]: extra["value"] for extra in mine["extras"]}
            for key in ("issued", "modified", "temporal_start", "temporal_end"):
                same(moment(extras.get(key)), moment(told.get(key)), f"{mine['name']}: {key}")
            same(package["license_id"], mine["license_id"], mine["name"])
            if "spatial" in told:
                assert any("Polygon" in value for key, value in extras.items() if key.startswith("spatial")), f"{mine['name']}: no box"
            same(sorted((resource["name"], resource["url"]) for resource in package["resources"]),
                 sorted((resource["name"], resource["url"]) for resource in mine["resources"]))
            for resource in package["resources"]:
                one = next(item for item in mine["resources"] if item["name"] == resource["name"])
                if one["format"] == "CSV":
                    same((resource["format"], resource["mimetype"], resource["size"], resource["hash"]),
                         (one["format"], one["mimetype"], one["size"], one["hash"]), mine["name"])
        if server.key and ending == "ttl":
            name = sorted(wanted)[1]
            change(server, "POST", f"/api/datasets/{name}/withdrawal", {"reason": "Diperiksa kembali oleh walidata."})
            try:
                # This harvester takes away what the catalogue no longer names.
                is_sound(ckan.harvest(source), added=0, deleted=1, errored=0)
                same(len(ckan.datasets()), len(wanted) - 1)
            finally:
                change(server, "DELETE", f"/api/datasets/{name}/withdrawal")
        ckan.clear(source)

    return harvests


def carried_over(server):
    """ckanapi takes everything from us and loads it into CKAN, organizations and groups first."""
    ckan, wanted = ckan_site.site(), ours(server)
    for name in ckan.datasets():
        ckan.api.action.dataset_purge(id=name)
    tools = Path(sys.executable).parent
    place = {**os.environ, "PATH": f"{tools}:{os.environ['PATH']}"}
    for things in ("organizations", "groups", "datasets"):
        words = [str(tools / "ckanapi"), "dump", things, "--all", "-q", "-r", server.url]
        dumped = subprocess.run(words, capture_output=True, text=True, timeout=300, env=place)
        same(dumped.returncode, 0, dumped.stderr[-2000:])
        if things == "groups":
            used = {group["name"] for package in wanted.values() for group in package["groups"]}
            dumped.stdout = "".join(line for line in io.StringIO(dumped.stdout) if json.loads(line)["name"] in used)
        loaded = subprocess.run(
            [str(tools / "ckanapi"), "load", things, "-r", ckan.url, "-a", ckan.key], input=dumped.stdout, capture_output=True, text=True,
            timeout=300, env=place)
        same(loaded.returncode, 0, (loaded.stdout + loaded.stderr)[-3000:])
    arrived(server, ckan, wanted)


if words := ckan_site.missing():
    print(f"➜ a real CKAN harvests us: skipped, {words}")
else:
    check("a real CKAN harvests one organization")(one_organization)
    check("a real CKAN harvests everything, organizations and groups too, then what changed, and nothing is lost on the way")(everything)
    check("a real CKAN reads our files by their addresses")(proxied)
    for ending, media in (("ttl", "turtle"), ("xml", "xml"), ("jsonld", "json-ld")):
        check(f"a real CKAN harvests our linked data ({ending})")(linked(ending, media))
    check("ckanapi carries everything over into a real CKAN")(carried_over)
