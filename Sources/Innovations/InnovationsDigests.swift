import Kernel
import Storage
import Work

/// How records of `Innovations` are held against their events by `pendopo verify`.
package enum InnovationsDigests {
    package static let all = [
        records(InnovationSheet.self), records(QuickWin.self), records(Innovation.self), records(Idea.self), form,
    ]

    /// Records of one kind; their table has the name of the kind.
    static func records<Record: InnovationRecord>(_: Record.Type) -> RecordDigest {
        let table = SQL(verbatim: Record.kind)
        return .withClocks(
            Record.kind,
            ids: RecordDigest.ids(of: table),
            title: { tx, id in try Record.find(id, tx)?.code },
            digests: { tx, ids in
                var digests: [String: String] = [:]
                for id in ids { digests[id] = try Record.find(id, tx).map { try tx.digest(of: $0) } }
                return digests
            })
    }

    static let form = RecordDigest(
        SheetForm.kind,
        ids: { tx, after, limit in
            // Versions are few, and as text they have another order than as numbers.
            Array(try tx.sheetForms().map { "\($0.version)" }.filter { $0 > after }.sorted().prefix(limit))
        },
        title: { _, id in id },
        digests: { tx, ids in
            Dictionary(
                uniqueKeysWithValues: try tx.sheetForms().filter { ids.contains("\($0.version)") }.map { ("\($0.version)", $0.digest) })
        })
}
