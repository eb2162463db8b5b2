import Kernel

/// Reads the cells of one row as what they should be, and collects what is wrong with them.
///
/// Every method takes the heading and other names it may have, gives `nil` for a cell that cannot be taken
/// (the problem is recorded), and reports a required cell that is empty or whose column is missing.
package struct RowCheck {
    package let row: TableRow
    package private(set) var problems: [RowProblem]

    package init(_ row: TableRow) {
        self.row = row
        problems = row.problem.map { [$0] } ?? []
    }

    /// One line of text, cleaned by `Plain.line`, with at most `max` characters.
    package mutating func line(_ names: String..., max: Int = 200) -> String? { required(names) { $0.length(names, max) } }

    /// Like ``line(_:max:)`` for a cell that may be empty: `""` then.
    package mutating func optionalLine(_ names: String..., max: Int = 200) -> String? {
        length(names, max)
    }

    /// A code that must satisfy a rule, such as `35.09.01`; `expected` says what the rule is.
    package mutating func code(_ names: String..., expected: Message, fits: (String) -> Bool) -> String? {
        required(names) { check in
            let text = Plain.line(check.cell(names))
            return fits(text) ? text : check.refuse(names, "table.wrong_form", expected)
        }
    }

    /// A whole number within a range. Thousands may be separated as in `1.234` (Indonesian) when `grouped`.
    package mutating func int(_ names: String..., in range: ClosedRange<Int> = Int.min...Int.max, grouped: Bool = false) -> Int? {
        required(names) { check in
            let cell = check.cell(names)
            let plain = grouped ? cell.filter { $0 != "." } : cell
            guard let number = Int(plain) else { return check.refuse(names, "table.not_a_number", "table.expect_whole_number") }
            guard range.contains(number) else {
                return check.refuse(
                    names, "table.out_of_range",
                    Message("table.expect_between", ["low": "\(range.lowerBound)", "high": "\(range.upperBound)"]))
            }
            return number
        }
    }

    /// A day: `2026-03-01`, `1/3/2026`, `01-03-2026` or `1 Maret 2026`.
    package mutating func day(_ names: String...) -> Day? {
        required(names) { check in
            Days.read(check.cell(names)) ?? check.refuse(names, "table.not_a_day", "table.expect_day")
        }
    }

    /// One of a few words, whatever their case, and what each stands for.
    package mutating func choice<Value>(_ names: String..., of choices: KeyValuePairs<String, Value>) -> Value? {
        required(names) { check in
            let wanted = TableHeader.fold(check.cell(names))
            if let found = choices.first(where: { TableHeader.fold($0.key) == wanted }) { return found.value }
            let list = choices.map(\.key).joined(separator: ", ")
            return check.refuse(names, "table.not_a_choice", Message("table.expect_one_of", ["choices": list]))
        }
    }

    /// Yes or no in either language; `nil` and no problem when the cell is empty or there is no such column.
    package mutating func optionalFlag(_ names: String...) -> Bool? {
        let cell = cell(names)
        if cell.isEmpty { return nil }
        switch TableHeader.fold(cell) {
        case "ya", "y", "yes", "true", "benar", "1": return true
        case "tidak", "t", "no", "n", "false", "salah", "0": return false
        default: return refuse(names, "table.not_a_choice", Message("table.expect_one_of", ["choices": "ya, tidak"]))
        }
    }

    /// The cell as it stands, trimmed; empty when there is no such column.
    package func cell(_ names: [String]) -> String { row.header.index(names).map { row[$0] } ?? "" }

    /// Records a problem of the importer's own, such as a code that refers to nothing. Returns `nil` for use in a guard.
    package mutating func refuse<Value>(_ names: [String], _ problem: Message, _ expected: Message) -> Value? {
        let column = row.header.index(names).map { row.header.names[$0] } ?? names[0]
        problems.append(RowProblem(line: row.line, column: column, found: cell(names), problem: problem, expected: expected))
        return nil
    }

    private mutating func required<Value>(_ names: [String], _ read: (inout RowCheck) -> Value?) -> Value? {
        guard !cell(names).isEmpty else { return refuse(names, "table.empty", "table.expect_something") }
        return read(&self)
    }

    private mutating func length(_ names: [String], _ max: Int) -> String? {
        let text = Plain.line(cell(names))
        return Plain.fits(text, max) ? text : refuse(names, "table.too_long", Message("table.expect_at_most", ["max": "\(max)"]))
    }
}

/// Days as people write them in tables.
package enum Days {
    private static let months = [
        "jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des",
    ]
    private static let otherMonths = ["may": 5, "aug": 8, "ags": 8, "agt": 8, "oct": 10, "dec": 12, "nop": 11, "peb": 2]

    /// `2026-03-01`, `1/3/2026`, `01-03-2026`, `1.3.2026` (day first, as Indonesians write), `1 Maret 2026`, `1-Mar-2026`.
    package static func read(_ text: String) -> Day? {
        if let day = Day(text) { return day }
        // A time of midnight, as exports of databases add.
        if text.count == 19, text.hasSuffix("00:00:00"), let day = Day(text.prefix(10)) { return day }
        let parts = text.split { " /-.".contains($0) }
        guard parts.count == 3, parts[2].count == 4, let date = Int(parts[0]), let year = Int(parts[2]) else { return nil }
        guard let month = Int(parts[1]) ?? month(parts[1].lowercased()) else { return nil }
        return Day(year: year, month: month, day: date)
    }

    private static func month(_ name: String) -> Int? {
        let short = String(name.prefix(3))
        return months.firstIndex(of: short).map { $0 + 1 } ?? otherMonths[short]
    }
}
