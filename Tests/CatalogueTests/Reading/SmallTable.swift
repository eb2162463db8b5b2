import Columns
import Foundation
import Ingest
import Kernel

@testable import Catalogue

/// A table of pupils on disk, opened for whoever the rule says.
struct SmallTable {
    let file: ColumnFile
    let version: DatasetVersion
    let schema: TableSchema

    static let rows: [[Datum]] = [
        [.text("Patrang"), .text("35.09.21"), .year(2024), .text("SD"), .integer(120), .text("0811")],
        [.text("Patrang"), .text("35.09.21"), .year(2025), .text("SD"), .integer(130), .text("0812")],
        [.text("Patrang"), .text("35.09.21"), .year(2025), .text("SMP"), .missing, .text("0813")],
        [.text("Kaliwates"), .text("35.09.19"), .year(2024), .text("SD"), .integer(300), .text("0814")],
        [.text("Kaliwates"), .text("35.09.19"), .year(2025), .text("SMP"), .integer(80), .text("0815")],
        [.missing, .missing, .year(2025), .text("SMA"), .integer(7), .text("0816")],
    ]

    init(rows: [[Datum]] = rows) throws {
        var name = TableSchema.Field("kecamatan", .string, title: "Kecamatan")
        name.standard.role = .areaName
        var code = TableSchema.Field("kode", .string, title: "Kode wilayah")
        code.standard.role = .areaCode
        var pupils = TableSchema.Field("murid", .integer, title: "Jumlah murid")
        pupils.standard.role = .measure
        pupils.standard.unit = "orang"
        schema = TableSchema([
            name, code, TableSchema.Field("tahun", .year), TableSchema.Field("jenjang", .string, title: "Jenjang"), pupils,
            TableSchema.Field("telepon", .string),
        ])
        let shape = try schema.shape()
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pendopo-small-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try SmallTable.csv(rows, shape).write(toFile: folder + "/a.csv", atomically: true, encoding: .utf8)
        try ColumnFileBuilder().build(csv: folder + "/a.csv", shape: shape, to: folder + "/a.columns")
        file = try ColumnFile(path: folder + "/a.columns")
        // Mapped by now.
        try FileManager.default.removeItem(atPath: folder)
        version = DatasetVersion(
            id: Identifier("v"), distribution: Identifier("t"), number: 3, hash: "00", rows: rows.count, bytes: 1, shape: shape,
            schema: schema,
            publishedAt: Instant("2026-01-05T00:00:00Z")!, publishedBy: "system")
    }

    /// The canonical CSV of some rows.
    static func csv(_ rows: [[Datum]], _ shape: TableShape) -> String {
        var text = shape.columns.map(\.name).joined(separator: ",") + "\n"
        for row in rows { text += row.map { $0.text ?? "" }.joined(separator: ",") + "\n" }
        return text
    }

    /// The table as the gate hands it out under a rule: a file with nothing else in it.
    func readable(_ rule: ReadingRule = .everything) throws -> ReadableTable {
        let now = Instant("2026-01-05T00:00:00Z")!
        let dataset = Dataset(
            id: Identifier("d"), name: "murid", title: "Murid", producer: Identifier("a"), state: .published, createdAt: now)
        let table = Distribution(id: Identifier("t"), dataset: dataset.id, name: "murid", title: "Murid", schema: schema, createdAt: now)
        let permitted = rule.isWhole ? file : try SmallTable.permitted(file, rule)
        return try ReadableTable(OpenedTable(dataset: dataset, distribution: table, version: version, file: permitted, rule: rule))
    }

    private static func permitted(_ file: ColumnFile, _ rule: ReadingRule) throws -> ColumnFile {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pendopo-small-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let shape = try PermittedTable(file, rule).write(to: folder + "/a.csv")
        try ColumnFileBuilder().build(csv: folder + "/a.csv", shape: shape, to: folder + "/a.columns")
        return try ColumnFile(path: folder + "/a.columns")
    }
}
