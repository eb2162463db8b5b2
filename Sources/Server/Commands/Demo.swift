import ArgumentParser
import Foundation
import Kernel
import Logging
import Reports
import Storage
import Web

struct Demo: PendopoCommand {
    static let configuration = CommandConfiguration(abstract: "Load the demo regency into an empty database.")

    @OptionGroup var common: CommonOptions

    func act() async throws {
        let settings = try await common.settings()
        let house = try await House.open(settings, alone: true, migrates: true, logger: Console.logger(settings))
        guard try await Demo.load(house) else {
            Console.error("pendopo: the demo regency is in this database already")
            throw ExitCode.failure
        }
        await house.close()
    }

    /// Loads the demo regency if the database is empty.
    /// - Returns: whether it was.
    @discardableResult
    static func load(_ house: House) async throws -> Bool {
        guard try await DemoRegency.isWanted(in: house.database) else {
            guard try await DemoRegency.isLoaded(in: house.database) else {
                throw SettingProblem(
                    "the database holds something else than the demo regency, or only a part of it; use another data folder (--data) for the demo"
                )
            }
            return false
        }
        let began = ContinuousClock.now
        let demo = DemoRegency(
            database: house.database, vault: house.vault, files: house.folder.files,
            derived: house.folder.path + "/derived", permissions: house.capabilities.flatMap(\.permissions),
            now: house.world.now(), offsetHours: house.settings.web.offsetHours)
        try await demo.load(progress: Console.progress("Memuat kabupaten demo / loading the demo regency …"))
        let took = began.duration(to: .now).components
        house.logger.notice("demo regency loaded", metadata: ["seconds": "\(took.seconds)"])
        return true
    }

    /// Siti's follow-up link to her report that waits for her word.
    static func citizensLink(_ installation: Installation) async throws -> String? {
        guard let desk = installation.services.find(ReportDesk.self) else { return nil }
        let report = try await installation.database.read { tx in
            try tx.row("SELECT * FROM report WHERE client_key = \(Storyline.citizensKey)").map(Report.init(row:))
        }
        return report.map { "/ikuti/\($0.code)/\(desk.secret(of: $0))" }
    }
}
