import Columns
import Foundation
import Kernel

/// The table that the columns are measured on: a regency's public services, one row per village, service and day or so.
struct ServiceTable {
    static let columns: [TableShape.Column] = [
        .init("id", .integer), .init("tanggal", .date), .init("tahun", .year), .init("kecamatan", .string), .init("desa", .string),
        .init("kode_wilayah", .string), .init("opd", .string), .init("jenis_layanan", .string), .init("status", .string),
        .init("jumlah", .integer), .init("nilai", .number), .init("catatan", .string),
    ]

    private static let topics = [
        "Perbaikan jalan berlubang", "Pengurusan akta kelahiran", "Layanan kesehatan ibu dan anak", "Permohonan izin usaha mikro",
        "Penyaluran bantuan sosial", "Pengangkutan sampah pasar", "Penerangan jalan umum", "Pemeliharaan saluran irigasi",
    ]

    private var state: UInt64 = 3509

    /// SplitMix64: the same table every time.
    private mutating func number(_ below: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((z ^ (z >> 31)) >> 1) % below
    }

    static func write(rows: Int, to path: String) throws -> CanonicalTable {
        var table = ServiceTable()
        let writer = try CanonicalWriter(path: path, shape: TableShape(columns))
        let first = Day(year: 2019, month: 1, day: 1)!
        for id in 1...rows {
            let day = first.adding(table.number(2190))
            let subdistrict = table.number(31)
            let village = subdistrict * 8 + table.number(8)
            let service = table.number(24)
            // About as many different notes as there are rows over eight, and a fifth of the rows without one.
            let note =
                table.number(5) == 0 ? Datum.missing : .text("\(topics[service % 8]), berkas nomor \(table.number(max(rows / 64, 2)))")
            try writer.row([
                .integer(Int64(id)), .day(day), .year(day.civil.year), .text("Kecamatan \(subdistrict + 1)"), .text("Desa \(village + 1)"),
                .text("35.09.\(10 + subdistrict).\(2001 + village % 8)"), .text("Dinas \(table.number(25) + 1)"),
                .text("Layanan \(service + 1)"),
                .text(["diajukan", "diperiksa", "diproses", "selesai", "ditolak"][table.number(5)]), .integer(Int64(table.number(500))),
                table.number(50) == 0 ? .missing : .number(Number("\(table.number(900_000) * 1000).\(table.number(4) * 25)")!), note,
            ])
        }
        return try writer.finish()
    }
}
