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
        news = []

        def typed(path):
            news.append(pages.is_first_to_see(path))
            # What nobody has seen before is looked at in both languages, beginning with the one that was chosen last.
            return path if news[-1] else pages.asking(path, "id")

        for path in pages.reachable(browser, who, typed):
            if not news[-1]:
                # What one role has seen whole differs for another by its buttons.
                faults += [f"{path} [id]: {fault}" for fault in pages.faults(browser.settled(), again=True)]
                continue
            first = browser.run("return document.documentElement.lang")
            second = "en" if first == "id" else "id"
            faults += [f"{path} [{first}]: {fault}" for fault in pages.faults(browser.settled(), again=first == "en")]
            faults += switch(browser, path, first, second)
            faults += [f"{path} [{second}]: {fault}" for fault in pages.faults(browser.settled(), again=second == "en")]
    print(f"      {len(news)} pages, {sum(news)} of which nobody had seen before: those in both languages")
    assert len(news) > 3, f"only {len(news)} pages reached"
    assert not faults, f"{len(faults)} faults\n" + "\n".join(faults)


# Where the switches to a language lead.
SWITCH = """
const links = [...document.querySelectorAll(`.lang a[hreflang=${arguments[0]}]`)];
return links.find((link) => link.checkVisibility())?.href ?? null;
"""


def switch(browser, path, first, second):
    """Follows the switch from one language to the other; says what is wrong with where it led, and with the way back from there."""
    address = browser.run(SWITCH, second)
    if not address:
        return [f"{path}: no switch to {second}"]
    browser.go(address)
    there, here, back = pages.plain(path), pages.plain(browser.path), browser.run(SWITCH, first)
    faults = []
    # Charts and maps that chose for themselves what they show write that down.
    if here != there and not (there.startswith("/data/") and there.endswith(("/bagan", "/peta")) and here.startswith(there + "?")):
        faults.append(f"{path}: the switch to {second} leads to {here}")
    if not back or pages.plain(back.removeprefix(browser.url)) not in (here, there):
        faults.append(f"{path}: the switch back to {first} leads to {back}")
    if browser.run("return document.documentElement.lang") != second:
        faults.append(f"{path}: still not in {second} after the switch")
    return faults


# Who sees most comes first, so that nobody waits for one long walk at the end.
WHOSE = {"admin": "an administrator", None: "a visitor", "bappeda": "the planning head", "triase": "triage", "kepala": "the agency's head",
         "operator": "the clerk", "lurah": "the village head", "bupati": "the regent", "penilai": "the central assessor"}

for _who, _name in WHOSE.items():
    journey(f"Every page {_name} reaches: no axe violation, nothing cut off at 320 px and at 200 %, no motion where less is asked for, "
            "switches language in place")(
        lambda server, who=_who: look(server, who))
