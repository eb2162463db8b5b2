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
    /// Whose rows are filled in: the table's own agency's, or those of villages that it asks.
    private struct Opened {
        var dataset: Dataset
        var table: Distribution
        /// Villages for which the actor may send; empty for the own agency.
        var villages: [Agency] = []
        var untilOn: Day?
    }

    static let all: [PageRoute] = [
        .get(CataloguePaths.fill) { request in .page(page(request, try await find(request), Form(["rows": "1"]))) },
        .post(CataloguePaths.fill) { request in
            let opened = try await find(request)
            return try await request.act(again: { form, error in page(request, opened, form, error) }) { data in
                if data[FillForm.moreRows] != nil {
                    let more = Form(data).setting("rows", "\(FillForm.rows(Form(data)) + 1)")
                    return .page(page(request, opened, more))
                }
                if !opened.villages.isEmpty { return try await contribute(data, opened, request) }
                let values = try FillForm.values(data, opened.table.schema)
                let submission = try await send(values, opened.dataset, opened.table, request)
                return .redirect(
                    CataloguePaths.submission(submission.id.text, query: [("isian", opened.table.id.text)]), flash: request.t("fill.sent"))
            }
        },
    ]

    /// Villages for which the actor may send data.
    static func villages(_ request: Request) -> [Agency] {
        let directory = request.catalogueDesk.directory
        guard let reach = request.actor.agencies(for: .produceData) else { return [] }
        return directory.agencies.active(on: directory.today).filter { FillingInvitation.isMeant($0) && reach.contains($0.id.text) }
    }

    /// A table that has a schema, for those who may send data for it and for villages that it asks.
    private static func find(_ request: Request) async throws -> Opened {
        try request.requireAccount()
        let id = try request.id("id", Distribution.self)
        let today = request.catalogueDesk.directory.today
        let found = try await request.database.read { tx -> (Opened, FillingInvitation?)? in
            guard let table = try tx.distribution(id), let dataset = try tx.dataset(table.dataset) else { return nil }
            return (Opened(dataset: dataset, table: table), try tx.fillingInvitation(id))
        }
        guard let (known, invitation) = found, !known.table.schema.fields.isEmpty else { throw AppError.notFound }
        var opened = known
        if request.actor.may(.produceData, agency: opened.dataset.producer.text) { return opened }
        if let invitation, invitation.untilOn >= today, opened.dataset.state != .withdrawn {
            opened.villages = villages(request)
            opened.untilOn = invitation.untilOn
            if !opened.villages.isEmpty { return opened }
        }
        throw DatasetPolicy.mayWorkOn(opened.dataset, request.actor) ? AppError.forbidden : AppError.notFound
    }

    /// What need not be asked of a village: where it is.
    private static func given(_ opened: Opened, _ form: Form, _ request: Request) -> [String: String] {
        guard let village = village(opened, form), let region = village.region else { return [:] }
        let schema = opened.table.schema
        var given: [String: String] = [:]
        if let area = ContributionRows.areaField(schema) { given[schema.fields[area].name] = region.text }
        let name = request.catalogueDesk.directory.places.now.name(region)
        for field in schema.fields where field.standard.role == .areaName { given[field.name] = name }
        return given
    }

    private static func village(_ opened: Opened, _ form: Form) -> Agency? {
        opened.villages.first { $0.id.text == form.value("village") } ?? opened.villages.first
    }

    private static func contribute(_ data: FormData, _ opened: Opened, _ request: Request) async throws -> Reply {
        guard let village = village(opened, Form(data)) else { throw AppError.notFound }
        let values = try FillForm.values(data, opened.table.schema, given: given(opened, Form(data), request))
        _ = try await request.catalogueDesk.contribute(values, to: opened.table.id, for: village.id, by: request.actor)
        return .redirect(CataloguePaths.mine(query: [("isian", opened.table.id.text)]), flash: request.t("contribution.sent"))
    }

    /// Puts the rows behind those of the version that is shown and sends them as a file, so that the same checks and the same gate hold.
    private static func send(_ values: [[Datum]], _ dataset: Dataset, _ table: Distribution, _ request: Request) async throws -> Submission
    {
        let desk = request.catalogueDesk
        let shown = try await request.database.read { tx in try table.currentVersion.flatMap { try tx.datasetVersion($0) } }
        let schema = table.schema
        let before: String? = if let shown { try await desk.files.csv(shown.hash) } else { nil }
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

    private static func page(_ request: Request, _ opened: Opened, _ form: Form, _ conflict: AppError? = nil) -> HTML {
        let page = request.page
        let (dataset, table) = (opened.dataset, opened.table)
        let isVillage = !opened.villages.isEmpty
        let above: [(String, String)] =
            [(page.t("catalogue.mine.title"), CataloguePaths.mine())]
            + (isVillage ? [] : [(dataset.title, CataloguePaths.manage(dataset.name))])
        let about =
            opened.untilOn.map {
                page.t(
                    "fill.about.village",
                    ["agency": request.catalogueDesk.directory.agencies.name(dataset.producer.text), "day": page.format.day($0)])
            }
            ?? page.t("fill.about")
        let choice: HTML =
            opened.villages.count > 1
            ? Select(
                page, "village", in: form, label: page.t("fill.village"), choices: opened.villages.map { Choice($0.id.text, $0.name) }
            ).html : .empty
        let fields = FillForm(page, table.schema, form, given: given(opened, form, request)).html
        return Layout.page(
            page, title: table.title, isWide: false,
            body: """
                \(Breadcrumb(page, above: above, title: page.t("catalogue.fill")))
                <h1>\(table.title)</h1><p class="lead">\(about)</p>
                \(with: conflict, { Notice(.warn, isLive: true, "<p>\(page.t($0.message))</p>").html })\(ErrorSummary(page, form.issues))
                \(PostForm(page, CataloguePaths.fill(table.id.text), draft: "isi-\(table.id)", "\(choice)\(fields)"))
                """)
    }
}
