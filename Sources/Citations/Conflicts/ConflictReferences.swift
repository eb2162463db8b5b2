import Catalogue
import Kernel
import Storage
import Web
import Work

/// How other capabilities name citations and conflicts and lead to them.
package enum CitationsReferences {
    package static let all = [conflict, citation]

    static let conflict = ReferenceKind(
        "conflict",
        views: { tx, ids, actor in
            var views: [String: ReferenceView] = [:]
            for row in try tx.rows("SELECT * FROM value_conflict WHERE id IN (\(.list(ids)))") {
                let conflict = ValueConflict(row: row)
                guard let first = try tx.dataset(conflict.first.dataset), let second = try tx.dataset(conflict.second.dataset),
                    ConflictReferee.maySee(first, second, actor)
                else { continue }
                views[conflict.id.text] = ReferenceView(
                    title: "\(first.title) – \(second.title)", url: ConflictPaths.conflict(conflict.code))
            }
            return views
        },
        find: { tx, typed in try ShortCode.normalize(typed).flatMap { try tx.conflict(code: $0)?.id.text } })

    static let citation = ReferenceKind(
        "citation",
        views: { tx, ids, actor in
            var views: [String: ReferenceView] = [:]
            for row in try tx.rows("SELECT * FROM citation WHERE id IN (\(.list(ids)))") {
                let citation = Citation(row: row)
                guard let dataset = try tx.dataset(citation.dataset),
                    try CitationDesk.isOpen(dataset) && !tx.isShut(citation.version) || DatasetPolicy.mayWorkOn(dataset, actor)
                else { continue }
                views[citation.id.text] = ReferenceView(
                    title: citation.title.isEmpty ? citation.code : citation.title, url: CitationPaths.citation(citation.code))
            }
            return views
        },
        find: { tx, typed in try ShortCode.normalize(typed).flatMap { try tx.citation(code: $0)?.id.text } })
}
