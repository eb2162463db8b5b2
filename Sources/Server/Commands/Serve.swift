import ArgumentParser
import Directory
import Foundation
import Kernel
import Logging
import NIOCore
import ServiceLifecycle
import Storage
import Web

struct Serve: PendopoCommand {
    static let configuration = CommandConfiguration(abstract: "Serve people and programs, and do the work that waits.")

    @OptionGroup var common: CommonOptions
    @Option(help: "Address to listen on (default: 127.0.0.1).") var host: String?
    @Option(help: "Port to listen on (default: 8080).") var port: Int?
    @Flag(help: "Load the demo regency if the database is empty, and let anyone at this machine sign in as its cast.") var demo = false

    func act() async throws {
        let settings = try await common.settings([.host: host, .port: port.map(String.init), .demo: demo ? "true" : nil])
        let logger = Console.logger(settings)
        LoggingSystem.bootstrap { label in
            LogLines(label: label, level: settings.logLevel, isJSON: settings.logsJSON, now: World.system.now)
        }
        let house = try await House.open(settings, alone: true, migrates: true, logger: logger)
        if settings.web.isDemo { try await Demo.load(house) }
        let installation = try house.installation()
        let site = try await Site(installation: installation, capabilities: house.capabilities)
        let group = try ServerGroup.make(house, installation, site) { port in await Serve.announce(installation, port) }
        do { try await group.run() } catch let error as IOError where [EADDRINUSE, EADDRNOTAVAIL, EACCES].contains(error.errnoCode) {
            let reason = String(cString: strerror(error.errnoCode))
            throw SettingProblem(
                "\(settings.web.host) port \(settings.web.port) cannot be listened on (\(reason)); choose another --host or --port, "
                    + "or stop the program that listens there")
        }
        await house.close()
        logger.notice("stopped")
    }

    /// One line that says where it serves; in the demo also as whom to sign in.
    static func announce(_ installation: Installation, _ port: Int) async {
        var settings = installation.settings
        settings.port = port
        installation.logger.notice("serving", metadata: ["address": "\(settings.absolute("/"))"])
        if let folder = settings.assetsFolder, !FileManager.default.fileExists(atPath: folder.appendingPathComponent("css").path) {
            installation.logger.warning(
                "no style sheets and scripts: pages are bare until PENDOPO_ASSETS names the folder Assets of Pendopo",
                metadata: ["folder": "\(folder.path)"])
        }
        guard settings.isDemo else { return }
        let siti = try? await Demo.citizensLink(installation)
        let cast = CastMember.all.map { "\($0.name.split(separator: " ").first ?? "") (\($0.position.split(separator: ",").first ?? ""))" }
        Console.print("")
        if let siti { Console.print("Siti (warga / citizen, tanpa akun): \(settings.absolute(siti))") }
        Console.print(
            "Pendopo: \(settings.absolute("/")) · masuk / sign in: \(settings.absolute(DirectoryPaths.signIn())) · \(cast.joined(separator: ", "))"
        )
    }
}

struct WorkOff: PendopoCommand {
    static let configuration = CommandConfiguration(
        commandName: "work",
        abstract: "Only do the work that waits (mail, deadlines, seals), for a second machine on the same PostgreSQL database.")

    @OptionGroup var common: CommonOptions

    func act() async throws {
        let settings = try await common.settings()
        let logger = Console.logger(settings)
        let house = try await House.open(settings, alone: settings.web.databaseURL == nil, logger: logger)
        let installation = try await house.started()
        logger.notice("working")
        try await ServerGroup.make(workers: ServerGroup.workers(house, installation), logger: logger).run()
        await house.close()
    }
}
