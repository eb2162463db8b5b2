import Directory
import HTTPTypes
import Kernel
import Storage
import Web
import Work

/// Pages of instruments, for those who write them and those who begin assessments.
enum InstrumentRoutes {
    private static let readers: [Permission] = [.shapeInstruments, .coordinateAssessments]

    static let all: [PageRoute] = [
        .get(AssessmentPaths.instruments) { request in
            .page(InstrumentPages.list(request.page, try await instruments(request)))
        },
        .get(AssessmentPaths.instrumentsCSV) { request in
            try await PlainTable.instruments(request.page, try await instruments(request)).reply("csv", name: "instrumen-penilaian")
        },
        .get(AssessmentPaths.instrumentsXLSX) { request in
            try await PlainTable.instruments(request.page, try await instruments(request)).reply("xlsx", name: "instrumen-penilaian")
        },
        .get(AssessmentPaths.newInstrument, permission: .shapeInstruments) { request in
            let form = InstrumentForm.empty(request.assessments.directory.today)
            return .page(InstrumentPages.editor(request.page, nil, form, nil))
        },
        .post(AssessmentPaths.instruments, permission: .shapeInstruments) { request in
            try await request.act(again: { form, error in InstrumentPages.editor(request.page, nil, form, error) }) { data in
                let draft = try InstrumentForm.draft(data)
                let instrument = try await placing(data) {
                    try await request.assessments.desk.create(draft, code: data["code"] ?? "", by: request.actor)
                }
                return .redirect(AssessmentPaths.instrument(instrument.key), flash: request.t("instrument.did.create"))
            }
        },
        .get(AssessmentPaths.instrument) { request in .page(try await page(request, .empty, nil)) },
        .get(AssessmentPaths.editInstrument, permission: .shapeInstruments) { request in
            let instrument = try await instrument(request)
            guard instrument.state == .draft else { return .redirect(AssessmentPaths.instrument(instrument.key)) }
            return .page(InstrumentPages.editor(request.page, instrument, InstrumentForm.filled(instrument), nil))
        },
        .post(AssessmentPaths.editInstrument, permission: .shapeInstruments) { request in
            let instrument = try await instrument(request)
            return try await request.act(again: { form, error in InstrumentPages.editor(request.page, instrument, form, error) }) { data in
                let draft = try InstrumentForm.draft(data)
                try await placing(data) {
                    try await request.assessments.desk.edit(
                        instrument.key, draft, by: request.actor, expecting: data.neededVersion)
                }
                return .redirect(AssessmentPaths.instrument(instrument.key), flash: request.t("instrument.did.edit"))
            }
        },
        .post(AssessmentPaths.publication, permission: .shapeInstruments) { request in
            let id = try request.parameter("id")
            return try await request.act(again: { form, error in try await page(request, form, error) }) { data in
                try await request.assessments.desk.publish(id, by: request.actor, expecting: data.neededVersion)
                return .redirect(AssessmentPaths.instrument(id), flash: request.t("instrument.did.publish"))
            }
        },
        .post(AssessmentPaths.follow, permission: .shapeInstruments) { request in
            try await request.act(again: { form, error in try await page(request, form, error) }) { _ in
                let next = try await request.assessments.desk.follow(try request.parameter("id"), by: request.actor)
                return .redirect(AssessmentPaths.editInstrument(next.key), flash: request.t("instrument.did.follow"))
            }
        },
        .get(AssessmentPaths.itemsCSV) { request in
            let instrument = try await instrument(request)
            return try await InstrumentTable.export(instrument).reply("csv", name: "\(instrument.code)-\(instrument.edition)")
        },
        .get(AssessmentPaths.itemsXLSX) { request in
            let instrument = try await instrument(request)
            return try await InstrumentTable.export(instrument).reply("xlsx", name: "\(instrument.code)-\(instrument.edition)")
        },
        .post(AssessmentPaths.importItems, permission: .shapeInstruments, limits: .uploads(1, each: 4 << 20)) { request in
            let id = try request.parameter("id")
            return try await request.act(again: { form, error in try await page(request, form, error) }) { data in
                try await importItems(id, data, expecting: data.neededVersion, request)
                return .redirect(AssessmentPaths.instrument(id), flash: request.t("instrument.did.import"))
            }
        },
    ]

    /// Reads a file of items into a draft, for the page and for the API.
    static func importItems(_ id: String, _ data: FormData, expecting version: Int?, _ request: Request) async throws {
        guard let file = data.files("file").first, file.size > 0 else { throw AppError.invalid("file", "directory.import.no_file") }
        let bytes = try await file.bytes()
        do {
            let items = try InstrumentTable.read(.bytes(bytes))
            try await request.assessments.desk.replaceItems(
                id, items, by: request.actor, expecting: version)
        } catch let error as AppError where [.invalid, .malformed, .unsupported].contains(error.kind) {
            throw AppError.invalid(error.issues.isEmpty ? [Issue("file", error.message)] : error.issues.map { Issue("file", $0.message) })
        }
    }

    static func instruments(_ request: Request) async throws -> [Instrument] {
        try request.require(readers)
        return try await request.database.read { try $0.assessmentInstruments() }
    }

    static func instrument(_ request: Request) async throws -> Instrument {
        try request.require(readers)
        let id = try request.parameter("id")
        guard let found = try await request.database.read({ try $0.kept(Instrument.self, id) }) else { throw AppError.notFound }
        return found
    }

    private static func page(_ request: Request, _ form: Form, _ error: AppError?) async throws -> HTML {
        let instrument = try await instrument(request)
        let others = try await request.database.read { try $0.assessmentInstruments() }.filter {
            $0.code == instrument.code && $0.id != instrument.id
        }
        return InstrumentPages.page(request.page, instrument, others: others, form: form, error: error)
    }

    @discardableResult
    private static func placing<T>(_ data: FormData, _ act: () async throws -> T) async throws -> T {
        do { return try await act() } catch let error as AppError where error.kind == .invalid {
            throw InstrumentForm.placed(error, data)
        }
    }
}
