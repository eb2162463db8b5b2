import Kernel
import Storage
import Web
import Work

/// How other capabilities name datasets and lead to them.
package enum CatalogueReferences {
    package static let all = [dataset, submission] + ReadingReferences.all

    /// A dataset by its title.
    package static let dataset = ReferenceKind(
        "dataset", aliases: ["dataset_due", "dataset_review"],
        views: { tx, ids, actor in
            var views: [String: ReferenceView] = [:]
            for row in try tx.rows("SELECT * FROM dataset WHERE id IN (\(SQL.list(ids)))") {
                let dataset = Dataset(row: row)
                guard DatasetPolicy.maySee(dataset, actor) else { continue }
                let url = DatasetPolicy.isListed(dataset) ? CataloguePaths.dataset(dataset.name) : CataloguePaths.manage(dataset.name)
                views[dataset.id.text] = ReferenceView(title: dataset.title, url: url)
            }
            return views
        },
        find: { tx, typed in try tx.dataset(named: typed)?.id.text })

    /// A file sent in, by its dataset's title.
    static let submission = ReferenceKind(
        "submission",
        views: { tx, ids, actor in
            var views: [String: ReferenceView] = [:]
            // Without what was found in the file: work lists ask, and a title needs no schema to be decoded.
            let rows = try tx.rows(
                """
                SELECT s.id AS submission_id, s.state AS submission_state, d.*
                FROM submission s JOIN dataset d ON d.id = s.dataset_id WHERE s.id IN (\(SQL.list(ids)))
                """)
            for row in rows {
                let (id, dataset) = (row.text("submission_id"), Dataset(row: row))
                guard DatasetPolicy.maySeeSubmission(in: row.text("submission_state"), of: dataset, actor) else { continue }
                views[id] = ReferenceView(title: dataset.title, url: CataloguePaths.submission(id))
            }
            return views
        })
}
