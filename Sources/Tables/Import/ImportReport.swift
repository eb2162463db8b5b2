import Kernel

/// What became of a file that was imported, for every importer alike.
package struct ImportReport: Sendable {
    /// What became of one record.
    package enum Outcome: Sendable { case added, changed, unchanged }

    package var added = 0
    package var changed = 0
    package var unchanged = 0
    /// Rows that were refused. Only the first ``limit`` are kept; ``problemCount`` counts them all.
    package private(set) var problems: [RowProblem] = []
    package private(set) var problemCount = 0
    /// What is worth knowing though nothing is wrong, such as an encoding that had to be guessed.
    package var notes: [Message] = []
    /// Nothing was stored, because the import was strict and there were problems.
    package var isRefused = false

    /// More problems than this are counted but not kept.
    package static let limit = 1000

    package init() {}

    package var stored: Int { added + changed + unchanged }

    /// Counts one row that was taken.
    package mutating func count(_ outcome: Outcome) {
        switch outcome {
        case .added: added += 1
        case .changed: changed += 1
        case .unchanged: unchanged += 1
        }
    }

    package mutating func add(_ problem: RowProblem) {
        problemCount += 1
        if problems.count < ImportReport.limit { problems.append(problem) }
    }

    /// One line: how many were added, changed, the same, and refused.
    package var summary: Message {
        Message(
            isRefused ? "table.import_refused" : "table.import_summary",
            ["added": "\(added)", "changed": "\(changed)", "unchanged": "\(unchanged)", "problems": "\(problemCount)"])
    }
}

/// The part of an import that is the same for all: read every row, keep the good records, collect what is wrong.
package enum Import {
    /// Reads the whole table into records. The closure makes a record of a row through the ``RowCheck``, which collects
    /// what is wrong; a row with problems, or one for which it returns `nil`, yields no record.
    ///
    /// Storing is the caller's part, in one transaction; `strict` with problems gives no records and a refused report.
    /// `progress` is told 0…1 about a hundred times.
    package static func read<Record>(
        _ reader: any TableReader, strict: Bool = false, progress: (Double) -> Void = { _ in },
        row makeRecord: (inout RowCheck) throws -> Record?
    ) throws -> (records: [Record], report: ImportReport) {
        var records: [Record] = []
        var report = ImportReport()
        var told = 0.0
        while let row = try reader.next() {
            var check = RowCheck(row)
            let record = row.problem == nil ? try makeRecord(&check) : nil
            check.problems.forEach { report.add($0) }
            if let record, check.problems.isEmpty { records.append(record) }
            if reader.progress >= told + 0.01 {
                told = reader.progress
                progress(told)
            }
        }
        progress(1)
        report.notes = reader.notes
        if strict, report.problemCount > 0 {
            report.isRefused = true
            return ([], report)
        }
        return (records, report)
    }
}
