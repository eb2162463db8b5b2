import Foundation
import HTTPTypes
import Kernel
import Testing
import Web

@testable import Assessments

@Suite("Pages of assessments beside the API")
struct AssessmentPagesBesideAPITests {
    /// The list in `docs/api.md`: each page, and the operations that do the same.
    private static func table() throws -> [(page: String, operations: [String], isException: Bool)] {
        let docs = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: docs.appendingPathComponent("docs/api.md"), encoding: .utf8)
        let section = text.components(separatedBy: "## Selections and evaluations\n").last ?? ""
        return section.components(separatedBy: "\n## ")[0].split(separator: "\n").filter { $0.hasPrefix("- `") }.map { line in
            let names = line.split(separator: "`").map(String.init).filter { $0.contains(" /") }
            return (names[0], Array(names.dropFirst()), line.contains("`: – "))
        }
    }

    @Test("every page has the operations that do the same, and every operation its page")
    func beside() throws {
        let capability = try Capability.assessments()
        let pages = Set(capability.pages.map { "\($0.method.rawValue) \($0.path)" })
        let operations = Set(capability.endpoints.map { "\($0.method.rawValue) \($0.path)" })
        let table = try Self.table()
        #expect(Set(table.map(\.page)) == pages && table.count == pages.count)
        #expect(table.filter { $0.operations.isEmpty && !$0.isException }.map(\.page) == [])
        #expect(Set(table.flatMap(\.operations)) == operations)
    }

    @Test("what changes something asks for the same permission on its page and in the API, or leaves it to the record on both")
    func permissions() throws {
        let capability = try Capability.assessments()
        for line in try Self.table() where line.page.hasPrefix("POST") {
            let page = capability.pages.first { "\($0.method.rawValue) \($0.path)" == line.page }
            for operation in line.operations {
                let endpoint = capability.endpoints.first { "\($0.method.rawValue) \($0.path)" == operation }
                let opening = endpoint.map { Set([$0.permission].compactMap { $0 } + $0.alternatives) } ?? []
                let asked = page?.permission
                #expect(asked == .openAssessments || opening.contains(asked ?? ""), "\(line.page) \(operation)")
            }
        }
    }
}
