import Kernel
import Storage
import Work

/// How requests and agreements are held against their events by `pendopo verify`.
package enum SharingDigests {
    package static let all = [cases(AccessRequest.self), agreement, cases(InformationRequest.self)]

    static let agreement = RecordDigest(
        "agreement",
        ids: RecordDigest.ids(of: "agreement"),
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
            ids: RecordDigest.ids(of: table),
            title: { tx, id in try Record.find(id, tx)?.code },
            digests: { tx, ids in
                var digests: [String: String] = [:]
                for id in ids { digests[id] = try Record.find(id, tx).map { try tx.digest(of: $0) } }
                return digests
            })
    }
}
