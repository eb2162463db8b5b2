"""A village without a network: the form opens, keeps what is typed, and sends it later. And what the first visit costs."""

import acts
from browser import Browser
from cable import Cable

from . import equal, holds, journey

MOST = 60_000


@journey("The site can be installed, its service worker takes hold, and the first visit stays within 60 kB")
def first_visit(server):
    for path in ("/", "/lapor"):
        with Cable(server) as cable, Browser.phone(server, url=cable.url, logs=True) as phone:
            phone.go(path).settled()
            page = phone.wire()
            in_control(phone)
            has_form(phone)
            # As bin/bench counts it: with everything the service worker keeps meanwhile.
            holds(0 < page < cable.received <= MOST, f"{path} weighs {page} bytes, {cable.received} with everything kept for offline use")
            print(f"      {path}: {page} bytes for the page, {cable.received} with everything kept for offline use")
    with Browser.phone(server) as phone:
        phone.go("/")
        manifest = phone.cdp("Page.getAppManifest")
        equal(manifest["errors"], [], "faults of the manifest")
        holds("icons" in manifest["data"], "the manifest names its icons")
        in_control(phone)
        faults = phone.cdp("Page.getInstallabilityErrors")["installabilityErrors"]
        equal([fault["errorId"] for fault in faults if fault["errorId"] != "in-incognito"], [], "reasons why it cannot be installed")


def in_control(phone):
    phone.wait(lambda: phone.run("return navigator.serviceWorker.getRegistrations().then(all => all.some(one => one.active))"), "service worker")


def has_form(phone):
    ask = "return caches.match('/lapor').then(Boolean)"
    phone.wait(lambda: phone.run(ask), "form kept for offline use")


@journey("Without a network the form opens, keeps what is typed through a reload, and sends it once the network is back")
def offline(server):
    with Cable(server) as cable, Browser.phone(server, url=cable.url) as phone:
        phone.go("/lapor").settled()
        in_control(phone)
        has_form(phone)
        cable.pull()
        network(phone, False)
        phone.go("/lapor").settled()
        phone.fill("category", acts.ROAD).fill("text", "Jembatan bambu di Gebang hanyut tadi malam.")
        acts.choose_village(phone, acts.GEBANG)
        phone.press("form[action='/lapor'] button[type=submit]", text="Kirim")
        phone.says("tidak ada jaringan")
        phone.go("/laporan")
        phone.says("jaringan")
        phone.go("/lapor").settled()
        phone.says("kami kembalikan")
        cable.plug()
        network(phone, True)
        phone.go("/lapor").settled()
        phone.says("kami kembalikan")
        equal(phone.value("text"), "Jembatan bambu di Gebang hanyut tadi malam.", "the draft")
        equal(phone.value("village"), acts.GEBANG, "village of the draft")
        acts.send_report(phone)
        phone.go("/lapor").settled()
        equal(phone.value("text"), "", "a draft that was sent")


@journey("A form that was opened without a network is sent from that same page when the network comes back")
def kept_form(server):
    with Cable(server) as cable, Browser.phone(server, url=cable.url) as phone:
        phone.go("/").settled()
        in_control(phone)
        has_form(phone)
        cable.pull()
        network(phone, False)
        phone.go("/lapor").settled()
        phone.fill("category", acts.ROAD).fill("text", "Tiang listrik miring di Gebang.")
        acts.choose_village(phone, acts.GEBANG)
        cable.plug()
        network(phone, True)
        acts.send_report(phone)


def network(phone, is_there):
    phone.cdp("Network.enable")
    phone.cdp("Network.emulateNetworkConditions", offline=not is_there, latency=0, downloadThroughput=-1, uploadThroughput=-1)
