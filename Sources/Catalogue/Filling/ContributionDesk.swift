import Columns
import Directory
import Foundation
import Ingest
import Kernel
import Storage
import Work

extension CatalogueDesk {
    /// A village sends its rows for a table that asks villages for them. What it sent before and nobody has taken yet is replaced.
    /// - Throws: `.forbidden` when it is not the actor's village, `.conflict` when the table does not ask (any more), `.invalid` for rows
    ///   that cannot be taken.
    @discardableResult
    package func contribute(
        _ rows: [[Datum]], to table: Identifier<Distribution>, for agency: Identifier<Agency>, by actor: Actor
    ) async throws -> Contribution {
        guard let office = directory.agencies[agency], FillingInvitation.isMeant(office), office.isActive(on: directory.today),
            actor.may(.produceData, agency: agency.text)
        else { throw AppError.forbidden }
        return try await database.write { [world, directory] tx in
            guard let found = try tx.distribution(table), let dataset = try tx.dataset(found.dataset) else { throw AppError.notFound }
            guard let invitation = try tx.fillingInvitation(table), invitation.untilOn >= directory.today, dataset.state != .withdrawn
            else {
                throw AppError.conflict("error.not_invited")
            }
            let texts = try ContributionRows.checked(rows, found.schema, of: office)
            for var before in try tx.contributions(to: table, state: .waiting, agencies: [agency.text]) {
                try decide(&before, .replaced, by: actor, dataset, tx)
            }
            let made = Contribution(id: world.newID(), table: table, agency: agency, rows: texts, sentBy: actor.id, sentAt: world.now())
            try tx.insert(made)
            try tx.record(
                Event(
                    "contribution.sent", of: made.reference, sequence: 1, by: actor, in: world, agency: dataset.producer.text,
                    details: ["table": table.text, "agency": agency.text, "rows": "\(texts.count)"], digest: made.digest))
            return made
        }
    }

    /// Puts everything that waits into one file for the table: the rows that are shown, those of the villages that sent new ones replaced.
    /// - Throws: `.conflict` when nothing waits, or the shown version has other columns.
    package func gather(_ table: Identifier<Distribution>, note: String, by actor: Actor) async throws -> Submission {
        let (found, dataset, shown, waiting) = try await database.read { tx in
            guard let found = try tx.distribution(table), let dataset = try tx.dataset(found.dataset) else { throw AppError.notFound }
            return (
                found, dataset, try found.currentVersion.flatMap { try tx.datasetVersion($0) },
                try tx.contributions(to: table, state: .waiting).reversed() as [Contribution]
            )
        }
        guard DatasetPolicy.mayWorkOn(dataset, actor) else { throw AppError.notFound }
        guard actor.may(.produceData, agency: dataset.producer.text) else { throw AppError.forbidden }
        guard !waiting.isEmpty else { throw AppError.conflict("error.nothing_to_gather") }
        let schema = found.schema
        let shape = try schema.shape()
        if let shown, shown.shape != shape { throw AppError.conflict("error.fill_schema_changed") }
        let before: String? = if let shown { try await files.csv(shown.hash) } else { nil }
        let path = try files.scratch("csv")
        defer { try? FileManager.default.removeItem(atPath: path) }
        let size = try await Background.run { () throws(AppError) in
            try Self.write(waiting, over: before, schema, shape, to: path)
        }
        let hash = try await files.keep(csvAt: path)
        var reading = Reading(schema: schema)
        reading.remedies = found.reading.remedies
        let upload = ReceiveUpload(
            table: table, filename: "isian-desa-\(dataset.name).csv", fileHash: hash, fileBytes: size, note: note, reading: reading)
        return try await database.write { tx in
            let submission = try receive(upload, by: actor, in: tx)
            for contribution in waiting {
                // Whatever was replaced or refused meanwhile must not be in the file.
                guard var now = try tx.contribution(contribution.id), now.version == contribution.version else {
                    throw AppError.conflict("error.contribution_changed")
                }
                now.submission = submission.id
                try decide(&now, .taken, by: actor, dataset, tx)
            }
            return submission
        }
    }

    private static func write(
        _ waiting: [Contribution], over before: String?, _ schema: TableSchema, _ shape: TableShape, to path: String
    ) throws(AppError) -> Int {
        var fresh: [[String?]: [String?]] = [:]
        var order: [[String?]] = []
        for row in waiting.flatMap(\.rows) where row.count == shape.columns.count {
            let key = ContributionRows.key(row, schema)
            if fresh[key] == nil { order.append(key) }
            fresh[key] = row
        }
        let writer = try CanonicalWriter(path: path, shape: shape)
        if let before {
            let reader = try CanonicalReader(path: before, shape: shape)
            while let row = try reader.next() {
                if fresh[ContributionRows.key(row.map(\.text), schema)] == nil { try writer.row(row) }
            }
        }
        for key in order {
            guard let row = fresh[key] else { continue }
            try writer.row(zip(row, shape.columns).map { text, column in text.flatMap { Datum($0, as: column.type) } ?? .missing })
        }
        return try writer.finish().length
    }

    /// Sends a village's rows back with a reason.
    package func refuse(
        _ id: Identifier<Contribution>, reason: String, expecting version: Int? = nil, by actor: Actor
    ) async throws -> Contribution {
        let reason = Plain.text(reason)
        return try await database.write { tx in
            guard var found = try tx.contribution(id), let table = try tx.distribution(found.table),
                let dataset = try tx.dataset(table.dataset),
                DatasetPolicy.mayWorkOn(dataset, actor)
            else { throw AppError.notFound }
            guard actor.may(.produceData, agency: dataset.producer.text) else { throw AppError.forbidden }
            guard (5...2000).contains(reason.count) else { throw AppError.invalid("reason", "error.reason_short") }
            guard found.state == .waiting, version.map({ $0 == found.version }) ?? true else {
                throw AppError.conflict("error.contribution_changed")
            }
            found.reason = reason
            try decide(&found, .refused, by: actor, dataset, tx)
            return found
        }
    }

    private func decide(
        _ contribution: inout Contribution, _ state: Contribution.State, by actor: Actor, _ dataset: Dataset, _ tx: Transaction
    ) throws {
        contribution.state = state
        contribution.decidedBy = actor.id
        contribution.decidedAt = world.now()
        contribution.version += 1
        try tx.update(contribution)
        try tx.record(
            Event(
                "contribution.\(state.rawValue)", of: contribution.reference, sequence: contribution.version, by: actor, in: world,
                agency: dataset.producer.text, details: ["table": contribution.table.text, "agency": contribution.agency.text],
                digest: contribution.digest))
    }
}
