"""Plans: bringing a Renja of 100,000 rows against the bare insert of the same rows, and pages over large plans against small ones."""
import json
import shutil
import statistics
import subprocess


def filled(bench, folder, editions, nodes):
    """An installation with so many editions of so many nodes each."""
    data = folder / f"plans-{editions}-{nodes}"
    if data.exists():
        return data
    demo = folder / "demo"
    if not demo.exists():
        subprocess.run([bench.BIN / "pendopo", "demo", "--data", demo], check=True, stdout=subprocess.DEVNULL)
    made = folder / f"making-plans-{editions}-{nodes}"
    shutil.rmtree(made, ignore_errors=True)
    shutil.copytree(demo, made)
    subprocess.run([bench.BIN / "Bench", "plan-fill", "--data", made, "--editions", str(editions), "--nodes", str(nodes)], check=True)
    made.rename(data)
    return data


def imports(bench, table, folder, rounds, agencies, rows):
    out = subprocess.run(
        [bench.BIN / "Bench", "plan-import", "--folder", folder / "plan-import", "--agencies", str(agencies), "--rows", str(rows),
         "--rounds", str(rounds)], check=True, capture_output=True, text=True).stdout
    found = [json.loads(line) for line in out.splitlines() if line.startswith("{")]
    ratio = statistics.median(f["import"] / f["bare"] for f in found)
    took, bare = statistics.median(f["import"] for f in found), statistics.median(f["bare"] for f in found)
    table.add(
        f"import of a Renja, {agencies} agencies × {rows:,} rows, read and reconciled, against a bare prepared insert of what it left", ratio, 3,
        f"{took:.2f} s against {bare:.2f} s for {found[0]['inserted']:,} rows in four tables", "×", at_most=True)
    again = statistics.median(f["again"] for f in found)
    table.note("the same file again, which changes nothing, against the same insert", again / bare, f"{again:.2f} s")


def pages(bench, table, folder, seconds, rounds, nodes):
    small, large = filled(bench, folder, 1, nodes // 10), filled(bench, folder, 10, nodes)
    with bench.serve(small) as a, bench.serve(large) as b:
        for path, what in {
            "/rencana/peta-jalan": "the roadmap", "/rencana/peta-jalan?dimensi=living": "the roadmap of one dimension",
            "/rencana/anggaran": "the budget", "/rencana/keselarasan": "the alignment matrix",
            "/rencana/belum-terhubung": "what is not connected yet",
        }.items():
            big, little, ratio = bench.pairs(
                lambda: bench.wrk(b.url(path), 16, seconds, "fresh.lua"), lambda: bench.wrk(a.url(path), 16, seconds, "fresh.lua"), rounds)
            table.add(
                f"{what}, 10 plans × {nodes:,} nodes against 1 × {nodes // 10:,}", ratio, 0.5, f"{big:,.0f}/s against {little:,.0f}/s")


def plans(bench, table, folder, seconds, rounds, agencies=40, rows=2500, nodes=100_000):
    imports(bench, table, folder, rounds, agencies, rows)
    pages(bench, table, folder, seconds, rounds, nodes)
