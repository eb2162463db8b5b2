"""Rows of published tables: Pendopo against Datasette and the sqlite3 command on the same million rows, in turn.

Every answer is computed: the questions of a kind are asked in turn with other values each time, nobody sends a validator, and
neither side keeps answers.
"""
import json
import urllib.parse
import urllib.request

import harness as bench
from published import FOUR, STATUS, TABLE, YEARS, Memory, datasette, load, megabytes, prepare, quick, shell, slow, warm


def kinds(name):
    """What is asked: in words, how many times Datasette's rate is wanted, our paths, theirs; a first value of None is only noted."""
    quote = urllib.parse.quote_plus
    pairs = [(k, y) for y in YEARS for k in range(1, 32)]
    facets = "&".join(f"_facet={c}" for c in FOUR)
    group = "/{}.json?sql={}&_shape=objects"
    sums = "select kecamatan, tahun, sum(nilai) from layanan {} group by 1, 2"
    return [
        ("filtered page of 100 rows with exact total (two filters)", 30,
         [f"{TABLE}/rows?kecamatan=eq.Kecamatan+{k}&tahun=eq.{y}&limit=100" for k, y in pairs],
         [f"/{name}/layanan.json?kecamatan=Kecamatan+{k}&tahun={y}&_size=100&_shape=objects" for k, y in pairs]),
        ("facet on one column", 30,
         [f"{TABLE}/facets?facet={c}&facet_limit=31" for c in FOUR],
         [f"/{name}/layanan.json?_facet={c}&_size=0&_facet_size=31" for c in FOUR]),
        ("facet on one column, filtered by another", None,
         [f"{TABLE}/facets?facet=kecamatan&facet_limit=31&status=eq.{s}" for s in STATUS],
         [f"/{name}/layanan.json?_facet=kecamatan&_size=0&_facet_size=31&status={s}" for s in STATUS]),
        ("four facets with the page in one answer", 50,
         [f"{TABLE}/rows?facet={','.join(FOUR)}&limit=100&offset={o}" for o in range(0, 3100, 100)],
         [f"/{name}/layanan.json?{facets}&_size=100&_shape=objects&_next={o}" for o in range(0, 3100, 100)]),
        ("four facets with the page in one answer, filtered by a year", None,
         [f"{TABLE}/rows?facet={','.join(FOUR)}&limit=100&tahun=eq.{y}" for y in YEARS],
         [f"/{name}/layanan.json?{facets}&_size=100&_shape=objects&tahun={y}" for y in YEARS]),
        ("group by two columns with a sum", 100,
         [f"{TABLE}/groups?group=kecamatan,tahun&select=kecamatan,tahun,sum(nilai)&limit={n}" for n in range(900, 1000)],
         [group.format(name, quote(sums.format("")))]),
        ("group by two columns with a sum, filtered by a status", None,
         [f"{TABLE}/groups?group=kecamatan,tahun&select=kecamatan,tahun,sum(nilai)&limit=1000&status=eq.{s}" for s in STATUS],
         [group.format(name, quote(sums.format(f"where status = '{s}'"))) for s in STATUS]),
    ]


def questions(table, folder, seconds, rounds):
    data, csv = prepare(folder, 1_000_000)
    database = load(folder, csv, 1_000_000)
    with bench.serve(data) as ours, datasette(database) as theirs:
        warm(ours)
        memory = Memory(ours)
        for what, wanted, mine, other in kinds(database.stem):
            slow(theirs, other[:4], 0.1)  # once from the disk
            results = [(quick(ours, mine, seconds), slow(theirs, other, seconds)) for _ in range(rounds)]
            a, b = (bench.middle(results, lambda pair: pair[side].rate) for side in (0, 1))
            ratio = bench.middle(results, lambda pair: pair[0].rate / pair[1].rate)
            c, d = (bench.middle(results, lambda pair: pair[side].milliseconds) for side in (0, 1))
            detail = f"{a:,.0f}/s against {b:,.2f}/s; processor time {c:.2f} ms against {d:,.0f} ms"
            if wanted:
                table.add(f"{what}, against Datasette", ratio, wanted, detail)
            else:
                table.note(f"{what}, against Datasette", ratio, detail)
        table.add("most anonymous memory while these were asked", memory.stop(), 400, "RssAnon", " MB", at_most=True)


def exports(table, folder, rounds):
    data, csv = prepare(folder, 1_000_000)
    database = load(folder, csv, 1_000_000)
    whole, tenth = f"{TABLE}/export.csv", f"{TABLE}/export.csv?tanggal=gte.2024-05-26"
    with bench.serve(data) as ours, datasette(database) as theirs:
        warm(ours)
        memory = Memory(ours)
        a, b, ratio = bench.pairs(lambda: megabytes(ours.url(whole)), lambda: shell(database, "SELECT * FROM layanan"), rounds)
        table.add("full CSV export, against sqlite3 -csv", ratio, 1.0, f"{a:,.0f} MB/s against {b:,.0f} MB/s")
        a, b, ratio = bench.pairs(
            lambda: megabytes(ours.url(tenth)),
            lambda: megabytes(theirs.url(f"/{database.stem}/layanan.csv?_stream=1&_size=max&tanggal__gte=2024-05-26")), min(rounds, 2))
        table.add("filtered CSV export (10 % of rows), against Datasette", ratio, 10, f"{a:,.0f} MB/s against {b:,.1f} MB/s")
        a, b, ratio = bench.pairs(
            lambda: megabytes(ours.url(tenth)), lambda: shell(database, "SELECT * FROM layanan WHERE tanggal >= '2024-05-26'"), rounds)
        table.note("filtered CSV export (10 % of rows), against sqlite3 -csv", ratio, f"{a:,.0f} MB/s against {b:,.0f} MB/s")
        a, b, ratio = bench.pairs(lambda: megabytes(ours.url(whole)), lambda: megabytes(theirs.url(f"/{database.stem}/layanan.csv?_stream=1&_size=max")), 1)
        table.add("full CSV export, against Datasette", ratio, 20, f"{a:,.0f} MB/s against {b:,.1f} MB/s")
        for ending in ["ndjson", "json", "csv?sort=nilai.desc", "xlsx?tahun=eq.2019"]:
            table.note(f"MB a second of export.{ending}", megabytes(ours.url(f"{TABLE}/export.{ending}")), "a single answer")
        table.add("most anonymous memory during exports", memory.stop(), 400, f"RssAnon, {memory.begin:.0f} MB before", " MB", at_most=True)


def sizes(table, folder, large, seconds, rounds):
    """Ten times the rows: facets may cost ten times, a keyed page nothing more."""
    small_data, _ = prepare(folder, 1_000_000)
    big_data, _ = prepare(folder, large)
    times = large / 1_000_000
    with bench.serve(small_data) as small, bench.serve(big_data) as big:
        warm(small)
        warm(big)
        memory = Memory(big)
        grows = [
            ("filtered facet", 1.0, [f"{TABLE}/facets?status=eq.{s}&facet=kecamatan" for s in STATUS]),
            ("four facets and a page, filtered", 1.0, [f"{TABLE}/rows?facet={','.join(FOUR)}&limit=100&tahun=eq.{y}" for y in YEARS]),
            ("group by two columns with a sum", None, [f"{TABLE}/groups?group=kecamatan,tahun&select=kecamatan,tahun,sum(nilai)&limit={n}" for n in range(900, 1000)]),
        ]
        for what, wanted, paths in grows:
            results = [(quick(big, paths, seconds), quick(small, paths, seconds)) for _ in range(rounds)]
            a, b = (bench.middle(results, lambda pair: pair[side].rate) for side in (0, 1))
            cost = bench.middle(results, lambda pair: pair[0].milliseconds / pair[1].milliseconds)
            detail = f"{a:,.0f}/s against {b:,.0f}/s; processor time {cost:.1f} times for {times:.0f} times the rows"
            what = f"{what} at {large:,} rows against a million, cost per row"
            if wanted:
                table.add(what, cost / times, wanted, detail, at_most=True)
            else:
                table.note(what, cost / times, detail)

        def keyed(server):
            """The page behind the first, and the hundred after it."""
            paths, path = [], f"{TABLE}/rows?opd=eq.Dinas+3&limit=100"
            for _ in range(100):
                with urllib.request.urlopen(server.url(path)) as answer:
                    path = f"{TABLE}/rows?opd=eq.Dinas+3&limit=100&cursor={json.load(answer)['next']}"
                paths.append(path)
            return paths

        paths = keyed(big), keyed(small)
        a, b, ratio = bench.pairs(
            lambda: quick(big, paths[0], seconds).rate, lambda: quick(small, paths[1], seconds).rate, rounds)
        table.add(f"keyed page at {large:,} rows against a million", ratio, 0.9, f"{a:,.0f}/s against {b:,.0f}/s")
        asked = memory.most
        for ending in ["csv", "ndjson?status=eq.selesai", "csv?sort=nilai.desc"]:
            table.note(f"MB a second of export.{ending} at {large:,} rows", megabytes(big.url(f"{TABLE}/export.{ending}")), "a single answer")
        table.add(
            f"most anonymous memory at {large:,} rows, exports included", memory.stop(), 400, f"RssAnon, {asked:.0f} MB before the exports",
            " MB", at_most=True)
