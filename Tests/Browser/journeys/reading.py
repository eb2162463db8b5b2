"""Every page each of the cast can reach: accessible, whole at 320 pixels and at 200 %, still for whoever asks for less motion, and in both
languages without losing one's place."""

import acts
import pages
from browser import Browser

from . import journey


def look(server, who):
    """Walks the pages of one person and gathers every fault, so that one run shows them all."""
    faults = []
    with Browser(server) as browser:
        if who:
            acts.sign_in(browser, who)
        seen = first = 0
        for path in pages.reachable(browser, who):
            seen += 1
            # What one role has seen whole differs for another by its buttons.
            if not pages.is_first_to_see(path):
                faults += [f"{path} [id]: {fault}" for fault in pages.faults(browser.settled(), again=True)]
                continue
            first += 1
            for language in ("id", "en"):
                if language == "en":
                    faults += switch(browser, path, "en")
                faults += [f"{path} [{language}]: {fault}" for fault in pages.faults(browser.settled(), again=language == "en")]
            faults += switch(browser, path, "id")
    print(f"      {seen} pages, {first} of which nobody had seen before: those in both languages")
    assert seen > 3, f"only {seen} pages reached"
    assert not faults, f"{len(faults)} faults\n" + "\n".join(faults)


def switch(browser, path, language):
    """Presses the language switch; says what is wrong with where it led."""
    link = browser.peek(f".lang a[hreflang={language}]")
    if not link:
        return [f"{path}: no switch to {language}"]
    address = link.get_attribute("href")
    browser.go(address)
    here, there = pages.plain(browser.path), pages.plain(path)
    faults = []
    # Charts and maps that chose for themselves what they show write that down.
    if here != there and not (there.startswith("/data/") and there.endswith(("/bagan", "/peta")) and here.startswith(there + "?")):
        faults.append(f"{path}: the switch to {language} leads to {here}")
    if browser.run("return document.documentElement.lang") != language:
        faults.append(f"{path}: still not in {language} after the switch")
    return faults


# Who sees most comes first, so that nobody waits for one long walk at the end.
WHOSE = {"admin": "an administrator", None: "a visitor", "bappeda": "the planning head", "triase": "triage", "kepala": "the agency's head",
         "operator": "the clerk", "lurah": "the village head", "bupati": "the regent", "penilai": "the central assessor"}

for _who, _name in WHOSE.items():
    journey(f"Every page {_name} reaches: no axe violation, nothing cut off at 320 px and at 200 %, no motion where less is asked for, "
            "switches language in place")(
        lambda server, who=_who: look(server, who))
