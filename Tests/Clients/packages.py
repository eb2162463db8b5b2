"""Data Packages by frictionless, feeds and sitemaps by plain XML."""

import io
import tempfile
import xml.etree.ElementTree as xml
import zipfile
from pathlib import Path

import requests
from frictionless import Package

from checks import check, same

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def packages(server):
    found = requests.get(server.url + "/api/3/action/package_search?rows=1000", timeout=60).json()["result"]["results"]
    return [package for package in found if all(resource["datastore_active"] for resource in package["resources"])]


def small(server):
    return [package for package in packages(server) if sum(resource["size"] for resource in package["resources"]) < 200_000]


@check("frictionless validates every small dataset's Data Package, its hashes and every row against its schema")
def data_packages(server):
    chosen = small(server)
    assert chosen, "the demo has no small dataset"
    for package in chosen:
        address = f"{server.url}/data/{package['name']}/datapackage.json"
        with tempfile.TemporaryDirectory() as folder:
            zipped = requests.get(f"{server.url}/data/{package['name']}/datapackage.zip", timeout=120)
            assert zipped.ok, zipped.text[:300]
            zipfile.ZipFile(io.BytesIO(zipped.content)).extractall(folder)
            report = Package(str(Path(folder, "datapackage.json"))).validate()
            assert report.valid, f"{package['name']}: {report.flatten(['rowNumber', 'fieldName', 'type', 'note'])[:5]} {report.errors[:3]}"
        described = requests.get(address, timeout=60).json()
        same([resource["hash"] for resource in described["resources"]], ["sha256:" + r["hash"] for r in package["resources"]])


@check("a Data Package is read from its address alone")
def by_address(server):
    package = small(server)[0]
    rows = Package(f"{server.url}/data/{package['name']}/datapackage.json").resources[0].extract(limit_rows=3)
    assert rows


@check("the feed and the sitemap name every dataset")
def feeds(server):
    names = requests.get(server.url + "/api/3/action/package_list", timeout=60).json()["result"]
    pages = [place.text for place in xml.fromstring(requests.get(server.url + "/sitemap.xml", timeout=60).content).iter(SITEMAP + "loc")]
    assert {f"{server.url}/data/{name}" for name in names} <= set(pages)
    feed = xml.fromstring(requests.get(server.url + "/data/perubahan.atom", timeout=60).content)
    same(feed.tag, ATOM + "feed")
    moments = [entry.find(ATOM + "updated").text for entry in feed.iter(ATOM + "entry")]
    assert moments and moments == sorted(moments, reverse=True)
    one = xml.fromstring(requests.get(f"{server.url}/data/{names[0]}/perubahan.atom", timeout=60).content)
    assert list(one.iter(ATOM + "entry"))
    listed = requests.get(server.url + "/data.json", timeout=60).json()["dataset"]
    same(len(listed), len(names))
