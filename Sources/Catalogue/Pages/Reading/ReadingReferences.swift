import Kernel
import Storage
import Web
import Work

/// How saved charts and questions are named elsewhere, and lead to their pages.
enum ReadingReferences {
    static let all = [chart, question]

    static let chart = ReferenceKind(
        "chart",
        views: { tx, ids, _ in
            var views: [String: ReferenceView] = [:]
            for row in try tx.rows("SELECT id, code FROM saved_chart WHERE id IN (\(SQL.list(ids)))") {
                views[row.text("id")] = ReferenceView(title: row.text("code"), url: DataPaths.savedChart(row.text("code")))
            }
            return views
        },
        find: { tx, typed in try ShortCode.normalize(typed).flatMap { try tx.savedChart(code: $0) }?.id.text })

    /// Seen by those who answer; everyone else finds answered ones on the dataset's page.
    static let question = ReferenceKind(
        "dataset_question",
        views: { tx, ids, actor in
            var views: [String: ReferenceView] = [:]
            let rows = try tx.rows(
                """
                SELECT q.id AS question_id, q.code AS question_code, q.state AS question_state, d.*
                FROM dataset_question q JOIN dataset d ON d.id = q.dataset_id WHERE q.id IN (\(SQL.list(ids)))
                """)
            for row in rows {
                let dataset = Dataset(row: row)
                let isAnswered = row.text("question_state") == DatasetQuestion.State.answered.rawValue
                guard isAnswered || DatasetPolicy.mayWorkOn(dataset, actor) else { continue }
                views[row.text("question_id")] = ReferenceView(
                    title: dataset.title, url: DataPaths.question(dataset.name, row.text("question_code")))
            }
            return views
        },
        find: { tx, typed in try ShortCode.normalize(typed).flatMap { try tx.datasetQuestion(code: $0) }?.id.text })
}
