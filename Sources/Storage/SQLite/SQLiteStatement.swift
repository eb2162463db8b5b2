import Foundation
import GRDB
import GRDBSQLite
import Kernel

/// A prepared statement with what its columns are called and hold. Kept by its connection and used again.
final class SQLiteStatement {
    private let prepared: GRDB.Statement
    private let pointer: OpaquePointer
    private let parameterCount: Int
    private var names = ColumnNames([])
    private var kinds: [Kind] = []
    private var preparations: Int32 = -1
    /// Looked at once a run: its columns cannot change between two rows.
    private var isDescribed = false
    /// Whether SQLite counts every change this statement can make; it does not count changes of the schema.
    let changesAreCounted: Bool
    /// Being stepped through; a nested use needs a statement of its own.
    var isInUse = false
    /// The texts bound now, one after the other: they lie here until others are bound, so SQLite need not copy each.
    private var texts = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    private var textBytes = 0
    /// What is bound now, when it came packed: SQLite reads it where it lies.
    private var packed: PackedValues?

    /// What a column was declared to hold, where SQLite's own types do not tell.
    private enum Kind { case plain, boolean, instant, json }

    init(_ database: GRDB.Database, _ text: String) throws {
        prepared = try database.makeStatement(sql: text)
        pointer = prepared.sqliteStatement
        parameterCount = Int(sqlite3_bind_parameter_count(pointer))
        let verb = text.drop(while: \.isWhitespace).prefix(6).uppercased()
        let changesRows = ["INSERT", "UPDATE", "DELETE"].contains(verb) || verb.hasPrefix("WITH")
        changesAreCounted = sqlite3_stmt_readonly(pointer) != 0 || changesRows
    }

    deinit { texts.deallocate() }

    func bind(_ sql: SQL) throws -> Int32 {
        guard let packed = sql.packed else { return try bind(sql.values) }
        return try bind(packed)
    }

    private func bind(_ values: PackedValues) throws -> Int32 {
        isDescribed = false
        guard values.count == parameterCount else { throw wrongCount(values.count) }
        if values.hasNUL { throw AppError.textWithNUL }
        packed = values
        var index: Int32 = 0
        var failed = SQLITE_OK
        values.forEach { value in
            index += 1
            let code =
                switch value {
                case .null: sqlite3_bind_null(pointer, index)
                case .integer(let number): sqlite3_bind_int64(pointer, index, number)
                case .real(let number): sqlite3_bind_double(pointer, index, number)
                case .boolean(let flag): sqlite3_bind_int64(pointer, index, flag ? 1 : 0)
                case .text(let text), .json(let text), .instant(_, let text): bind(lying: text, at: index)
                case .bytes(let bytes):
                    bytes.isEmpty
                        ? sqlite3_bind_zeroblob(pointer, index, 0)
                        : sqlite3_bind_blob(pointer, index, bytes.baseAddress, Int32(bytes.count), nil)
                }
            if code != SQLITE_OK { failed = code }
        }
        return failed
    }

    private func bind(lying text: UnsafeRawBufferPointer, at index: Int32) -> Int32 {
        guard !text.isEmpty else { return sqlite3_bind_text(pointer, index, "", 0, copied) }
        return sqlite3_bind_text(pointer, index, text.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(text.count), nil)
    }

    private func wrongCount(_ count: Int) -> DatabaseFailure {
        DatabaseFailure(code: "bind", message: "\(parameterCount) values wanted, \(count) given", statement: prepared.sql)
    }

    private func bind(_ values: [Value]) throws -> Int32 {
        isDescribed = false
        packed = nil
        makeRoom(for: values)
        guard values.count == parameterCount else { throw wrongCount(values.count) }
        for (index, value) in values.enumerated() {
            let code = try bind(value, at: Int32(index + 1))
            if code != SQLITE_OK { return code }
        }
        return SQLITE_OK
    }

    private func bind(_ value: Value, at index: Int32) throws -> Int32 {
        switch value {
        case .null: sqlite3_bind_null(pointer, index)
        case .text(let text), .json(let text): try bind(text, at: index)
        case .integer(let number): sqlite3_bind_int64(pointer, index, number)
        case .real(let number): sqlite3_bind_double(pointer, index, number)
        case .boolean(let flag): sqlite3_bind_int64(pointer, index, flag ? 1 : 0)
        case .bytes(let bytes):
            bytes.withUnsafeBytes {
                $0.isEmpty
                    ? sqlite3_bind_zeroblob(pointer, index, 0)
                    : sqlite3_bind_blob(pointer, index, $0.baseAddress, Int32($0.count), copied)
            }
        case .instant(let instant): try bind(instant, at: index)
        }
    }

    /// Room for all texts, because what is bound must not move. Nothing bound before is looked at again.
    private func makeRoom(for values: [Value]) {
        textBytes = 0
        var wanted = 0
        for value in values {
            switch value {
            case .text(let text), .json(let text): wanted += text.utf8.count
            case .instant: wanted += Instant.textLength
            default: break
            }
        }
        if wanted <= texts.count { return }
        texts.deallocate()
        texts = .allocate(byteCount: wanted * 2, alignment: 1)
    }

    private func bind(_ text: String, at index: Int32) throws -> Int32 {
        var text = text
        return try text.withUTF8 { bytes in
            guard let start = bytes.baseAddress, !bytes.isEmpty else { return sqlite3_bind_text(pointer, index, "", 0, nil) }
            if memchr(start, 0, bytes.count) != nil { throw AppError.textWithNUL }
            let place = UnsafeMutableRawBufferPointer(rebasing: texts[textBytes..<textBytes + bytes.count])
            place.copyMemory(from: UnsafeRawBufferPointer(bytes))
            return bind(place, at: index)
        }
    }

    /// As its text, without making a `String` of it first.
    private func bind(_ instant: Instant, at index: Int32) throws -> Int32 {
        let place = UnsafeMutableRawBufferPointer(rebasing: texts[textBytes..<textBytes + Instant.textLength])
        guard instant.write(into: place) else {
            // A year of more than four digits has a text of another length.
            let text = instant.description
            return sqlite3_bind_text(pointer, index, text, Int32(text.utf8.count), copied)
        }
        return bind(place, at: index)
    }

    private func bind(_ place: UnsafeMutableRawBufferPointer, at index: Int32) -> Int32 {
        textBytes += place.count
        return sqlite3_bind_text(pointer, index, place.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(place.count), nil)
    }

    func step() -> Int32 { sqlite3_step(pointer) }

    /// Frees what the run held. Values stay bound until the next ``bind(_:)``.
    func reset() { sqlite3_reset(pointer) }

    /// The row just stepped to.
    func row() -> Row {
        if !isDescribed { describeColumns() }
        var values: [Value] = []
        values.reserveCapacity(kinds.count)
        for index in kinds.indices { values.append(value(Int32(index), kinds[index])) }
        return Row(names, values)
    }

    /// SQLite prepares a statement anew when the schema has changed, and then its columns may be others.
    private func describeColumns() {
        isDescribed = true
        let now = sqlite3_stmt_status(pointer, SQLITE_STMTSTATUS_REPREPARE, 0)
        if now == preparations { return }
        preparations = now
        let columns = 0..<sqlite3_column_count(pointer)
        names = ColumnNames(columns.map { String(cString: sqlite3_column_name(pointer, $0)) })
        kinds = columns.map { column in
            switch sqlite3_column_decltype(pointer, column).map({ String(cString: $0).lowercased() }) {
            case "boolean": .boolean
            case "timestamptz": .instant
            case "jsonb": .json
            default: .plain
            }
        }
    }

    private func value(_ index: Int32, _ kind: Kind) -> Value {
        switch sqlite3_column_type(pointer, index) {
        case SQLITE_INTEGER:
            let number = sqlite3_column_int64(pointer, index)
            return kind == .boolean ? .boolean(number != 0) : .integer(number)
        case SQLITE_FLOAT: return .real(sqlite3_column_double(pointer, index))
        case SQLITE_BLOB: return .bytes(Array(bytes(sqlite3_column_blob(pointer, index), index)))
        case SQLITE_TEXT:
            let bytes = bytes(sqlite3_column_text(pointer, index), index)
            if kind == .instant, let instant = Instant(sqlite: bytes) { return .instant(instant) }
            let text = String(decoding: bytes, as: UTF8.self)
            return kind == .json ? .json(text) : .text(text)
        default: return .null
        }
    }

    private func bytes(_ start: UnsafeRawPointer?, _ index: Int32) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: start?.assumingMemoryBound(to: UInt8.self), count: Int(sqlite3_column_bytes(pointer, index)))
    }
}

/// Tells SQLite to keep its own copy of what is bound.
private var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }
