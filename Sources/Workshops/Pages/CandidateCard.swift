import Directory
import Innovations
import Kernel
import Masterplan
import Web

/// What a candidate has beside the fields of its card: votes, years, whether it is a quick win, and its sheet.
extension RoomPage {
    static func candidate(_ page: Page, _ card: RoomCard, _ view: RoomView, _ address: String) -> HTML {
        let voters = view.votes[card.id] ?? []
        let isMine = voters.contains(view.seat.id)
        let vote: HTML =
            view.isOpen
            ? PostForm(
                page, "\(address)/suara",
                "<input type=\"hidden\" name=\"vote\" value=\"\(isMine ? "0" : "1")\"><p>\(Button(page.t(isMine ? "workshop.unvote" : "workshop.vote"), kind: .quiet, icon: .star))</p>"
            ).html
            : .empty
        var scoped = page
        scoped.fieldScope = "\(card.id.text).tahun."
        let years = view.cycle.years.map { Choice("\($0)", "\($0)") }
        let place: HTML =
            view.isOpen && view.round.number >= 2
            ? PostForm(
                page, "\(address)/tahun",
                """
                <div class="row row--end">\(Select(scoped, "from_year", label: page.t("workshop.field.from_year"), choices: years, selected: card.fields["from_year"] ?? "", prompt: "–", need: .filter))\
                \(Select(scoped, "to_year", label: page.t("workshop.field.to_year"), choices: years, selected: card.fields["to_year"] ?? "", prompt: "–", need: .filter))\
                \(Button(page.t("workshop.place"), kind: .quiet))</div>
                """
            ).html : .empty
        let win: HTML =
            view.isOpen && view.round.number >= 2
            ? PostForm(
                page, "\(address)/quick-win",
                "<input type=\"hidden\" name=\"chosen\" value=\"\(card.isQuickWin ? "0" : "1")\"><p>\(Button(page.t(card.isQuickWin ? "workshop.unchoose" : "workshop.choose"), kind: .plain, icon: .star))</p>"
            ).html
            : .empty
        return """
            <p class="row">\(Tag(page.t("workshop.votes", ["count": "\(voters.count)"]), .info)) \
            \(if: card.isQuickWin, Tag(page.t("innovation.quick_win"), .good, icon: .star).html) \
            \(with: card.years, { Tag($0.lowerBound == $0.upperBound ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)").html }) \
            \(with: card.fields["sheet"], { sheetLink(page, $0, card, view) }) \(with: card.fields["initiative"], { initiativeLink(page, $0, view) })</p>\
            \(vote)\(place)\(win)\(sheet(page, card, view, address))\(initiative(page, card, view, address))\(IntoPlan.quickWin(page, card, view))
            """
    }

    /// The sheet that was made of a candidate; everybody writes on it while the room is open, also who came by invitation and cannot open
    /// drafts elsewhere.
    private static func sheetLink(_ page: Page, _ code: String, _ card: RoomCard, _ view: RoomView) -> HTML {
        let name: HTML =
            view.seat.guest == nil ? "<a href=\"\(InnovationsPaths.sheet(code))\">\(code)</a>" : "<span class=\"code\">\(code)</span>"
        let write: HTML =
            view.isOpen ? " <a href=\"\(view.base)/isi/\(card.id.text)\">\(page.t("workshop.write_sheet", ["code": code]))</a>" : .empty
        return "\(name)\(write)"
    }

    private static func initiativeLink(_ page: Page, _ node: String, _ view: RoomView) -> HTML {
        let words = page.t("workshop.in_plan")
        return view.seat.guest == nil ? "<a href=\"\(PlanPaths.node(node))\">\(words)</a>" : Tag(words, .good).html
    }

    /// For those who write the masterplan: this candidate is one of its initiatives.
    private static func initiative(_ page: Page, _ card: RoomCard, _ view: RoomView, _ address: String) -> HTML {
        guard view.isOpen, view.round.number >= 2, card.fields["initiative"] == nil else { return .empty }
        if view.plans.isEmpty {
            guard page.actor.may(.stewardPlans) else { return .empty }
            let link = PlanPaths.new(query: [("jenis", PlanEdition.Kind.masterplan.rawValue)])
            return "<p class=\"hint\">\(page.t("workshop.no_plan")) <a href=\"\(link)\">\(page.t("workshop.begin_plan"))</a></p>"
        }
        var scoped = page
        scoped.fieldScope = "\(card.id.text).inisiatif."
        return PostForm(
            page, "\(address)/inisiatif",
            """
            \(Select(scoped, "edition", label: page.t("workshop.field.edition"), choices: view.plans, selected: view.plans.count == 1 ? view.plans[0].value : "", prompt: page.t("directory.choose")))\
            <p>\(Button(page.t("workshop.make_initiative"), kind: .quiet, icon: .add))</p>
            """
        ).html
    }

    private static func sheet(_ page: Page, _ card: RoomCard, _ view: RoomView, _ address: String) -> HTML {
        guard view.isOpen, view.round.number >= 3, card.fields["sheet"] == nil, !view.leads.isEmpty else { return .empty }
        if card.years == nil { return "<p class=\"hint\">\(page.t("workshop.sheet_needs_years"))</p>" }
        var scoped = page
        scoped.fieldScope = "\(card.id.text).lembar."
        return PostForm(
            page, "\(address)/lembar",
            """
            \(Select(scoped, "lead", label: page.t("innovation.column.lead"), choices: view.leads, prompt: page.t("directory.choose")))\
            <p>\(Button(page.t("workshop.make_sheet"), kind: .quiet, icon: .document))</p>
            """
        ).html
    }

}
