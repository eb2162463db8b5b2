import Kernel
import Storage
import Work

/// How the catalogue is held against its events by `pendopo verify`: whoever opens a restricted dataset, or swaps the file behind a
/// version, behind everybody's back is found.
package enum CatalogueDigests {
    package static let all = [dataset, submission, standard, harvestSource, contribution] + ReadingDigests.all

    static let dataset = RecordDigest(
        "dataset",
        ids: RecordDigest.ids(of: "dataset"),
        title: { tx, id in try tx.row("SELECT name FROM dataset WHERE id = \(id)")?.text("name") },
        digests: { tx, ids in
            var digests: [String: String] = [:]
            for id in ids { digests[id] = try tx.dataset(Identifier(id)).map { try tx.digest(of: $0) } }
            return digests
        })

    static let submission = RecordDigest.withClocks(
        "submission",
        ids: RecordDigest.ids(of: "submission"),
        title: { tx, id in
            try tx.row(
                "SELECT dataset.name AS name FROM submission JOIN dataset ON dataset.id = submission.dataset_id WHERE submission.id = \(id)"
            )?.text("name")
        },
        digests: { tx, ids in
            var digests: [String: String] = [:]
            for id in ids {
                let id = Identifier<Submission>(id)
                digests[id.text] = try tx.submission(id)?.digest(try tx.returnReasons(of: id))
            }
            return digests
        })

    static let standard = RecordDigest(
        "data_standard",
        ids: RecordDigest.ids(of: "data_standard"),
        title: { tx, id in try tx.row("SELECT name FROM data_standard WHERE id = \(id)")?.text("name") },
        digests: { tx, ids in
            var digests: [String: String] = [:]
            for id in ids { digests[id] = try tx.dataStandard(Identifier(id))?.digest }
            return digests
        })
}
