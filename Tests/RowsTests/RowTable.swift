import Columns
import Foundation
import Kernel

@testable import Rows

/// Numbers that look random and are the same every time (SplitMix64).
struct Chance: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func one<T>(of values: [T]) -> T { values[Int.random(in: 0..<values.count, using: &self)] }
    mutating func happens(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
}

/// A small table with its rows as plain values and as a column file.
final class RowTable {
    let shape: TableShape
    let rows: [[Datum]]
    let folder: String
    let file: ColumnFile

    var check: ColumnCheck { ColumnCheck(shape) }

    init(_ columns: [TableShape.Column], _ rows: [[Datum]]) throws {
        shape = try TableShape(columns)
        self.rows = rows
        folder = NSTemporaryDirectory() + "/rows-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let writer = try CanonicalWriter(path: folder + "/table.csv", shape: shape)
        for row in rows { try writer.row(row) }
        _ = try writer.finish()
        try ColumnFileBuilder().build(csv: folder + "/table.csv", shape: shape, to: folder + "/table.columns")
        file = try ColumnFile(path: folder + "/table.columns")
    }

    convenience init(seed: UInt64, rows count: Int) throws {
        var chance = Chance(seed)
        try self.init(RowTable.columns, (0..<count).map { _ in RowTable.columns.indices.map { RowTable.value($0, &chance) } })
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    static let columns: [TableShape.Column] = [
        .init("kecamatan", .string), .init("catatan", .string), .init("jumlah", .integer), .init("nilai", .number),
        .init("aktif", .boolean), .init("tanggal", .date), .init("tahun", .year), .init("and", .string),
        .init("luas (ha), \"a.b\"", .number),
    ]

    static let texts = ["Patrang", "patrang", "Sumber Sari", "Jémber", "a,b", "ia \"kata\"", "", "(x)", "=1+1", "it's", "50%", "a_b", "日本"]

    static func value(_ column: Int, _ chance: inout Chance) -> Datum {
        if chance.happens(12) { return .missing }
        switch column {
        case 0, 7: return .text(chance.one(of: texts))
        case 1: return .text("Jalan \(chance.one(of: texts)) nomor \(chance.number(0...30)), rusak")
        case 2: return .integer(Int64(chance.number(-3...9)))
        case 4: return .boolean(chance.happens(50))
        case 5: return .day(Day(daysSinceEpoch: chance.number(19_000...19_020)))
        case 6: return .year(chance.number(2019...2026))
        default: return .number(Number("\(chance.number(-5...5)).\(chance.one(of: ["0", "5", "25"]))")!)
        }
    }
}

/// Comparing plain values, as plainly as can be.
enum Plainly {
    static func order(_ a: Datum, _ b: Datum) -> Int {
        switch (a, b) {
        case (.text(let a), .text(let b)):
            return a.utf8.lexicographicallyPrecedes(b.utf8) ? -1 : Array(a.utf8) == Array(b.utf8) ? 0 : 1
        case (.boolean(let a), .boolean(let b)): return (a ? 1 : 0) - (b ? 1 : 0)
        case (.day(let a), .day(let b)): return a < b ? -1 : a == b ? 0 : 1
        case (.year(let a), .year(let b)): return a - b
        default:
            let (x, y) = (Decimal(string: a.text!)!, Decimal(string: b.text!)!)
            return x < y ? -1 : x == y ? 0 : 1
        }
    }

    static func value(_ text: String, _ type: ColumnType) -> Datum { type.isNumeric ? .number(Number(text)!) : Datum(text, as: type)! }

    static func folded(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars.filter {
                    $0.properties.generalCategory != .nonspacingMark
                }))
    }
}

/// A condition in some language, and what it means row by row: true, false, or unknown because a value is missing.
struct Meant {
    var text: String
    var holds: ([Datum]) -> Bool?

    static func all(_ parts: [Meant], _ text: String) -> Meant {
        Meant(text: text) { row in
            let answers = parts.map { $0.holds(row) }
            return answers.contains(false) ? false : answers.contains(nil) ? nil : true
        }
    }

    static func any(_ parts: [Meant], _ text: String) -> Meant {
        Meant(text: text) { row in
            let answers = parts.map { $0.holds(row) }
            return answers.contains(true) ? true : answers.contains(nil) ? nil : false
        }
    }

    static func compare(_ column: Int, _ text: String, _ operand: String, _ holds: @escaping (Int) -> Bool) -> Meant {
        Meant(text: text) { row in
            row[column] == .missing ? nil : holds(Plainly.order(row[column], Plainly.value(operand, RowTable.columns[column].type)))
        }
    }

    func rows(_ table: RowTable) -> [Int] { table.rows.indices.filter { holds(table.rows[$0]) == true } }
}

extension RowTable {
    /// A value that is there or nearly there, as text.
    func operand(_ column: Int, _ chance: inout Chance) -> String {
        if chance.happens(80), let text = chance.one(of: rows)[column].text { return text }
        switch shape.columns[column].type {
        case .integer, .number: return chance.one(of: ["2.5", "-7", "1000", "0"])
        case .boolean: return "true"
        case .date: return "2022-01-15"
        case .year: return "2024"
        default: return chance.one(of: RowTable.texts)
        }
    }
}
