"""Stands in for Solr beside a CKAN that is tried with us: keeps what CKAN puts into its own index, and answers what CKAN asks of it (which
of its datasets are active, of a source, of an organization). Nothing of what is tested goes through it: harvesters send their queries to
us."""

import fnmatch
import json
import re
import sys
import xml.etree.ElementTree as xml
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

DOCUMENTS = {}
TOKEN = re.compile(r'\s*([()]|[+-]|AND\b|OR\b|(?:[\w.]+|\*):|\[[^\]]*\]|"[^"]*"|[^\s()]+)')


def values(document, field):
    found = document.get(field, [])
    return [str(value).lower() if isinstance(value, bool) else str(value) for value in (found if isinstance(found, list) else [found])]


def term(field, text):
    """What a document has to have for a single term."""
    if text.startswith("["):
        low, high = text[1:-1].split(" TO ")
        return lambda document: any((low == "*" or low <= value) and (high == "*" or value <= high) for value in values(document, field))
    text = text.strip('"')
    if field == "*" or text == "*" and not field:
        return lambda document: True
    fields = (lambda document: [field]) if field else (lambda document: list(document))
    pattern = text if field else f"*{text}*"
    return lambda document: any(
        fnmatch.fnmatchcase(value.lower(), pattern.lower()) for name in fields(document) for value in values(document, name))


def group(tokens, field=None):
    """Lucene's classic parser where every word is wanted: `OR` makes what stands on both its sides optional."""
    clauses, joint, sign = [], None, None
    while tokens and tokens[0] != ")":
        token = tokens.pop(0)
        if token in ("AND", "OR"):
            joint = token
            continue
        if token in "+-":
            sign = token
            continue
        own = field
        if token.endswith(":"):
            own, token = token[:-1], tokens.pop(0)
        if token == "(":
            node = group(tokens, own)
            tokens.pop(0)
        else:
            node = term(own, token)
        if clauses and clauses[-1][0] != "-" and joint:
            clauses[-1] = ("" if joint == "OR" else "+", clauses[-1][1])
        clauses.append((sign or ("" if joint == "OR" else "+"), node))
        joint = sign = None
    wanted = [node for kind, node in clauses if kind == "+"]
    optional = [node for kind, node in clauses if kind == ""]
    refused = [node for kind, node in clauses if kind == "-"]
    return lambda document: (all(node(document) for node in wanted) and not any(node(document) for node in refused)
                             and (bool(wanted) or not optional or any(node(document) for node in optional)))


def matcher(text):
    return group(TOKEN.findall(text)) if text.strip() else lambda document: True


def select(asked):
    first = lambda name, otherwise: asked.get(name, [otherwise])[0]
    conditions = [matcher(text) for text in [first("q", "*:*"), *asked.get("fq", [])]]
    found = [document for document in DOCUMENTS.values() if all(condition(document) for condition in conditions)]
    for rule in reversed(first("sort", "").split(",")):
        field, _, way = rule.strip().partition(" ")
        if field and field != "score":
            found.sort(key=lambda document: values(document, field)[:1], reverse=way.strip() == "desc")
    facets = {}
    for field in asked.get("facet.field", []):
        counts = Counter(value for document in found for value in values(document, field))
        facets[field] = [item for pair in counts.most_common() for item in pair]
    start, rows = int(first("start", "0")), int(first("rows", "10"))
    fields = set(re.split(r"[ ,]+", first("fl", "*")))
    page = [{name: value for name, value in document.items() if "*" in fields or name in fields} for document in found[start:start + rows]]
    return {"responseHeader": {"status": 0}, "response": {"numFound": len(found), "start": start, "docs": page},
            "facet_counts": {"facet_fields": facets}}


def update(body, kind):
    if "json" in kind:
        for document in json.loads(body):
            DOCUMENTS[document["index_id"]] = document
        return
    for query in xml.fromstring(body).iter("query"):
        condition = matcher(query.text)
        for key in [key for key, document in DOCUMENTS.items() if condition(document)]:
            del DOCUMENTS[key]


class Index(BaseHTTPRequestHandler):
    def answer(self, body, kind="application/json"):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        place = urlsplit(self.path)
        if place.path.rstrip("/").endswith("/schema"):
            return self.answer(b'<schema name="ckan-2.11" version="1.6"/>', "text/xml")
        self.answer(json.dumps(select(parse_qs(place.query))).encode())

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if "/select" in self.path:
            return self.answer(json.dumps(select(parse_qs(body.decode()))).encode())
        update(body.decode(), self.headers["Content-Type"])
        self.answer(b'{"responseHeader": {"status": 0}}')

    def log_message(self, *_):
        pass


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Index).serve_forever()
