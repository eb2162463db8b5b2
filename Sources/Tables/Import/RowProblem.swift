import Kernel

/// One thing in a file that cannot be taken: where it is, what was found, what is wrong with it and what was expected.
package struct RowProblem: Sendable, Hashable {
    /// Line of the file or row of the worksheet, from 1.
    package var line: Int
    /// The column's heading; empty when the whole row is meant.
    package var column: String
    /// What stands there, shortened.
    package var found: String
    package var problem: Message
    package var expected: Message

    package init(line: Int, column: String = "", found: String = "", problem: Message, expected: Message) {
        self.line = line
        self.column = column
        self.found = found.count > 80 ? found.prefix(79) + "…" : found
        self.problem = problem
        self.expected = expected
    }

    /// One sentence for a person: `Baris 12, kolom "kode": … Ditemukan "35.9". Seharusnya …`.
    package func text(_ words: Words, _ language: Language) -> String {
        let shape: TextKey = column.isEmpty ? "table.problem_in_row" : "table.problem_in_cell"
        return words(
            Message(
                shape,
                [
                    "line": "\(line)", "column": column, "found": found.isEmpty ? words("table.nothing", language) : "“\(found)”",
                    "problem": words(problem, language), "expected": words(expected, language),
                ]), language)
    }
}
