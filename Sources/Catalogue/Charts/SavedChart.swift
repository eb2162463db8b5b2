import Foundation
import Kernel
import Storage
import Work

/// A chart under a short link of its own. It shows the newest version of its table; the version it was saved with is kept, so that
/// it can always be seen as it was.
package struct SavedChart: Sendable, Equatable, Identifiable {
    package var id: Identifier<SavedChart>
    /// Short code such as `K7M-Q2X-94`, in its address.
    package var code: String
    package var dataset: Identifier<Dataset>
    package var distribution: Identifier<Distribution>
    package var version: Identifier<DatasetVersion>
    package var spec: ChartSpec
    package var createdAt: Instant
    /// Id of the account; empty for a visitor.
    package var createdBy: String

    package init(
        id: Identifier<SavedChart>, code: String, dataset: Identifier<Dataset>, distribution: Identifier<Distribution>,
        version: Identifier<DatasetVersion>, spec: ChartSpec, createdAt: Instant, createdBy: String
    ) {
        self.id = id
        self.code = code
        self.dataset = dataset
        self.distribution = distribution
        self.version = version
        self.spec = spec
        self.createdAt = createdAt
        self.createdBy = createdBy
    }

    package var reference: Reference { Reference("chart", id) }

    /// Every column, for the digest in its event.
    var digest: String {
        Seal.digest([id.text, code, dataset.text, distribution.text, version.text, SavedChart.json(spec), createdAt.description, createdBy])
    }

    static func json(_ spec: ChartSpec) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(spec) else { preconditionFailure("a chart's spec is texts and numbers only") }
        return String(decoding: data, as: UTF8.self)
    }

    /// `nil` when the stored spec cannot be read.
    init?(row: Row) {
        guard let spec = try? JSONDecoder().decode(ChartSpec.self, from: Data(row.text("spec").utf8)) else { return nil }
        self.init(
            id: row.id("id"), code: row.text("code"), dataset: row.id("dataset_id"), distribution: row.id("distribution_id"),
            version: row.id("version_id"), spec: spec, createdAt: row.instant("created_at"), createdBy: row.text("created_by"))
    }
}

extension Transaction {
    package func savedChart(code: String) throws -> SavedChart? {
        try row("SELECT * FROM saved_chart WHERE code = \(code)").flatMap(SavedChart.init(row:))
    }

    /// Newest first.
    package func savedCharts(of dataset: Identifier<Dataset>, limit: Int) throws -> [SavedChart] {
        try rows("SELECT * FROM saved_chart WHERE dataset_id = \(dataset) ORDER BY id DESC LIMIT \(limit)").compactMap(
            SavedChart.init(row:))
    }

    package func savedChartCount(of dataset: Identifier<Dataset>) throws -> Int {
        try count("SELECT count(*) FROM saved_chart WHERE dataset_id = \(dataset)")
    }

    func insert(_ chart: SavedChart, fingerprint: String) throws {
        try run(
            """
            INSERT INTO saved_chart (id, code, dataset_id, distribution_id, version_id, spec, fingerprint, created_at, created_by)
            VALUES (\(chart.id), \(chart.code), \(chart.dataset), \(chart.distribution), \(chart.version), \(SavedChart.json(chart.spec)),
                \(fingerprint), \(chart.createdAt), \(chart.createdBy))
            """)
    }
}
