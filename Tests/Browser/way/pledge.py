"""A commitment whose clauses are bound to the plan, signed by everybody who is named in it."""

from acts_signing import apps, fill_clause, make_key_here, name_signatory_here, second_step_here, sign_here

from . import CLAUSE, COMMITMENT, PLEDGE


def write(head, first, address, sheet):
    """A commitment of two clauses, one bound to a point of the plan by its address, one to its sheet by its code."""
    head.menu("commitment.menu")
    head.follow("commitment.new")
    head.fill("title", COMMITMENT).fill("preamble", "Kami berjanji kepada setiap anak yang berjalan kaki ke sekolah.")
    head.fill("starts_on", f"{first}-01-01").fill("ends_on", f"{first + 3}-12-31")
    head.follow("commitment.save")
    for text, pledge, subject, lead in (
            (CLAUSE, PLEDGE, address, "Bina Marga"),
            ("Menjaga penyeberangan pada jam masuk sekolah.", "Relawan menjaga anak menyeberang setiap pagi", sheet, "Kelurahan Gebang")):
        head.follow("clause.new")
        fill_clause(head, text, pledge, subject, lead, f"{first + 2}-10-31", "210", "gerbang")
        head.follow("clause.save")
    for office, title, agency, holder in (
            ("regent", "Bupati Jember", "Sekretariat Daerah", "Bambang Suryanegara"),
            ("agency_head", "Kepala Dinas PU Bina Marga", "Bina Marga", "Hendra Wijaya"),
            ("agency_head", "Kepala Bappeda", "Perencanaan", "Dewi Maharani"),
            ("village", "Lurah Gebang", "Kelurahan Gebang", "Sutrisno – Lurah")):
        name_signatory_here(head, office, title, agency, holder)
    head.follow("commitment.open.do")


def everybody_signs(head, office):
    """Everybody who is named signs: three told in the application, the planning head where she stands."""
    for who in ("bupati", "kepala", "lurah"):
        office.sign_in(who)
        sign(office, who, lambda: told(office))
    sign(head, "bappeda", lambda: to_signing(head))
    head.says(head.words("commitment.good", signed=4, all=4))


def told(browser):
    """Opens what one was told of; that comes a moment after the act."""

    def come():
        browser.menu("staff.notifications.title")
        return browser.seek(COMMITMENT, kinds="a")

    browser.wait(come, f"word of “{COMMITMENT}”")
    browser.open(COMMITMENT)


def to_signing(head):
    head.menu("commitment.menu")
    head.open(COMMITMENT)
    head.follow("signing.go")


def sign(browser, who, reach):
    """Signs with one's own app and key; what one lacks is got where the page says."""
    reach()
    if browser.seek(browser.words("signing.no_second_step.link")):
        browser.follow("signing.no_second_step.link")
        second_step_here(browser, who)
        # It leads back to what is to be signed.
        browser.follow("directory.recovery.kept")
    app = apps(browser.server)[who]
    if not app.has_key:
        # The demo's heads have a key already, whose password nobody has told them.
        browser.follow("own_key.title" if browser.seek(browser.words("own_key.title")) else "signing.forgotten")
        make_key_here(browser, app)
    sign_here(browser, app)
