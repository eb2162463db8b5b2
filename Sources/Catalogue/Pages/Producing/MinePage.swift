import Directory
import Kernel
import Web

/// What an agency's clerk has to do about data: what came back first, then what waits to be sent, then what is due.
enum MinePage {
    struct Item: Sendable {
        var submission: Submission
        var dataset: Dataset
    }

    /// A table of another agency that asks for rows.
    struct Invited: Sendable {
        var table: Distribution
        var dataset: Dataset
        var untilOn: Day
        /// What was sent last.
        var last: Contribution?
    }

    struct View: Sendable {
        /// Returned, unreadable and read ones: it is the producer's turn.
        var turn: [Item]
        /// With the steward or trustee.
        var waiting: [Item]
        var datasets: [Dataset]
        var agencies: AgencyTree
        var showsAgency: Bool
        var today: Day
        var mayCreate: Bool
        var invited: [Invited] = []
        /// The table whose form was just sent.
        var filled: String?
        var older: String?
    }

    static func page(_ page: Page, _ view: View) -> HTML {
        Layout.page(
            page, title: page.t("catalogue.mine.title"),
            body: """
                <div class="stack"><div class="row row--apart"><h1>\(page.t("catalogue.mine.title"))</h1>\
                \(if: view.mayCreate, Button(page.t("catalogue.new"), link: CataloguePaths.new()).html)</div>
                <p class="lead">\(page.t("catalogue.mine.about"))</p>\(with: view.filled, { DraftSent("isi-\($0)").html })
                \(if: !view.invited.isEmpty, "<h2>\(page.t("invitation.mine"))</h2>\(ListCard.list(view.invited.map { invited(page, $0) }))")
                \(if: !view.turn.isEmpty, "<h2>\(page.t("catalogue.mine.turn"))</h2>\(ListCard.list(view.turn.map { card(page, $0) }))")
                \(if: !view.waiting.isEmpty, "<h2>\(page.t("catalogue.mine.waiting"))</h2>\(ListCard.list(view.waiting.map { card(page, $0) }))")
                <h2>\(page.t("catalogue.mine.datasets"))</h2>
                \(if: view.datasets.isEmpty,
                    EmptyState(page.t("catalogue.mine.none"), text: page.t("catalogue.mine.none.about"), action: view.mayCreate ? Button(page.t("catalogue.new"), link: CataloguePaths.new()) : nil).html,
                    else: ListCard.list(view.datasets.map { dataset(page, $0, view) }))
                \(Pagination(page, newer: nil, older: view.older))</div>
                """)
    }

    private static func invited(_ page: Page, _ item: Invited) -> ListCard {
        var facts: [HTML] = ["\(item.dataset.title)", "\(page.t("invitation.until", ["day": page.format.day(item.untilOn)]))"]
        if let last = item.last { facts.append("\(page.format.moment(last.sentAt))") }
        if let reason = item.last?.reason { facts.append("\(reason)") }
        let kind: Tag.Kind = item.last.map { $0.state == .refused ? .bad : .good } ?? .warn
        let label = item.last.map { page.t($0.state.label) } ?? page.t("invitation.not_sent")
        return ListCard(
            item.table.title, link: CataloguePaths.fill(item.table.id.text), facts: facts, tags: [Tag(label, kind).html], level: 3)
    }

    private static func card(_ page: Page, _ item: Item) -> ListCard {
        let outcome = item.submission.outcome
        var facts: [HTML] = ["\(item.submission.filename)", "\(page.format.moment(item.submission.updatedAt))"]
        if let outcome { facts.append("\(page.t("catalogue.rows", ["count": page.format.number(outcome.rows)]))") }
        if let outcome, outcome.quarantined > 0 {
            facts.append("\(page.t("catalogue.quarantined", ["count": page.format.number(outcome.quarantined)]))")
        }
        return ListCard(
            item.dataset.title, link: CataloguePaths.submission(item.submission.id.text), facts: facts,
            tags: [state(page, item.submission)],
            level: 3)
    }

    static func state(_ page: Page, _ submission: Submission) -> HTML {
        let kind: Tag.Kind =
            switch submission.state {
            case "returned", "unreadable": .bad
            case "read": .warn
            case "published": .good
            case "withdrawn": .idle
            default: .act
            }
        return Tag(page.t(TextKey("submission.state.\(submission.state)")), kind).html
    }

    private static func dataset(_ page: Page, _ dataset: Dataset, _ view: View) -> ListCard {
        var tags: [HTML] = [Tag(page.t(dataset.state.label), dataset.state == .published ? .good : .idle).html]
        if dataset.access != .open { tags.append(Tag(page.t(dataset.access.label), .idle, icon: .lock).html) }
        if let due = dataset.dueOn {
            let days = due.daysSinceEpoch - view.today.daysSinceEpoch
            if days < 0 {
                tags.append(Tag(page.t("catalogue.due.late", ["days": page.format.number(-days)]), .bad).html)
            } else if days <= 14 {
                tags.append(Tag(page.t("catalogue.due.soon", ["days": page.format.number(days)]), .warn).html)
            }
        }
        var facts: [HTML] = ["\(page.t(dataset.frequency.label))"]
        if view.showsAgency { facts.append("\(view.agencies.name(dataset.producer.text))") }
        if let due = dataset.dueOn { facts.append("\(page.t("catalogue.due.on", ["day": page.format.day(due)]))") }
        return ListCard(dataset.title, link: CataloguePaths.manage(dataset.name), facts: facts, tags: tags, level: 3)
    }
}
