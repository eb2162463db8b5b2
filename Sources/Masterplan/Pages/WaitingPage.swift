import Directory
import Kernel
import Storage
import Web
import Work

/// One proposal that waits for somebody.
struct WaitingItem: Sendable {
    var record: any TwoSided
    var title: String
    var link: String
    var isLink: Bool
    /// Whose turn it is; `nil` for the planning agency.
    var waitedFor: String?
    /// Who waits.
    var waits: String?
}

/// Who waits for whom, over all links and parts.
enum WaitingList {
    /// More are not shown; they are the ones due last.
    static let most = 300

    static func mayRead(_ actor: Actor) -> Bool {
        actor.mayAnywhere(.readPlans) || actor.mayAnywhere(.answerPlans) || actor.mayAnywhere(.stewardPlans)
    }

    static func load(_ request: Request) async throws -> [WaitingItem] {
        let (actor, subjects) = (request.actor, request.plans.subjects)
        let agency = request.query["instansi"] ?? request.query["agency"]
        return try await request.database.read { tx in
            let links = try tx.rows(
                "SELECT * FROM plan_link WHERE state IN ('proposed', 'questioned') ORDER BY due_on, id LIMIT \(most)"
            ).map(PlanLink.init(row:))
            let parts = try tx.rows(
                "SELECT * FROM plan_participation WHERE state IN ('proposed', 'questioned') ORDER BY due_on, id LIMIT \(most)"
            ).map(Participation.init(row:))
            let nodes = try PlanNodes.visible(links.flatMap { [$0.from.text, $0.to.text] }, actor, tx)
            let named = try subjects.describe(parts.map(\.subject), for: actor, tx)
            var items = links.compactMap { link -> WaitingItem? in
                guard let from = nodes[link.from.text], let to = nodes[link.to.text] else { return nil }
                return WaitingItem(link, "\(from.title) → \(to.title)", PlanPaths.link(link.id.text), isLink: true)
            }
            items += parts.filter { $0.maySee(actor) }.map {
                WaitingItem($0, named[$0.subject]?.title ?? $0.title, PlanPaths.part($0.id.text), isLink: false)
            }
            return items.filter { item in agency.map { $0 == item.waitedFor || $0 == item.waits } ?? true }.sorted {
                ($0.record.dueOn?.daysSinceEpoch ?? .max, $0.record.recordID) < (
                    $1.record.dueOn?.daysSinceEpoch ?? .max, $1.record.recordID
                )
            }
        }
    }
}

extension WaitingItem {
    fileprivate init(_ record: any TwoSided, _ title: String, _ link: String, isLink: Bool) {
        self.init(
            record: record, title: title, link: link, isLink: isLink,
            waitedFor: record.state == .questioned ? record.proposer : record.asked,
            waits: record.state == .questioned ? record.asked : record.proposer)
    }
}

/// "Siapa menunggu siapa".
enum WaitingPage {
    static func page(_ page: Page, _ items: [WaitingItem], _ directory: DirectoryIndex, _ agency: String?) -> HTML {
        let agencies = directory.agencies
        func name(_ id: String?) -> String { id.map { agencies.name($0) } ?? page.t("plan.planning_agency") }
        // By whom everybody waits for, the longest queue first.
        let groups = Dictionary(grouping: items, by: { $0.waitedFor }).sorted {
            ($1.value.count, name($0.key)) < ($0.value.count, name($1.key))
        }
        let sections = groups.map { whom, waiting -> HTML in
            let cards = waiting.map { item in
                let left = item.record.dueOn.map { directory.calendars.current(for: whom).left(directory.today, to: $0) }
                return ListCard(
                    item.title, link: item.link,
                    facts: PlanTags.some([
                        "\(page.t("plan.waits", ["agency": name(item.waits)]))", "\(page.t(item.isLink ? "plan.a_link" : "plan.a_part"))",
                        item.record.dueOn.map { "\(page.t("plan.due_on", ["day": page.format.day($0)]))" },
                    ]), tags: [PlanTags.tag(page, item.record.state).html, DueTag(page, daysLeft: left).html], level: 3)
            }
            return """
                <section class="stack"><h2>\(page.t("plan.waited_for", ["agency": name(whom), "count": "\(waiting.count)"]))</h2>\
                \(ListCard.list(cards))</section>
                """
        }
        return Layout.page(
            page, title: page.t("plan.waiting"),
            body: """
                <h1>\(page.t("plan.waiting"))</h1><p class="lead">\(page.t("plan.waiting_lead"))</p>\(PlanNavigation.html(page, PlanPaths.waiting))\
                \(with: agency, { "<p>\(name($0)) · <a href=\"\(PlanPaths.waiting())\">\(page.t("alignment.all"))</a></p>" })\
                \(if: sections.isEmpty, EmptyState(page.t("plan.waiting_none"), text: page.t("plan.waiting_none_text")).html, else: "\(sections)")\
                \(if: !sections.isEmpty, PlainTable.links { PlanPaths.listFile("menunggu", $0, query: [("instansi", agency)]) })
                """)
    }
}

extension WorkCalendar {
    /// Working days left until a day has passed; negative afterwards.
    fileprivate func left(_ today: Day, to due: Day) -> Int {
        if due >= today { return (today.daysSinceEpoch..<due.daysSinceEpoch).count { isWorkingDay(Day(daysSinceEpoch: $0 + 1)) } }
        return -max(1, (due.daysSinceEpoch..<today.daysSinceEpoch).count { isWorkingDay(Day(daysSinceEpoch: $0 + 1)) })
    }
}

/// "Belum terhubung": nodes that wait without a parent, a list that shrinks.
enum LoosePage {
    struct Group: Sendable {
        var edition: PlanEdition
        var nodes: [PlanNode]
        var total: Int
    }

    struct View: Sendable {
        var groups: [Group]
        var agencies: AgencyTree
        var pageSize: Int
        var isOne: Bool
    }

    static func page(_ page: Page, _ view: View) -> HTML {
        let sections = view.groups.map { group -> HTML in
            let shown = group.nodes.prefix(view.pageSize)
            let cards = shown.map { node in
                ListCard(
                    node.name, link: PlanPaths.node(node.id.text),
                    facts: PlanTags.some(["\(page.t(node.level.label))", node.agency.map { "\(view.agencies.name($0))" }]), level: 3)
            }
            let after = view.isOne ? shown.last?.id.text : nil
            let more = group.nodes.count > view.pageSize
            return """
                <section class="stack"><h2>\(group.edition.title) (\(page.format.number(group.total)))</h2>\(ListCard.list(Array(cards)))\
                \(if: more, "<p><a href=\"\(PlanPaths.loose(query: [("rencana", group.edition.id.text), ("sesudah", after)]))\">\(page.t("plan.loose_more"))</a></p>")</section>
                """
        }
        return Layout.page(
            page, title: page.t("plan.loose"),
            body: """
                <h1>\(page.t("plan.loose"))</h1><p class="lead">\(page.t("plan.loose_lead"))</p>\(PlanNavigation.html(page, PlanPaths.loose))\
                \(if: sections.isEmpty, EmptyState(page.t("plan.loose_none"), text: page.t("plan.loose_none_text")).html, else: "\(sections)")\
                \(if: !sections.isEmpty, PlainTable.links { PlanPaths.listFile("belum-terhubung", $0) })
                """)
    }
}
