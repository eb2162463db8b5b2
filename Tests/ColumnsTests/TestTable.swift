import Columns
import Foundation
import Kernel

/// A table with its rows as plain values, as canonical CSV and as column file, in a folder of its own.
final class TestTable {
    let shape: TableShape
    let rows: [[Datum]]
    let folder: String
    let table: CanonicalTable
    private(set) var file: ColumnFile

    var csv: String { folder + "/table.csv" }
    var path: String { folder + "/table.columns" }

    init(_ columns: [TableShape.Column], _ rows: [[Datum]], memory: Int? = nil) throws {
        shape = try TableShape(columns)
        self.rows = rows
        folder = NSTemporaryDirectory() + "/columns-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let writer = try CanonicalWriter(path: folder + "/table.csv", shape: shape)
        for row in rows { try writer.row(row) }
        table = try writer.finish()
        var builder = ColumnFileBuilder()
        if let memory { builder.dictionaryMemory = memory }
        try builder.build(csv: folder + "/table.csv", shape: shape, to: folder + "/table.columns")
        file = try ColumnFile(path: folder + "/table.columns")
    }

    /// Every type, with few and many values, accents, extremes and missing ones.
    convenience init(seed: UInt64, rows count: Int, memory: Int? = nil) throws {
        var chance = Chance(seed)
        let rows = (0..<count).map { _ in TestTable.columns.indices.map { TestTable.value($0, &chance) } }
        try self.init(TestTable.columns, rows, memory: memory)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    static let columns: [TableShape.Column] = [
        .init("kecamatan", .string), .init("catatan", .string), .init("jumlah", .integer), .init("besar", .integer),
        .init("ujung", .integer),
        .init("nilai", .number), .init("raksasa", .number), .init("aktif", .boolean), .init("tanggal", .date), .init("saat", .datetime),
        .init("tahun", .year), .init("kosong", .string), .init("titik, \"kutip\"", .geojson),
    ]

    private static let words = [
        "Patrang", "patrang", "Sumbersari", "Kaliwates", "", "Jémber", "=1+1", "@x", "-5", "+a", "a,b", "ia \"kata\"", "dua\nbaris", "\r",
        "日本",
        "😀", "é", "e\u{301}", "\u{1}", "zz\\",
    ]

    private static func value(_ column: Int, _ chance: inout Chance) -> Datum {
        if column == 11 || chance.happens(12) { return .missing }
        switch column {
        case 0: return .text(chance.one(of: words))
        case 1: return .text("Jalan \(chance.one(of: words)) nomor \(Int.random(in: 0...400, using: &chance))")
        case 2: return .integer(Int64.random(in: -3...9, using: &chance))
        case 3: return .integer(Int64.random(in: -5_000_000_000...70_000_000_000, using: &chance))
        case 4: return .integer(chance.one(of: [Int64.min, .max, 0, -1, 1, 9_007_199_254_740_993, .max - 1, .min + 1]))
        case 5: return .number(Number("\(Int.random(in: -99...99, using: &chance)).\(chance.one(of: ["0", "5", "25", "125", "10"]))")!)
        case 6:
            return .number(
                Number(
                    chance.one(of: ["123456789012345678901234.5", "-0.00000000000000000000007", "3", "-2.5", "12e20", "9007199254740993"]))!
            )
        case 7: return .boolean(chance.happens(50))
        case 8: return .day(Day(daysSinceEpoch: Int.random(in: 17_000...20_000, using: &chance)))
        case 9: return .instant(Instant(milliseconds: Int64.random(in: -9_000_000_000...1_700_000_000_000, using: &chance) / 500 * 500))
        case 10: return .year(Int.random(in: 1998...2030, using: &chance))
        default: return .text("{\"type\":\"Point\",\"coordinates\":[113.\(Int.random(in: 0...30, using: &chance)),-8]}")
        }
    }
}
