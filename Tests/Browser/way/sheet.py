"""A sheet on its way: written by the agency that leads it, joined by a second one, accepted, and part of the plan."""

from acts_planning import find_on_list
from walk import choose, turned

from . import CODE, POINT, STRATEGY
from .plan import open_plan


def write(office, first):
    """The agency that leads it goes on writing, hands it in and asks a second agency."""
    office.sign_in("operator")
    office.follow("ui.nav.data", within=".site-head")
    turned(office, lambda: office.press("main .list-card__title a"))
    evidence = office.address
    office.menu("staff.work.title")
    find_on_list(office, POINT)
    office.follow("innovation.edit")
    answers = {
        "evidence.new": f"{evidence} - angka kecelakaan", "goal": "Tidak ada anak yang celaka di gerbang sekolah",
        "beneficiaries": "41.000 siswa sekolah dasar", "outputs.0.name": "Gerbang dengan zebra cross", "outputs.0.unit": "gerbang",
        "outputs.0.baseline": "12", f"outputs.0.{first + 1}": "90", f"outputs.0.{first + 2}": "210",
        "outcomes.0.name": "Kecelakaan di gerbang sekolah", "outcomes.0.unit": "kejadian", "outcomes.0.baseline": "31",
        f"outcomes.0.{first + 2}": "5", "years.0.activity": "Mengecat zebra cross", "years.0.year": str(first + 1),
        "years.0.amount": "450.000.000", "years.0.source": "regency", "years.1.activity": "Melatih relawan",
        "years.1.year": str(first + 2), "years.1.amount": "80.000.000", "years.1.source": "company",
        "codes.codes": CODE, "is_digital": "no",
    } | {f"readiness.{question}": "there" for question in ("regulation", "infrastructure", "application", "people")}
    form = "main form[data-draft]"
    for name, value in answers.items():
        office.fill(f"f.{name}", value, form)
    office.follow("directory.save", form)
    office.follow("innovation.do.pengajuan")
    office.says(office.words("innovation.did.pengajuan"))
    here = office.unfold("innovation.do.ajakan")
    choose(office, "agency", "Kelurahan Gebang", here)
    office.fill("note", "Gebang tahu gerbang mana yang paling ramai.", here)
    office.follow("innovation.do.ajakan", here)


def second_agency(office):
    office.sign_in("lurah")
    find_on_list(office, POINT)
    office.follow("plan.act.accept")
    office.says(office.words("plan.acceptance.accepted"))


def open_sheet(head):
    head.menu("innovation.menu")
    head.open(POINT)


def accept(head):
    open_sheet(head)
    head.follow("innovation.do.penerimaan")
    head.says(head.words("innovation.did.penerimaan"))


def into_plan(head):
    """The sheet is part of the plan, its initiative stands below the strategy. Returns the initiative's address."""
    open_sheet(head)
    head.follow("innovation.do.penetapan")
    head.says(head.words("innovation.did.penetapan"))
    open_plan(head)
    head.open(POINT)
    address = head.address
    here = head.unfold("plan.change_node")
    choose(head, "parent", STRATEGY, here)
    head.follow("plan.save", here)
    return address
