"""Searching the catalogue: among twenty thousand datasets and among two hundred."""
import json
import subprocess
import urllib.parse

import harness as bench
import published

WORDS = ["jumlah", "luas", "harga", "produksi", "kunjungan", "panjang", "penerima", "realisasi"]


def prepare(folder, count):
    data = folder / f"catalogue-{count}"
    if not data.exists():
        made = bench.copy_of_demo(folder, f"making-catalogue-{count}")
        subprocess.run([bench.BIN / "Bench", "fill-catalogue", "--data", made, "--datasets", str(count)], check=True)
        made.rename(data)
    return data


def catalogue(table, folder, seconds, rounds):
    # The same words, which each many datasets have, so that both sides show a whole page.
    facets = urllib.parse.quote('["organization","groups","res_format"]')
    ways = [
        # The site keeps pages while nothing changes; a parameter that means nothing makes each a page of its own.
        ("the catalogue's page, search with all facets", [f"/data?cari={word}&_={n}" for n in range(20_000) for word in WORDS]),
        ("/api/datasets, search with all facets", [f"/api/datasets?q={word}&limit=20" for word in WORDS]),
        ("package_search of CKAN's API with three facets", [f"/api/3/action/package_search?q={word}&rows=20&facet.field={facets}" for word in WORDS]),
    ]
    with bench.serve(prepare(folder, 20_000)) as many, bench.serve(prepare(folder, 200)) as few:
        for what, paths in ways:
            for server in (many, few):
                published.slow(server, paths[:40], 0.1)
                published.settle(server)
            a, b, ratio = bench.pairs(
                lambda: published.quick(many, paths, seconds).rate, lambda: published.quick(few, paths, seconds).rate, rounds)
            table.add(f"{what}, among 20,000 datasets against 200", ratio, 0.5, f"{a:,.0f}/s against {b:,.0f}/s")
    # The index alone, without HTTP and pages: everything, words, beginnings of words, one facet and three.
    made = folder / "catalogue-index"
    made.mkdir(exist_ok=True)
    out = subprocess.run([bench.BIN / "Bench", "catalogue", "--data", made], capture_output=True, text=True, check=True).stdout
    found = json.loads(out)
    table.note(
        "the index alone, searched with all facets, among 20,000 datasets against 200", found["ratio"],
        f"{found['many_per_second']:,}/s against {found['few_per_second']:,}/s")
