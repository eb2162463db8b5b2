import Catalogue
import Columns
import Kernel
import Web

/// Reads the form of a citation, from an address or from what was sent.
struct CitationForm {
    private let request: Request
    private var form: Form

    init(_ request: Request, _ form: Form) {
        self.request = request
        self.form = form
    }

    func with(_ issues: [Issue]) -> CitationForm {
        var copy = self
        let fields = ["column": "kolom", "groups": "per", "title": "judul"]
        copy.form = form.with(issues.map { Issue(fields[$0.field] ?? $0.field, $0.message) })
        return copy
    }

    /// What it asks for.
    func act() async throws -> CiteNumber { try act(try await opened().version) }

    private func act(_ version: DatasetVersion) throws -> CiteNumber {
        CiteNumber(try choice(), filter: try filter(version), formula: formula, title: form.value("judul"))
    }

    /// The rows as an address says them, or as they were chosen.
    private func filter(_ version: DatasetVersion) throws -> String {
        let told = form.value("saring")
        if !told.isEmpty { return told }
        var checker = Checker(FormData(form))
        let filter = RowChoices(version, request.citations.desk.reader.directory, request.page).filter(&checker)
        try checker.check()
        return filter
    }

    /// Not counted as a use: the desk opens it again to compute.
    private func opened() async throws -> OpenedTable {
        let table = try await request.citations.desk.reader.open(
            try choice(), for: request.actor, purpose: .citation, isCounted: false)
        guard table.rule.isWhole else { throw AppError(.forbidden, "error.citation_partial") }
        return table
    }

    /// The page. What cannot be computed is told beside its field when somebody asked for it, and left out when the form is fresh.
    func view(mustCompute: Bool = false) async throws -> CitationFormPage.View {
        let desk = request.citations.desk
        let table = try await opened()
        var draft: Draft?
        do { draft = try await desk.draft(try act(table.version), by: request.actor) } catch let error as AppError {
            guard error.kind == .invalid, !mustCompute else { throw error }
        }
        let rows = try await RowChoices.offered(table.version, of: table.dataset, to: request)
        let told = form.value("saring")
        let chosen = told.isEmpty ? form : rows.filled(form, with: told)
        return CitationFormPage.View(
            form: chosen.setting("versi", table.version.id.text), rows: rows, dataset: table.dataset, table: table.distribution,
            version: table.version,
            names: ColumnNames(table.version.schema), columns: table.file.columns.map(\.name), draft: draft)
    }

    private var formula: Formula {
        let column = form.value("kolom")
        let groups = form.value("per").split(separator: ",").map(String.init)
        return Formula(Formula.Kind(rawValue: form.value("rumus")) ?? .count, column.isEmpty ? nil : column, by: groups)
    }

    /// The version that was looked at, so that nobody signs another one than she saw.
    private func choice() throws -> TableChoice {
        if let version = Identifier<DatasetVersion>(checking: form.value("versi")) { return .version(version) }
        return try request.citations.table(form.value("data"), form.value("tabel"))
    }
}

extension CitationSite {
    /// The table that addresses call so: a dataset's name or id and, unless it has one table only, the table's.
    /// - Parameter asOf: a day or a moment at which it is wanted; `nil` for today.
    /// - Throws: `.notFound` when there is none, `.invalid` for what is no day.
    func table(_ dataset: String, _ table: String, asOf: String? = nil) throws -> TableChoice {
        guard let entry = desk.reader.index.find(dataset),
            let found = table.isEmpty ? entry.distributions.first : entry.distribution(named: table)
        else { throw AppError.notFound }
        return .distribution(found.id, asOf: try asOf.map { text in try AsOf.moment(text, desk.reader.directory) })
    }
}
