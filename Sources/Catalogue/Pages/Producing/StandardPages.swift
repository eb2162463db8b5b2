import Directory
import HTTPTypes
import Ingest
import Kernel
import Storage
import Web

/// The data standards that tables follow, for everybody to read.
enum StandardPages {
    static let all: [PageRoute] = [
        .get(CataloguePaths.standards) { request in
            let standards = try await request.database.read { tx in try tx.dataStandards() }
            return .page(list(request.page, standards, today: request.catalogueDesk.directory.today))
        },
        .get(CataloguePaths.standard) { request in
            let id = try request.id("id", DataStandard.self)
            guard let standard = try await request.database.read({ tx in try tx.dataStandard(id) }) else { throw AppError.notFound }
            return .page(one(request.page, standard))
        },
    ]

    static func list(_ page: Page, _ standards: [DataStandard], today: Day) -> HTML {
        let cards = standards.map { standard in
            ListCard(
                standard.name, link: CataloguePaths.standard(standard.id.text), text: standard.description,
                facts: [
                    standard.code.map { "<span class=\"code\">\($0)</span>" },
                    "\(page.t("standard.columns", ["count": "\(standard.schema.fields.count)"]))",
                ]
                .compactMap(\.self),
                tags: [
                    Tag(
                        page.t(standard.isValid(on: today) ? "standard.valid" : "standard.ended"),
                        standard.isValid(on: today) ? .good : .idle
                    ).html
                ])
        }
        return Layout.page(
            page, title: page.t("standard.title"),
            body: """
                <h1>\(page.t("standard.title"))</h1><p class="lead">\(page.t("standard.about"))</p>
                \(if: cards.isEmpty, EmptyState(page.t("standard.none"), text: page.t("standard.none.about")).html, else: ListCard.list(cards))
                """)
    }

    static func one(_ page: Page, _ standard: DataStandard) -> HTML {
        let rows: [[HTML]] = standard.schema.fields.map { field in
            [
                "\(field.heading)", "<span class=\"code\">\(field.name)</span>", "\(page.t(TextKey("field.type.\(field.type.rawValue)")))",
                "\(field.standard.concept ?? "–")", "\(field.standard.definition ?? "–")", "\(field.standard.classification ?? "–")",
                "\(field.standard.measure ?? "–")", "\(field.standard.unit ?? "–")",
            ]
        }
        let names = ["title", "name", "type", "concept", "definition", "classification", "measure", "unit"]
        return Layout.page(
            page, title: standard.name,
            body: """
                \(Breadcrumb(page, above: [(page.t("standard.title"), CataloguePaths.standards())], title: standard.name))<h1>\(standard.name)</h1>
                \(if: !standard.description.isEmpty, "<p class=\"lead\">\(standard.description)</p>")
                \(Facts([
                    (page.t("catalogue.field.standard_code"), standard.code.map { "<span class=\"code\">\($0)</span>" }),
                    (page.t("standard.valid_from"), "\(page.format.day(standard.validFrom))"),
                    (page.t("standard.valid_to"), standard.validTo.map { "\(page.format.day($0))" }),
                ]))
                \(Table(page.t("understood.columns"), showsCaption: true, columns: names.map { Table.Column(page.t(TextKey("understood.column.\($0)"))) }, rows: rows))
                """)
    }
}
