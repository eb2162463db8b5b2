import Foundation
import Kernel
import Storage

extension Transaction {
    /// The version in force for new cases; `nil` before the first was published.
    package func workflow(_ name: String, at: Instant) throws -> Workflow? {
        try row("SELECT definition FROM workflow WHERE name = \(name) AND valid_from <= \(at) ORDER BY version DESC LIMIT 1")
            .map(workflow(from:))
    }

    /// A certain version, for a case that was opened under it.
    package func workflow(_ name: String, version: Int) throws -> Workflow? {
        try row("SELECT definition FROM workflow WHERE name = \(name) AND version = \(version)").map(workflow(from:))
    }

    /// Every version, newest first, with who published it and from when it holds.
    package func workflowHistory(_ name: String) throws -> [(workflow: Workflow, validFrom: Instant, by: String)] {
        try rows("SELECT * FROM workflow WHERE name = \(name) ORDER BY version DESC").map {
            (try workflow(from: $0), $0.instant("valid_from"), $0.text("created_by"))
        }
    }

    /// Publishes the next version of a workflow. The caller records the event.
    /// - Throws: ``AppError/Kind/invalid`` with the defects of an unsound one; `.conflict` if that version exists already.
    package func publish(_ workflow: Workflow, validFrom: Instant, by actor: Actor) throws {
        guard workflow.defects.isEmpty else {
            throw AppError.invalid("definition", Message("error.workflow_unsound", ["defects": workflow.defects.joined(separator: "; ")]))
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let definition = String(decoding: try encoder.encode(workflow), as: UTF8.self)
        try run(
            """
            INSERT INTO workflow (name, version, definition, valid_from, created_by)
            VALUES (\(workflow.name), \(workflow.version), \(Value.json(definition)), \(validFrom), \(actor.id))
            """)
    }

    private func workflow(from row: Row) throws -> Workflow {
        try JSONDecoder().decode(Workflow.self, from: Data(row.text("definition").utf8))
    }
}
