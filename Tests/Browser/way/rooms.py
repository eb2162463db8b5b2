"""Four workshops: cards of a guest and of the planning head, the vision, years, a sheet that both write on, and what goes into the plan."""

from acts_planning import card, fill_cycle, invite_here, put
from walk import choose

from . import CYCLE, GATE, OTHER, PLAN, POINT, PROGRAMME, VISION


def prepare(head, first):
    """Four workshops, and the link for somebody from the campus."""
    head.menu("workshop.menu")
    head.follow("workshop.prepare")
    days = [(f"{first}-{month:02}-14", f"{first}-{month:02}-15") for month in (7, 9, 10, 11)]
    fill_cycle(head, CYCLE, (first, first + 9), days)
    head.follow("directory.save")
    return invite_here(head, "Dr. Ratna Wulandari", "campus", "Universitas Jember", element="structure", dimension="living")


def to_workshops(head):
    head.menu("workshop.menu")
    head.open(CYCLE)


def bimtek_1(head, guest, link):
    head.follow("workshop.open")
    guest.handed(link)
    put(guest, "swot", text=GATE, quadrant="weakness")
    head.follow("workshop.element.structure")
    card(head, GATE)
    put(head, "readiness", text="Data kecelakaan di sekolah", condition="fair", gap="Baru di dua kecamatan")
    put(head, "keyword", text="Selamat")
    guest.follow("plan.dimension.living")
    put(guest, "candidate", text=POINT, idea="Zebra cross, rambu, dan relawan pada jam masuk.", pillar="mobilitas")
    head.follow("plan.dimension.living")
    card(head, POINT)
    head.follow("workshop.vote")
    head.follow("plan.dimension.society")
    put(head, "candidate", text=OTHER, idea="Lampu dan rak buku menyala sampai malam.", pillar="belajar")
    head.follow("workshop.close")
    # The words become the vision of the plan.
    here = head.unfold("workshop.vision")
    head.fill("vision", VISION, here)
    choose(head, "edition", PLAN, here)
    head.follow("workshop.vision.write", here)
    head.says(VISION, "h1")


def bimtek_2(head):
    to_workshops(head)
    head.follow("workshop.open")
    head.follow("plan.dimension.living")
    put(head, "programme", text="Penyelenggaraan jalan", horizon="medium", code=PROGRAMME)
    # It stands in the RPJMD and a Renstra already.
    head.find("[data-card] a[href^='/rencana/simpul/']", text=PROGRAMME)
    head.follow("workshop.close")


def bimtek_3(head, guest, first):
    """A candidate is put on its years and becomes a sheet, on which the guest writes too. Returns its code."""
    head.follow("workshop.onward", number="III")
    head.follow("workshop.open")
    head.follow("plan.dimension.living")
    form = "[data-card] form[action$='/tahun']"
    head.fill("from_year", str(first + 1), form).fill("to_year", str(first + 2), form)
    head.follow("workshop.place", form)
    for year in (first + 1, first + 2):
        head.says(POINT, f"[data-year='{year}']")
    form = "[data-card] form[action$='/lembar']"
    choose(head, "lead", "Bina Marga", form)
    head.follow("workshop.make_sheet", form)
    sheet = head.find("[data-card] a[href^='/inovasi/lembar/']").text
    # Her room has been over for months; it leads to the one that is open.
    guest.follow("workshop.to_open", number="III")
    guest.follow("workshop.write_sheet", code=sheet)
    guest.fill("f.problem", "Dua dari tiga anak menyeberang di antara truk.")
    guest.follow("directory.save", "main form[data-draft]")
    guest.says(guest.words("workshop.sheet_written", code=sheet))
    head.follow("workshop.close")
    return sheet


def bimtek_4(head):
    """Both candidates go into the plan, and one is chosen as quick win."""
    to_workshops(head)
    head.follow("workshop.open")
    for dimension in ("society", "living"):
        head.follow(f"plan.dimension.{dimension}")
        form = "[data-card] form[action$='/inisiatif']"
        choose(head, "edition", PLAN, form)
        head.follow("workshop.make_initiative", form)
        head.find("[data-card] a[href^='/rencana/simpul/']", text=head.words("workshop.in_plan"))
    head.follow("workshop.choose")
    head.follow("workshop.propose_quick_win")
    head.fill("service", "Penjagaan jam masuk sekolah yang sudah ada di dua kecamatan.").fill("is_existing", "1")
    head.fill("contact", "Di depan gerbang, setiap pagi.")
    head.follow("directory.save")
    head.follow("innovation.do.pemilihan", head.unfold("innovation.do.pemilihan"))
    head.says(head.words("quick_win.state.chosen"))
    to_workshops(head)
    head.follow("workshop.round", number="IV")
    head.follow("workshop.close")
    head.says(POINT)
