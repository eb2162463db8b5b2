import Foundation
import Testing

@Suite("docs/comparison.md and docs/comparison-planning.md")
struct ComparisonPageTests {
    @Test("every proof it names is there", arguments: ["comparison.md", "comparison-planning.md"])
    func proofs(_ name: String) throws {
        let docs = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("docs")
        let page = try String(contentsOf: docs.appendingPathComponent(name), encoding: .utf8)
        let links = page.matches(of: /\]\(([^)]+)\)/).map { String($0.1) }
        #expect(links.count > 30)
        let missing = links.filter { !FileManager.default.fileExists(atPath: docs.appendingPathComponent($0).standardized.path) }
        #expect(missing == [])
    }
}
