import Foundation
import Testing

@Suite("docs/comparison.md")
struct ComparisonPageTests {
    @Test("every proof it names is there")
    func proofs() throws {
        let docs = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("docs")
        let page = try String(contentsOf: docs.appendingPathComponent("comparison.md"), encoding: .utf8)
        let links = page.matches(of: /\]\(([^)]+)\)/).map { String($0.1) }
        #expect(links.count > 30)
        let missing = links.filter { !FileManager.default.fileExists(atPath: docs.appendingPathComponent($0).standardized.path) }
        #expect(missing == [])
    }
}
