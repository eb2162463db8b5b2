import Columns
import Foundation
import Kernel
import Rows
import Web

/// One condition as somebody chooses it: a column, how it is compared, and with what.
enum ConditionForm {
    enum Way: String, CaseIterable {
        case contains = "memuat"
        case equal = "sama"
        case notEqual = "bukan"
        case atLeast = "paling-sedikit"
        case atMost = "paling-banyak"
        case isMissing = "kosong"
        case isPresent = "terisi"

        var label: TextKey { TextKey("reading.way.\(rawValue)") }
        var needsValue: Bool { self != .isMissing && self != .isPresent }

        func condition(_ column: String, _ value: String) -> RowFilter {
            switch self {
            case .contains: .text(column, .contains, value)
            case .equal: .compare(column, .equal, value)
            case .notEqual: .compare(column, .notEqual, value)
            case .atLeast: .compare(column, .greaterOrEqual, value)
            case .atMost: .compare(column, .lessOrEqual, value)
            case .isMissing: .isMissing(column)
            case .isPresent: .isPresent(column)
            }
        }
    }

    /// The state with the form's condition in it; `nil` when the form was not sent, or asks nothing.
    /// - Throws: `invalid` when the value is not of the column's type.
    static func applied(_ query: Query, to state: TableState, _ check: ColumnCheck) throws(AppError) -> TableState? {
        guard query.pairs.contains(where: { $0.name == TableState.formColumn }) else { return nil }
        guard let column = query[TableState.formColumn], let type = check.type(column),
            let way = query[TableState.formOperator].flatMap(Way.init)
        else { return state }
        let typed = query[TableState.formValue] ?? ""
        if typed.isEmpty, way.needsValue { return state }
        // What is not text has no parts: containing is being.
        let used = way == .contains && !type.isText ? .equal : way
        let value = type.isNumeric ? plain(typed, type) : typed
        if used.needsValue, type.isNumeric ? Number(value) == nil : Datum(value, as: type) == nil {
            throw .invalid(TableState.formValue, Message(TextKey("reading.bad_value.\(kind(type))"), ["value": String(typed.prefix(60))]))
        }
        return state.adding(used.condition(column, value))
    }

    /// `1.234,5` as people type it here, as `1234.5`.
    static func plain(_ typed: String, _ type: ColumnType) -> String {
        let text = typed.filter { !$0.isWhitespace }
        if text.contains(",") { return text.filter { $0 != "." }.replacingOccurrences(of: ",", with: ".") }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let isGrouped = parts.count > 1 && parts.dropFirst().allSatisfy { $0.count == 3 } && parts[0].count <= 3 && parts[0] != "0"
        return isGrouped ? parts.joined() : text
    }

    static func kind(_ type: ColumnType) -> String {
        switch type {
        case .integer, .number: "number"
        case .date, .datetime: "date"
        case .year: "year"
        case .boolean: "boolean"
        default: "text"
        }
    }
}

/// Conditions in words.
enum ConditionWords {
    static func text(_ filter: RowFilter, _ table: TableText, _ page: Page) -> String {
        func title(_ name: String) -> String { table.title(name) }
        func value(_ text: String, _ name: String) -> String {
            guard let column = table[name], let datum = Datum(text, as: column.type) else { return text }
            return DatumWords.text(datum, column, page) ?? text
        }
        func values(_ texts: [String], _ name: String) -> String {
            let shown = texts.prefix(3).map { value($0, name) }.joined(separator: ", ")
            return texts.count > 3 ? shown + " … (\(page.format.number(texts.count)))" : shown
        }
        func say(_ key: String, _ name: String, _ value: String = "") -> String {
            page.t(TextKey("reading.condition.\(key)"), ["column": title(name), "value": value])
        }
        switch filter {
        case .everything: return ""
        case .compare(let name, let comparison, let text): return say(comparison.rawValue, name, value(text, name))
        case .between(let name, let from, let to): return say("between", name, "\(value(from, name)) – \(value(to, name))")
        case .isIn(let name, let texts): return say("in", name, values(texts, name))
        case .isNotIn(let name, let texts): return say("nin", name, values(texts, name))
        case .text(let name, .startsWith, let text): return say("starts", name, text)
        case .text(let name, .endsWith, let text): return say("ends", name, text)
        case .text(let name, _, let text): return say("text", name, text)
        case .isMissing(let name): return say("missing", name)
        case .isPresent(let name): return say("present", name)
        case .all(let parts): return parts.map { Self.text($0, table, page) }.joined(separator: page.t("reading.condition.and"))
        case .any(let parts): return parts.map { Self.text($0, table, page) }.joined(separator: page.t("reading.condition.or"))
        case .not(let part): return page.t("reading.condition.not", ["value": Self.text(part, table, page)])
        default: return AddressWriter.conditions(filter).map { "\($0.name)=\($0.value)" }.joined(separator: " ")
        }
    }
}
