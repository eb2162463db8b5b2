import Directory
import Kernel
import Masterplan
import Web

/// The sheet of a round.
enum OutcomePage {
    /// What stands there, and what the round changed.
    /// - Parameters:
    ///   - plans: drafts that its key words can become the vision of.
    ///   - stages: of the way to the books, for who leads the planning; shown once the last round is over.
    static func html(_ page: Page, _ outcome: Outcome, plans: [Choice], hasPress: Bool, stages: [PlanStage]) -> HTML {
        let number = outcome.round.number
        let title = "\(page.t("workshop.outcome")) · \(page.t("workshop.round", ["number": RoomPage.roman(number)]))"
        let groups = RoomGroup.groups(in: number).filter { code in outcome.cards.contains { $0.group == code } }
        let sections = groups.html { code in
            let kinds = CardKind.allCases.filter { !outcome.cards($0, in: code).isEmpty }
            return
                "<section class=\"stack\"><h2>\(page.t(RoomGroup.label(code)))</h2>\(each: kinds, { table(page, $0, outcome.cards($0, in: code), outcome) })</section>"
        }
        let changes = outcome.changes.html { change -> HTML in
            let fields = change.fields.html { field in
                "<li>\(page.t(TextKey("workshop.field.\(field.name)"))): <del>\(words(page, field.name, field.before))</del> → <ins>\(words(page, field.name, field.after))</ins></li>"
            }
            return
                "<li>\(page.t(TextKey("workshop.change.\(change.kind.rawValue)"))) \(page.t(change.card.kind.label)) (\(page.t(RoomGroup.label(change.card.group)))): \(change.card.text)\(if: !change.fields.isEmpty, "<ul>\(fields)</ul>")</li>"
        }
        let readiness = outcome.readiness
        let total = readiness.values.reduce(0, +)
        return Layout.page(
            page, title: title,
            body: """
                \(Breadcrumb(page, above: [(page.t("workshop.title"), WorkshopsPaths.cycles()), (outcome.cycle.title, WorkshopsPaths.cycle(outcome.cycle.code))], title: title))\
                <h1>\(title)</h1><p class="lead">\(page.format.day(outcome.round.fromOn)) – \(page.format.day(outcome.round.toOn))\(if: !outcome.round.place.isEmpty, " · \(outcome.round.place)")</p>\
                <p class="row">\(page.t("workshop.paper.outcome")): \(RoundFiles.links(page, .outcome, of: outcome.cycle.code, number, hasPress: hasPress))</p>\
                \(if: outcome.round.state == .closed, onward(page, outcome, stages))\
                \(if: total > 0, Tiles(["good", "fair", "poor"].map { Tile(page.t(TextKey("workshop.choice.\($0)")), page.format.percent(readiness[$0] ?? 0, of: total), note: "\(page.format.number(readiness[$0] ?? 0))") }).html)\
                \(if: !outcome.keywords.isEmpty, "<p><strong>\(page.t("workshop.card.keyword")):</strong> \(outcome.keywords.prefix(30).map { $0.count > 1 ? "\($0.word) (\($0.count))" : $0.word }.joined(separator: ", "))</p>")\(IntoPlan.vision(page, outcome, plans))\
                <section class="stack"><h2>\(page.t(number == 1 ? "workshop.changes.first" : "workshop.changes", ["number": RoomPage.roman(max(number - 1, 1))]))</h2>\
                \(if: outcome.changes.isEmpty, "<p>\(page.t("workshop.changes.none"))</p>", else: "<ul>\(changes)</ul>")</section>\(sections)\
                \(each: ["kartu", "perubahan"], { list in
                    PlainTable.links(page.t(TextKey("workshop.file.\(list)"))) { WorkshopsPaths.outcomeFile(outcome.cycle.code, "\(number)", list, $0) }
                })
                """)
    }

    /// Where it goes on when a round is over: the next room, or after the last one what the plan still asks for.
    private static func onward(_ page: Page, _ outcome: Outcome, _ stages: [PlanStage]) -> HTML {
        let next = outcome.round.number + 1
        if next > 4 { return StagePart.html(page, stages) }
        let label = page.t("workshop.onward", ["number": RoomPage.roman(next)])
        return "<p>\(Button(label, kind: .quiet, icon: .arrow, link: WorkshopsPaths.room(outcome.cycle.code, "\(next)")))</p>"
    }

    private static func words(_ page: Page, _ field: String, _ value: String) -> String {
        RoomCard.said(field, value) { page.t($0) }
    }

    private static func table(_ page: Page, _ kind: CardKind, _ cards: [RoomCard], _ outcome: Outcome) -> HTML {
        let extra: [String] = kind == .candidate ? ["from_year", "to_year", "quick_win", "sheet", "initiative"] : []
        let names = kind.fields.map(\.name) + extra
        return Table(
            page.t(kind.label), showsCaption: true,
            columns: names.map { Table.Column(page.t(TextKey("workshop.field.\($0)"))) }
                + (kind == .candidate ? [Table.Column(page.t("workshop.field.votes"), isNumber: true)] : []),
            rows: cards.map { card in
                names.map { "\(words(page, $0, card.fields[$0] ?? ""))" as HTML }
                    + (kind == .candidate ? ["\(page.format.number(outcome.votes[card.id] ?? 0))"] : [])
            }
        ).html
    }
}
