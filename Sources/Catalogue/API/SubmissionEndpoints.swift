import Directory
import HTTPTypes
import Ingest
import Kernel
import Storage
import Web

/// Files sent in over the API: the acts are the pages' acts.
enum SubmissionEndpoints {
    static let all = [receive, list, one, corrections, quarantine, reading, file, twin, sheets] + acts

    private static let receive = Endpoint(
        .post, "/api/datasets/{name}/submissions", "Send a file for a table",
        about:
            "`upload` is a finished upload of the caller's. The file is read by a job; GET the submission until its state is no longer `received`.",
        permission: .produceData,
        request: .object(
            .required("upload", .id), .optional("table", .string(max: 100).about("Name or id; the first table unless given.")),
            .optional("note", .string(max: 2000)),
            .optional("reading", .any.about("How to read it; as the table's last file unless given."))),
        response: submission, status: .created
    ) { request in
        struct Body: Decodable {
            var upload: String
            var table: String?
            var note: String?
            var reading: Reading?
        }
        let dataset = try await DatasetEndpoints.find(request)
        let body = try await request.json(Body.self)
        let upload = try await finished(body.upload, request)
        let tables = try await request.database.read { tx in try tx.distributions(of: dataset.id) }
        guard let table = body.table.map({ name in tables.first { $0.name == name || $0.id.text == name } }) ?? tables.first else {
            throw AppError.invalid("table", "error.no_such_table")
        }
        let made = try await request.catalogueDesk.receive(
            ReceiveUpload(
                table: table.id, filename: upload.filename, fileHash: upload.hash, fileBytes: upload.size, note: body.note ?? "",
                reading: body.reading), by: request.actor)
        return .created(.object(json(made, [], request)), at: "/api/submissions/\(made.id)")
    }

    private static func finished(_ id: String, _ request: Request) async throws -> (filename: String, hash: String, size: Int) {
        guard let id = Identifier<Upload>(checking: id) else { throw AppError.invalid("upload", "error.upload_unfinished") }
        let upload = try await Uploads(request.installation).find(id, by: request.actor)
        guard let hash = upload.fileHash else { throw AppError.invalid("upload", "error.upload_unfinished") }
        return (upload.filename, hash, upload.size)
    }

    private static let list = Endpoint(
        .get, "/api/submissions", "Files sent in that the caller works on, the newest first", permission: .produceData,
        or: [.supportData, .stewardData, .trusteeData],
        parameters: [.init("state", .string(max: 20), "Only in this state; all open ones unless given.")],
        response: .object(.required("items", .array(of: submission)))
    ) { request in
        let states = request.query["state"].map { [$0] } ?? ["received", "unreadable", "read", "returned", "submitted", "checked"]
        let actor = request.actor
        let found = try await request.database.read { tx in
            let open = try tx.submissions(in: states, agencies: nil, limit: 1000)
            let datasets = try tx.datasets(Set(open.map(\.dataset)))
            return try open.filter { submission in
                datasets[submission.dataset].map { DatasetPolicy.maySee(submission, of: $0, actor) } ?? false
            }.prefix(200).map { ($0, try tx.returnReasons(of: $0.id)) }
        }
        return .json(["items": .array(found.map { .object(json($0.0, $0.1, request)) })])
    }

    private static let one = Endpoint(
        .get, "/api/submissions/{id}", "A file sent in, with everything that was understood of it", permission: .produceData,
        or: [.supportData, .stewardData, .trusteeData], response: whole
    ) { request in
        let opened = try await SubmissionRequest(api: request)
        var object = json(opened.submission, opened.reasons, request)
        object["reading"] = DatasetJSON.json(jsonText(opened.submission.reading))
        object["understanding"] = try await opened.understandingJSON()
        return .json(.object(object))
    }

    private static let corrections = Endpoint(
        .get, "/api/submissions/{id}/corrections", "The file with what is to be mended at its cells",
        about:
            "A workbook comes back with comments at its cells, both what could not be read and why it was returned; other files as a CSV list.",
        permission: .produceData, or: [.supportData, .stewardData, .trusteeData],
        responseType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    ) { request in try await Corrections(try await SubmissionRequest(api: request)).reply() }

    private static let quarantine = Endpoint(
        .get, "/api/submissions/{id}/quarantine", "The rows in quarantine as CSV, each with what is wrong with it",
        permission: .produceData,
        or: [.supportData, .stewardData, .trusteeData], responseType: "text/csv"
    ) { request in try await SubmissionRoutes.quarantine(try await SubmissionRequest(api: request)) }

    private static let reading = Endpoint(
        .put, "/api/submissions/{id}/reading", "Have a file read otherwise",
        about:
            "The body is the `reading` of the submission, changed: sheet, switches, columns, schema, fixes, remedies, and `harmless`: findings that are nobody's personal data, each with its `kind`, `fields` and a `reason` of 20 letters or more; never for numbers of the State.",
        permission: .produceData,
        request: .any, response: submission
    ) { request in
        let reading = try await request.json(Reading.self)
        return try await perform(ChangeReading(reading), nil, request)
    }

    private static let file = Endpoint(
        .put, "/api/submissions/{id}/file", "Send another file in place of one that had mistakes", permission: .produceData,
        request: .object(.required("upload", .id), .optional("version", .integer)), response: submission
    ) { request in
        struct Body: Decodable {
            var upload: String
            var version: Int?
        }
        let body = try await request.json(Body.self)
        let upload = try await finished(body.upload, request)
        return try await perform(
            ReplaceFile(filename: upload.filename, fileHash: upload.hash, fileBytes: upload.size), body.version, request)
    }

    private static let twin = Endpoint(
        .post, "/api/submissions/{id}/summary", "Make an open summary of a file that may not be open",
        about: """
            Rows counted by the fields named in `by`, in none of which people were found; small groups left out. A submission of a dataset \
            of its own.
            """,
        permission: .produceData,
        request: .object(
            .required("by", .array(of: .string(max: 200), max: 20)), .optional("sums", .array(of: .string(max: 200), max: 50))),
        response: submission, status: .created
    ) { request in
        struct Body: Decodable {
            var by: [String]
            var sums: [String]?
        }
        let body = try await request.json(Body.self)
        let made = try await request.catalogueDesk.makeTwin(
            of: try request.id("id"), by: body.by, sums: body.sums ?? [], for: request.actor)
        return .created(.object(json(made, [], request)), at: "/api/submissions/\(made.id)")
    }

    private static let sheets = Endpoint(
        .post, "/api/submissions/{id}/sheets", "Hand in further sheets of a workbook",
        about: """
            Each for the table of the dataset that is called as the sheet is, which is made where there is none. `sheets` are positions in \
            the submission's `understanding`, from 0.
            """,
        permission: .produceData,
        request: .object(.required("sheets", .array(of: .integer(0...10_000), max: 100))),
        response: .object(.required("items", .array(of: submission))), status: .created
    ) { request in
        struct Body: Decodable { var sheets: [Int] }
        let opened = try await SubmissionRequest(api: request)
        guard let seen = try await opened.understanding() else { throw AppError.conflict("error.submission_not_read") }
        let sheets = try seen.named(try await request.json(Body.self).sheets)
        let taken = try await request.catalogueDesk.takeSheets(sheets, of: opened.submission.id, by: request.actor)
        var reply = Reply.json(["items": .array(taken.map { .object(json($0, [], request)) })])
        reply.status = .created
        return reply
    }

    static func perform(_ act: any SubmissionAct, _ version: Int?, _ request: Request) async throws -> Reply {
        let id = try request.id("id", Submission.self)
        let done = try await request.catalogueDesk.perform(act, on: id, by: request.actor, expecting: version)
        let reasons = try await request.database.read { tx in try tx.returnReasons(of: id) }
        return .json(.object(json(done, reasons, request)))
    }
}
