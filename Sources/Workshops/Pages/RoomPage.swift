import Directory
import Innovations
import Kernel
import Masterplan
import Storage
import Web

/// The room of a round: its group's cards side by side, and the forms to write on them. Everything works without scripts; with them
/// changes of the others appear by themselves, and candidates can be dragged onto years.
enum RoomPage {
    static func page(_ page: Page, _ view: RoomView) -> HTML {
        let title = page.t("workshop.round", ["number": roman(view.round.number)])
        let groups = RoomGroup.groups(in: view.round.number).map { code in
            Tabs.Tab(
                page.t(RoomGroup.label(code)), link: "\(view.base)?kelompok=\(code)", isCurrent: code == view.group,
                count: page.format.number(view.cards.count { $0.group == code }))
        }
        let kinds = CardKind.work(in: view.round.number).filter { kind in
            kind.isOfElements == RoomGroup.elements.contains(view.group) || !view.cards(kind).isEmpty
        }
        return Layout.page(
            page, title: "\(title) · \(page.t(RoomGroup.label(view.group)))",
            body: """
                \(if: view.seat.guest == nil, Breadcrumb(page, above: [(page.t("workshop.title"), WorkshopsPaths.cycles()), (view.cycle.title, WorkshopsPaths.cycle(view.cycle.code))], title: title).html)\
                <div class="row row--apart"><h1>\(title)</h1><p class="row">\(Tag(page.t(view.round.state.label), view.isOpen ? .act : .idle)) \
                \(if: view.seat.guest == nil, "\(Button(page.t("workshop.screen"), kind: .plain, icon: .eye, link: WorkshopsPaths.screen(view.cycle.code, "\(view.round.number)", query: [("kelompok", view.group)]))) \(Button(page.t("workshop.outcome"), kind: .plain, icon: .document, link: WorkshopsPaths.outcome(view.cycle.code, "\(view.round.number)")))")</p></div>\
                <p class="lead">\(page.t(TextKey("workshop.work.\(view.round.number)")))</p>\
                \(with: view.error, { error in Notice(.warn, title: page.t(error.message), isLive: true, "<ul>\(each: error.issues, { "<li>\(page.t(TextKey("workshop.field.\($0.field)"))): \(page.t($0.message))</li>" })</ul>").html })\
                <div id="ruang" data-room="\(view.base)/aliran?sejak=\(view.change)&amp;kelompok=\(view.group)"\(attr: "data-lost", page.t("workshop.live.lost"))>\
                <div data-live="pintu">\(door(page, view))</div>\(timer(page, view.round))<div data-live="kelompok">\(Tabs(page.t("workshop.groups"), groups))\
                \(if: !view.members.isEmpty, "<p class=\"hint\">\(page.t("workshop.group.members", ["names": view.members.joined(separator: "; ")]))</p>")</div>\
                \(each: kinds, { section(page, $0, view) })\
                \(if: view.round.number >= 3 && !RoomGroup.elements.contains(view.group), board(page, view))</div>\
                \(if: view.seat.mayHold && view.isOpen, hold(page, view))
                """)
    }

    static func roman(_ number: Int) -> String { ["I", "II", "III", "IV"][min(max(number, 1), 4) - 1] }

    /// The way on from a room in which nobody writes: to the one that is open, or for whoever holds the workshops the button that opens it.
    /// A guest's link leads to the round it was made in; this is her only door to the later ones.
    private static func door(_ page: Page, _ view: RoomView) -> HTML {
        if view.isOpen { return .empty }
        if let open = view.rounds.first(where: { $0.state == .open }) {
            let label = page.t("workshop.to_open", ["number": roman(open.number)])
            return "<p>\(Button(label, icon: .arrow, link: view.room(open.number)))</p>"
        }
        let next = view.rounds.first { $0.state == .planned }?.number
        guard view.seat.mayHold, view.round.number == next else { return .empty }
        let form = PostForm(
            page, WorkshopsPaths.roundAct(view.cycle.code, "\(view.round.number)", "buka"), "<p>\(Button(page.t("workshop.open")))</p>")
        return form.html
    }

    static func timer(_ page: Page, _ round: Round) -> HTML {
        guard let end = round.timerEndsAt else { return "<div data-live=\"waktu\"></div>" }
        return """
            <div data-live="waktu">\(Notice(.info, title: round.timer.isEmpty ? page.t("workshop.timer") : round.timer, "<p>\(page.t("workshop.until", ["time": page.format.moment(end)])) <strong data-until=\"\(end.description)\"></strong></p>"))</div>
            """
    }

    private static func section(_ page: Page, _ kind: CardKind, _ view: RoomView) -> HTML {
        let cards = view.cards(kind)
        let draft = view.drafts(kind)
        let add: HTML =
            view.isOpen
            ? """
            <details class="act" id="baru-\(kind.rawValue)"\(if: view.target == "new.\(kind.rawValue)", " open")><summary>\(page.t(TextKey("workshop.add.\(kind.rawValue)")))</summary>\
            \(form(page, kind, view.target == "new.\(kind.rawValue)" ? view.form : .empty, action: "\(view.base)/kartu", scope: "baru.\(kind.rawValue).", hidden: [("kind", kind.rawValue), ("group", view.group)], draft: draft.name))</details>\
            \(with: draft.sent, { DraftSent($0).html })
            """ : .empty
        return """
            <section class="stack"><h2>\(page.t(kind.label))</h2>\
            <div class="list list--grid" data-live="\(kind.rawValue)">\(each: cards, { card(page, $0, view) })</div>\
            <div data-live="kosong-\(kind.rawValue)">\(if: cards.isEmpty, "<p class=\"muted\">\(page.t("workshop.none"))</p>")</div>\(add)</section>
            """
    }

    /// Fields of a card's form, filled.
    static func form(
        _ page: Page, _ kind: CardKind, _ form: Form, action: String, scope: String, hidden: [(String, String)], draft: String? = nil,
        pillars: String? = nil
    ) -> HTML {
        var scoped = page
        scoped.fieldScope = scope
        let group = hidden.first { $0.0 == "group" }?.1 ?? pillars ?? ""
        let fields = kind.fields.html { field -> HTML in
            let label = page.t(field.label)
            switch field.kind {
            case .line, .optional:
                return Input(
                    scoped, field.name, in: form, label: label, need: field.kind == .optional ? .optional : .required, maxLength: 300
                ).html
            case .text: return TextArea(scoped, field.name, in: form, label: label, rows: 3, maxLength: 2000).html
            case .choice(let values):
                return Radios(
                    scoped, field.name, in: form, label: label,
                    choices: values.map { Choice($0, page.t(TextKey("workshop.choice.\($0)"))) },
                    isRow: true
                ).html
            case .pillar:
                let offered = CityDimension.find(group)?.subPillars ?? CityDimension.all.flatMap(\.subPillars)
                return Select(
                    scoped, field.name, in: form, label: label, choices: offered.map { Choice($0.id, page.t($0.label)) },
                    prompt: page.t("directory.choose")
                ).html
            }
        }
        return PostForm(
            page, action, draft: draft,
            """
            \(each: hidden, { "<input type=\"hidden\" name=\"\($0.0)\" value=\"\($0.1)\">" })\(fields)<p>\(Button(page.t("directory.save")))</p>
            """
        ).html
    }

    private static func card(_ page: Page, _ card: RoomCard, _ view: RoomView) -> HTML {
        let tags = card.kind.fields.compactMap { field -> HTML? in
            guard let value = card.fields[field.name], field.name != card.kind.fields[0].name else { return nil }
            switch field.kind {
            case .choice:
                return Tag(page.t(TextKey("workshop.choice.\(value)")), value == "poor" ? .bad : value == "good" ? .good : .info).html
            case .pillar: return Tag(page.t(TextKey("plan.sub_pillar.\(value)"))).html
            case .line, .text, .optional: return "<p class=\"said\"><span class=\"muted\">\(page.t(field.label)):</span> \(value)</p>"
            }
        }
        let isTarget = view.target == card.id.text
        let filled = isTarget ? view.form : Form(card.fields)
        let address = "\(view.base)/kartu/\(card.id.text)"
        let edit: HTML =
            view.isOpen
            ? """
            <details\(if: isTarget, " open")><summary>\(page.t("innovation.edit"))</summary>\
            \(form(page, card.kind, filled, action: "\(address)/ubah", scope: "\(card.id.text).", hidden: [("version", "\(card.version)")], draft: "kartu-\(card.id.text)-\(card.version)", pillars: card.group))\
            \(PostForm(page, "\(address)/hapus", "<input type=\"hidden\" name=\"version\" value=\"\(card.version)\"><p>\(Button(page.t("workshop.remove"), kind: .plain, icon: .trash))</p>"))</details>
            """ : .empty
        return """
            <article class="card" data-card="\(card.id.text)" data-version="\(card.version).\(view.votes[card.id]?.count ?? 0)"\(if: card.kind == .candidate && view.isOpen, " data-drag=\"\(address)/tahun\"")>\
            <h3>\(card.text)</h3>\(tags)\(standing(page, card, view))\(if: card.kind == .candidate, candidate(page, card, view, address))\
            <p class="muted">\(view.names[card.author] ?? page.t("workshop.someone"))</p>\(edit)\
            \(if: card.version > 1 && card.author == view.seat.id, DraftSent("kartu-\(card.id.text)-\(card.version - 1)").html)</article>
            """
    }

    /// Candidates on the years of the masterplan; each year takes what is dropped on it.
    private static func board(_ page: Page, _ view: RoomView) -> HTML {
        let candidates = view.cards(.candidate)
        let columns = view.cycle.years.html { year in
            """
            <section class="card" data-year="\(year)" aria-label="\(year)"><h3>\(year)</h3>\
            <ul>\(each: candidates.filter { $0.years?.contains(year) ?? false }, { "<li>\($0.text)\(if: $0.isQuickWin, " ★")</li>" })</ul></section>
            """
        }
        return """
            <section class="stack"><h2>\(page.t("workshop.board"))</h2><p class="hint">\(page.t("workshop.board.about"))</p>\
            <div class="list list--grid" data-live="tahun">\(columns)</div></section>
            """
    }

    private static func hold(_ page: Page, _ view: RoomView) -> HTML {
        var scoped = page
        scoped.fieldScope = "waktu."
        let fields = Fields(scoped, .empty)
        return Card(
            title: page.t("workshop.hold"),
            """
            \(PostForm(page, WorkshopsPaths.roundAct(view.cycle.code, "\(view.round.number)", "waktu"), "\(fields.line("what", "workshop.field.what", need: .filter))\(fields.line("minutes", "workshop.field.minutes", kind: .number, max: 3, width: .short))<p>\(Button(page.t("workshop.set_timer"), kind: .quiet, icon: .clock))</p>"))\
            \(PostForm(page, WorkshopsPaths.roundAct(view.cycle.code, "\(view.round.number)", "tutup"), "<p>\(Button(page.t("workshop.close"), kind: .danger))</p>"))
            """
        ).html
    }
}
