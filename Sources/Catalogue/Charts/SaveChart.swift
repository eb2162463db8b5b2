import Kernel
import Storage
import Work

/// Keeps a chart under a code.
///
/// Anyone may, for a link one cannot pass on is of no use; but a title of one's own needs an account, because it stands under the
/// regency's name wherever the chart is embedded. The same chart of the same version saved again is the one that is there.
package struct SaveChart: Sendable {
    package var spec: ChartSpec
    package var dataset: Dataset
    package var distribution: Identifier<Distribution>
    package var version: DatasetVersion

    package init(_ spec: ChartSpec, of table: OpenedTable) {
        self.spec = spec
        dataset = table.dataset
        distribution = table.distribution.id
        version = table.version
    }

    /// - Throws: `forbidden` for data that is not open: a chart of it would open it.
    package func perform(by actor: Actor, in world: World, _ tx: Transaction) throws -> SavedChart {
        guard dataset.access == .open, dataset.state == .published else { throw AppError(.forbidden, "chart.only_open") }
        var spec = spec
        if actor.kind != .account { spec.title = nil }
        let fingerprint = Seal.digest([distribution.text, version.hash, SavedChart.json(spec)])
        if let known = try tx.row("SELECT * FROM saved_chart WHERE fingerprint = \(fingerprint)").flatMap(SavedChart.init(row:)) {
            return known
        }
        let chart = SavedChart(
            id: world.newID(), code: try freeCode(world, tx), dataset: dataset.id, distribution: distribution, version: version.id,
            spec: spec,
            createdAt: world.now(), createdBy: actor.kind == .account ? actor.id : "")
        try tx.insert(chart, fingerprint: fingerprint)
        try tx.record(
            Event(
                "chart.saved", of: chart.reference, sequence: 1, by: actor, in: world, agency: dataset.producer.text, visibility: .open,
                details: ["dataset": dataset.id.text, "version": version.id.text, "kind": spec.kind.rawValue], digest: chart.digest))
        return chart
    }

    private func freeCode(_ world: World, _ tx: Transaction) throws -> String {
        for _ in 0..<8 {
            let code = ShortCode.make(world.random(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) })
            if try tx.row("SELECT id FROM saved_chart WHERE code = \(code)") == nil { return code }
        }
        throw AppError.unavailable("chart.no_code")
    }
}
