import Kernel

/// What is to be said at one cell of a workbook that goes back to whoever sent it.
package struct CellRemark: Sendable, Hashable {
    /// The sheet's position in the file, from 0.
    package var sheet: Int
    /// From 1, as the sheet shows it.
    package var row: Int
    /// From 0; `nil` when the whole row is meant, which is said at its first cell.
    package var column: Int?
    /// In the reader's language.
    package var text: String

    package init(sheet: Int, row: Int, column: Int?, text: String) {
        self.sheet = sheet
        self.row = row
        self.column = column
        self.text = text
    }
}

extension CellRemark {
    /// What is wrong at a cell and what was expected there. `nil` when its sheet is none of these.
    package init?(_ problem: CellProblem, sheets: [RawSheet], _ words: Words, _ language: Language) {
        guard let sheet = sheets.firstIndex(where: { $0.name == problem.sheet }) else { return nil }
        self.init(sheet: sheet, row: problem.row, column: problem.column, text: problem.sentence(words, language))
    }
}

extension CellProblem {
    func sentence(_ words: Words, _ language: Language) -> String { "\(words(problem, language)) \(words(expected, language))" }
}

/// A cell's place within a sheet, both from 0.
struct CellPlace: Hashable, Comparable {
    var row: Int
    var column: Int

    static func < (a: CellPlace, b: CellPlace) -> Bool { (a.row, a.column) < (b.row, b.column) }

    var reference: String { SheetPlace.cell(column: column, row: row + 1) }

    /// The column of a reference, from 0; `nil` when it is none.
    static func column(_ reference: some Sequence<UInt8>) -> Int? {
        var column = 0
        for byte in reference {
            guard (65...90).contains(byte) else { break }
            column = column * 26 + Int(byte) - 64
            guard column <= Limits.columns else { return nil }
        }
        return column > 0 ? column - 1 : nil
    }
}
