import Catalogue
import Columns
import Directory
import Kernel
import Signing
import Storage
import Web

/// Everything the page of a citation shows.
package struct CitationView: Sendable {
    package var citation: Citation
    package var dataset: Dataset
    package var versionNumber: Int
    package var versionAt: Instant
    package var names: ColumnNames
    package var filter: String
    package var standing: Standing
    package var producer: String
    package var steward: String?
    /// Absolute address of the citation.
    package var address: String
    package var embedCode: String
    /// The first of the rows behind it, under the titles of their columns.
    package var columns: [Table.Column]
    package var rows: [[String?]]
    /// The link to all of them; `nil` when the rows are not the reader's to see.
    package var allRows: String?

    /// Rows shown on the page.
    static let shownRows = 20
    static let shownColumns = 12
}

extension CitationSite {
    func view(_ code: String, _ request: Request) async throws -> CitationView {
        let (citation, dataset) = try await desk.find(code: code, for: request.actor)
        let standing = try await desk.standing(of: citation, for: request.actor)
        guard
            let version = try await desk.database.read({ tx in try tx.datasetVersion(citation.version) })
        else { throw AppError.notFound }
        let names = ColumnNames(version.schema)
        let filter = try? FilterText.filter(citation.filter, of: version.shape)
        let directory = desk.directory
        let address = desk.absolute(CitationPaths.citation(citation.code))
        var view = CitationView(
            citation: citation, dataset: dataset, versionNumber: version.number, versionAt: version.publishedAt, names: names,
            filter: filter.map { FilterWords(page: request.page, name: names.title).text($0) } ?? citation.filter, standing: standing,
            producer: directory.agencies.name(dataset.producer.text),
            steward: directory.agencies.with(.ict, on: directory.today)?.name, address: address,
            embedCode:
                "<iframe src=\"\(desk.absolute(CitationPaths.embed(citation.code)))\" width=\"420\" height=\"220\" title=\"\(citation.code)\"></iframe>",
            columns: [], rows: [], allRows: nil)
        guard let filter, let table = try await open(citation, for: request.actor), table.rule.isWhole else { return view }
        let columns = Array(table.file.columns.prefix(CitationView.shownColumns))
        let rows = try await Background.run { () throws(AppError) -> [[Datum]] in
            let page = try table.file.page(RowQuery(filter, limit: CitationView.shownRows, columns: columns.map(\.name)))
            return page.values
        }
        let text = TableText(version.shape, schema: version.schema)
        view.columns = columns.map { Table.Column(names.title($0.name), isNumber: text[$0.name]?.isFigure == true) }
        let page = request.page
        view.rows = rows.map { row in zip(columns, row).map { DatumWords.text($1, text[$0.name], page) } }
        view.allRows = RowsLink.path(dataset, table.distribution, version, filter: citation.filter)
        return view
    }

    /// The cited version; `nil` where its rows are not the reader's to see any more, as after a withdrawal.
    private func open(_ citation: Citation, for actor: Actor) async throws -> OpenedTable? {
        do { return try await desk.reader.open(.version(citation.version), for: actor, purpose: .citation) } catch let error as AppError {
            guard [.notFound, .forbidden, .unauthenticated].contains(error.kind) else { throw error }
            return nil
        }
    }
}
