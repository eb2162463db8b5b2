import ArgumentParser
import Directory
import Foundation
import Kernel
import Masterplan
import Storage
import Tables
import Work

/// The full nomenclature, imported beside the bare prepared insert of the very rows it left, with the same indexes.
struct NomenclatureBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "nomenclature-import")

    @Option(help: "The table of the nomenclature.") var file: String
    @Option(help: "Folder for the databases.") var folder: String
    @Option var rounds = 3

    func run() async throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for round in 1...rounds {
            let directory = try await PlanTable.directory("\(folder)/nomenclature-\(round).sqlite", agencies: 1)
            let began = ContinuousClock.now
            let report = try await ImportNomenclature(directory, edition: "2027").run(.path(file), by: .system)
            let imported = ContinuousClock.now - began
            guard !report.isRefused, report.problemCount == 0 else { throw ValidationError("the table has problems") }
            let (count, bare) = try await PlanTable.bare(
                directory.database, "\(folder)/nomenclature-bare-\(round).sqlite", ["nomenclature_edition", "nomenclature_entry"],
                events: "nomenclature")
            print("{\"import\": \(seconds(imported)), \"bare\": \(seconds(bare)), \"inserted\": \(count)}")
            try await directory.database.close()
        }
    }
}
