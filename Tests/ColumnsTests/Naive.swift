import Columns
import Foundation
import Kernel

/// The same questions answered row by row, as plainly as can be.
enum Naive {
    /// Negative, zero or positive; both values are there and of the same type.
    static func order(_ a: Datum, _ b: Datum) -> Int {
        switch (a, b) {
        case (.text(let a), .text(let b)):
            return a.utf8.lexicographicallyPrecedes(b.utf8) ? -1 : Array(a.utf8) == Array(b.utf8) ? 0 : 1
        case (.boolean(let a), .boolean(let b)): return (a ? 1 : 0) - (b ? 1 : 0)
        case (.day(let a), .day(let b)): return a < b ? -1 : a == b ? 0 : 1
        case (.instant(let a), .instant(let b)): return a < b ? -1 : a == b ? 0 : 1
        case (.year(let a), .year(let b)): return a - b
        default:
            let (x, y) = (Decimal(string: a.text!)!, Decimal(string: b.text!)!)
            return x < y ? -1 : x == y ? 0 : 1
        }
    }

    static func same(_ a: Datum, _ b: Datum) -> Bool {
        guard let x = a.text, let y = b.text else { return a == .missing && b == .missing }
        return Array(x.utf8) == Array(y.utf8)
    }

    /// An operand is read as the column's type, numbers with any fraction.
    static func operand(_ text: String, _ type: ColumnType) -> Datum {
        type.isNumeric ? .number(Number(text)!) : Datum(text, as: type)!
    }

    /// True, false, or unknown because a value is missing.
    static func holds(_ filter: RowFilter, _ row: [Datum], _ shape: TableShape) -> Bool? {
        func cell(_ name: String) -> (Datum, ColumnType) {
            let index = shape.columns.firstIndex { $0.name == name }!
            return (row[index], shape.columns[index].type)
        }
        func compared(_ name: String, _ text: String) -> Int? {
            let (value, type) = cell(name)
            return value == .missing ? nil : order(value, operand(text, type))
        }
        switch filter {
        case .everything: return true
        case .compare(let name, let comparison, let text):
            guard let order = compared(name, text) else { return nil }
            switch comparison {
            case .equal: return order == 0
            case .notEqual: return order != 0
            case .less: return order < 0
            case .lessOrEqual: return order <= 0
            case .greater: return order > 0
            case .greaterOrEqual: return order >= 0
            }
        case .between(let name, let from, let to):
            guard let low = compared(name, from), let high = compared(name, to) else { return nil }
            return low >= 0 && high <= 0
        case .isIn(let name, let texts):
            return cell(name).0 == .missing ? nil : texts.contains { compared(name, $0) == 0 }
        case .isNotIn(let name, let texts):
            return cell(name).0 == .missing ? nil : !texts.contains { compared(name, $0) == 0 }
        case .text(let name, let match, let pattern):
            guard let text = cell(name).0.text else { return nil }
            return matches(folded(text), match, pattern)
        case .isMissing(let name): return cell(name).0 == .missing
        case .isPresent(let name): return cell(name).0 != .missing
        case .numbered: preconditionFailure("a row does not know its number")
        case .all(let parts):
            let answers = parts.map { holds($0, row, shape) }
            return answers.contains(false) ? false : answers.contains(nil) ? nil : true
        case .any(let parts):
            let answers = parts.map { holds($0, row, shape) }
            return answers.contains(true) ? true : answers.contains(nil) ? nil : false
        case .not(let part): return holds(part, row, shape).map { !$0 }
        }
    }

    static func rows(_ filter: RowFilter, _ table: TestTable) -> [Int] {
        table.rows.indices.filter { holds(filter, table.rows[$0], table.shape) == true }
    }

    private static func folded(_ text: String) -> [Unicode.Scalar] {
        Array(
            text.decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars.filter {
                $0.properties.generalCategory != .nonspacingMark
            })
    }

    private static func matches(_ text: [Unicode.Scalar], _ match: RowFilter.TextMatch, _ pattern: String) -> Bool {
        let plain = folded(pattern)
        switch match {
        case .startsWith: return text.starts(with: plain)
        case .endsWith: return text.reversed().starts(with: plain.reversed())
        case .contains: return plain.isEmpty || (0...text.count).contains { text[$0...].starts(with: plain) }
        case .like: return like(text[...], folded(pattern)[...])
        case .word, .wordStart:
            func isOfWord(_ index: Int) -> Bool {
                text.indices.contains(index)
                    && (!text[index].isASCII || text[index].properties.isAlphabetic || ("0"..."9").contains(text[index]))
            }
            return plain.isEmpty
                || text.indices.contains {
                    text[$0...].starts(with: plain) && !isOfWord($0 - 1) && (match == .wordStart || !isOfWord($0 + plain.count))
                }
        }
    }

    private static func like(_ text: ArraySlice<Unicode.Scalar>, _ pattern: ArraySlice<Unicode.Scalar>) -> Bool {
        guard let first = pattern.first else { return text.isEmpty }
        let rest = pattern.dropFirst()
        switch first {
        case "%": return (text.startIndex...text.endIndex).contains { like(text[$0...], rest) }
        case "_": return !text.isEmpty && like(text.dropFirst(), rest)
        case "\\" where !rest.isEmpty: return text.first == rest.first && like(text.dropFirst(), rest.dropFirst())
        default: return text.first == first && like(text.dropFirst(), rest)
        }
    }
}
