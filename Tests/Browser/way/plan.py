"""The plan itself: begun empty, given a frame, aligned with what stands above it, adopted, and on its years."""

from acts_planning import add_here, seek_here
from journeys import equal, holds
from walk import choose, turned

from . import CODE, OTHER, PLAN, POINT, PROGRAMME, STRATEGY, VISION


def begin(head):
    """An empty plan, which says what comes next. Returns its first year."""
    head.menu("plan.title")
    head.follow("plan.new")
    first = int(head.value("fromYear"))
    head.fill("kind", "masterplan").fill("title", PLAN).fill("toYear", str(first + 9))
    head.follow("plan.begin")
    head.says(head.words("plan.tree_empty_city"))
    # What was done for the plan before is not done for this one.
    head.says(head.words("plan.stage.next", title=head.words("plan.stage.workshops")), "#tahap h2")
    return first


def frame(head):
    """Dimensions and a strategy below the vision."""
    head.open(PLAN)
    add_here(head, "dimension", "Hidup yang aman", parent=VISION, dimension="living")
    add_here(head, "city_strategy", STRATEGY, parent="Hidup yang aman", dimension="living")
    add_here(head, "dimension", "Warga yang belajar", parent=VISION, dimension="society")


def open_plan(head):
    head.menu("plan.title")
    head.open(PLAN)


def matrix(head):
    """The rows of this plan's matrix: for each point its cells, the first with its name."""
    head.menu("plan.title")
    head.follow("alignment.title")
    choose(head, "rencana", PLAN, head.unfold("ui.filters"))
    head.wait(lambda: head.text("#keselarasan h2") == PLAN, "the matrix of the new plan")
    return {row.find_element("css selector", "th a").text: row for row in head.all("#keselarasan tbody tr")}


def close_a_hole(head):
    """The hole that is shown first leads to the form that closes it."""
    row = matrix(head)[OTHER]
    step = head.words("alignment.step.objective")
    turned(head, lambda: head.press(head.peek("td:last-child a", row, step)))
    head.follow("plan.link_send", seek_here(head, "minat baca"))
    head.says("Meningkatnya minat baca")


def adopt(head):
    open_plan(head)
    here = head.unfold("plan.adopt")
    head.fill("legalBasis", "Peraturan Bupati Nomor 61", here)
    head.follow("plan.adopt", here)
    head.says(head.words("plan.status.adopted"))


def on_years(head, first):
    """The roadmap has the sheet on the years it was put on, with its money."""
    head.menu("plan.title")
    head.follow("roadmap.title")
    choose(head, "perangkat", "Bina Marga", head.unfold("ui.filters"))
    row = head.wait(lambda: head.peek("#peta-jalan tbody tr", text=POINT), "the sheet in the roadmap").text
    holds(f"{first + 1}–{first + 2}" in row and "530" in row, f"years and money of the sheet: {row}")


def aligned(head):
    """Every point of the plan shows what it is joined with, or the hole with its next step."""
    rows = matrix(head)
    equal(set(rows), {POINT, OTHER}, "the points of the plan")
    found = {title: [cell.text for cell in row.find_elements("css selector", "td")][-6:] for title, row in rows.items()}
    hole, next_step = head.words("alignment.hole"), head.words("alignment.step.programme")
    objective, programme, sub_activity, indicator, partner, onward = found[POINT]
    equal(objective.split(" ", 1)[-1], "Meningkatnya kemantapan jalan kabupaten", "the objective")
    holds(programme.startswith(PROGRAMME) and sub_activity.startswith(CODE), f"programme and sub-activity: {programme}, {sub_activity}")
    holds(POINT in indicator, f"what says how it is measured: {indicator}")
    equal((partner, onward), (head.words("alignment.shared"), head.words("alignment.whole")), "shared and whole")
    objective, *missing, onward = found[OTHER]
    holds("minat baca" in objective, f"the objective that closed the hole: {objective}")
    equal(missing, [hole, hole, hole, head.words("plan.own_only")], "the holes")
    holds(next_step in onward and head.words("plan.planning_agency") in onward, f"the next step and whose it is: {onward}")
