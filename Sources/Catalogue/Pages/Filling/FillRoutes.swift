import Columns
import Directory
import Foundation
import HTTPTypes
import Ingest
import Kernel
import Storage
import Web

/// Small tables by phone: what is typed is added to the rows of the version that is shown and goes the way of every file.
enum FillRoutes {
    static let all: [PageRoute] = [
        .get(CataloguePaths.fill) { request in
            let (dataset, table) = try await find(request)
            return .page(page(request, dataset, table, Form(["rows": "1"])))
        },
        .post(CataloguePaths.fill) { request in
            let (dataset, table) = try await find(request)
            return try await request.act(again: { form, error in page(request, dataset, table, form, error) }) { data in
                if data[FillForm.moreRows] != nil {
                    let more = Form(data).setting("rows", "\(FillForm.rows(Form(data)) + 1)")
                    return .page(page(request, dataset, table, more))
                }
                let values = try FillForm.values(data, table.schema)
                let submission = try await send(values, dataset, table, request)
                return .redirect(
                    CataloguePaths.submission(submission.id.text, query: [("isian", table.id.text)]), flash: request.t("fill.sent"))
            }
        },
    ]

    /// A table that has a schema, for those who may send data for it.
    private static func find(_ request: Request) async throws -> (Dataset, Distribution) {
        try request.requireAccount()
        let id = try request.id("id", Distribution.self)
        let found = try await request.database.read { tx -> (Dataset, Distribution)? in
            guard let table = try tx.distribution(id), let dataset = try tx.dataset(table.dataset) else { return nil }
            return (dataset, table)
        }
        guard let found, DatasetPolicy.mayWorkOn(found.0, request.actor), !found.1.schema.fields.isEmpty else { throw AppError.notFound }
        guard request.actor.may(.produceData, agency: found.0.producer.text) else { throw AppError.forbidden }
        return found
    }

    /// Puts the rows behind those of the version that is shown and sends them as a file, so that the same checks and the same gate hold.
    private static func send(_ values: [[Datum]], _ dataset: Dataset, _ table: Distribution, _ request: Request) async throws -> Submission
    {
        let desk = request.catalogueDesk
        let shown = try await request.database.read { tx in try table.currentVersion.flatMap { try tx.datasetVersion($0) } }
        let schema = table.schema
        let before = try shown.map { try desk.files.csv($0.hash) }
        let shape = try schema.shape()
        // Rows of a version with other columns cannot be carried over by themselves.
        if let shown, shown.shape != shape { throw AppError.conflict("error.fill_schema_changed") }
        let path = try desk.files.scratch("csv")
        defer { try? FileManager.default.removeItem(atPath: path) }
        let size = try await Background.run { () throws(AppError) in
            let writer = try CanonicalWriter(path: path, shape: shape)
            if let before {
                let reader = try CanonicalReader(path: before, shape: shape)
                while let row = try reader.next() { try writer.row(row) }
            }
            for row in values { try writer.row(row) }
            return try writer.finish().length
        }
        let hash = try await desk.files.keep(csvAt: path)
        var reading = Reading(schema: schema)
        reading.remedies = table.reading.remedies
        return try await desk.receive(
            ReceiveUpload(
                table: table.id, filename: "isian-\(dataset.name).csv", fileHash: hash, fileBytes: size,
                note: request.t("fill.note", ["count": "\(values.count)"]), reading: reading), by: request.actor)
    }

    private static func page(
        _ request: Request, _ dataset: Dataset, _ table: Distribution, _ form: Form, _ conflict: AppError? = nil
    ) -> HTML {
        let page = request.page
        return Layout.page(
            page, title: table.title, isWide: false,
            body: """
                \(Breadcrumb(page, above: [(page.t("catalogue.mine.title"), CataloguePaths.mine()), (dataset.title, CataloguePaths.manage(dataset.name))], title: page.t("catalogue.fill")))
                <h1>\(table.title)</h1><p class="lead">\(page.t("fill.about"))</p>
                \(with: conflict, { Notice(.warn, isLive: true, "<p>\(page.t($0.message))</p>").html })\(ErrorSummary(page, form.issues))
                \(PostForm(page, CataloguePaths.fill(table.id.text), draft: "isi-\(table.id)", FillForm(page, table.schema, form).html))
                """)
    }
}
