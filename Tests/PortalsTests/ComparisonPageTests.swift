import Foundation
import Testing

@Suite("docs/comparison.md and docs/comparison-planning.md")
struct ComparisonPageTests {
    private static let docs = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("docs")

    /// What the systems beside us were compared in, by the names of our rows.
    private static let features = [
        "unit of the catalogue", "publishers", "themes", "search with facets", "versions of metadata", "versions of **data**",
        "schema inference", "validation report", "enforced schema (rules for rows)", "Excel and CSV as people write them",
        "column metadata", "rows by filter, sort, fields", "grouping with figures", "SQL", "exports", "preview and charts", "maps",
        "quality score", "link and availability check", "provenance, lineage", "access by request", "levels of access",
        "personal data stopped at the door", "harvesting in", "DCAT-AP", "schema.org, sitemap", "API keys", "rate limits", "DOI",
        "told of new data", "data and information requests (UU KIP)", "ownership transfer", "reuse register", "decisions that cite data",
        "realtime", "usage statistics",
    ]

    @Test("every feature of the field's systems has its row, and every row of the first table a word of ours and a proof")
    func rows() throws {
        let page = try String(contentsOf: Self.docs.appendingPathComponent("comparison.md"), encoding: .utf8)
        let rows = page.split(separator: "\n").filter { $0.hasPrefix("| ") }.map { line in
            line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast().map {
                $0.trimmingCharacters(in: .whitespaces)
            }
        }.filter { $0.count == 8 && $0.last != "proof" }
        #expect(Set(Self.features).subtracting(rows.map { $0[0] }) == [])
        for row in rows { #expect(!row[6].isEmpty && row[7].contains("](../"), "\(row[0])") }
    }

    @Test("every proof it names is there", arguments: ["comparison.md", "comparison-planning.md"])
    func proofs(_ name: String) throws {
        let docs = Self.docs
        let page = try String(contentsOf: docs.appendingPathComponent(name), encoding: .utf8)
        let links = page.matches(of: /\]\(([^)]+)\)/).map { String($0.1) }
        #expect(links.count > 30)
        let missing = links.filter { !FileManager.default.fileExists(atPath: docs.appendingPathComponent($0).standardized.path) }
        #expect(missing == [])
    }
}
