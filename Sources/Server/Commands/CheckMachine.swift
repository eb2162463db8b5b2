import ArgumentParser
import Documents
import Foundation
import Kernel
import Storage
import Web

struct CheckMachine: PendopoCommand {
    static let configuration = CommandConfiguration(commandName: "check", abstract: "Say what is missing on this machine, in words.")

    @OptionGroup var common: CommonOptions

    func act() async throws {
        let settings = try await common.settings()
        let findings = await CheckMachine.findings(settings)
        for finding in findings { Console.print("\(finding.isGood ? "ok     " : "missing") \(finding.text)") }
        if findings.contains(where: { !$0.isGood && $0.isNeeded }) { throw ExitCode.failure }
    }

    struct Finding: Sendable {
        var isGood: Bool
        /// Whether Pendopo cannot do without.
        var isNeeded: Bool
        var text: String
    }

    static func findings(_ settings: ServerSettings) async -> [Finding] {
        let web = settings.web
        let files = FileManager.default
        var found: [Finding] = []
        func add(_ isGood: Bool, _ good: String, _ bad: String, isNeeded: Bool = true) {
            found.append(Finding(isGood: isGood, isNeeded: isNeeded, text: isGood ? good : bad))
        }
        let folder = web.dataFolder.path
        let parent = files.fileExists(atPath: folder) ? folder : web.dataFolder.deletingLastPathComponent().path
        add(files.isWritableFile(atPath: parent), "data folder \(folder)", "the data folder \(folder) cannot be written by this user")
        let assets = web.assetsFolder?.path ?? "Assets"
        add(
            files.fileExists(atPath: assets + "/css"), "style sheets and scripts in \(assets)",
            "style sheets and scripts: \(assets) is not there; set PENDOPO_ASSETS to the folder Assets of Pendopo")
        add(
            ["/usr/share/javascript/leaflet", "/usr/share/nodejs/leaflet"].contains(where: files.fileExists), "Leaflet for maps",
            "Leaflet for maps that can be moved: apt-get install libjs-leaflet (without it places are chosen from lists)", isNeeded: false)
        add(
            web.databaseURL == nil || ["pg_dump", "pg_restore"].allSatisfy(isInstalled), "tools for backups",
            "pg_dump and pg_restore for backups: apt-get install postgresql-client", isNeeded: false)
        let press = PaperPress.installed()
        add(
            press != nil, "Typst for PDF in \(press?.path ?? "")",
            "Typst for books and commitments as PDF: bin/setup makes it; elsewhere a Python environment with what "
                + "Sources/Documents/Typst/requirements.txt lists, named by PENDOPO_PRESS (without it papers are DOCX and HTML)",
            isNeeded: false)
        add(
            web.mail != nil, "mail server \(web.mail.map { URLComponents(string: $0.url)?.host ?? "" } ?? "")",
            "no mail server is set (mail.url, mail.from): reporters and officials are told in the application only", isNeeded: false)
        if let shared = web.sharedFiles { found += await bucket(shared) }
        add(
            web.isSecure || isLoopback(web.host), web.isSecure ? "TLS" : "serves this machine only",
            "people would reach \(web.host) without TLS: set tls.certificate and tls.key, or public_url behind a proxy")
        if web.databaseURL == nil, !files.fileExists(atPath: "\(folder)/pendopo.db") {
            add(false, "", "there is no database in \(folder) yet: pendopo migrate, or serve, makes it", isNeeded: false)
            return found
        }
        do {
            let database = try await House.openDatabase(settings, DataFolder(folder))
            let missing = try await database.missing(try Composition.capabilities().migrations)
            add(
                missing.isEmpty, "database is up to date", "the database has not seen \(missing.count) steps yet: pendopo migrate",
                isNeeded: false)
            try await database.close()
        } catch let error as AppError {
            add(false, "", "the database: \(Console.say(error.message))")
        } catch {
            add(false, "", "the database: \(error)", isNeeded: files.fileExists(atPath: folder) || web.databaseURL != nil)
        }
        return found
    }

    /// Whether the bucket can be written, read, listed and removed from: a small file of chance goes there and back.
    private static func bucket(_ shared: SharedFiles) async -> [Finding] {
        do {
            let place = try await BucketProbe(shared).run()
            return [Finding(isGood: true, isNeeded: true, text: "files in the bucket \(place)")]
        } catch let error as AppError {
            return [Finding(isGood: false, isNeeded: true, text: "the bucket for files: \(Console.say(error.message))")]
        } catch {
            return [Finding(isGood: false, isNeeded: true, text: "the bucket for files: \(error)")]
        }
    }

    private static func isInstalled(_ program: String) -> Bool {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
            FileManager.default.isExecutableFile(atPath: "\($0)/\(program)")
        }
    }

    private static func isLoopback(_ host: String) -> Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }
}
