import Directory
import Kernel
import Masterplan
import Web

/// For the projector: one group in large letters, without forms and menus.
enum ScreenPage {
    static func page(_ page: Page, _ view: RoomView) -> HTML {
        let cards = CardKind.work(in: view.round.number).flatMap { view.cards($0) }
        let group = page.t(RoomGroup.label(view.group))
        return Layout.page(
            page, title: group,
            body: """
                <div class="screen stack" data-room="\(view.base)/aliran?sejak=\(view.change)"\(attr: "data-lost", page.t("workshop.live.lost")) id="ruang">\
                <p class="lead">\(view.cycle.title) · \(page.t("workshop.round", ["number": RoomPage.roman(view.round.number)]))</p>\
                <h1>\(group)</h1>\(RoomPage.timer(page, view.round))\
                <div class="list list--grid" data-live="layar">\(each: cards, { card(page, $0, view) })</div>\
                <p><a href="\(view.base)?kelompok=\(view.group)">\(page.t("workshop.back_to_room"))</a></p></div>
                """)
    }

    private static func card(_ page: Page, _ card: RoomCard, _ view: RoomView) -> HTML {
        let votes = view.votes[card.id]?.count ?? 0
        let choices = card.kind.fields.compactMap { field -> Tag? in
            guard case .choice = field.kind, let value = card.fields[field.name] else { return nil }
            return Tag(page.t(TextKey("workshop.choice.\(value)")), value == "poor" ? .bad : value == "good" ? .good : .info)
        }
        let years: HTML? = card.years.map { years in
            Tag(years.count == 1 ? "\(years.lowerBound)" : "\(years.lowerBound)–\(years.upperBound)").html
        }
        return """
            <article class="card" data-card="\(card.id.text)" data-version="\(card.version).\(votes)"><h2>\(card.text)</h2>\
            <p class="row"><span>\(page.t(card.kind.label))</span> \(each: choices, { $0.html })\
            \(if: card.kind == .candidate, Tag(page.t("workshop.votes", ["count": "\(votes)"]), .info).html)\(with: years, { $0 })</p></article>
            """
    }
}
