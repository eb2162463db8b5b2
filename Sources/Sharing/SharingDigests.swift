import Kernel
import Storage
import Work

/// How requests and agreements are held against their events by `pendopo verify`.
package enum SharingDigests {
    package static let all = [cases(AccessRequest.self), agreement, cases(InformationRequest.self)]

    static let agreement = RecordDigest(
        "agreement",
        ids: { tx, after, limit in
            try tx.rows("SELECT id FROM agreement WHERE id > \(after) ORDER BY id LIMIT \(limit)").map { $0.text("id") }
        },
        title: { tx, id in try tx.agreement(id)?.code },
        digests: { tx, ids in
            let found = try tx.rows("SELECT * FROM agreement WHERE id IN (\(SQL.list(ids)))").map(Agreement.init(row:))
            return Dictionary(uniqueKeysWithValues: found.map { ($0.id.text, $0.digest) })
        })

    /// Cases of one kind; their table has the name of the kind.
    static func cases<Record: SharingCase>(_: Record.Type) -> RecordDigest {
        let table = SQL(verbatim: Record.kind)
        return .withClocks(
            Record.kind,
            ids: { tx, after, limit in
                try tx.rows("SELECT id FROM \(table) WHERE id > \(after) ORDER BY id LIMIT \(limit)").map { $0.text("id") }
            },
            title: { tx, id in try Record.find(id, tx)?.code },
            digests: { tx, ids in
                var digests: [String: String] = [:]
                for id in ids { digests[id] = try Record.find(id, tx).map { try tx.digest(of: $0) } }
                return digests
            })
    }
}
