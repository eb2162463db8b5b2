import Columns
import Kernel

/// Reads conditions: `kecamatan=eq.Patrang` and what stands in `and=(…)`, `or=(…)`, `not=(…)`.
struct AddressFilterReader {
    private let check: ColumnCheck
    private var parts = 0

    private static let greatestDepth = 40
    private static let mostParts = 500
    private static let mostValues = 10_000

    init(_ check: ColumnCheck) { self.check = check }

    /// A parameter whose name is a column's.
    mutating func condition(_ name: String, _ text: String) throws(AppError) -> RowFilter {
        var names = try TextScanner(name, field: String(name.prefix(100)))
        let isQuoted = names.next == "\""
        let column = isQuoted ? try names.quoted() : name
        guard !isQuoted || names.isAtEnd else { throw names.unexpected }
        var scanner = try TextScanner(text, field: String(column.prefix(100)))
        let filter = try comparison(column, isRow: column == AddressWord.row && !isQuoted, &scanner, isNested: false)
        guard scanner.isAtEnd else { throw scanner.unexpected }
        return filter
    }

    /// A parameter `and`, `or` or `not`.
    mutating func joined(_ word: String, _ text: String) throws(AppError) -> RowFilter {
        var scanner = try TextScanner(text, field: word)
        let filter = try list(word, &scanner, depth: 1)
        guard scanner.isAtEnd else { throw scanner.unexpected }
        return filter
    }

    private mutating func list(_ word: String, _ scanner: inout TextScanner, depth: Int) throws(AppError) -> RowFilter {
        guard depth <= AddressFilterReader.greatestDepth else { throw scanner.fault("rows.too_deep") }
        try scanner.expect("(")
        var filters: [RowFilter] = []
        if !scanner.take(")") {
            repeat { filters.append(try part(&scanner, depth: depth)) } while scanner.take(",")
            try scanner.expect(")")
        }
        switch word {
        case AddressWord.and: return .all(filters)
        case AddressWord.or: return .any(filters)
        default: return .not(filters.count == 1 ? filters[0] : .all(filters))
        }
    }

    private mutating func part(_ scanner: inout TextScanner, depth: Int) throws(AppError) -> RowFilter {
        let start = scanner.position
        let isQuoted = scanner.next == "\""
        let name = isQuoted ? try scanner.quoted() : scanner.upTo(AddressWord.endsName)
        if !isQuoted, [AddressWord.and, AddressWord.or, AddressWord.not].contains(name) {
            if scanner.take("=") || scanner.next == "(" { return try list(name, &scanner, depth: depth + 1) }
        }
        guard scanner.take(".") else { throw scanner.fault("rows.expected", ["wanted": ".", "found": scanner.found]) }
        return try comparison(name, isRow: name == AddressWord.row && !isQuoted, &scanner, isNested: true, nameAt: start)
    }

    private mutating func comparison(
        _ name: String, isRow: Bool, _ scanner: inout TextScanner, isNested: Bool, nameAt: Int = 1
    ) throws(AppError) -> RowFilter {
        parts += 1
        guard parts <= AddressFilterReader.mostParts else { throw scanner.fault("rows.too_many_parts") }
        if !isRow { _ = try check.column(name, scanner.field, at: nameAt) }
        let start = scanner.position
        let word = scanner.upTo { AddressWord.endsName($0) }
        guard let `operator` = AddressOperator(rawValue: word) else {
            let known = AddressOperator.allCases.map(\.rawValue).joined(separator: ", ")
            throw scanner.fault("rows.no_operator", ["found": String(word.prefix(40)), "operators": known], at: start)
        }
        if `operator` == .isMissing || `operator` == .isPresent {
            guard !isRow else { throw scanner.fault("rows.row_operator", at: start) }
            return `operator` == .isMissing ? .isMissing(name) : .isPresent(name)
        }
        try scanner.expect(".")
        let valueAt = scanner.position
        let values: [String]
        switch `operator` {
        case .isIn, .isNotIn, .between: values = try self.values(&scanner)
        default: values = [try value(&scanner, isNested: isNested)]
        }
        if `operator` == .between, values.count != 2 { throw scanner.fault("rows.between_two", at: valueAt) }
        if isRow { return try RowNumbers.filter(`operator`, values, scanner, valueAt) }
        let filter = AddressFilterReader.filter(name, `operator`, values)
        try check.filter(filter, scanner.field, at: valueAt)
        return filter
    }

    private static func filter(_ name: String, _ operator: AddressOperator, _ values: [String]) -> RowFilter {
        if let comparison = `operator`.comparison { return .compare(name, comparison, values[0]) }
        if let match = `operator`.match { return .text(name, match, values[0]) }
        switch `operator` {
        case .isIn: return .isIn(name, values)
        case .isNotIn: return .isNotIn(name, values)
        case .between: return .between(name, values[0], values[1])
        default: return .text(name, .like, values[0].asPattern)
        }
    }

    private func value(_ scanner: inout TextScanner, isNested: Bool) throws(AppError) -> String {
        if scanner.next == "\"" { return try scanner.quoted() }
        return scanner.upTo { isNested && ($0 == "," || $0 == ")") }
    }

    private func values(_ scanner: inout TextScanner) throws(AppError) -> [String] {
        try scanner.expect("(")
        if scanner.take(")") { return [] }
        var values: [String] = []
        repeat {
            values.append(try value(&scanner, isNested: true))
            guard values.count <= AddressFilterReader.mostValues else { throw scanner.fault("rows.too_many_parts") }
        } while scanner.take(",")
        try scanner.expect(")")
        return values
    }
}

/// Conditions on the number of a row, from 1 as people count.
enum RowNumbers {
    /// No table has so many rows.
    static let none = RowFilter.any([])

    static func filter(_ operator: AddressOperator, _ values: [String], _ scanner: TextScanner, _ position: Int) throws(AppError)
        -> RowFilter
    {
        var numbers: [Int] = []
        for value in values {
            guard let number = Int(value), number.magnitude < 1 << 40 else { throw scanner.fault("rows.bad_row_number", at: position) }
            numbers.append(number)
        }
        switch `operator` {
        case .equal: return between(numbers[0], numbers[0])
        case .greater: return between(numbers[0] + 1, .max)
        case .greaterOrEqual: return between(numbers[0], .max)
        case .less: return between(1, numbers[0] - 1)
        case .lessOrEqual: return between(1, numbers[0])
        case .between: return between(numbers[0], numbers[1])
        case .isIn: return .any(numbers.map { between($0, $0) })
        case .notEqual: return .not(between(numbers[0], numbers[0]))
        default: throw scanner.fault("rows.row_operator", at: position)
        }
    }

    /// Rows from one number to another, both included and from 1.
    static func between(_ from: Int, _ to: Int) -> RowFilter {
        let low = max(from, 1)
        return to < low ? none : .numbered((low - 1)...(to == .max ? .max : to - 1))
    }
}
