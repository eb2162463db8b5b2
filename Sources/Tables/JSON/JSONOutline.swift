import Kernel

/// Where in a JSON file its tables are: arrays of objects, at the top or a few keys below it, or objects one after another (NDJSON).
package struct JSONOutline: Sendable {
    /// An array of objects that could be the table.
    package struct Table: Sendable, Hashable {
        /// The keys that lead to the array; empty for one at the top.
        package var path: [String]
        var length: Int
    }

    package enum Form: Sendable {
        case tables, features
        /// Objects one after another, each on a line of its own.
        case lines
        /// Objects one after another, laid out in any way.
        case values
    }

    package private(set) var form = Form.tables
    /// The longest first.
    package private(set) var tables: [Table] = []

    private static let deepest = 5
    private static let mostTables = 200

    /// Reads the file once from top to bottom, in memory that does not grow with it.
    /// - Throws: `malformed` with the line when the file is not JSON or has no table in it.
    package init(_ source: ByteSource) throws(AppError) {
        var cutter = try JSONCutter(source, .json)
        switch try cutter.peek() {
        case UInt8(ascii: "["):
            tables = [Table(path: [], length: 0)]
            try cutter.take(UInt8(ascii: "["))
            let first = try cutter.peek() ?? 0
            guard (48...57).contains(first) || Array("{[\"]-tfn".utf8).contains(first) else { throw cutter.malformed }
        case UInt8(ascii: "{"):
            let first = cutter.line
            try object(&cutter, path: [])
            let last = cutter.line
            if let next = try cutter.peek() {
                guard next == UInt8(ascii: "{") else { throw cutter.malformed }
                form = first == last && cutter.line > last ? .lines : .values
            } else if tables.isEmpty {
                // One record.
                form = .values
            }
        default: throw cutter.malformed
        }
        if form == .lines || form == .values { tables = [Table(path: [], length: 0)] }
        tables.sort { $0.length > $1.length }
    }

    private mutating func object(_ cutter: inout JSONCutter, path: [String]) throws(AppError) {
        try cutter.take(UInt8(ascii: "{"))
        if try cutter.peek() == UInt8(ascii: "}") {
            try cutter.take(UInt8(ascii: "}"))
            return
        }
        repeat {
            guard try cutter.peek() == UInt8(ascii: "\"") else { throw cutter.malformed }
            let key = try cutter.value(keep: true)
            try cutter.take(UInt8(ascii: ":"))
            let first = try cutter.peek()
            if first == UInt8(ascii: "{"), path.count + 1 < JSONOutline.deepest {
                try object(&cutter, path: path + [JSONOutline.name(key)])
            } else if first == UInt8(ascii: "[") {
                try array(&cutter, path: path + [JSONOutline.name(key)])
            } else {
                let value = try cutter.value(keep: path.isEmpty && key == Array("\"type\"".utf8))
                if value == Array("\"FeatureCollection\"".utf8) { form = .features }
            }
        } while try cutter.take(UInt8(ascii: ","), UInt8(ascii: "}")) == UInt8(ascii: ",")
    }

    /// An array whose first element is an object counts as a table; what else is in it, its reader finds out.
    private mutating func array(_ cutter: inout JSONCutter, path: [String]) throws(AppError) {
        let start = cutter.offset
        try cutter.take(UInt8(ascii: "["))
        let first = try cutter.peek()
        if first == UInt8(ascii: "]") {
            try cutter.take(UInt8(ascii: "]"))
        } else {
            repeat { _ = try cutter.value(keep: false) } while try cutter.take(UInt8(ascii: ","), UInt8(ascii: "]")) == UInt8(ascii: ",")
        }
        let isTable = first == UInt8(ascii: "{") || path == ["features"]
        if isTable, tables.count < JSONOutline.mostTables { tables.append(Table(path: path, length: cutter.offset - start)) }
    }

    private static func name(_ key: [UInt8]) -> String {
        var text: [UInt8] = []
        _ = key.withUnsafeBufferPointer { JSONText.append($0, to: &text) }
        return String(decoding: text, as: UTF8.self)
    }
}
