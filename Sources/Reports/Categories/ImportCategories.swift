import Directory
import Foundation
import Kernel
import Storage
import Tables
import Work

/// Imports categories from a table: our own export (a row for each category with all it brings) or a plain list of two levels
/// such as `lapor_kategori.csv` (`kategori`, `subkategori`). Importing the same file again changes nothing, and what a file
/// does not say stays as it is.
package struct ImportCategories: Sendable {
    package let directory: DirectoryIndex
    /// Categories this process remembers; told to forget them.
    private let rules: RuleBook?

    package init(_ directory: DirectoryIndex, rules: RuleBook? = nil) {
        self.directory = directory
        self.rules = rules
    }

    /// - Parameter from: first day of new categories for which the file names none; today for `nil`.
    package func run(
        _ source: ImportSource, from: Day? = nil, options: ImportOptions = ImportOptions(), by actor: Actor
    ) async throws -> ImportReport {
        try actor.needConfiguring()
        let agencies = directory.agencies
        let (rows, report) = try await Background.run {
            let table = try source.table()
            let isPlain = table.optionalColumn("subkategori", "subcategory") != nil
            _ = isPlain ? try table.column("kategori", or: "category") : try table.column("nama", or: "name_id", "name")
            return try Import.read(table, strict: options.isStrict, progress: options.progress) {
                isPlain ? CategoryRow(plain: &$0) : CategoryRow(full: &$0, agencies)
            }
        }
        guard !report.isRefused, !rows.isEmpty else { return report }
        let first = from ?? directory.today
        let stored: ImportReport
        do {
            stored = try await directory.database.write { [world = directory.world] tx in
                var merge = CategoryMerge(CategoryWriter(tx, world: world, by: actor), try tx.categories(), from: first, report: report)
                for row in rows { try merge.take(row) }
                if options.isStrict, merge.report.problemCount > 0 { throw Refused(report: merge.report) }
                if merge.report.added + merge.report.changed > 0 { try tx.recordImport(merge.report, by: actor, in: world) }
                return merge.report
            }
        } catch var refused as Refused {
            refused.report.isRefused = true
            return refused.report
        }
        rules?.forget()
        return stored
    }

    /// Undoes the transaction of a strict import.
    private struct Refused: Error {
        var report: ImportReport
    }
}

/// Matches rows with the categories there are, by id or else by name below the same top.
private struct CategoryMerge {
    let writer: CategoryWriter
    let from: Day
    var report: ImportReport
    private var byID: [String: Category]
    private var byName: [String: String]

    init(_ writer: CategoryWriter, _ known: [Category], from: Day, report: ImportReport) {
        self.writer = writer
        self.from = from
        self.report = report
        byID = Dictionary(known.map { ($0.id, $0) }) { $1 }
        byName = Dictionary(known.map { (CategoryMerge.key($0.parent, $0.nameIndonesian), $0.id) }) { first, _ in first }
    }

    mutating func take(_ row: CategoryRow) throws {
        var parent: String?
        if let typed = row.parent {
            parent = byID[typed]?.id ?? byName[CategoryMerge.key(nil, typed)]
            if parent == nil, row.id == nil { parent = try save(CategoryRow(line: row.line, name: typed), parent: nil) }
            guard let parent, byID[parent]?.parent == nil else {
                return report.add(
                    RowProblem(
                        line: row.line, column: "induk", found: typed, problem: "reports.import.no_such_top",
                        expected: "reports.import.expect_top"))
            }
        }
        do {
            _ = try save(row, parent: parent)
        } catch let error as AppError where error.kind == .invalid {
            for issue in error.issues {
                report.add(
                    RowProblem(
                        line: row.line, column: issue.field == "parent" ? "induk" : issue.field, found: row.parent ?? row.name,
                        problem: issue.message, expected: "reports.import.expect_unchanged"))
            }
        }
    }

    @discardableResult
    private mutating func save(_ row: CategoryRow, parent: String?) throws -> String {
        let id =
            row.id ?? byName[CategoryMerge.key(parent, row.name)] ?? CategoryWriter.freeID(row.name, below: parent) { byID[$0] != nil }
        guard let old = byID[id] else {
            let fresh = row.applied(
                to: Category(
                    id: id, parent: parent, nameIndonesian: row.name, nameEnglish: "", position: (byID.count + 1) * 10, validFrom: from))
            try writer.create(fresh)
            keep(fresh)
            report.count(.added)
            return id
        }
        var new = row.applied(to: old)
        new.parent = row.id == nil ? old.parent : parent
        new.nameIndonesian = row.name
        guard new != old else {
            report.count(.unchanged)
            return id
        }
        keep(try writer.update(new, from: old))
        report.count(.changed)
        return id
    }

    private mutating func keep(_ category: Category) {
        byID[category.id] = category
        byName[CategoryMerge.key(category.parent, category.nameIndonesian)] = category.id
    }

    private static func key(_ parent: String?, _ name: String) -> String { "\(parent ?? "")/\(Plain.folded(name))" }
}

extension Transaction {
    fileprivate func recordImport(_ report: ImportReport, by actor: Actor, in world: World) throws {
        let subject = Reference("import", "categories")
        try record(
            Event(
                "categories.imported", of: subject, sequence: try nextSequence(of: subject), by: actor, in: world,
                details: ["added": "\(report.added)", "changed": "\(report.changed)", "problems": "\(report.problemCount)"]))
    }
}
