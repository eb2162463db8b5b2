"""Socrata's address by sodapy."""

import requests
from requests.adapters import HTTPAdapter
from sodapy import Socrata

from checks import check, same

RESTRICTED = "keluarga-penerima-bantuan"


def client(server, token=None):
    prefix, domain = server.url.split("://")
    return Socrata(domain, token, session_adapter={"prefix": prefix + "://", "adapter": HTTPAdapter()}, timeout=60)


def rows(server, dataset, question):
    table = requests.get(f"{server.url}/api/datasets/{dataset}", timeout=60).json()["tables"][0]["name"]
    return requests.get(f"{server.url}/api/datasets/{dataset}/tables/{table}/rows?{question}", timeout=60).json()


def texts(row):
    """As Socrata writes a row: numbers as texts, nothing where nothing is."""
    return {name: str(value) for name, value in row.items() if value is not None}


@check("sodapy asks with conditions, figures, order and pages, and gets what our own rows say")
def asking(server):
    ours = rows(server, "halte-angkutan", "limit=10000")
    with client(server) as socrata:
        everything = list(socrata.get_all("halte-angkutan", limit=7))
        same(len(everything), ours["total"])
        names = list(ours["rows"][0])
        same([sorted(row) for row in everything[:20]], [sorted(texts(row)) for row in ours["rows"][:20]])
        figures = socrata.get("sekolah", select="jenjang, count(*) as banyak", group="jenjang", order="banyak DESC")
        wanted = rows(server, "sekolah", "group=jenjang&select=jenjang,banyak:count()&sort=banyak.desc")["rows"]
        same(sorted((row["jenjang"], row["banyak"]) for row in figures), sorted((row["jenjang"], str(row["banyak"])) for row in wanted))
        first = figures[0]["jenjang"]
        some = socrata.get("sekolah", where=f"jenjang = '{first}'", limit=5, offset=2)
        same(len(some), 5)
        same({row["jenjang"] for row in some}, {first})
        table = socrata.get("halte-angkutan", content_type="csv", limit=3)
        same(table[0], names)
        same(len(table), 4)


@check("sodapy is told what is wrong with a question")
def wrong(server):
    with client(server) as socrata:
        try:
            socrata.get("sekolah", where="tidak_ada = 1")
        except requests.HTTPError as error:
            assert "400" in str(error) and "tidak_ada" in str(error), error
        else:
            raise AssertionError("taken")


@check("sodapy's token is a key of ours, and opens what it may and nothing without it")
def token(server):
    with client(server) as socrata:
        try:
            socrata.get(RESTRICTED, limit=1)
        except requests.HTTPError as error:
            assert "401" in str(error), error
        else:
            raise AssertionError("open to everybody")
    with client(server, server.key) as socrata:
        same(len(socrata.get(RESTRICTED, limit=2)), 2)
    with client(server, "nobody-knows-it") as socrata:
        try:
            socrata.get("sekolah", limit=1)
        except requests.HTTPError as error:
            assert "401" in str(error), error
        else:
            raise AssertionError("taken")
