import Kernel
import Storage

extension Transaction {
    /// Whether an earlier version of a dataset that is open today stays shut: the privacy gate found people in it, it was published while
    /// the dataset was restricted, and nobody let it pass. Opening a dataset opens what is shown, never what lies behind it.
    package func isWithheld(_ version: DatasetVersion) throws -> Bool {
        guard let submission = version.submission,
            let row = try row("SELECT outcome FROM submission WHERE id = \(submission) AND override_reason IS NULL")
        else { return false }
        return (row.textIfAny("outcome").flatMap(WideOutcomes.read)?.findings ?? 0) > 0
    }

    /// Those of some versions.
    package func withheld(_ versions: [DatasetVersion]) throws -> Set<Identifier<DatasetVersion>> {
        Set(try versions.filter { try isWithheld($0) }.map(\.id))
    }

    /// Those of all versions of a dataset, counted.
    func withheldCount(of dataset: Identifier<Dataset>) throws -> Int {
        var count = 0
        for table in try distributions(of: dataset) { count += try withheld(try versions(of: table.id, limit: Int(Int32.max))).count }
        return count
    }
}
