import Catalogue
import Directory
import Kernel
import Web
import Work

/// Requests and agreements of one's agencies.
enum SharingListPage {
    struct View: Sendable {
        var requests: [RequestFile]
        var agreements: [AgreementFile]
        var agencies: AgencyTree
        var offsetHours: Int
    }

    static func page(_ page: Page, _ view: View) -> HTML {
        let requests = view.requests.map { file in
            ListCard(
                file.dataset.title(page.language), link: SharingPaths.request(file.request.code),
                facts: [
                    "\(view.agencies.name(file.request.asker.text)) → \(view.agencies.name(file.request.owner.text))",
                    "\(page.format.day(file.request.askedAt))", "<span class=\"code\">\(file.request.code)</span>",
                ], tags: [SharingWords.tag(page, file.request).html], level: 3)
        }
        let agreements = view.agreements.map { file in
            ListCard(
                file.dataset.title(page.language), link: SharingPaths.agreement(file.agreement.code),
                facts: [
                    "\(view.agencies.name(file.agreement.owner.text)) → \(view.agencies.name(file.agreement.user.text))",
                    "\(page.t("agreement.until", ["day": page.format.day(file.agreement.untilOn)]))",
                    "<span class=\"code\">\(file.agreement.code)</span>",
                ], tags: [SharingWords.tag(page, file.agreement, at: page.now, offsetHours: view.offsetHours).html], level: 3)
        }
        let mayAudit = page.actor.may(.inspectSharing) || page.actor.mayAnywhere(.decideSharing)
        return Layout.page(
            page, title: page.t("sharing.title"),
            body: """
                <h1>\(page.t("sharing.title"))</h1><p class="lead">\(page.t("sharing.lead"))</p>\
                \(if: mayAudit, "<p><a href=\"\(SharingPaths.readings())\">\(page.t("reading.all"))</a></p>")\
                <section class="stack"><h2>\(page.t("sharing.requests"))</h2>\
                \(if: requests.isEmpty, "<p class=\"muted\">\(page.t("sharing.no_requests"))</p><p>\(Button(page.t("sharing.find"), kind: .quiet, icon: .search, link: CataloguePaths.catalogue(query: [("akses", "restricted")])))</p>", else: ListCard.list(requests))</section>\
                <section class="stack"><h2>\(page.t("sharing.agreements"))</h2>\
                \(if: agreements.isEmpty, "<p class=\"muted\">\(page.t("sharing.no_agreements"))</p>", else: ListCard.list(agreements))</section>
                """)
    }
}

/// Who read an agency's restricted data, with or without an agreement.
enum ReadingsPage {
    static func page(_ request: Request, _ found: [DataReading], pageSize: Int, isFirst: Bool) async throws -> HTML {
        let page = request.page
        let shown = Array(found.prefix(pageSize))
        let names = try await request.sharing.names(of: shown.map(\.actor))
        let agencies = request.sharing.directory.agencies
        let table = Table(
            page.t("reading.title"),
            columns: [
                Table.Column(page.t("reading.at")), Table.Column(page.t("reading.dataset")), Table.Column(page.t("reading.who")),
                Table.Column(page.t("reading.agency")), Table.Column(page.t("reading.purpose")),
                Table.Column(page.t("reading.rows"), isNumber: true),
            ],
            rows: shown.map { reading in
                let dataset = request.catalogueIndex.entry(reading.dataset)?.dataset.title(page.language) ?? "–"
                return [
                    "\(page.format.moment(reading.at))", "\(dataset)", "\(names[reading.actor] ?? page.t("reading.someone"))",
                    "\(reading.agency.map { agencies.name($0.text) } ?? page.t("reading.own"))",
                    "\(page.t(TextKey("reading.purpose.\(reading.purpose.rawValue)")))", "\(page.format.number(reading.rows))",
                ]
            })
        let older = found.count > pageSize ? shown.last.map { SharingPaths.readings(query: [("lama", $0.id.text)]) } : nil
        return Layout.page(
            page, title: page.t("reading.all"),
            body: """
                \(Breadcrumb(page, above: [(page.t("sharing.title"), SharingPaths.list())], title: page.t("reading.all")))\
                <h1>\(page.t("reading.all"))</h1><p class="lead">\(page.t("reading.lead"))</p>\
                \(if: shown.isEmpty, "<p class=\"muted\">\(page.t("reading.none"))</p>", else: table.html)\
                \(Pagination(page, newer: isFirst ? nil : SharingPaths.readings(), older: older))
                """)
    }
}
