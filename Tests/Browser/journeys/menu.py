"""Officials on a phone: their menu, and a report opened by the code that a citizen reads out."""

import acts
from browser import Browser
from selenium.webdriver.common.keys import Keys

from . import holds, journey


@journey("An official on a phone: the menu is one button, with and without scripts; a code read out opens its report")
def menu(server):
    with Browser(server) as citizen:
        code, _ = acts.report(citizen, "Papan nama Jalan Mawar di Gebang roboh.", disclosure="open")
    for scripts in (True, False):
        with Browser.phone(server, scripts=scripts) as phone:
            acts.sign_in(phone, "triase")
            holds(phone.peek(".staff__menu a") is None, "the menu is folded")
            phone.press(".staff__open")
            phone.find(".staff__menu a", text="Pemberitahuan")
            phone.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
            phone.wait(lambda: phone.peek(".staff__menu a") is None, "folded menu")
            # Closed by the key, it leaves the focus on the button that opened it.
            phone.driver.switch_to.active_element.send_keys(Keys.ENTER)
            phone.press(".staff__menu a", text="Semua laporan")
            phone.says("Semua laporan", "h1")
            phone.fill("kode", code.replace("-", " ").lower())
            phone.press("main form[action='/kerja/laporan'] button", text="Buka")
            phone.says(code, ".crumbs")
            phone.says("papan nama jalan mawar")
