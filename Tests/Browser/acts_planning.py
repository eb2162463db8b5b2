"""What people do with plans and in workshops, each act as one function; those that end in `_here` are done on the page one stands on."""

import re

from walk import choose, open_box, send, turned

from journeys import holds


def new_plan(browser, kind, title, years):
    browser.go("/rencana/baru").settled()
    form = "main form[action='/rencana/baru']"
    browser.fill("kind", kind, form).fill("title", title, form)
    browser.fill("fromYear", str(years[0]), form).fill("toYear", str(years[1]), form)
    send(browser, form)
    browser.wait(lambda: re.match(r"^/rencana/[0-9a-f-]{36}", browser.path), "the new plan's page")
    return browser.path.split("?")[0]


def add(browser, plan, level, title, parent=None, agency=None, **more):
    """Adds a point to a plan by the form beside its tree."""
    browser.go(plan).settled()
    add_here(browser, level, title, parent, agency, **more)


def add_here(browser, level, title, parent=None, agency=None, **more):
    form = open_box(browser, "simpul")
    browser.fill("level", level, form).fill("title", title, form)
    if parent:
        choose(browser, "parent", parent, form)
    if agency:
        choose(browser, "agency", agency, form)
    for name, value in more.items():
        browser.fill(name, value, form)
    send(browser, form)
    browser.find("ul.tree a", text=title)


def open_point(browser, plan, title):
    browser.go(plan)
    browser.press("ul.tree a", text=title)
    browser.wait(lambda: "/rencana/simpul/" in browser.path, f"page of {title}")
    return browser.settled().path.split("?")[0]


def seek_here(browser, words):
    """Looks for what the point whose page this is could be joined with; gives the form that joins them, with the first found chosen."""
    node = re.split(r"[?#]", browser.path)[0]
    form = open_box(browser, node)
    browser.fill("cari", words, form)
    send(browser, form)
    form = open_box(browser, f"{node}/kaitan")
    browser.fill("kind", "supports", form)
    browser.fill("to", browser.all(f"{form} input[name=to]")[0].get_attribute("value"), form)
    return form


def find_on_list(browser, words):
    """Opens what has these words on the one work list."""
    while True:
        if row := browser.peek("main a", text=words):
            browser.press(row)
            browser.wait(lambda: not browser.path.startswith("/kerja"), "what is on the list")
            return browser.settled()
        older = browser.peek("main .pager a[rel=next]")
        holds(older, f"“{words}” on the work list")
        turned(browser, lambda: browser.press(older))


def prepare(head, title):
    """Four rounds of one cycle. Returns its path."""
    head.go("/lokakarya/baru").settled()
    form = "main form[action='/lokakarya/baru']"
    days = (("2026-07-14", "2026-07-15"), ("2026-09-01", "2026-09-02"), ("2026-10-06", "2026-10-07"), ("2026-11-03", "2026-11-04"))
    fill_cycle(head, title, (2027, 2031), days, form)
    send(head, form)
    head.wait(lambda: re.match(r"^/lokakarya/BT-\d+$", head.path.split("?")[0]), "the cycle's page")
    return head.path.split("?")[0]


def fill_cycle(head, title, years, days, form="main"):
    head.fill("title", title, form).fill("from_year", str(years[0]), form).fill("to_year", str(years[1]), form)
    for number, (first, last) in enumerate(days, 1):
        head.fill(f"from_on_{number}", first, form).fill(f"to_on_{number}", last, form).fill(f"place_{number}", "Pendopo", form)


def invite(head, cycle, name, institution, where):
    head.go(cycle).settled()
    return invite_here(head, name, institution, where)


def invite_here(head, name, institution, where, **groups):
    """Path of the link to hand over."""
    form = f"main form[action='{head.path.split('?')[0]}/undangan']"
    head.fill("name", name, form).fill("from", where, form).fill("institution", institution, form)
    for group, value in groups.items():
        head.fill(group, value, form)
    send(head, form)
    link = head.wait(lambda: [box.get_attribute("value") for box in head.all("[id^=undangan-]") if box.get_attribute("value")], "her link")[-1]
    return re.sub(r"^https?://[^/]+", "", link)


def open_round(head, cycle, number):
    head.go(cycle).settled()
    send(head, f"main form[action='{cycle}/{number}/buka']")
    return f"{cycle}/{number}"


def close_round(head, room):
    head.go(room).settled()
    send(head, f"main form[action='{room}/tutup']")
    head.wait(lambda: head.path.split("?")[0] == f"{room}/hasil", "the outcome")


def put(browser, kind, **fields):
    """Puts a card down by the folded form of its kind."""
    box = browser.find(f"#baru-{kind}")
    if box.get_attribute("open") is None:
        browser.press(box.find_element("css selector", "summary"))
    for name, value in fields.items():
        browser.fill(name, value, form=f"#baru-{kind}")
    send(browser, f"#baru-{kind} form")


def card(browser, words):
    return browser.find("[data-card]", text=words)
