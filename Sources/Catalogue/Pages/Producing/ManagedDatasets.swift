import Directory
import Kernel
import Storage
import Web

extension Transaction {
    /// Submissions in some states, the newest first.
    /// - Parameter agencies: of these producers; of all for `nil`.
    func submissions(in states: [String], agencies: Set<String>?, limit: Int) throws -> [Submission] {
        let scope: SQL = agencies.map { "AND producer_id IN (\(.list($0.sorted())))" } ?? ""
        return try rows("SELECT * FROM submission WHERE state IN (\(.list(states))) \(scope) ORDER BY id DESC LIMIT \(limit)")
            .map(Submission.init(row:))
    }

    func datasets(_ ids: Set<Identifier<Dataset>>) throws -> [Identifier<Dataset>: Dataset] {
        let found = try rows("SELECT * FROM dataset WHERE id IN (\(.list(ids.sorted())))").map(Dataset.init(row:))
        return Dictionary(found.map { ($0.id, $0) }) { $1 }
    }

    /// Datasets of some producers, what is due first at the top and what is never due at the end.
    func datasets(agencies: Set<String>?, offset: Int, limit: Int) throws -> [Dataset] {
        let scope: SQL = agencies.map { "WHERE producer_id IN (\(.list($0.sorted())))" } ?? ""
        return try rows("SELECT * FROM dataset \(scope) ORDER BY due_on NULLS LAST, title, id LIMIT \(limit) OFFSET \(offset)")
            .map(Dataset.init(row:))
    }
}
