import Columns
import Directory
import HTTPTypes
import Ingest
import Kernel
import Rows
import Storage
import Web

extension PageRoute {
    static let tables: [PageRoute] = [
        .get(DataPaths.dataset) { request in
            let reading = try await ReadingRequest(request, purpose: .page)
            guard case .success(let table) = reading.opened else {
                return .page(TablePage.closed(request.page, try await reading.head(), panels: try await reading.panels()))
            }
            let panels = try await reading.panels()
            guard table.opened.isPublic else { return try await tablePage(reading, table, panels) }
            return try await request.unlessChanged(try await reading.validator(table) + panels.markup) {
                try await tablePage(reading, table, panels)
            }
        },
        .get(DataPaths.columns) { request in
            let reading = try await ReadingRequest(request, purpose: .page)
            let table = try reading.readable()
            let window = ColumnWindow(table.text.columns.count, from: request.query.int(ColumnWindow.name) ?? 0)
            let profiles = try table.text.columns[window.range].map { column in
                ColumnsView.Profile(column: column, statistics: try table.file.column(column.name).statistics)
            }
            var state = TableState(dataset: reading.dataset.name, table: reading.tableName)
            state.version = request.query.int(TableState.versionName)
            state.asOf = state.version == nil ? request.query[AsOf.name] : nil
            return .page(
                ColumnsPage.page(
                    request.page,
                    ColumnsView(
                        head: try await reading.head(), table: reading.tableName, profiles: profiles, key: table.text.key,
                        window: window, state: state)))
        },
        .get(DataPaths.quality) { request in
            let reading = try await ReadingRequest(request, purpose: nil)
            let quarantined = try await request.database.read { [tables = reading.tables] in try $0.quarantinedRows(of: tables) }
            return .page(QualityPage.page(request.page, try await reading.head(), reading.quality(quarantined: quarantined)))
        },
    ]

    private static func tablePage(_ reading: ReadingRequest, _ table: ReadableTable, _ panels: HTML) async throws -> Reply {
        let request = reading.request
        let name = reading.dataset.name
        let read = Result { () throws(AppError) in try TableState(dataset: name, request.query, table.check) }
        switch read {
        case .failure(let error):
            guard error.kind == .invalid else { throw error }
            // An address that cannot be read shows the table, and says what is wrong.
            return try await show(reading, table, TableState(dataset: name, table: reading.tableName), panels, error: error)
        case .success(let state):
            let applied = Result { () throws(AppError) in try ConditionForm.applied(request.query, to: state, table.check) }
            switch applied {
            case .success(let changed?): return .redirect(changed.link() + "#tabel")
            case .success: return try await show(reading, table, state, panels, error: nil)
            case .failure(let error):
                guard error.kind == .invalid else { throw error }
                return try await show(reading, table, state, panels, error: error)
            }
        }
    }

    private static func show(
        _ reading: ReadingRequest, _ table: ReadableTable, _ state: TableState, _ panels: HTML, error: AppError?
    ) async throws -> Reply {
        let request = reading.request
        let head = try await reading.head()
        let places = reading.directory.places.now
        let (rows, facets) = try await Background.run { () throws(AppError) -> (ReadableTable.Rows, [ReadableTable.FacetCounts]) in
            (try table.rows(state), try table.facets(state))
        }
        let page = request.page
        let maker = ChartMaker(page: page, table: table.text, file: table.file, places: places, source: "")
        let form = Form(
            Dictionary(
                [TableState.formColumn, TableState.formOperator, TableState.formValue].compactMap { name in
                    request.query[name].map { (name, $0) }
                }, uniquingKeysWith: { $1 }), issues: error?.issues.map { Issue(TableState.formValue, $0.message) } ?? [])
        let current = reading.shown[table.opened.distribution.id]?.id
        let view = TableView(
            head: head, state: state, text: table.text, askable: table.askable, rows: rows,
            facets: facets.map { facet in
                TableView.FacetView(
                    column: facet.column,
                    values: facet.values.compactMap { value in
                        value.value.text.map { ($0, maker.name(value.value, of: facet.column), value.count) }
                    }, distinct: facet.distinct)
            }, version: (table.opened.version.number, table.opened.version.publishedAt, current == table.opened.version.id), form: form,
            regions: regions(rows, table.text, places), formats: DownloadFormat.links(page, state, table),
            cited: CitationLink.cells(rows, of: table), panels: panels)
        return .page(TablePage.page(page, view), status: error == nil ? .ok : .unprocessableContent)
    }

    /// Names of the region codes that are shown.
    private static func regions(_ rows: ReadableTable.Rows, _ text: TableText, _ places: PlacesSnapshot) -> [String: String] {
        guard let code = text.areaCode, let index = rows.columns.firstIndex(where: { $0.name == code.name }),
            !text.columns.contains(where: { $0.role == .areaName })
        else { return [:] }
        var names: [String: String] = [:]
        for row in rows.values {
            if let text = row[index].text, let region = RegionCode(text).flatMap({ places.region($0) }) { names[text] = region.name }
        }
        return names
    }
}

extension ReadingRequest {
    /// What other capabilities say about the dataset to this reader.
    func panels() async throws -> HTML {
        try await request.installation.services.find(DatasetPanels.self)?.html(dataset, request) ?? .empty
    }

    /// Changes whenever something on a page about this dataset does.
    func validator(_ table: ReadableTable) async throws -> String {
        let (charts, questions, origin) = try await request.database.read { [dataset] tx in
            (
                try tx.savedChartCount(of: dataset.id), try tx.answeredQuestionCount(of: dataset.id),
                try tx.origin(of: dataset.id)?.mark ?? ""
            )
        }
        return "\(request.catalogueIndex.revision) \(directory.revision) \(table.opened.validator) \(charts) \(questions) \(origin)"
    }
}
