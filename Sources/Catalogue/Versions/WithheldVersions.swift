import Kernel
import Storage

extension Transaction {
    /// Whether an earlier version of a dataset that is open today stays shut: the privacy gate found people in it, it was published while
    /// the dataset was restricted, and nobody let it pass. Opening a dataset opens what is shown, never what lies behind it.
    package func isWithheld(_ version: DatasetVersion) throws -> Bool {
        guard let submission = version.submission,
            let row = try row("SELECT outcome FROM submission WHERE id = \(submission) AND override_reason IS NULL")
        else { return false }
        return row.hasFindings
    }

    /// Those of some versions.
    package func withheld(_ versions: [DatasetVersion]) throws -> Set<Identifier<DatasetVersion>> {
        let submissions = versions.compactMap(\.submission?.text)
        guard !submissions.isEmpty else { return [] }
        var shut: Set<String> = []
        try each("SELECT id, outcome FROM submission WHERE id IN (\(.list(submissions))) AND override_reason IS NULL") { row in
            if row.hasFindings { shut.insert(row.text("id")) }
            return true
        }
        return Set(versions.filter { $0.submission.map { shut.contains($0.text) } ?? false }.map(\.id))
    }

    /// Those of all versions of a dataset, counted.
    func withheldCount(of dataset: Identifier<Dataset>) throws -> Int {
        var count = 0
        try each(
            """
            SELECT submission.outcome AS outcome FROM dataset_version
                JOIN distribution ON distribution.id = dataset_version.distribution_id
                JOIN submission ON submission.id = dataset_version.submission_id
            WHERE distribution.dataset_id = \(dataset) AND submission.override_reason IS NULL
            """
        ) { row in
            if row.hasFindings { count += 1 }
            return true
        }
        return count
    }
}

extension Row {
    /// Whether the privacy gate found people in the file of a submission.
    fileprivate var hasFindings: Bool { (textIfAny("outcome").flatMap(WideOutcomes.read)?.findings ?? 0) > 0 }
}
