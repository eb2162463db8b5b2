"""The requests other portals' harvesters really send (taken down between them and a running CKAN), sent again one by one."""

import re

import requests

from checks import check, same


def get(server, path, **parameters):
    answer = requests.get(server.url + path, params=parameters, timeout=60)
    # Harvesters look at the body, and at the type without what follows it.
    same(answer.headers["Content-Type"].split(";")[0], "application/json", answer.url)
    body = answer.json()
    assert body["success"] is True, f"{answer.url}: {body}"
    return answer, body["result"]


@check("ckanext-harvest gathers all pages up to an empty one, then groups and organizations")
def ckanext_harvest(server):
    seen, previous, start = [], None, 0
    while True:
        answer, result = get(server, "/api/3/action/package_search", rows=100, start=start, sort="id asc")
        assert answer.text != previous, "two pages with the same body: the harvester would stop with an error"
        if not result["results"]:
            break
        seen += result["results"]
        previous, start = answer.text, start + 100
    ids = [package["id"] for package in seen]
    same(ids, sorted(set(ids)), "packages by id, each once")
    for package in seen:
        assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", package["id"]), package["id"]
        assert re.fullmatch(r"[a-z0-9_-]{2,100}", package["name"]), package["name"]
        assert package["type"] != "harvest"
        for extra in package["extras"]:
            assert isinstance(extra["key"], str) and isinstance(extra["value"], str), extra
    for name in {group["name"] for package in seen for group in package["groups"]}:
        get(server, "/api/3/action/group_show", id=name)
    for owner in {package["owner_org"] for package in seen}:
        same(get(server, "/api/3/action/organization_show", id=owner)[1]["id"], owner)


@check("ckanext-harvest comes again and gets what changed since, within some organizations, without some groups")
def ckanext_harvest_again(server):
    everything = get(server, "/api/3/action/package_search", rows=1000)[1]["results"]
    moments = sorted(package["metadata_modified"] for package in everything)
    since = moments[len(moments) // 2]
    again = get(server, "/api/3/action/package_search", rows=100, start=0, sort="id asc", fq=f"metadata_modified:[{since}Z TO *]")[1]
    same(again["count"], sum(moment[:23] >= since[:23] for moment in moments))
    names = sorted({package["organization"]["name"] for package in everything})[:2]
    fq = " OR ".join(f"organization:{name}" for name in names)
    same(get(server, "/api/3/action/package_search", rows=100, start=0, sort="id asc", fq=fq)[1]["count"],
         sum(package["organization"]["name"] in names for package in everything))
    group = next(group["name"] for package in everything for group in package["groups"])
    same(get(server, "/api/3/action/package_search", rows=100, start=0, sort="id asc", fq=f"-groups:{group}")[1]["count"],
         sum(all(item["name"] != group for item in package["groups"]) for package in everything))


@check("udata's backend lists names, shows each, and searches with its filters; its strict schema fits")
def udata(server):
    names = get(server, "/api/3/action/package_list")[1]
    for name in names:
        package = get(server, "/api/3/action/package_show", id=name)[1]
        for key in ("id", "name", "title", "notes", "license_id", "metadata_created", "metadata_modified", "maintainer", "author"):
            assert isinstance(package[key], str), f"{name}: {key}"
        for tag in package["tags"]:
            assert tag["id"] and tag["name"], tag
        for key in ("id", "name", "title", "revision_id", "revision_timestamp", "description", "image_url"):
            assert isinstance(package["organization"][key], str), f"{name}: organization.{key}"
        for resource in package["resources"]:
            for key in ("id", "created", "format", "url", "description", "hash", "last_modified", "mimetype"):
                assert isinstance(resource[key], str), f"{name}: resource.{key}"
            assert resource["resource_type"] in ("file", "file.upload", "api", "documentation", "image", "visualization")
    package = get(server, "/api/3/action/package_show", id=names[0])[1]
    organization, tags = package["organization"]["name"], [tag["name"] for tag in package["tags"]]
    query = f"organization:{organization}" + (f' AND -tags:"{tags[0]}"' if tags else "")
    found = get(server, "/api/3/action/package_search", q=query, rows=1000)[1]["results"]
    assert all(item["organization"]["name"] == organization for item in found)
    assert all(tag["name"] not in tags[:1] for item in found for tag in item["tags"])


@check("scripts of any web page may read the answers, also wrapped")
def browsers(server):
    answer = requests.get(server.url + "/api/3/action/package_list", headers={"Origin": "https://portal.example"}, timeout=60)
    same(answer.headers["Access-Control-Allow-Origin"], "*")
    wrapped = requests.get(server.url + "/api/3/action/package_list?callback=show", timeout=60)
    assert wrapped.text.startswith("show({") and wrapped.text.endswith("});")
    same(wrapped.headers["Content-Type"], "application/javascript;charset=utf-8")
