"""The day an installation is set up: the first administrator, the second step, and the link with which a colleague comes in."""

import base64
import hashlib
import hmac
import time
from urllib.parse import parse_qs, urlsplit

import pages
from browser import Browser
from server import PASSWORD, FirstRun

from . import holds, journey

WRONG = "pendek"


@journey("On the first day the page to begin, the second step and the link for a colleague work, and say what is wrong with what was typed")
def first_day(_):
    with FirstRun() as server, Browser(server) as browser:
        look = Look(browser)
        browser.go(server.beginning)
        look("the page to begin")
        browser.fill("name", "Ratna Dewi").fill("username", "ratna").fill("new", WRONG).fill("repeated", WRONG)
        browser.press("main form button[type=submit]")
        browser.find(".errors")
        look("the page to begin, with what is wrong")
        fill_passwords(browser)
        browser.press("main form button[type=submit]")
        browser.wait(lambda: browser.path.startswith("/pengelolaan"), "administration")
        look("administration with nothing in it")
        secret = second_step(browser, look)
        link = invite(browser, look)
        with Browser(server) as colleague:
            looks = Look(colleague, look.faults)
            colleague.go(link)
            looks("the link")
            colleague.fill("new", WRONG).fill("repeated", WRONG).press("main form button[type=submit]")
            colleague.find(".errors")
            looks("the link, with what is wrong")
            fill_passwords(colleague)
            colleague.press("main form button[type=submit]")
            colleague.find(".staff")
        with Browser(server) as again:
            looks = Look(again, look.faults)
            again.go("/masuk").fill("name", "ratna").fill("password", PASSWORD)
            again.press("main form[action='/masuk'] button[type=submit]")
            again.find("[name=code]")
            looks("the code")
            again.fill("code", "000000").press("main form button[type=submit]")
            again.find(".errors, .notice--warn, .notice--bad")
            looks("the code, with what is wrong")
            # A code is good once: that of this half minute was used to turn the second step on.
            again.fill("code", code(secret, 1)).press("main form button[type=submit]")
            again.find(".staff")
        holds(not look.faults, "\n".join(look.faults))


class Look:
    """Gathers what is wrong with the pages that are passed, so that one walk shows all of it."""

    def __init__(self, browser, faults=None):
        self.browser, self.faults = browser, [] if faults is None else faults

    def __call__(self, what):
        self.browser.settled()
        self.faults += [f"{what}: {fault}" for fault in pages.faults(self.browser)]


def fill_passwords(browser):
    browser.fill("new", PASSWORD).fill("repeated", PASSWORD)


def second_step(browser, look):
    browser.go("/akun/langkah-kedua")
    look("turning the second step on")
    secret = parse_qs(urlsplit(browser.find("#address").get_attribute("value")).query)["secret"][0]
    browser.fill("code", code(secret)).press("main form button[type=submit]")
    browser.find("main ul.code li")
    look("the codes for a lost phone")
    return secret


def invite(browser, look):
    browser.go("/pengelolaan/akun/baru")
    look("the form for a colleague")
    browser.fill("name", "Budi Santoso").fill("username", "budi").press("main form button[type=submit]")
    link = browser.find("#link").get_attribute("value")
    look("the link to hand over")
    return urlsplit(link).path


def code(secret, steps=0):
    """Six digits as an app shows them (RFC 6238), `steps` half minutes from now."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    mac = hmac.new(key, (int(time.time()) // 30 + steps).to_bytes(8, "big"), hashlib.sha1).digest()
    at = mac[19] & 15
    return f"{int.from_bytes(mac[at:at + 4], 'big') % 2 ** 31 % 10 ** 6:06d}"
