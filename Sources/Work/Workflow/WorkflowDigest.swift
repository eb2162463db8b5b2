import Foundation
import Kernel
import Storage

extension Transaction {
    /// Digest of all versions of a workflow; `nil` when there is none. The two engines keep JSON in different ways, so each
    /// version is read and written anew; one that can no longer be read counts as it stands.
    package func workflowDigest(_ name: String) throws -> String? {
        let rows = try rows("SELECT * FROM workflow WHERE name = \(name) ORDER BY version")
        guard !rows.isEmpty else { return nil }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return Seal.digest(
            rows.flatMap { row in
                let text = row.text("definition")
                let read = (try? JSONDecoder().decode(Workflow.self, from: Data(text.utf8))).flatMap { try? encoder.encode($0) }
                return [
                    "\(row.int("version"))", row.instant("valid_from").description, row.text("created_by"),
                    read.map { String(decoding: $0, as: UTF8.self) } ?? text,
                ]
            })
    }
}
