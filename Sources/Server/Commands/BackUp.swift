import ArgumentParser
import Audit
import Foundation
import Kernel
import Storage
import Web

struct BackUp: PendopoCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Write everything (database, uploaded files, keys) into one file, also while Pendopo serves.",
        discussion: "The file holds the keys of the personal data in it: keep it as you would keep those.")

    @OptionGroup var common: CommonOptions
    @Argument(help: "The file to write; replaced when it exists.") var file: String

    func act() async throws {
        let settings = try await common.settings()
        let folder = URL(fileURLWithPath: file).deletingLastPathComponent().path
        guard FileManager.default.isWritableFile(atPath: folder) else {
            throw SettingProblem("\(folder) is not there or may not be written to; name a file in another folder")
        }
        let house = try await House.open(settings, checks: false, logger: Console.logger(settings))
        try await house.backup.write(to: file, now: house.world.now())
        Console.print("written to \(file)")
        await house.close()
    }
}

struct Restore: PendopoCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring a backup back into an empty data folder and, for PostgreSQL, an empty database.")

    @OptionGroup var common: CommonOptions
    @Argument(help: "The backup.") var file: String

    func act() async throws {
        let settings = try await common.settings()
        guard FileManager.default.isReadableFile(atPath: file) else { throw SettingProblem("\(file) cannot be read") }
        let folder = settings.web.folder
        let lock = try DataLock(folder)
        let manifest = try await Backup.restore(from: file, into: folder, postgres: settings.web.databaseURL, more: House.more(folder))
        // The database was copied before the heads: the newest of these may be ahead of it, which is no forgery.
        let house = try await House.open(settings, checks: false, logger: Console.logger(settings))
        let heads = HeadLog(dataFolder: settings.web.dataFolder, vault: house.vault)
        let keeper = HeadKeeper(database: house.database, world: house.world, log: heads, logger: house.logger)
        try await keeper.restart("backup of \(manifest.madeAt)")
        await house.close()
        withExtendedLifetime(lock) {}
        Console.print("restored the backup of \(manifest.madeAt); next: pendopo verify")
    }
}

extension House {
    /// What must not be lost beside database and uploads: the keys, and the heads that prove the log.
    static func more(_ folder: DataFolder) -> [String: String] {
        ["keys.json": keyFile(folder).path, "heads.log": folder.path + "/audit/heads.log"]
    }

    var backup: Backup { Backup(database: database, files: folder.files, more: House.more(folder)) }
}
