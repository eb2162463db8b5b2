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
            let (found, versions) = try await request.database.read { tx in (try tx.dataStandard(id), try tx.versions(of: id)) }
            guard let standard = found else { throw AppError.notFound }
            guard let number = request.query.int("versi"), number != standard.version else {
                return .page(one(request.page, standard, versions, current: standard))
            }
            guard let version = versions.first(where: { $0.number == number }) else { throw AppError.notFound }
            return .page(one(request.page, standard.like(version), versions, current: standard))
        },
        .get(CataloguePaths.newStandard, permission: .administerCatalogue) { request in
            let today = request.catalogueDesk.directory.today
            return .page(StandardForm.page(request, Form(["valid_from": today.description]), nil))
        },
        .post(CataloguePaths.standards, permission: .administerCatalogue) { request in
            try await request.act(again: { form, error in StandardForm.page(request, form, nil, error) }) { data in
                let made = try await request.catalogueDesk.createStandard(try StandardForm.draft(data, request).draft, by: request.actor)
                return .redirect(CataloguePaths.standard(made.id.text), flash: request.t("directory.saved"))
            }
        },
        .get(CataloguePaths.editStandard, permission: .administerCatalogue) { request in
            let standard = try await find(request)
            return .page(StandardForm.page(request, StandardForm.form(standard), standard))
        },
        .post(CataloguePaths.editStandard, permission: .administerCatalogue) { request in
            let standard = try await find(request)
            return try await request.act(again: { form, error in
                let now = try await find(request)
                return StandardForm.page(request, error == nil ? form : form.setting("version", "\(now.version)"), now, error)
            }) { data in
                let (draft, version) = try StandardForm.draft(data, request)
                try await request.catalogueDesk.editStandard(standard.id, draft, by: request.actor, expecting: version)
                return .redirect(CataloguePaths.standard(standard.id.text), flash: request.t("directory.saved"))
            }
        },
    ]

    private static func find(_ request: Request) async throws -> DataStandard {
        let id = try request.id("id", DataStandard.self)
        guard let found = try await request.database.read({ tx in try tx.dataStandard(id) }) else { throw AppError.notFound }
        return found
    }

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
                <div class="row row--apart"><h1>\(page.t("standard.title"))</h1>\
                \(if: page.actor.may(.administerCatalogue), Button(page.t("standard.new"), link: CataloguePaths.newStandard()).html)</div><p class="lead">\(page.t("standard.about"))</p>
                \(if: cards.isEmpty, EmptyState(page.t("standard.none"), text: page.t("standard.none.about")).html, else: ListCard.list(cards))
                """)
    }

    static func one(_ page: Page, _ standard: DataStandard, _ versions: [StandardVersion], current: DataStandard) -> HTML {
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
                    (page.t("standard.version"), "\(page.format.number(standard.version))"),
                ]))
                \(if: standard.version != current.version, Notice(.warn, "<p>\(page.t("standard.earlier")) <a href=\"\(CataloguePaths.standard(current.id.text))\">\(page.t("standard.now"))</a></p>").html)
                \(if: page.actor.may(.administerCatalogue) && standard.version == current.version, "<p>\(Button(page.t("standard.edit"), kind: .quiet, icon: .edit, link: CataloguePaths.editStandard(current.id.text)))</p>")
                \(Table(page.t("understood.columns"), showsCaption: true, columns: names.map { Table.Column(page.t(TextKey("understood.column.\($0)"))) }, rows: rows))
                \(if: versions.count > 1, history(page, versions, current))
                """)
    }

    private static func history(_ page: Page, _ versions: [StandardVersion], _ current: DataStandard) -> HTML {
        let lines = versions.html { version in
            let link = CataloguePaths.standard(
                current.id.text, query: [("versi", version.number == current.version ? nil : "\(version.number)")])
            return
                "<li><a href=\"\(link)\">\(page.t("standard.version")) \(version.number)</a> <span class=\"muted\">\(page.format.moment(version.at))</span></li>"
        }
        return "<h2>\(page.t("standard.history"))</h2><ul>\(lines)</ul>"
    }
}
