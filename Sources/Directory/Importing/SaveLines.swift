import Kernel
import Storage
import Tables

/// A line of a table whose act is checked only when it is done.
protocol ImportedLine: Sendable {
    /// On which line of the file it stands.
    var number: Int { get }
    /// How somebody who reads a problem knows it again.
    var title: String { get }
}

/// What a table calls the fields of the acts that its lines stand for.
struct LineColumns: Sendable {
    private let headings: [String: String]

    /// - Parameter names: headings that a field may have.
    init(_ header: TableHeader, _ names: [String: [String]]) {
        headings = names.compactMapValues { wanted in header.index(wanted).map { header.names[$0] } }
    }

    subscript(field: String) -> String { headings[field] ?? field }
}

/// A table that has been read and is still to be stored.
struct ReadLines<Line: ImportedLine>: Sendable {
    var lines: [Line]
    var report: ImportReport
    var columns: LineColumns
}

extension DirectoryIndex {
    /// Does for each line what it stands for, with the checks of the act itself, all of them in one transaction: a line that may not be
    /// done leaves no trace, stops no other, and is named with what is wrong.
    /// - Parameters:
    ///   - what: name of the import's event, `WHAT.imported`.
    ///   - act: must touch nothing but its transaction.
    func save<Line: ImportedLine>(
        _ what: String, _ read: ReadLines<Line>, _ options: ImportOptions, by actor: Actor, touching part: DirectoryPart,
        _ act: @escaping @Sendable (Line, Transaction) throws -> ImportReport.Outcome
    ) async throws -> ImportReport {
        guard !read.report.isRefused, !read.lines.isEmpty else { return read.report }
        let saved: ImportReport
        do {
            saved = try await database.write { [world] tx in
                var report = read.report
                for line in read.lines {
                    do {
                        report.count(try tx.savepoint { try act(line, tx) })
                    } catch let error as AppError where [.invalid, .conflict, .forbidden].contains(error.kind) {
                        report.add(DirectoryIndex.problem(line, read.columns, error))
                    }
                }
                if report.refuses(options) { throw RefusedImport(report: report) }
                if report.added + report.changed > 0 {
                    try tx.recordImport(what, report, by: actor, in: world, touching: part)
                }
                return report
            }
        } catch let refused as RefusedImport {
            return refused.report
        }
        try await refresh()
        return saved
    }

    private static func problem(_ line: some ImportedLine, _ columns: LineColumns, _ error: AppError) -> RowProblem {
        let issue = error.issues.first
        return RowProblem(
            line: line.number, column: issue.map { columns[$0.field] } ?? "", found: line.title,
            problem: issue?.message ?? error.message, expected: "directory.import.expect_corrected")
    }
}

/// Undoes the transaction of a strict import.
private struct RefusedImport: Error {
    var report: ImportReport
}
