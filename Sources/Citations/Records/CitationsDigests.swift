import Kernel
import Storage
import Work

/// How citations and signing keys are held against their events by `pendopo verify`.
package enum CitationsDigests {
    package static let all = [citation, key]

    static let citation = RecordDigest(
        "citation",
        ids: RecordDigest.ids(of: "citation"),
        title: { tx, id in try tx.row("SELECT code FROM citation WHERE id = \(id)")?.text("code") },
        digests: { tx, ids in
            let found = try tx.rows("SELECT * FROM citation WHERE id IN (\(SQL.list(ids)))").map(Citation.init(row:))
            return Dictionary(uniqueKeysWithValues: found.map { ($0.id.text, $0.digest) })
        })

    static let key = RecordDigest(
        "signing_key",
        ids: RecordDigest.ids(of: "signing_key"),
        digests: { tx, ids in
            let found = try tx.rows("SELECT * FROM signing_key WHERE id IN (\(SQL.list(ids)))").map(KeptKey.init(row:))
            return Dictionary(uniqueKeysWithValues: found.map { ($0.id, $0.digest) })
        })
}
