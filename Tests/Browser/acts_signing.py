"""What people do with commitments: write clauses, name who signs, and sign with an app for six digits and a key of their own."""

import base64
import hashlib
import hmac
import struct
import time

from walk import choose, send

KEY_PASSWORD = "padi menguning di sawah"


class Authenticator:
    """An app for six digits (RFC 6238). A code works once, so each is one of those that are good now and later than the last."""

    def __init__(self, secret):
        self.secret = base64.b32decode(secret.replace(" ", "").upper() + "=" * (-len(secret.replace(" ", "")) % 8))
        self.last = 0
        self.has_key = False

    def code(self):
        # Those of the half minute before are good until this one ends: not when that is so near that they would arrive too late.
        while (step := max(self.last + 1, int(time.time() - 22) // 30)) > int(time.time()) // 30 + 1:
            time.sleep(0.2)
        self.last = step
        found = hmac.new(self.secret, struct.pack(">Q", step), hashlib.sha1).digest()
        place = found[-1] & 15
        return f"{(struct.unpack('>I', found[place:place + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def apps(server):
    """Everybody's app, for who has one keeps it from one journey to the next."""
    return server.__dict__.setdefault("apps", {})


def second_step_here(browser, who):
    """Turns the second step on, on the page that shows its secret."""
    app = apps(browser.server)[who] = Authenticator(browser.find("#secret").get_attribute("value"))
    form = "main form[action='/akun/langkah-kedua']"
    browser.fill("code", app.code(), form)
    send(browser, form)
    browser.find("main ul.code li")
    return app


def make_key_here(browser, app):
    form = "main form[action='/kerja/kunci-saya']"
    browser.fill("key_password", KEY_PASSWORD, form).fill("key_password_repeated", KEY_PASSWORD, form).fill("otp", app.code(), form)
    send(browser, form)
    app.has_key = True


def sign_here(browser, app):
    form = "main form[action$='/tanda-tangan']"
    browser.fill("key_password", KEY_PASSWORD, form).fill("otp", app.code(), form)
    send(browser, form)
    browser.wait(lambda: browser.path.startswith("/komitmen/"), "the signed commitment")


def fill_clause(browser, text, promise, subject, lead, due, value, unit, form="main"):
    browser.fill("text", text, form).fill("promise", promise, form).fill("subject", subject, form)
    choose(browser, "lead", lead, form)
    browser.fill("target_value", value, form).fill("target_unit", unit, form).fill("is_lower_better", "0", form)
    browser.fill("due", due, form)


def name_signatory_here(browser, office, title, agency, holder):
    form = "main form[action$='/penanda-tangan']"
    browser.fill("office", office, form).fill("title", title, form)
    choose(browser, "agency", agency, form)
    choose(browser, "account", holder, form)
    send(browser, form)
    browser.wait(lambda: any(title in item.text for item in browser.all("main li strong")), f"signatory {title}")
