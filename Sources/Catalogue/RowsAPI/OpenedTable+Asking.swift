import Columns
import Kernel
import Rows

extension OpenedTable {
    /// What questions are checked against. The gate's file holds nothing that may not be asked for, so that is all of it.
    /// - Throws: `.forbidden` when the rule leaves no column.
    package var check: ColumnCheck {
        get throws(AppError) {
            guard !file.columns.isEmpty else { throw .forbidden }
            return ColumnCheck(try file.shape)
        }
    }
}

/// Answering of SQL in an installation: what the derived files are and who reads them.
package struct TableSQL: Sendable {
    package let tables: DerivedTables
    package let workers: SQLWorkers

    package init(tables: DerivedTables, workers: SQLWorkers) {
        self.tables = tables
        self.workers = workers
    }

    /// Answers a statement about one opened table, of which the worker gets only what the rule shows.
    /// - Parameter names: what the table may be called in it, besides the distribution's id.
    package func answer(_ sql: String, _ table: OpenedTable, names: [String] = [], limits: SQLLimits = SQLLimits()) async throws
        -> SQLAnswer
    {
        let path = try await tables.path(table.file, columns: nil, scope: .everything)
        var all = [table.distribution.id.text]
        for name in names where !all.contains(where: { $0.lowercased() == name.lowercased() }) { all.append(name) }
        var question = SQLQuestion(file: path, names: all, sql: sql)
        question.limits = limits
        return try await workers.answer(question)
    }
}
