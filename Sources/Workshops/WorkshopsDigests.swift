import Directory
import Kernel
import Storage
import Work

/// How records of `Workshops` are held against their events by `pendopo verify`.
package enum WorkshopsDigests {
    package static let all = [
        records(Cycle.kind, title: { $0.text("code") }) { DirectoryDigests.digest(Cycle(row: $0).fields) },
        records(Round.kind) { DirectoryDigests.digest(Round(row: $0).fields) },
        records(Participant.kind) { Seal.digest(Participant(row: $0).digested) }, records(RoomCard.kind) { RoomCard(row: $0).digest },
        records(WorkshopBody.kind, title: { $0.text("name") }) { DirectoryDigests.digest(WorkshopBody(row: $0).fields) },
    ]

    /// Records of one kind; their table has the name of the kind.
    private static func records(
        _ kind: String, title: @escaping @Sendable (Row) -> String? = { _ in nil }, digest: @escaping @Sendable (Row) -> String
    ) -> RecordDigest {
        let table = SQL(verbatim: kind)
        return RecordDigest(
            kind,
            ids: RecordDigest.ids(of: table),
            title: { tx, id in try tx.row("SELECT * FROM \(table) WHERE id = \(id)").flatMap(title) },
            digests: { tx, ids in
                let rows = try tx.rows("SELECT * FROM \(table) WHERE id IN (\(SQL.list(ids)))")
                return Dictionary(uniqueKeysWithValues: rows.map { ($0.text("id"), digest($0)) })
            })
    }
}
