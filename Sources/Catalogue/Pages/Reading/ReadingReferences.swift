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
            for id in ids {
                guard let question = try tx.datasetQuestion(Identifier(id)), let dataset = try tx.dataset(question.dataset),
                    question.state == .answered || DatasetPolicy.mayWorkOn(dataset, actor)
                else { continue }
                views[id] = ReferenceView(title: dataset.title, url: DataPaths.question(dataset.name, question.code))
            }
            return views
        },
        find: { tx, typed in try ShortCode.normalize(typed).flatMap { try tx.datasetQuestion(code: $0) }?.id.text })
}
