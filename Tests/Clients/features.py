"""GDAL, OWSLib and, where it is installed, QGIS read OGC API Features."""

import json
import subprocess
import tempfile
from pathlib import Path

import requests
from openapi_spec_validator import validate
from owslib.ogcapi.features import Features

from checks import check, same


def root(server):
    return server.url + "/api/ogc"


def tool(*words):
    done = subprocess.run(words, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0 and "ERROR" not in done.stderr, f"{' '.join(words)}\n{done.stdout[-1500:]}\n{done.stderr[-1500:]}"
    return done.stdout


def collections(server):
    return requests.get(root(server) + "/collections", timeout=60).json()["collections"]


def items(server, name, **parameters):
    answer = requests.get(f"{root(server)}/collections/{name}/items", params=parameters, timeout=60)
    assert answer.ok, answer.text
    return answer.json()


def table(server):
    """A collection made of a dataset, with a property of text that has several values."""
    for collection in collections(server):
        if collection["id"].startswith("batas-"):
            continue
        page = items(server, collection["id"], limit=500)
        for name in page["features"][0]["properties"]:
            values = {feature["properties"][name] for feature in page["features"]}
            if len(values) > 1 and all(isinstance(value, str) for value in values):
                return collection["id"], name, sorted(values)[0]
    raise AssertionError("the demo has no dataset with places")


@check("GDAL lists the collections and counts their features")
def gdal_lists(server):
    listed = tool("ogrinfo", "-q", f"OAPIF:{root(server)}")
    for collection in collections(server):
        assert collection["id"] in listed, f"{collection['id']} is not in\n{listed}"
    name, _, _ = table(server)
    described = tool("ogrinfo", "-so", f"OAPIF:{root(server)}", name)
    assert f"Feature Count: {items(server, name, limit=1)['numberMatched']}" in described, described


@check("GDAL copies a collection whole, follows its pages, and asks by box and by value")
def gdal_copies(server):
    name, column, value = table(server)
    count = items(server, name, limit=1)["numberMatched"]
    with tempfile.TemporaryDirectory() as folder:
        def copy(*words):
            target = Path(folder, "copy.geojson")
            target.unlink(missing_ok=True)
            tool("ogr2ogr", "-f", "GeoJSON", str(target), f"OAPIF:{root(server)}", name, *words)
            return json.loads(target.read_text())["features"]

        if count <= 5000:
            same(len(copy("-oo", "PAGE_SIZE=97")), count)
        quoted = value.replace("'", "''")
        found = copy("-where", f"\"{column}\" = '{quoted}'")
        same(len(found), items(server, name, limit=1, **{column: value})["numberMatched"])
        first = next(feature for feature in items(server, name, limit=500)["features"] if feature["geometry"])
        flat = [first["geometry"]["coordinates"]]
        while isinstance(flat[0], list) and isinstance(flat[0][0], list):
            flat = [inner for outer in flat for inner in outer]
        west, south = min(point[0] for point in flat) - 0.001, min(point[1] for point in flat) - 0.001
        east, north = max(point[0] for point in flat) + 0.001, max(point[1] for point in flat) + 0.001
        boxed = copy("-spat", str(west), str(south), str(east), str(north))
        matched = items(server, name, limit=1, bbox=f"{west},{south},{east},{north}")["numberMatched"]
        assert 1 <= len(boxed) <= matched, f"{len(boxed)} of {matched}"


@check("GDAL opens the boundaries as areas with their codes")
def gdal_boundaries(server):
    names = [collection["id"] for collection in collections(server)]
    assert "batas-kecamatan" in names, names
    described = tool("ogrinfo", f"OAPIF:{root(server)}", "batas-kecamatan")
    assert "code (String) = 35.09." in described, described[:2000]
    assert "MULTIPOLYGON" in described


@check("OWSLib finds its way from the landing page to a single feature")
def owslib(server):
    service = Features(root(server))
    assert service.conformance()["conformsTo"]
    assert service.feature_collections()
    name, column, value = table(server)
    same(service.collection(name)["id"], name)
    page = service.collection_items(name, limit=3)
    same(page["numberReturned"], len(page["features"]))
    feature = service.collection_item(name, str(page["features"][0]["id"]))
    same(feature["properties"], page["features"][0]["properties"])
    same(service.collection_items(name, **{column: value})["numberMatched"], items(server, name, limit=1, **{column: value})["numberMatched"])
    assert service.api()["openapi"].startswith("3.0")


@check("its description is sound OpenAPI, and the pages link to each other")
def description(server):
    landing = requests.get(root(server), timeout=60).json()
    link = next(link for link in landing["links"] if link["rel"] == "service-desc")
    answer = requests.get(link["href"], timeout=60)
    same(answer.headers["Content-Type"], link["type"])
    validate(answer.json())
    name, _, _ = table(server)
    seen, url = [], f"{root(server)}/collections/{name}/items?limit=50"
    for _ in range(4):
        page = requests.get(url, timeout=60).json()
        seen += [feature["id"] for feature in page["features"]]
        following = [link["href"] for link in page["links"] if link["rel"] == "next"]
        if not following:
            break
        url = following[0]
    same(len(seen), len(set(seen)))


def qgis_opens(server):
    script = Path(__file__).with_name("qgis_layers.py")
    done = subprocess.run(
        [PYTHON, script, root(server)], capture_output=True, text=True, timeout=300,
        env={"QT_QPA_PLATFORM": "offscreen", "HOME": tempfile.gettempdir(), "PATH": "/usr/bin:/bin"})
    assert done.returncode == 0, done.stderr[-1500:]
    layers = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    same([layer["name"] for layer in layers], [collection["id"] for collection in collections(server)])
    for layer in layers:
        assert layer["isValid"] and layer["read"] == min(layer["told"], layer["most"]) > 0 and layer["reference"] == "EPSG:4326", layer
        assert layer.get("within") == layer.get("touching"), layer
    assert any(layer.get("within") for layer in layers), "no layer has anything within the box"
    same({"Point", "MultiPolygon"} & {layer["shape"] for layer in layers}, {"Point", "MultiPolygon"})


# Debian's python3 has QGIS where python3-qgis is installed: half a gigabyte that bin/setup leaves out.
PYTHON = "/usr/bin/python3"
if subprocess.run([PYTHON, "-c", "import qgis.core"], capture_output=True).returncode == 0:
    check("QGIS opens every collection as a layer, reads it, and asks by box")(qgis_opens)
else:
    print("➜ QGIS opens every collection: skipped, python3-qgis is not installed")
