import Columns
import Directory
import Foundation
import Ingest
import Kernel
import Rows
import Storage
import Web
import Work

/// What the pages about one dataset have in common: which dataset and table are asked for, by whom, and whether she may read the rows.
struct ReadingRequest: Sendable {
    let request: Request
    let dataset: Dataset
    let tables: [Distribution]
    let shown: [Identifier<Distribution>: DatasetVersion]
    let entry: CatalogueEntry?
    /// The table that is shown; `nil` when the dataset has none.
    let table: Distribution?
    /// What the gate opened, or why it did not.
    let opened: Result<ReadableTable, AppError>

    /// - Parameter purpose: `nil` does not open the table: the page shows no rows.
    init(_ request: Request, purpose: ReadingPurpose?) async throws {
        self.request = request
        let name = try request.parameter("name")
        let index = request.catalogueIndex
        if let entry = index.find(name) {
            (self.entry, dataset, tables, shown) = (entry, entry.dataset, entry.distributions, entry.versions)
        } else {
            // Drafts are not in the index; those who work on them read them from the database.
            let found = try await request.database.read { tx in
                try tx.dataset(named: name).map { dataset in
                    let tables = try tx.distributions(of: dataset.id)
                    var shown: [Identifier<Distribution>: DatasetVersion] = [:]
                    for table in tables { shown[table.id] = try table.currentVersion.flatMap { try tx.datasetVersion($0) } }
                    return (dataset, tables, shown)
                }
            }
            guard let found, DatasetPolicy.maySee(found.0, request.actor) else { throw AppError.notFound }
            entry = nil
            (dataset, tables, shown) = found
        }
        let wanted = request.query[TableState.tableName]
        let known = tables
        let table = if let wanted { known.first { $0.name == wanted } } else { known.first }
        if wanted != nil, table == nil { throw AppError.notFound }
        self.table = table
        opened = try await Self.open(request, table, purpose)
    }

    private static func open(_ request: Request, _ table: Distribution?, _ purpose: ReadingPurpose?) async throws -> Result<
        ReadableTable, AppError
    > {
        guard let table, let purpose else { return .failure(AppError.notFound) }
        do {
            var choice = TableChoice.distribution(table.id)
            if let number = request.query.int(TableState.versionName) {
                guard let id = try await version(request, table.id, number)?.id else { throw AppError.notFound }
                choice = .version(id)
            } else if let text = request.query[AsOf.name], !text.isEmpty {
                let directory: DirectoryIndex = request.installation.services.get()
                choice = .distribution(table.id, asOf: try AsOf.moment(text, directory))
            }
            return .success(try ReadableTable(try await request.catalogueReader.open(choice, for: request.actor, purpose: purpose)))
        } catch let error as AppError where error.kind == .forbidden || error.kind == .unauthenticated || error.kind == .notFound {
            // An address with a version that is none is wrong; a dataset without rows is not.
            let isPast = request.query.int(TableState.versionName) != nil || !(request.query[AsOf.name] ?? "").isEmpty
            if isPast, error.kind == .notFound { throw error }
            return .failure(error)
        }
    }

    static func version(_ request: Request, _ table: Identifier<Distribution>, _ number: Int) async throws -> DatasetVersion? {
        try await request.database.read { tx in try tx.version(of: table, number: number) }
    }

    var page: Page { request.page }
    var directory: DirectoryIndex { request.installation.services.get() }
    /// The table's name in addresses; `nil` for the first.
    var tableName: String? { table.flatMap { $0.id == tables.first?.id ? nil : $0.name } }
    var mayWorkOn: Bool { DatasetPolicy.mayWorkOn(dataset, request.actor) }

    /// The opened table.
    /// - Throws: why it may not be read.
    func readable() throws -> ReadableTable { try opened.get() }

    // MARK: The head

    func head(questions: Int? = nil) async throws -> DatasetHead {
        let directory = directory
        let language = request.language
        let (themes, answered, quarantined, origin) = try await request.database.read { [dataset, tables] tx in
            (
                try tx.themes().filter { dataset.themes.contains($0.code) }.map { $0.title(language) },
                try questions ?? tx.answeredQuestionCount(of: dataset.id), try tx.quarantinedRows(of: tables), try tx.origin(of: dataset.id)
            )
        }
        var closed: AppError?
        if case .failure(let error) = opened, try await !mayRead { closed = error }
        return DatasetHead(
            dataset: dataset, title: dataset.title(language), producer: directory.agencies.name(dataset.producer.text),
            steward: directory.agencies.with(.ict, on: directory.today)?.name, area: dataset.area.map { directory.places.now.name($0) },
            themes: themes, freshness: .init(dueOn: dataset.dueOn, today: directory.today),
            tables: tables.map { headTable($0) },
            updatedAt: shown.values.map(\.publishedAt).max(), score: quality(quarantined: quarantined).score, questions: answered,
            closed: closed, workLink: mayWorkOn ? CataloguePaths.manage(dataset.name) : nil,
            markup: entry.flatMap { request.installation.services.find(DatasetMarkup.self)?.json($0, page) }, origin: origin,
            hasMap: hasMap)
    }

    /// A table with its rows counted, as far as this reader may know of them.
    private func headTable(_ table: Distribution) -> DatasetHead.Table {
        if case .success(let readable) = opened, readable.opened.distribution.id == table.id, !readable.opened.rule.isWhole {
            return .init(name: table.name, title: table.title, rows: readable.opened.file.rowCount)
        }
        let isShown = DatasetPolicy.maySeeFiles(dataset, request.actor)
        return .init(
            name: table.name, title: table.title, rows: isShown ? shown[table.id]?.rows : nil,
            isHidden: !isShown && shown[table.id] != nil)
    }

    private var hasMap: Bool {
        table.flatMap { shown[$0.id] }.map { TableText($0.shape, schema: $0.schema).hasMap } ?? false
    }

    /// Whether this reader may have the rows, found without opening them.
    var mayRead: Bool {
        get async throws {
            guard let table else { return DatasetPolicy.mayWorkOn(dataset, request.actor) || dataset.access == .open }
            return try await request.catalogueReader.rule(dataset, table.id, request.actor) != nil
        }
    }

    /// What its quality is judged by.
    func quality(quarantined: Int) -> Quality {
        let texts = tables.compactMap { table in
            shown[table.id].map { TableText($0.shape, schema: $0.schema) }
        }
        return Quality(QualityFacts(dataset, texts, tables: tables.count, quarantined: quarantined, today: directory.today))
    }
}

extension QualityFacts {
    init(_ dataset: Dataset, _ texts: [TableText], tables: Int, quarantined: Int, today: Day) {
        self.init()
        descriptionLength = dataset.description.count
        hasLicence = !dataset.licence.isEmpty
        hasContact = !dataset.contact.isEmpty
        hasPeriod = dataset.temporalFrom != nil && dataset.temporalTo != nil
        hasArea = dataset.area != nil
        hasFrequency = dataset.frequency != .irregular
        daysLate = dataset.dueOn.map { max(0, today.daysSinceEpoch - $0.daysSinceEpoch) } ?? 0
        let all = texts.flatMap(\.columns)
        columns = all.count
        describedColumns = all.count { !($0.about ?? "").isEmpty }
        numberColumns = all.count(where: \.isFigure)
        columnsWithUnit = all.count { $0.isFigure && $0.unit != nil }
        hasStandardCode = dataset.standardCode.map(StandardData.isStandardCode) ?? false
        isOpen = dataset.access == .open
        quarantinedRows = quarantined
        activityAnswers = dataset.bps.count { $0.key.hasPrefix("keg.") && !$0.value.isEmpty }
        emptyTables = tables - texts.count
    }
}

extension Transaction {
    /// Rows that could not be read when the shown versions of these tables were sent in.
    func quarantinedRows(of tables: [Distribution]) throws -> Int {
        let versions = tables.compactMap(\.currentVersion)
        guard !versions.isEmpty else { return 0 }
        var rows = 0
        for version in versions {
            guard let id = try datasetVersion(version)?.submission, let submission = try submission(id) else { continue }
            rows += submission.outcome?.quarantined ?? 0
        }
        return rows
    }
}
