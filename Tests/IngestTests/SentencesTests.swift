import Foundation
import Kernel
import Testing

@testable import Ingest

@Suite("Sentences made of parts")
struct SentencesTests {
    @Test("every kind of problem, fix, type, finding and remedy has its sentence")
    func all() throws {
        let words = try IngestWords.load()
        var keys = CellProblem.Kind.allCases.flatMap { ["ingest.problem.\($0.rawValue)", "ingest.kind.\($0.rawValue)"] }
        keys += FieldType.all.map(\.title.key.id)
        keys += PrivacyFinding.Kind.allCases.map { "ingest.privacy.\($0.rawValue)" }
        let fixes: [Fix] = [
            .replaceCell(row: 1, column: 1, with: ""), .replace(column: 1, value: "", with: ""), .missingCell(row: 1, column: 1),
            .missing(column: 1, value: ""),
            .accept(column: 1, value: ""), .retype(column: 1, type: .string), .retype(column: 1, type: .number),
            .retype(column: 1, type: .date), .leaveOut(row: 1),
        ]
        keys += fixes.map(\.label.key.id)
        let remedies: [Remedy] = [
            .drop(field: ""), .mask(field: "", keeping: 1), .suppress(field: "", below: 5), .generalise(field: "", to: .year),
            .generalise(field: "", to: .month), .generalise(field: "", to: .band(5)),
            .generalise(field: "", to: .ageBand(years: 5, on: Day("2024-01-01")!)),
        ]
        keys += (remedies + PlaceLevel.allCases.map { .generalise(field: "", to: .area($0)) }).map(\.label.key.id)
        keys += [FieldType.integer, .number, .boolean, .date, .datetime, .time, .year, .geopoint].map { "ingest.guess.type_\($0.rawValue)" }
        keys +=
            ["month", "quarter", "half"].map { "ingest.guess.type_period_\($0)" }
            + ["zeros", "long", "heading"].map { "ingest.guess.code_\($0)" }
        keys +=
            PeriodKind.allCases.map { "ingest.expected.period_\($0.rawValue)" }
            + ["email", "uri", "uuid"].map { "ingest.expected.format_\($0)" }
        for key in keys { for language in Language.allCases { #expect(words.sentence(TextKey(key), language) != nil, "\(key)") } }
    }

    @Test("every sentence that the code names is there")
    func named() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let sources = try #require(FileManager.default.enumerator(atPath: root.appendingPathComponent("Sources/Ingest").path))
        let keys = try IngestWords.load().keys(.indonesian)
        for case let name as String in sources where name.hasSuffix(".swift") {
            let text = try String(contentsOf: root.appendingPathComponent("Sources/Ingest/\(name)"), encoding: .utf8)
            for match in text.matches(of: /"(ingest\.[a-zA-Z_.]+[a-zA-Z])"/) {
                #expect(keys.contains(String(match.1)), "\(name): \(match.1)")
            }
        }
    }

    @Test("what was expected can be said for every problem of every type")
    func expected() throws {
        let words = try IngestWords.load()
        var plan = ReadingPlan()
        for type in FieldType.all {
            for format in [nil, "email", "uri", "uuid"] as [String?] {
                var field = TableSchema.Field("f", type)
                field.format = format
                plan.columns = [.init(field: field, source: 0, heading: "F", form: ValueForm(period: .quarter))]
                let wording = ProblemWording(plan, places: TestPlaces.jember)
                for kind in CellProblem.Kind.allCases where kind != .notFormat || format != nil {
                    let problem = wording.problem(kind, plan.columns[0], value: "x", row: 2, earlier: 1)
                    for message in [problem.problem, problem.expected] + problem.fixes.map(\.label) {
                        #expect(words(message, .indonesian) != message.key.id, "\(message.key.id)")
                        #expect(!words(message, .english).contains("{"), "\(message.key.id)")
                    }
                }
            }
        }
    }
}
