import Directory
import Kernel
import Tables
import Web

/// A file of a plan as the API gives it.
struct PlanImportJSON: Encodable, Sendable {
    struct Row: Encodable, Sendable {
        var line: Int
        var column: String
        var found: String
        var problem: String
        var expected: String

        init(_ problem: RowProblem, _ request: Request) {
            line = problem.line
            column = problem.column
            found = problem.found
            self.problem = request.page.t(problem.problem)
            expected = request.page.t(problem.expected)
        }
    }

    struct Column: Encodable, Sendable {
        var heading: String
        var meaning: String
        var year: Int?
    }

    struct Plan: Encodable, Sendable {
        struct Change: Encodable, Sendable {
            var code: String
            var title: String
            var what: [String]
        }

        var agencyId: String
        var editionId: String?
        var matched: Int
        var added: [String]
        var gone: [String]
        var left: [String]
        var unknown: [String]
        var changed: [Change]
        var totalsBefore: [String: Int]
        var totalsAfter: [String: Int]

        init(_ plan: KeptPlan, _ request: Request) {
            let found = plan.reconciliation
            agencyId = plan.agency.text
            editionId = plan.edition?.text
            matched = found.matched
            added = found.added.map(\.code.text)
            gone = found.gone.map(\.code.text)
            left = plan.left
            unknown = plan.unknown
            changed = found.changed.map { Change(code: $0.code.text, title: $0.title, what: $0.what.map { request.page.t($0) }) }
            totalsBefore = Dictionary(uniqueKeysWithValues: found.totalsBefore.map { ("\($0.key)", $0.value) })
            totalsAfter = Dictionary(uniqueKeysWithValues: found.totalsAfter.map { ("\($0.key)", $0.value) })
        }
    }

    struct Report: Encodable, Sendable {
        var rows: Int
        var taken: Int
        var problemCount: Int
        var problems: [Row]
        var remarkCount: Int
        var remarks: [Row]
        var columns: [Column]
        var refusedAgencyIds: [String]
        var plans: [Plan]
    }

    var id: String
    var kind: String
    var fromYear: Int
    var toYear: Int
    var agencyId: String?
    var amounts: String
    var source: String
    var filename: String
    var state: String
    var createdAt: Instant
    var version: Int
    var report: Report?

    init(_ made: PlanImport) {
        id = made.id.text
        kind = made.scope.kind.rawValue
        fromYear = made.scope.years.lowerBound
        toYear = made.scope.years.upperBound
        agencyId = made.scope.agency?.text
        amounts = made.scope.isSpending ? "spent" : "planned"
        source = made.source
        filename = made.filename
        state = made.state.rawValue
        createdAt = made.createdAt
        version = made.version
    }

    init(_ made: PlanImport, _ found: PlanImportReport, _ request: Request) {
        self.init(made)
        let reading = found.reading
        report = Report(
            rows: reading.rows, taken: reading.taken, problemCount: reading.problemCount,
            problems: reading.problems.map { Row($0, request) }, remarkCount: reading.remarkCount,
            remarks: reading.remarks.map { Row($0, request) },
            columns: reading.columns.map { Column(heading: $0.heading, meaning: $0.column.rawValue, year: $0.year) },
            refusedAgencyIds: found.refused.map(\.text), plans: found.plans.map { Plan($0, request) })
    }

    /// As it stands: with what keeping it would change as long as it can be kept.
    static func read(_ made: PlanImport, _ request: Request) async throws -> PlanImportJSON {
        guard made.state == .read else { return PlanImportJSON(made) }
        return PlanImportJSON(made, try await request.planImports.compare(made, by: request.actor), request)
    }

    private static let count = Schema.integer(0...Int.max)
    private static let rows = Schema.array(
        of: .object(
            .required("line", count), .required("column", .string), .required("found", .string), .required("problem", .string),
            .required("expected", .string)), max: PlanReading.limit
    ).about("Of more than \(PlanReading.limit) only the first.")

    private static let summary: [Schema.Member] = [
        .required("id", .id), .required("kind", .choice(PlanScope.kinds.map(\.rawValue))), .required("fromYear", .integer(MoneyLine.years)),
        .required("toYear", .integer(MoneyLine.years)), .optional("agencyId", .id), .required("amounts", .choice(["planned", "spent"])),
        .required("source", .string),
        .required("filename", .string), .required("state", .choice(PlanImport.State.self)), .required("createdAt", .instant),
        .required("version", count),
    ]

    static let summarySchema = Schema.named("PlanImportSummary", .object(summary))
    static let schema = Schema.named(
        "PlanImport",
        .object(
            summary + [
                .optional(
                    "report",
                    .object(
                        .required("rows", count), .required("taken", count), .required("problemCount", count), .required("problems", rows),
                        .required("remarkCount", count), .required("remarks", rows),
                        .required(
                            "columns",
                            .array(
                                of: .object(
                                    .required("heading", .string), .required("meaning", .choice(PlanColumn.self)),
                                    .optional("year", .integer(2000...2200))))),
                        .required("refusedAgencyIds", .array(of: .id).about("Whose rows were left out: not yours to change.")),
                        .required("plans", .array(of: plan))))
            ]))

    private static let plan = Schema.object(
        .required("agencyId", .id), .optional("editionId", .id), .required("matched", count),
        .required("added", .array(of: .string).about("Codes.")), .required("gone", .array(of: .string)),
        .required("left", .array(of: .string).about("Gone from the file, but linked with others, so kept.")),
        .required("unknown", .array(of: .string).about("Codes of spending that the Renja does not have, left out.")),
        .required(
            "changed",
            .array(
                of: .object(
                    .required("code", .string), .required("title", .string), .required("what", .array(of: .string).about("In words."))))),
        .required("totalsBefore", .map(of: RoadmapItemJSON.rupiah).about("By year.")),
        .required("totalsAfter", .map(of: RoadmapItemJSON.rupiah)))
}
