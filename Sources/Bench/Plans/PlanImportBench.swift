import ArgumentParser
import Directory
import Foundation
import Kernel
import Masterplan
import Storage
import Tables
import Work

/// A Renja of many agencies, imported and reconciled, beside the bare prepared insert of the very rows it left, with the same indexes.
struct PlanImportBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "plan-import")

    @Option(help: "Folder for the databases and the file.") var folder: String
    @Option var agencies = 40
    @Option(help: "Rows of each agency.") var rows = 2500
    @Option(help: "How often both are done.") var rounds = 3

    func run() async throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let file = "\(folder)/renja.csv"
        try PlanTable.write(agencies: agencies, rows: rows, to: file)
        for round in 1...rounds {
            let directory = try await PlanTable.directory("\(folder)/import-\(round).sqlite", agencies: agencies)
            let began = ContinuousClock.now
            let report = try await ImportPlan(directory).keep(
                .path(file), PlanScope(kind: .annualWork, years: 2027...2027), map: ColumnMap(), remembering: "SIPD", by: .system)
            let imported = ContinuousClock.now - began
            guard report.reading.problemCount == 0, report.reading.taken == agencies * rows else {
                throw ValidationError("\(report.reading.problemCount) rows had problems, \(report.reading.taken) were taken")
            }
            let again = ContinuousClock.now
            let same = try await ImportPlan(directory).keep(
                .path(file), PlanScope(kind: .annualWork, years: 2027...2027), map: ColumnMap(), remembering: "SIPD", by: .system)
            let repeated = ContinuousClock.now - again
            guard same.plans.isSame else { throw ValidationError("the same file again changed something") }
            let (count, bare) = try await PlanTable.bare(
                directory.database, "\(folder)/bare-\(round).sqlite",
                ["plan_edition", "plan_node", "plan_indicator", "plan_budget", "plan_edition_money", "plan_column_map"], events: "plan")
            print(
                "{\"import\": \(seconds(imported)), \"again\": \(seconds(repeated)), \"bare\": \(seconds(bare)), "
                    + "\"rows\": \(agencies * rows), \"inserted\": \(count)}")
            try await directory.database.close()
        }
    }
}

/// The measured table and what surrounds it.
enum PlanTable {
    static let migrations = WorkMigrations.all + DirectoryMigrations.all + MasterplanMigrations.all

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    private static func four(_ number: Int) -> String { String(repeating: "0", count: 4 - String(number).count) + "\(number)" }

    /// Ten programmes of ten activities each, sub-activities below them, as SIPD's flat export has it.
    static func write(agencies: Int, rows: Int, to path: String) throws {
        var csv = CSVWriter(delimiter: ";")
        csv.row([
            "No", "Kode SKPD", "Nama SKPD", "Kode Program", "Nama Program", "Kode Kegiatan", "Nama Kegiatan", "Kode Sub Kegiatan",
            "Nama Sub Kegiatan", "Indikator", "Target", "Satuan", "Sumber Dana", "Pagu",
        ])
        for agency in 0..<agencies {
            let field = "\(1 + agency / 30).\(two(1 + agency % 30))"
            for row in 0..<rows {
                let (programme, activity) = (row % 10 + 2, row / 10 % 10 + 1)
                let code = "\(field).\(two(programme)).2.\(two(activity))"
                csv.row([
                    "\(row + 1)", "\(field).0.00.0.00.01.0000", "Dinas Ukur \(agency)", "\(field).\(two(programme))",
                    "Program Pengelolaan Urusan \(programme)", code, "Pengelolaan Layanan Bagian \(activity)",
                    "\(code).\(four(row / 100 + 1))",
                    "Penyediaan Layanan Nomor \(row) bagi Masyarakat", "Jumlah layanan nomor \(row) yang tersedia", "\(row % 90 + 10)",
                    "Layanan", row % 3 == 0 ? "DAK Fisik" : "PAD", "Rp \(row % 900 + 100).000.000,00",
                ])
            }
        }
        try Data(csv.take()).write(to: URL(fileURLWithPath: path))
    }

    /// A new database with the agencies of the table.
    static func directory(_ path: String, agencies: Int) async throws -> DirectoryIndex {
        for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
        let database = try Database.openSQLite(path: path)
        let world = World.system
        try await database.migrate(migrations, now: world.now())
        try await database.write { tx in
            let writer = AgencyWriter(tx, world: world, by: .system)
            for agency in 0..<agencies {
                try writer.create(
                    AgencyDraft(code: "UKUR-\(agency)", name: "Dinas Ukur \(agency)", kind: .agency, validFrom: Day("2020-01-01")!))
            }
        }
        let directory = DirectoryIndex(database: database, world: world)
        try await directory.refresh()
        return directory
    }

    /// Inserts the rows that an import left in one database into another, new one with the same tables: statements made before, one
    /// transaction.
    /// - Parameters:
    ///   - tables: that it wrote alone.
    ///   - events: kinds of its events begin so; what was recorded before it is not its own.
    static func bare(_ source: Database, _ path: String, _ tables: [StaticString], events: String) async throws -> (
        rows: Int, time: Duration
    ) {
        for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
        let database = try Database.openSQLite(path: path)
        try await database.migrate(migrations, now: World.system.now())
        var statements: [SQL] = []
        let own: SQL = "SELECT id FROM event WHERE kind LIKE \("\(events)%")"
        var parts: [(StaticString, SQL)] = tables.map { ($0, "1 = 1") }
        parts.append(("event", "id IN (\(own))"))
        parts.append(("outbox", "event_id IN (\(own))"))
        for (table, which) in parts {
            let rows = try await source.read { tx in try tx.rows("SELECT * FROM \(SQL(verbatim: "\(table)")) WHERE \(which)") }
            guard let columns = rows.first?.columns else { continue }
            let insert = RowStatement.insert(into: table, columns)
            statements += rows.map { insert.of($0.values) }
        }
        let all = statements
        let began = ContinuousClock.now
        try await database.write { tx in try tx.run(all: all) }
        let time = ContinuousClock.now - began
        try await database.close()
        return (all.count, time)
    }
}
