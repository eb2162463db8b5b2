import Directory
import Kernel
import Web
import Work

/// What the list of events shows.
package struct EventListView: Sendable {
    package var query: EventQuery
    package var list: EventList
    /// Every kind of event there is, for the filter.
    package var kinds: [String]
    package var agencies: [Agency]

    package init(query: EventQuery, list: EventList, kinds: [String], agencies: [Agency]) {
        self.query = query
        self.list = list
        self.kinds = kinds
        self.agencies = agencies
    }
}

package enum EventListPage {
    /// The element that scripts exchange when a filter changes.
    static let target = "daftar"

    package static func page(_ page: Page, _ view: EventListView) -> HTML {
        Layout.page(
            page, title: page.t("audit.list.title"),
            body: """
                <div class="stack"><h1>\(page.t("audit.list.title"))</h1><p class="lead">\(page.t("audit.list.lead"))</p>\
                \(AuditTabs.html(page, .events))\(filters(page, view))<div id="\(target)" class="stack">\(content(page, view))</div></div>
                """)
    }

    private static func content(_ page: Page, _ view: EventListView) -> HTML {
        guard let first = view.list.rows.first, let last = view.list.rows.last else {
            return EmptyState(page.t("audit.list.none"), text: page.t("audit.list.none_text")).html
        }
        let newer = view.list.hasNewer ? view.query.page(newer: first.event.id).link(AuditPaths.events) : nil
        let older = view.list.hasOlder ? view.query.page(older: last.event.id).link(AuditPaths.events) : nil
        return """
            <h2 class="visually-hidden">\(page.t("audit.list.title"))</h2>\(EventTableView.html(page, view.list.rows))\
            \(Pagination(page, newer: newer, older: older))\
            <p class="row muted">\(page.t("audit.list.take")) <a href="\(view.query.page().link(AuditPaths.table))">CSV</a></p>
            """
    }

    private static func filters(_ page: Page, _ view: EventListView) -> HTML {
        let query = view.query
        let kinds = view.kinds.map { Choice($0, EventWords.kind($0, page)) }
        let fields: [HTML] = [
            Input(page, "kode", label: page.t("audit.filter.code"), kind: .search, value: query.code ?? "", need: .filter).html,
            Input(page, "siapa", label: page.t("audit.filter.who"), kind: .search, value: query.who ?? "", need: .filter).html,
            Select(
                page, "pelaku", label: page.t("audit.filter.actor_kind"),
                choices: actorKinds.map { Choice($0.rawValue, EventWords.actorKind($0, page)) }, selected: query.actorKind?.rawValue ?? "",
                prompt: page.t("audit.filter.all_actors"), need: .filter
            ).html,
            Select(
                page, "peristiwa", label: page.t("audit.filter.kind"), choices: kinds, selected: query.kind ?? "",
                prompt: page.t("audit.filter.all_kinds"), need: .filter
            ).html,
            Select(
                page, "instansi", label: page.t("audit.filter.agency"), choices: view.agencies.map { Choice($0.id.text, $0.name) },
                selected: query.agency ?? "", prompt: page.t("audit.filter.all_agencies"), need: .filter
            ).html,
            Input(page, "dari", label: page.t("audit.filter.from"), kind: .date, value: query.from?.description ?? "", need: .filter).html,
            Input(page, "sampai", label: page.t("audit.filter.to"), kind: .date, value: query.to?.description ?? "", need: .filter).html,
        ]
        let active = [
            query.code, query.who, query.actorKind.map { EventWords.actorKind($0, page) }, query.kind.map { EventWords.kind($0, page) },
            query.agency.map { id in view.agencies.first { $0.id.text == id }?.name ?? id },
            query.from.map { page.t("audit.filter.since", ["day": page.format.day($0)]) },
            query.to.map { page.t("audit.filter.until", ["day": page.format.day($0)]) },
        ].compactMap { $0 }
        return Filters(page, action: AuditPaths.events(), fields: fields, active: active, target: target).html
    }

    private static let actorKinds: [Actor.Kind] = [.account, .reporter, .client, .visitor, .system]
}

/// Events one below the other.
enum EventTableView {
    static func html(_ page: Page, _ rows: [EventRow]) -> HTML {
        Table(
            page.t("audit.list.title"),
            columns: ["at", "kind", "subject", "actor", "agency", "position"].map {
                Table.Column(page.t(TextKey("audit.column.\($0)")), isNumber: $0 == "position")
            },
            rows: rows.map { row in
                [
                    "<a href=\"\(AuditPaths.event(row.event.id.text))\">\(page.format.moment(row.event.at))</a>",
                    "\(EventWords.kind(row.event.kind, page))",
                    EventWords.subject(row, page), "\(EventWords.actor(row, page))", "\(row.agency ?? "–")",
                    row.position.map { "\(page.format.number($0))" } ?? Tag(page.t("audit.waiting"), .warn).html,
                ]
            }
        ).html
    }
}

/// The parts of the audit.
enum AuditTabs {
    enum Part { case events, identities, verification }

    static func html(_ page: Page, _ part: Part) -> HTML {
        Tabs(
            page.t("audit.parts"),
            [
                .init(page.t("audit.list.short"), link: AuditPaths.events(), isCurrent: part == .events),
                .init(page.t("audit.identities.short"), link: AuditPaths.identities(), isCurrent: part == .identities),
            ]
                + (page.actor.may(.readAudit)
                    ? [.init(page.t("audit.verification.short"), link: AuditPaths.verification(), isCurrent: part == .verification)] : [])
        ).html
    }
}
