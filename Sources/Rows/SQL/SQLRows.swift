import Foundation
import GRDBSQLite

/// The rows of a statement on their way out of the worker.
final class SQLRows {
    private let statement: OpaquePointer
    private let limits: SQLLimits
    private var kinds: [SQLAnswer.ColumnKind?]
    private let isBoolean: [Bool]
    private var pending: [[SQLValue]] = []
    private var bytes: [UInt8] = []
    private var sent = 0

    init(_ statement: OpaquePointer, _ limits: SQLLimits) {
        self.statement = statement
        self.limits = limits
        let declared = (0..<sqlite3_column_count(statement)).map { index in
            sqlite3_column_decltype(statement, index).map { SQLRows.kind(String(cString: $0)) } ?? nil
        }
        kinds = declared
        isBoolean = declared.map { $0 == .boolean }
    }

    private static func kind(_ declared: String) -> SQLAnswer.ColumnKind? {
        switch declared.uppercased() {
        case "INTEGER", "INT", "YEAR": .integer
        case "NUMERIC", "REAL": .number
        case "BOOLEAN": .boolean
        case "DATE": .date
        case "DATETIME": .datetime
        case "TEXT": .text
        default: nil
        }
    }

    /// Steps through the rows; the columns go first, once every column without a declared type has shown a value or some rows have
    /// passed.
    func send(_ fault: (Int32) -> SQLFault) -> SQLFault? {
        var count = 0
        var hasNamed = false
        while true {
            let step = sqlite3_step(statement)
            if step == SQLITE_DONE { break }
            guard step == SQLITE_ROW else { return fault(step) }
            let row = values()
            if count == limits.rows || sent + bytes.count > limits.bytes { return finish(hasNamed, isCut: true) }
            count += 1
            for value in row { SQLBytes.put(value, to: &bytes) }
            if !hasNamed, !kinds.contains(nil) || bytes.count > 1 << 16 {
                hasNamed = true
                sendColumns()
            }
            if hasNamed, bytes.count > 1 << 16 { flush() }
        }
        return finish(hasNamed, isCut: false)
    }

    private func values() -> [SQLValue] {
        kinds.indices.map { index in
            let column = Int32(index)
            switch sqlite3_column_type(statement, column) {
            case SQLITE_INTEGER:
                let number = sqlite3_column_int64(statement, column)
                if isBoolean[index], number == 0 || number == 1 { return .boolean(number == 1) }
                kinds[index] = kinds[index] ?? .integer
                return .integer(number)
            case SQLITE_FLOAT:
                if kinds[index] == nil || kinds[index] == .integer { kinds[index] = .number }
                return .real(sqlite3_column_double(statement, column))
            case SQLITE_NULL: return .null
            default:
                kinds[index] = kinds[index] ?? .text
                let length = Int(sqlite3_column_bytes(statement, column))
                let start = sqlite3_column_blob(statement, column)
                return .text(String(decoding: UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : length), as: UTF8.self))
            }
        }
    }

    private func sendColumns() {
        let columns = kinds.enumerated().map { index, kind in
            SQLAnswer.Column(sqlite3_column_name(statement, Int32(index)).map { String(cString: $0) } ?? "", kind ?? .text)
        }
        if let payload = try? JSONEncoder().encode(columns) { _ = SQLPipe.send(.columns, payload, to: 1) }
    }

    private func flush() {
        _ = SQLPipe.send(.rows, bytes, to: 1)
        sent += bytes.count
        bytes.removeAll(keepingCapacity: true)
    }

    private func finish(_ hasNamed: Bool, isCut: Bool) -> SQLFault? {
        if !hasNamed { sendColumns() }
        if !bytes.isEmpty { flush() }
        _ = SQLPipe.send(.done, [isCut ? 1 : 0], to: 1)
        return nil
    }
}
