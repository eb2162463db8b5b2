import Catalogue
import Kernel
import Storage
import Web

/// What a dataset's page says of conflicts with others and of the numbers people cited from it.
enum CitationPanel {
    private static let mostCitations = 5

    static func html(_ dataset: Dataset, _ request: Request) async throws -> HTML {
        let page = request.page
        let conflicts = try await request.database.read { tx in
            try tx.conflicts(of: dataset.id).filter { $0.state != .vanished }.compactMap { conflict -> (ValueConflict, Dataset, Dataset)? in
                guard let first = try tx.dataset(conflict.first.dataset), let second = try tx.dataset(conflict.second.dataset) else {
                    return nil
                }
                return (conflict, first, second)
            }
        }
        let notices = conflicts.filter { ConflictReferee.maySee($0.1, $0.2, request.actor) }.map { notice(page, dataset, $0, $1, $2) }
        let citations = try await request.citations.desk.list(of: dataset, for: request.actor, limit: mostCitations)
        return "\(notices)\(cited(page, citations))"
    }

    private static func notice(_ page: Page, _ dataset: Dataset, _ conflict: ValueConflict, _ first: Dataset, _ second: Dataset) -> HTML {
        let other = first.id == dataset.id ? second : first
        let names = ["first": first.title(page.language), "second": second.title(page.language), "other": other.title(page.language)]
        let link: HTML = "<p><a href=\"\(ConflictPaths.conflict(conflict.code))\">\(page.t("conflict.panel.link"))</a></p>"
        if conflict.state == .ruled, let verdict = conflict.verdict {
            let says = page.t(TextKey("conflict.verdict.\(verdict.rawValue).says"), names)
            return Notice(
                .info, title: page.t("conflict.panel.ruled", names), "<p>\(says)</p><p class=\"said\">\(conflict.reason)</p>\(link)"
            ).html
        }
        return Notice(
            .warn, title: page.t("conflict.panel.open", names), "<p>\(ConflictPages.differing(page, conflict)).</p>\(link)"
        ).html
    }

    private static func cited(_ page: Page, _ citations: [Citation]) -> HTML {
        if citations.isEmpty { return .empty }
        let items = citations.html { citation in
            let value = citation.computed.value.map { NumberText.short($0, page.format) } ?? page.t(citation.formula.kind.label)
            let unit = citation.unit.map { " \($0)" } ?? ""
            let title = citation.title.isEmpty ? citation.formula.text : citation.title
            return "<li><a href=\"\(CitationPaths.citation(citation.code))\">\(title): \(value)\(unit)</a></li>"
        }
        return Card(title: page.t("citation.panel"), "<ul>\(items)</ul>").html
    }
}
