"""Chromium processes. Starting and ending one takes as long as walking three pages, so one is used by several browsers after another, each of
which finds it as new."""

import atexit
import os

from selenium import webdriver

# More would only take memory: few journeys need three browsers at a time.
MOST_IDLE = 2
# Those nobody uses, each with the address whose traces it has.
idle = []


def start(logs=False):
    options = webdriver.ChromeOptions()
    options.binary_location = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    # Debian's Chromium cannot make its sandbox for root, which is who runs tests in containers.
    for flag in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--lang=id-ID", "--hide-scrollbars",
                 "--disable-background-networking", "--disable-component-update", "--no-first-run"):
        options.add_argument(flag)
    options.add_experimental_option("prefs", {"intl.accept_languages": "id-ID,id", "profile.default_content_setting_values.geolocation": 1})
    if logs:
        options.set_capability("goog:loggingPrefs", {"performance": "ALL"})
    service = webdriver.ChromeService(executable_path=os.environ.get("CHROMEDRIVER", "/usr/bin/chromedriver"))
    driver = webdriver.Chrome(options=options, service=service)
    driver.set_page_load_timeout(90)
    return driver


def take():
    """A Chromium that knows nothing of what was done before."""
    while idle:
        driver, address = idle.pop()
        try:
            forget(driver, address)
            return driver
        except Exception:
            driver.quit()
    return start()


def forget(driver, address):
    """Cookies, files, drafts, service workers, permissions, the way back, and what was pretended."""
    for command, values in (
            ("Page.resetNavigationHistory", {}), ("Network.clearBrowserCookies", {}), ("Network.clearBrowserCache", {}),
            ("Storage.clearDataForOrigin", {"origin": address, "storageTypes": "all"}), ("Browser.resetPermissions", {}),
            ("Emulation.clearGeolocationOverride", {}), ("Emulation.setEmulatedMedia", {"features": []}),
            ("Emulation.setScriptExecutionDisabled", {"value": False})):
        driver.execute_cdp_cmd(command, values)


def give_back(driver, address):
    """For the next who takes one; on no page meanwhile, where nothing goes on."""
    try:
        driver.get("about:blank")
        if len(idle) < MOST_IDLE and len(driver.window_handles) == 1:
            idle.append((driver, address))
            return
    except Exception:
        # It has crashed, or asks something: then the next begins with another.
        pass
    driver.quit()


@atexit.register
def end_all():
    while idle:
        idle.pop()[0].quit()
