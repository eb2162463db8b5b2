import Kernel
import Web

/// The cards of a list, made anew only where something about a report or a name on it has changed.
struct ReportCards {
    let desk: ReportDesk
    let names: Names
    let page: Page

    /// All of them as one list; `nil` when there are none.
    func list(_ entries: [PublicEntry], isGrid: Bool = false) async throws -> HTML? {
        guard let first = entries.first else { return nil }
        let source = Source(entries: entries, names: names.revision)
        let name = "report.cards \(isGrid) \(first.id)"
        if names.revision != nil, let known = page.known(name, of: source) { return known }
        let cards = try await cards(entries)
        let list = ListCard.list(cards.map(\.html), isGrid: isGrid)
        // A report may have been acted on between its place in the list and its card; then this list is only for now.
        return cards.map(\.entry) == entries ? page.kept(name, of: source) { list } : list
    }

    /// The cards of reports that were read whole, such as those a search found.
    func list(_ reports: [PublicReport]) -> HTML? {
        if reports.isEmpty { return nil }
        return ListCard.list(
            reports.map { report in
                let make = { ReportRow(report, names).card(page).html }
                guard names.revision != nil else { return make() }
                return page.kept("report.found \(report.id)", of: Found(report: report, names: names.revision), make)
            })
    }

    private func cards(_ entries: [PublicEntry]) async throws -> [(entry: PublicEntry, html: HTML)] {
        var cards: [Identifier<Report>: (entry: PublicEntry, html: HTML)] = [:]
        for entry in entries { if let html = page.known(name(entry), of: source(entry)) { cards[entry.id] = (entry, html) } }
        let missing = entries.map(\.id).filter { cards[$0] == nil }
        if !missing.isEmpty {
            for (entry, report) in try await desk.publicReports(missing) {
                cards[entry.id] = (entry, page.kept(name(entry), of: source(entry)) { ReportRow(report, names).card(page).html })
            }
        }
        return entries.compactMap { cards[$0.id] }
    }

    private func name(_ entry: PublicEntry) -> String { "report.card \(entry.id)" }
    private func source(_ entry: PublicEntry) -> Source { Source(entries: [entry], names: names.revision) }

    private struct Found: Equatable, Sendable {
        var report: PublicReport
        var names: String?
    }

    /// What a list of cards is made of.
    private struct Source: Equatable, Sendable {
        var entries: [PublicEntry]
        var names: String?
    }
}
