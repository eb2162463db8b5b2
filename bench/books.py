"""Books: Buku 2 with 300 innovation sheets against a bare Typst compile of the same source, and other pages meanwhile."""
import subprocess
import time

import harness as bench

BARE = """
import sys, typst
fonts = typst.Fonts(include_system_fonts=False, font_paths=[sys.argv[2]])
made = typst.compile(sys.argv[1] + "/paper.typ", root=sys.argv[1], font_paths=fonts, format="pdf", pdf_standards=["a-3a", "ua-1"],
                     timestamp=0)
open(sys.argv[1] + "/bare.pdf", "wb").write(made)
"""


def books(table, folder, seconds, rounds, sheets=300):
    source = folder / "book"
    press = bench.ROOT / ".build" / "press"
    make = [str(bench.BIN / "Bench"), "books", "--folder", str(source), "--sheets", str(sheets)]

    def ours():
        return float(subprocess.run(make, check=True, capture_output=True, text=True, cwd=bench.ROOT).stdout.split()[0])

    def bare():
        # One thread as well, or the two would be different machines.
        began = time.perf_counter()
        subprocess.run([press / "bin" / "python3", "-I", "-c", BARE, source, press / "fonts"], check=True,
                       env={"RAYON_NUM_THREADS": "1", "PATH": "/usr/bin:/bin"})
        return time.perf_counter() - began

    ours()
    a, b, ratio = bench.pairs(ours, bare, rounds)
    table.add(f"Buku 2 with {sheets} innovation sheets, data to PDF, against a bare Typst compile of the same source", ratio, 1.3,
              f"{a:.2f} s against {b:.2f} s", at_most=True)

    data = bench.prepare(folder, 10_000)
    with bench.serve(data) as server:
        def page():
            return bench.wrk(server.url("/laporan"), 32, seconds, "fresh.lua")

        def busy():
            # Books one after the other for as long as the page is asked for.
            maker = subprocess.Popen([*make, "--seconds", str(seconds + 1)], stdout=subprocess.DEVNULL, cwd=bench.ROOT)
            time.sleep(0.5)
            try:
                return page()
            finally:
                maker.terminate()
                maker.wait()

        a, b, ratio = bench.pairs(busy, page, rounds)
        table.add("/laporan rendered afresh while a book is made, against the same alone", ratio, 0.5, f"{a:,.0f}/s against {b:,.0f}/s")
