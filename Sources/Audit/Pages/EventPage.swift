import Kernel
import Web
import Work

/// One event with everything about it.
package enum EventPage {
    package static func page(_ page: Page, _ row: EventRow) -> HTML {
        let event = row.event
        let title = EventWords.kind(event.kind, page)
        return Layout.page(
            page, title: title, isWide: false,
            body: """
                <div class="stack">\(Breadcrumb(page, above: [(page.t("audit.list.title"), AuditPaths.events())], title: title))\
                <h1>\(title)</h1>\(Facts(facts(page, row)))\
                \(with: row.written, { Card(title: page.t("audit.event.written"), "<p>\($0)</p>").html })\
                \(if: !event.details.isEmpty, details(page, row))\
                <h2>\(page.t("audit.event.seal"))</h2>\(seal(page, row))\
                \(with: row.subject, { subject in sameSubject(page, subject.title) })</div>
                """)
    }

    private static func facts(_ page: Page, _ row: EventRow) -> [(String, HTML?)] {
        let event = row.event
        return [
            (page.t("audit.column.at"), "\(page.format.moment(event.at)) <span class=\"muted\">\(event.at.description)</span>"),
            (page.t("audit.column.subject"), EventWords.subject(row, page)),
            (page.t("audit.event.sequence"), "\(page.format.number(event.sequence))"),
            (
                page.t("audit.column.actor"),
                "\(EventWords.actor(row, page)) <span class=\"muted\">(\(EventWords.actorKind(event.actorKind, page)))</span>"
            ),
            (page.t("audit.column.agency"), row.agency.map { "\($0)" }),
            (page.t("audit.event.visibility"), "\(EventWords.visibility(event.visibility.rawValue, page))"),
            (page.t("audit.event.code"), "<code>\(event.kind)</code>"),
        ]
    }

    private static func details(_ page: Page, _ row: EventRow) -> HTML {
        let facts = row.event.details.sorted { $0.key < $1.key }.map { (EventWords.detail($0.key, page), HTML(text: $0.value) as HTML?) }
        return "<h2>\(page.t("audit.event.details"))</h2>\(Facts(facts))"
    }

    private static func seal(_ page: Page, _ row: EventRow) -> HTML {
        guard let position = row.position, let hash = row.hash else {
            return Notice(.info, "<p>\(page.t("audit.event.unsealed"))</p>").html
        }
        return Facts([
            (page.t("audit.column.position"), "\(page.format.number(position))"),
            (page.t("audit.event.hash"), "<code>\(hash)</code>"),
            (page.t("audit.event.sealed_at"), row.sealedAt.map { "\(page.format.moment($0))" }),
            (page.t("audit.event.digest"), row.event.digest.isEmpty ? nil : "<code>\(row.event.digest)</code>"),
            (page.t("audit.event.id"), "<code>\(row.event.id.text)</code>"),
        ]).html
    }

    private static func sameSubject(_ page: Page, _ title: String) -> HTML {
        "<p><a href=\"\(AuditPaths.events(query: [("kode", title)]))\">\(page.t("audit.event.same", ["subject": title]))</a></p>"
    }
}

/// Who opened the identity behind which report, when and why.
package enum IdentityPage {
    package static func page(_ page: Page, _ list: EventList, _ query: EventQuery) -> HTML {
        Layout.page(
            page, title: page.t("audit.identities.title"),
            body: """
                <div class="stack"><h1>\(page.t("audit.identities.title"))</h1><p class="lead">\(page.t("audit.identities.lead"))</p>\
                \(AuditTabs.html(page, .identities))\(content(page, list, query))</div>
                """)
    }

    private static func content(_ page: Page, _ list: EventList, _ query: EventQuery) -> HTML {
        guard let first = list.rows.first, let last = list.rows.last else {
            return EmptyState(page.t("audit.identities.none"), text: page.t("audit.identities.none_text")).html
        }
        let table = Table(
            page.t("audit.identities.title"),
            columns: ["at", "actor", "agency", "subject", "reason"].map { Table.Column(page.t(TextKey("audit.column.\($0)"))) },
            rows: list.rows.map { row in
                [
                    "<a href=\"\(AuditPaths.event(row.event.id.text))\">\(page.format.moment(row.event.at))</a>",
                    "\(EventWords.actor(row, page))",
                    "\(row.agency ?? "–")", EventWords.subject(row, page), "\(row.written ?? page.t("audit.identities.unknown"))",
                ]
            })
        return """
            \(table)\(Pagination(
                page, newer: list.hasNewer ? query.page(newer: first.event.id).link(AuditPaths.identities) : nil,
                older: list.hasOlder ? query.page(older: last.event.id).link(AuditPaths.identities) : nil))
            """
    }
}
