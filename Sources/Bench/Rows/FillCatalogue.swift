import ArgumentParser
import Catalogue
import Columns
import Directory
import Foundation
import Ingest
import Kernel
import Storage

/// Fills the catalogue with datasets of one small table each, so that searching among many can be measured.
struct FillCatalogue: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "fill-catalogue")

    @Option(help: "Data folder of the installation.") var data: String
    @Option(help: "How many datasets there shall be.") var datasets: Int

    private static let subjects = ["Jumlah", "Luas", "Harga", "Produksi", "Kunjungan", "Panjang", "Penerima", "Realisasi"]
    private static let things = [
        "sekolah dasar", "puskesmas", "beras medium", "jalan kabupaten", "bantuan sosial", "panen padi", "sambungan air", "pasar rakyat",
        "balita", "usaha mikro", "kendaraan umum", "tempat wisata",
    ]

    func run() async throws {
        let desk = try await BenchCatalogue.desk(data)
        let path = try desk.files.scratch("csv")
        let shape = try TableShape([.init("tahun", .year), .init("jumlah", .integer)])
        let writer = try CanonicalWriter(path: path, shape: shape)
        for year in 2015...2025 { try writer.row([.year(year), .integer(Int64(year % 7))]) }
        let written = try writer.finish()
        let outcome = ReadingOutcome(
            hash: try await desk.files.keep(csvAt: path), rows: written.rows, bytes: written.length,
            schema: TableSchema(shape.columns.map { TableSchema.Field($0.name, FieldType(rawValue: $0.type.rawValue)) }))
        let agencies = desk.directory.agencies.all.filter { $0.kind == .agency }.map(\.id)
        let themes = try await desk.database.read { tx in try tx.themes().map(\.code) }
        for start in stride(from: 0, to: datasets, by: 200) {
            try await desk.database.write { tx in
                for number in start..<min(start + 200, datasets) {
                    var draft = DatasetDraft()
                    draft.name = "data-\(number)"
                    draft.title = "\(FillCatalogue.subjects[number % 8]) \(FillCatalogue.things[number / 8 % 12]) ke-\(number)"
                    draft.description = "Data \(FillCatalogue.things[number % 12]) menurut tahun, untuk mengukur pencarian."
                    draft.producer = agencies[number % agencies.count]
                    draft.themes = [themes[number % themes.count]]
                    let dataset = try desk.create(draft, by: .system, in: tx)
                    let table = try tx.distributions(of: dataset.id)[0]
                    let submission = try desk.receive(
                        ReceiveUpload(
                            table: table.id, filename: "tabel.csv", fileHash: outcome.hash, fileBytes: outcome.bytes, outcome: outcome),
                        by: .system, in: tx)
                    try desk.perform(SubmitForCheck(), on: submission.id, by: .system, in: tx)
                    try desk.perform(PublishSubmission(), on: submission.id, by: .system, in: tx)
                }
            }
        }
        print("filled \(datasets) datasets")
    }
}
