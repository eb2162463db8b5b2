import ArgumentParser
import Catalogue
import Columns
import Directory
import Foundation
import Ingest
import Kernel
import Storage

/// Publishes the measured table in an installation that has its agencies, by the desk's own acts, and leaves its source CSV beside.
struct PublishTable: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "publish")

    @Option(help: "Data folder of the installation.") var data: String
    @Option(help: "Rows of the table.") var rows = 1_000_000
    @Option(help: "Name of the dataset.") var name = "layanan"
    @Option(help: "Where the source CSV is written.") var csv: String?

    func run() async throws {
        let desk = try await BenchCatalogue.desk(data)
        let path = try desk.files.scratch("csv")
        defer { unlink(path) }
        _ = try ServiceTable.write(rows: rows, to: path)
        if let csv {
            unlink(csv)
            try FileManager.default.copyItem(atPath: path, toPath: csv)
        }
        let schema = TableSchema(
            ServiceTable.columns.map { column in
                TableSchema.Field(column.name, FieldType(rawValue: column.type.rawValue))
            })
        var draft = DatasetDraft()
        draft.name = name
        draft.title = "Layanan publik"
        draft.description = "Layanan publik kabupaten menurut desa, layanan, dan hari; tabel untuk mengukur."
        draft.producer = desk.directory.agencies.all.first { $0.kind == .agency }?.id
        let dataset = try await desk.create(draft, by: .system)
        let table = try await desk.database.read { tx in try tx.distributions(of: dataset.id)[0] }
        let length = (try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
        let hash = try await desk.files.keep(csvAt: path)
        let outcome = ReadingOutcome(hash: hash, rows: rows, bytes: length, schema: schema)
        try await BenchCatalogue.publish(outcome, table: table.id, desk)
        print("published \(rows) rows, \(length) bytes")
    }
}

/// The desk of an installation without its server.
enum BenchCatalogue {
    static func desk(_ data: String) async throws -> CatalogueDesk {
        let folder = URL(fileURLWithPath: data).path
        let database = try Database.openSQLite(path: "\(folder)/pendopo.db")
        let world = World.system
        let directory = DirectoryIndex(database: database, world: world, regency: RegionCode("35.09"))
        try await directory.refresh()
        let index = CatalogueIndex(database: database, world: world, directory: directory)
        let files = VersionFiles(store: FileStore(folder: folder + "/files"), folder: folder + "/derived")
        try await index.refresh()
        return CatalogueDesk(database: database, world: world, directory: directory, files: files, index: index)
    }

    static func publish(_ outcome: ReadingOutcome, table: Identifier<Distribution>, _ desk: CatalogueDesk) async throws {
        let submission = try await desk.receive(
            ReceiveUpload(table: table, filename: "tabel.csv", fileHash: outcome.hash, fileBytes: outcome.bytes, outcome: outcome),
            by: .system)
        try await desk.perform(SubmitForCheck(), on: submission.id, by: .system)
        try await desk.perform(PublishSubmission(), on: submission.id, by: .system)
    }
}
