import Columns
import Kernel
import Storage
import Web

extension PageRoute {
    static let histories: [PageRoute] = [
        .get(DataPaths.history) { request in
            let reading = try await ReadingRequest(request, purpose: nil)
            let dataset = reading.dataset
            let isPrivileged = dataset.access != .open || DatasetPolicy.maySeeFiles(dataset, request.actor, isOpen: false)
            let before = request.query.int("sebelum")
            let (versions, withheld, count) = try await request.database.read { [table = reading.table] tx in
                // One more than is shown: what changed is told against the one before.
                let versions = try table.map { try tx.versions(of: $0.id, before: before, limit: HistoryView.most + 1) } ?? []
                return (versions, isPrivileged ? [] : try tx.withheld(versions), try table.map { try tx.versionCount(of: $0.id) } ?? 0)
            }
            return .page(
                HistoryPage.page(
                    request.page,
                    HistoryView(
                        head: try await reading.head(), table: reading.tableName, versions: versions, count: count,
                        newest: reading.table.flatMap { reading.shown[$0.id]?.number }, mayRead: try await reading.mayRead,
                        showsFiles: DatasetPolicy.maySeeFiles(dataset, request.actor), withheld: withheld)))
        },
        .get(DataPaths.comparison, rate: RateLimit("comparison", 60, per: 600)) { request in
            .page(ComparisonPage.page(request.page, try await comparison(request)))
        },
    ]

    /// Rows beyond this are not compared on a page.
    private static let mostRows = 2_000_000

    private static func comparison(_ request: Request) async throws -> ComparisonView {
        let reading = try await ReadingRequest(request, purpose: .page)
        let table = try reading.readable()
        // Two versions are compared whole; who may read a part only is not told what else has changed.
        guard table.opened.rule.isWhole else { throw AppError.forbidden }
        let distribution = table.opened.distribution.id
        let newest = try await request.database.read { try $0.versions(of: distribution, limit: 2) }
        guard newest.count > 1 else { throw AppError.notFound }
        func version(_ name: String, _ usual: DatasetVersion) async throws -> DatasetVersion {
            guard let number = request.query.int(name) else { return usual }
            guard let version = try await ReadingRequest.version(request, distribution, number) else { throw AppError.notFound }
            return version
        }
        let two = [try await version("dari", newest[1]), try await version("sampai", newest[0])].sorted { $0.number < $1.number }
        let (from, to) = (two[0], two[1])
        guard from.rows + to.rows <= mostRows else { throw AppError.tooLarge("reading.compare.too_large") }
        let (reader, actor) = (request.catalogueReader, request.actor)
        let before = try await reader.open(.version(from.id), for: actor, purpose: .page, isCounted: false)
        let after = try await reader.open(.version(to.id), for: actor, purpose: .page, isCounted: false)
        let text = try ReadableTable(after).text
        func isThere(_ name: String) -> Bool {
            before.file.columns.contains { $0.name == name } && after.file.columns.contains { $0.name == name }
        }
        let keyText = request.query["kunci"].map(Plain.line).flatMap { $0.isEmpty ? nil : $0 }
        let asked = keyText.map { $0.split(separator: ",").map { Plain.line(String($0)) }.filter { !$0.isEmpty } }
        if let unknown = asked?.first(where: { !isThere($0) }) {
            throw AppError.invalid("kunci", Message("error.rules_no_column", ["column": unknown]))
        }
        let key = asked ?? text.key.filter(isThere)
        let start = max(0, request.query.int("mulai") ?? 0)
        let window = ColumnWindow(text.columns.count, from: request.query.int(ColumnWindow.name) ?? 0)
        let found = try await Background.run { try VersionChanges(before.file, after.file, key: key, start: start, shown: window.range) }
        return ComparisonView(
            head: try await reading.head(), table: reading.tableName, from: from, to: to,
            columns: Array(text.columns[window.range]),
            key: key.map { text.title($0) }, changes: found.changes, totals: found.totals,
            addedColumns: found.addedColumns.map { text.title($0) }, removedColumns: found.removedColumns, start: start,
            keyText: keyText, window: window)
    }
}

/// The changes that a page shows, and how many there are.
struct VersionChanges: Sendable {
    let changes: [ComparisonView.Change]
    let totals: VersionComparison.Totals
    let addedColumns: [String]
    let removedColumns: [String]

    /// - Parameters:
    ///   - start: changes to pass over.
    ///   - shown: the columns of the later one that are shown.
    init(_ before: ColumnFile, _ after: ColumnFile, key: [String], start: Int, shown: Range<Int>) throws {
        let comparison = try VersionComparison(before: before, after: after, keys: key)
        addedColumns = comparison.addedColumns
        removedColumns = comparison.removedColumns
        let later = Array(after.columns[shown])
        let earlier: [StoredColumn?] = later.map { column in before.columns.first { $0.name == column.name } }
        var changes: [ComparisonView.Change] = []
        var seen = 0
        totals = try comparison.changes { change in
            seen += 1
            guard seen > start, changes.count < ComparisonView.most else { return }
            switch change {
            case .added(let row): changes.append(.added(later.map { $0.value(row) }))
            case .removed(let row): changes.append(.removed(earlier.map { $0?.value(row) ?? .missing }))
            case .changed(let old, let new, let columns):
                var differing: [Int: Datum] = [:]
                for (index, column) in later.enumerated() where columns.contains(column.name) {
                    differing[index] = earlier[index]?.value(old) ?? .missing
                }
                changes.append(.changed(later.map { $0.value(new) }, before: differing))
            }
        }
        self.changes = changes
    }
}
