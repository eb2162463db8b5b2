"""Plans: bringing nomenclature and Renja in against the bare insert of the same rows, comparing editions against reading them, and pages
over large plans against small ones."""
import json
import os
import pathlib
import statistics
import subprocess
import urllib.request

import harness as bench

# Of the demo's cast: sees drafts and everybody's plans.
PLANNER = "Dewi Maharani"


def measured(*command):
    """What one of the programs of Sources/Bench found, a line for each round."""
    out = subprocess.run([bench.BIN / "Bench", *map(str, command)], check=True, capture_output=True, text=True).stdout
    return [json.loads(line) for line in out.splitlines() if line.startswith("{")]


def ratios(found, above, below):
    """Medians of both times and of their ratio."""
    return (statistics.median(f[above] for f in found), statistics.median(f[below] for f in found),
            statistics.median(f[above] / f[below] for f in found))


def filled(folder, editions, nodes):
    """An installation with so many editions of so many nodes each."""
    data = folder / f"plans-{editions}-{nodes}"
    if data.exists():
        return data
    made = bench.copy_of_demo(folder, f"making-plans-{editions}-{nodes}")
    subprocess.run([bench.BIN / "Bench", "plan-fill", "--data", made, "--editions", str(editions), "--nodes", str(nodes)], check=True)
    made.rename(data)
    return data


def imports(table, folder, rounds, agencies, rows):
    """The nomenclature and a Renja, each alone and both together, which is what the issue asks for."""
    renja = measured("plan-import", "--folder", folder / "plan-import", "--agencies", agencies, "--rows", rows, "--rounds", rounds)
    packs = os.environ.get("PENDOPO_PACKS", "")
    pack = pathlib.Path(packs) / "nomenklatur_kabkota_2027.csv"
    what, both = f"a Renja, {agencies} agencies × {rows:,} rows", renja
    if packs and pack.exists():
        nomenclature = measured("nomenclature-import", "--file", pack, "--folder", folder / "plan-import", "--rounds", rounds)
        took, bare, ratio = ratios(nomenclature, "import", "bare")
        table.note(
            "the nomenclature alone", ratio, f"{took:.3f} s against {bare:.3f} s for {nomenclature[0]['inserted']:,} rows")
        took, bare, ratio = ratios(renja, "import", "bare")
        table.note("the Renja alone", ratio, f"{took:.2f} s against {bare:.2f} s for {renja[0]['inserted']:,} rows")
        what = f"the full nomenclature and of {what}"
        both = [{key: a[key] + b[key] for key in ("import", "bare", "inserted")} for a, b in zip(nomenclature, renja)]
    else:
        print("  the nomenclature is not measured: PENDOPO_PACKS does not name the folder of import packs", flush=True)
    took, bare, ratio = ratios(both, "import", "bare")
    table.add(
        f"import of {what}, read, checked and reconciled, against a bare prepared insert of what it left", ratio, 3,
        f"{took:.2f} s against {bare:.2f} s for {both[0]['inserted']:,} rows", "×", at_most=True)
    again, _, ratio = ratios(renja, "again", "bare")
    table.note("the same Renja again, which changes nothing, against the same insert", ratio, f"{again:.2f} s")


def comparison(table, folder, rounds, nodes):
    found = measured("plan-compare", "--folder", folder / "plan-compare", "--nodes", nodes, "--rounds", rounds)
    took, read, ratio = ratios(found, "compare", "read")
    table.add(f"comparison of two editions of {nodes:,} nodes each against reading both", ratio, 3,
              f"{took:.2f} s against {read:.2f} s; {found[0]['changes']:,} changes found", "×", at_most=True)


def same_size(servers, path):
    """Fetches a page of each, and warns when they differ by more than a quarter: a short one is quick for nothing."""
    sizes = []
    for server, cookies in servers:
        request = urllib.request.Request(server.url(path), headers=dict(cookie.split(": ", 1) for cookie in cookies))
        sizes.append(len(urllib.request.urlopen(request).read()))
    if max(sizes) > 1.25 * min(sizes):
        print(f"  {path}: the pages are not alike, {sizes[0]:,} bytes against {sizes[1]:,}", flush=True)


def pages(table, folder, seconds, rounds, nodes):
    small, large = filled(folder, 1, nodes // 10), filled(folder, 10, nodes)
    with bench.serve(small) as a, bench.serve(large) as b:
        cookies = [[f"Cookie: {bench.sign_in(server, PLANNER)}"] for server in (a, b)]
        # With a million points its own tables take a quarter of a minute to publish, and whoever looks first waits for the matrix.
        for server, cookie in ((a, cookies[0]), (b, cookies[1])):
            same_size([(server, cookie)], "/rencana/keselarasan")
            server.settle()
        for path, what in {
            "/rencana/keselarasan": "the alignment matrix, holes first",
            "/rencana/keselarasan?dimensi=living": "the alignment matrix of one dimension",
            "/rencana/belum-terhubung": "the list of what is not connected yet", "/rencana/peta-jalan": "the roadmap",
            "/rencana/peta-jalan?dimensi=living": "the roadmap of one dimension",
        }.items():
            same_size([(b, cookies[1]), (a, cookies[0])], path)
            big, little, ratio = bench.pairs(
                lambda: bench.wrk(b.url(path), 16, seconds, "fresh.lua", headers=cookies[1]),
                lambda: bench.wrk(a.url(path), 16, seconds, "fresh.lua", headers=cookies[0]), rounds)
            table.add(
                f"{what}, 10 plans × {nodes:,} nodes against 1 × {nodes // 10:,}", ratio, 0.5, f"{big:,.0f}/s against {little:,.0f}/s")


def plans(table, folder, seconds, rounds, agencies=40, rows=2500, nodes=100_000):
    imports(table, folder, rounds, agencies, rows)
    comparison(table, folder, rounds, nodes)
    pages(table, folder, seconds, rounds, nodes)
