import ArgumentParser
import Catalogue
import Columns
import Directory
import Foundation
import Ingest
import Kernel
import Storage
import Tables

/// Takes a file as a clerk would send it to a published version: open, guess, parse, type, validate, profile, build columns, publish.
struct ImportTable: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "import-table")

    @Option(help: "Data folder of the installation.") var data: String
    @Option(help: "The file, by its ending CSV or XLSX.") var file: String
    @Flag(help: "Only read and validate, and say how many rows a second of processor time that is.") var validates = false

    func run() async throws {
        let desk = try await BenchCatalogue.desk(data)
        let watch = MemoryWatch()
        let began = ContinuousClock.now
        let cpu = Measure.processorSeconds()
        let opened = try UploadedFile.open(path: file, named: URL(fileURLWithPath: file).lastPathComponent)
        let inspection = try Inspection.of(opened)
        let csv = try desk.files.scratch("csv")
        let outcome = try SheetImport(inspection).run(try opened.rows(ofSheet: inspection.reading.sheet), csv: csv)
        if validates {
            let seconds = Measure.processorSeconds() - cpu
            unlink(csv)
            print("rows \(outcome.rowsRead) cpu \(seconds) memory \(watch.stop())")
            return
        }
        var draft = DatasetDraft()
        draft.name = "impor-\(UInt32.random(in: 0 ... .max))"
        draft.title = "Impor untuk diukur"
        draft.description = "Tabel yang dibaca dari berkas, untuk mengukur lamanya."
        draft.producer = desk.directory.agencies.all.first { $0.kind == .agency }?.id
        let dataset = try await desk.create(draft, by: .system)
        let table = try await desk.database.read { tx in try tx.distributions(of: dataset.id)[0] }
        let hash = try await desk.files.keep(csvAt: csv)
        try await BenchCatalogue.publish(
            ReadingOutcome(hash: hash, rows: outcome.rowsWritten, bytes: outcome.table.length, schema: outcome.schema), table: table.id,
            desk)
        let opensIn = try outcome.schema.shape()
        _ = try await desk.files.columns(hash, shape: opensIn)
        let parts = began.duration(to: .now).components
        let seconds = Double(parts.seconds) + Double(parts.attoseconds) / 1e18
        print("rows \(outcome.rowsWritten) seconds \(seconds) cpu \(Measure.processorSeconds() - cpu) memory \(watch.stop())")
    }
}
