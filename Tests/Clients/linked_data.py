"""rdflib reads the catalogue in every format, pySHACL holds it against DCAT-AP, and pages are followed as ckanext-dcat does."""

import json
import random
import re
from pathlib import Path

import requests
from pyshacl import validate
from rdflib import DCAT, DCTERMS, RDF, Graph, Namespace
from rdflib.compare import isomorphic

from checks import check, same

HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")
FORMATS = {"ttl": ("turtle", "text/turtle"), "xml": ("xml", "application/rdf+xml"), "jsonld": ("json-ld", "application/ld+json")}


def load(url, ending):
    answer = requests.get(url, timeout=120)
    assert answer.ok, f"{url}: {answer.status_code} {answer.text[:500]}"
    same(answer.headers["Content-Type"].split(";")[0], FORMATS[ending][1], url)
    return Graph().parse(data=answer.content, format=FORMATS[ending][0])


def names(server):
    return requests.get(server.url + "/api/3/action/package_list", timeout=60).json()["result"]


@check("Turtle, RDF/XML and JSON-LD say the same of every dataset, and its texts are those of the catalogue")
def formats(server):
    for name in names(server):
        graphs = [load(f"{server.url}/dataset/{name}.{ending}", ending) for ending in FORMATS]
        assert isomorphic(graphs[0], graphs[1]), f"{name}: Turtle and RDF/XML differ"
        assert isomorphic(graphs[0], graphs[2]), f"{name}: Turtle and JSON-LD differ"
        package = requests.get(server.url + "/api/3/action/package_show", params={"id": name}, timeout=60).json()["result"]
        subject = next(graphs[0].subjects(RDF.type, DCAT.Dataset))
        titles = {str(title) for title in graphs[0].objects(subject, DCTERMS.title)}
        assert package["title"] in titles, f"{name}: {titles}"
        if package["notes"]:
            same({str(text) for text in graphs[0].objects(subject, DCTERMS.description)}, {package["notes"]})


@check("ckanext-dcat's way: HEAD, GET, and on by hydra:next until there is none")
def harvested(server):
    url, seen, pages = server.url + "/catalog.ttl", set(), 0
    while url:
        head = requests.head(url, timeout=60)
        assert head.ok and not head.content
        graph = load(url, "ttl")
        pages += 1
        found = set(graph.subjects(RDF.type, DCAT.Dataset))
        assert not found & seen, "a dataset stands on two pages"
        seen |= found
        following = list(graph.objects(None, HYDRA.next))
        assert len(following) <= 1
        url = str(following[0]) if following else None
    same(len(seen), len(names(server)))
    assert pages >= 1
    # Each has the same name when it is asked for by itself: deleting and making anew would follow otherwise.
    alone = load(str(sorted(seen)[0]) + ".ttl", "ttl")
    same(next(alone.subjects(RDF.type, DCAT.Dataset)), sorted(seen)[0])


@check("what changed since is all that is given")
def modified_since(server):
    same(len(set(load(server.url + "/catalog.ttl?modified_since=2100-01-01", "ttl").subjects(RDF.type, DCAT.Dataset))), 0)
    same(len(set(load(server.url + "/catalog.ttl?modified_since=2000-01-01", "ttl").subjects(RDF.type, DCAT.Dataset))),
         len(names(server)))


@check("the catalogue keeps to DCAT-AP 3, checked by pySHACL without any ontology beside it")
def shapes(server):
    graph = load(server.url + "/catalog.xml", "xml")
    shapes = Graph().parse(Path(__file__).parent / "dcat-ap.ttl")
    conforms, _, report = validate(graph, shacl_graph=shapes, inference="none")
    assert conforms, report[:3000]
    # The shapes bite: without a title it would not pass.
    for subject in list(graph.subjects(RDF.type, DCAT.Dataset))[:1]:
        graph.remove((subject, DCTERMS.title, None))
    assert not validate(graph, shacl_graph=shapes, inference="none")[0]


@check("one address serves people and programs, each with what they accept")
def negotiation(server):
    name = names(server)[0]
    for ending, (_, media) in FORMATS.items():
        answer = requests.get(f"{server.url}/dataset/{name}", headers={"Accept": media}, timeout=60)
        same(answer.headers["Content-Type"].split(";")[0], media)
    page = requests.get(f"{server.url}/dataset/{name}", headers={"Accept": "text/html"}, timeout=60, allow_redirects=False)
    same((page.status_code, page.headers["Location"]), (303, f"/data/{name}"))


PIECES = ['"', "\\", "'", "<", ">", "&", "]]>", "<!--", "</script>", "{", "}", "^^", "@id", "\n", "\t", "%0A", "\\u0041", "é", "漢", "🎈", "­", "a", " ",
          "Jalan", ".", ";", ",", "_:b1", "<http://x>", "```", "ﷺ", "\u2028", "#", "$", "`"]


@check("whatever stands in a title or a description stands in every format again, letter by letter")
def escaping(server):
    if not server.key:
        return print("    (not without a key of our own)")
    chance = random.Random(3509)
    name = names(server)[0]
    headers = {"Authorization": f"Bearer {server.key}"}
    for _ in range(25):
        title, description = ("".join(chance.choices(PIECES, k=chance.randint(8, 40))) for _ in range(2))
        change = {"title": f"Judul {title}", "description": f"Keterangan yang cukup panjang: {description}."}
        answer = requests.patch(f"{server.url}/api/datasets/{name}", json=change, headers=headers, timeout=60)
        assert answer.ok, f"{answer.status_code} {answer.text[:500]}"
        package = requests.get(server.url + "/api/3/action/package_show", params={"id": name}, timeout=60).json()["result"]
        graphs = [load(f"{server.url}/dataset/{name}.{ending}", ending) for ending in FORMATS]
        for graph in graphs:
            subject = next(graph.subjects(RDF.type, DCAT.Dataset))
            assert package["title"] in {str(text) for text in graph.objects(subject, DCTERMS.title)}, f"{package['title']!r}"
            same({str(text) for text in graph.objects(subject, DCTERMS.description)}, {package["notes"]})
        assert isomorphic(graphs[0], graphs[1]) and isomorphic(graphs[0], graphs[2]), repr(package["notes"])
        package_file = requests.get(f"{server.url}/data/{name}/datapackage.json", timeout=60).json()
        same((package_file["title"], package_file["description"]), (package["title"], package["notes"]))
        blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', requests.get(f"{server.url}/data/{name}", timeout=60).text, re.S)
        same([json.loads(block)["name"] for block in blocks], [package["title"]])
