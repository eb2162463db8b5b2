"""What was told in confidence is nowhere to be seen."""

import acts
from browser import Browser

from . import equal, holds, journey

SECRET = "Mandor proyek Gebang meminta setoran tiap pekan"


@journey("A confidential report is on no public page, list, map, search, count, feed or API, even after triage and assignment")
def confidential(server):
    pages = ["/", "/laporan", "/laporan?tampilan=peta", "/laporan?cari=Mandor+proyek+Gebang", "/laporan.csv", "/laporan.atom",
             "/api/reports", "/api/reports?limit=100", "/laporan/statistik", "/laporan/statistik.csv"]
    with Browser.phone(server) as phone:
        counts = server.get("/laporan/statistik.csv")[1]
        code, link = acts.report(phone, SECRET + ".", disclosure="confidential")
        phone.go(link)
        phone.says(SECRET)
    with Browser(server) as desk:
        acts.sign_in(desk, "triase")
        acts.act(desk, code, "pemeriksaan", kind="oversight", disclosure="confidential")
        acts.act(desk, code, "penugasan")
        acts.sign_in(desk, "bappeda", f"/kerja/laporan/{code}")
        holds(SECRET not in desk.text("body"), "somebody who need not act reads a confidential report")
    for path in pages:
        status, text = server.get(path)
        holds(status == 200 or status == 404, f"{path} answers {status}")
        holds("meminta setoran" not in text and code not in text, f"{path} shows it")
    for path in (f"/laporan/{code}", f"/api/reports/{code}", f"/api/reports/{code}/timeline"):
        equal(server.get(path)[0], 404, path)
    equal(server.get("/laporan/statistik.csv")[1], counts, "public figures")
    hidden = server.get(f"/lacak?kode={code}")
    waiting = server.get("/lacak?kode=" + other_code(server))
    equal(hidden[0], waiting[0], "status for its code and for that of a report not yet looked at")


def other_code(server):
    """The code of a report that triage has not looked at."""
    with Browser(server) as browser:
        code, _ = acts.report(browser, "Laporan yang belum diperiksa, untuk membandingkan.")
    return code
