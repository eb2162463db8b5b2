import Directory
import HTTPTypes
import Ingest
import Kernel
import Storage
import Web

/// Sending a file in for a table.
enum UploadRoutes {
    /// Bytes a file may have in a form; larger ones come in pieces through the API.
    static let most = 512 << 20
    static let accepted = ".xlsx,.csv,.tsv,.txt,.json,.ndjson,.jsonl,.geojson"

    static let all: [PageRoute] = [
        .get(CataloguePaths.upload) { request in
            let dataset = try await ManageRoutes.find(request)
            return .page(try await page(request, dataset, Form(["table": request.query["tabel"] ?? ""])))
        },
        .post(CataloguePaths.upload, limits: .uploads(1, each: most)) { request in
            let dataset = try await ManageRoutes.find(request)
            return try await request.act(again: { form, error in try await page(request, dataset, form, error) }) { data in
                var checker = Checker(data)
                let table: Identifier<Distribution>? = checker.id("table")
                let note = checker.textIfAny("note", max: 2000) ?? ""
                try checker.check()
                guard let table else { throw AppError.notFound }
                try await mayReceive(request, table, of: dataset)
                let file = try await arrived(data, request)
                let submission = try await request.catalogueDesk.receive(
                    ReceiveUpload(table: table, filename: file.filename, fileHash: file.hash, fileBytes: file.size, note: note),
                    by: request.actor)
                return .redirect(CataloguePaths.submission(submission.id.text), flash: request.t("submission.received"))
            }
        },
    ]

    /// The file of a form: sent with it, or before it in pieces.
    static func arrived(_ data: FormData, _ request: Request) async throws -> (filename: String, hash: String, size: Int) {
        if let id = data["upload"].flatMap({ Identifier<Upload>(checking: $0) }) {
            let upload = try await Uploads(request.installation).find(id, by: request.actor)
            guard let hash = upload.fileHash else { throw AppError.invalid("file", "error.upload_unfinished") }
            return (upload.filename, hash, upload.size)
        }
        guard let file = data.files.first(where: { $0.field == "file" }), file.size > 0 else {
            throw AppError.invalid("file", "error.upload_missing")
        }
        return (file.filename, try await file.keep(in: request.installation.files), file.size)
    }

    /// Before a large file is kept.
    private static func mayReceive(_ request: Request, _ table: Identifier<Distribution>, of dataset: Dataset) async throws {
        guard request.actor.may(.produceData, agency: dataset.producer.text) else { throw AppError.forbidden }
        guard try await request.database.read({ tx in try tx.distribution(table)?.dataset }) == dataset.id else { throw AppError.notFound }
    }

    private static func page(_ request: Request, _ dataset: Dataset, _ form: Form, _ conflict: AppError? = nil) async throws -> HTML {
        let page = request.page
        let tables = try await request.database.read { tx in try tx.distributions(of: dataset.id) }
        let chosen = tables.first { $0.id.text == form.value("table") } ?? tables[0]
        let fields = Fields(page, form.setting("table", chosen.id.text))
        let title = page.t("catalogue.upload.title")
        let template = chosen.schema.fields.isEmpty ? nil : CataloguePaths.fill(chosen.id.text)
        return Layout.page(
            page, title: title, isWide: false,
            body: """
                \(Breadcrumb(page, above: [(page.t("catalogue.mine.title"), CataloguePaths.mine()), (dataset.title, CataloguePaths.manage(dataset.name))], title: title))
                <h1>\(title)</h1><p class="lead">\(page.t("catalogue.upload.about"))</p>
                \(with: conflict, { Notice(.warn, isLive: true, "<p>\(page.t($0.message))</p>").html })\(fields.summary)\(if: request.query["baru"] != nil, DraftSent("dataset-baru").html)
                \(PostForm(page, CataloguePaths.upload(dataset.name), isMultipart: true, attributes: " data-pieces data-drop", """
                <input type="hidden" name="upload" value="">
                \(if: tables.count > 1, fields.select("table", "catalogue.upload.table", tables.map { Choice($0.id.text, $0.title) }).html, else: fields.hidden("table"))
                \(FileInput(page, "file", label: page.t("catalogue.upload.file"), accept: accepted, hint: page.t("catalogue.upload.hint", ["limit": sizeText(most)]), error: form.issue("file").map { page.t($0) }))
                \(fields.area("note", "catalogue.upload.note", need: .optional, hint: "catalogue.upload.note.hint", rows: 2))
                <p>\(Button(page.t("catalogue.upload.send"), icon: .send))</p>
                """))
                \(with: template, { "<p><a href=\"\($0)\">\(page.t("catalogue.fill.instead"))</a></p>" })
                """)
    }
}
