import Commitments
import Configuration
import Directory
import Foundation
import Kernel
import Logging
import Web

/// What an operator decided, from arguments, environment and `pendopo.yaml`, the first that says something wins.
struct ServerSettings: Sendable {
    var web: Settings
    var databaseConnections = 16
    var logLevel = Logger.Level.info
    var logsJSON = false
    /// Hosts that may be fetched from though they are not on the open internet.
    var fetchAllowed: [String] = []
    /// How commitments are signed.
    var signatures = SignatureSettings()
}

/// A setting that cannot be taken as it is.
struct SettingProblem: Error, CustomStringConvertible {
    let description: String

    init(_ setting: Setting, _ found: String, _ expected: String) {
        let shown = setting.isSecret ? "its value" : "“\(found)”"
        description = "setting \(setting.key) (\(setting.environment)): \(shown) will not do; expected \(expected)"
    }

    init(_ text: String) { description = text }
}

enum SettingsReader {
    /// Reads all settings.
    /// - Parameters:
    ///   - arguments: values given on the command line, by setting.
    ///   - file: the settings file; with `nil`, `pendopo.yaml` in the working folder if there is one.
    static func read(
        arguments: [String: String], environment: [String: String] = ProcessInfo.processInfo.environment, file: String? = nil,
        isTerminal: Bool = isatty(STDERR_FILENO) == 1
    ) async throws -> ServerSettings {
        var providers: [any ConfigProvider] = [
            InMemoryProvider(
                name: "arguments",
                values: Dictionary(
                    uniqueKeysWithValues: arguments.map {
                        (AbsoluteConfigKey($0.key.split(separator: ".").map(String.init)), ConfigValue(.string($0.value), isSecret: false))
                    })),
            EnvironmentVariablesProvider(environmentVariables: environment).prefixKeys(with: "pendopo"),
        ]
        let named = file ?? environment["PENDOPO_CONFIG"]
        let path = named ?? "pendopo.yaml"
        if FileManager.default.fileExists(atPath: path) {
            let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
            try SettingsFile.check(text, path)
            // The library refuses an empty file, which says nothing and so does no harm.
            if text.contains(where: { !$0.isWhitespace }) {
                let file = InMemoryProvider(values: ["filePath": ConfigValue(.string(path), isSecret: false)])
                providers.append(try await FileProvider<YAMLSnapshot>(config: ConfigReader(provider: file)))
            }
        } else if named != nil {
            throw SettingProblem("there is no settings file \(path)")
        }
        return try settings(SettingSource(config: ConfigReader(providers: providers)), isTerminal: isTerminal)
    }

    private static func settings(_ from: SettingSource, isTerminal: Bool) throws -> ServerSettings {
        let regency = from.text(.regency) ?? "35.09"
        guard let code = RegionCode(regency), code.kind == .regency else {
            throw SettingProblem(.regency, regency, "a regency's code such as 35.09")
        }
        let data = URL(fileURLWithPath: from.text(.data) ?? "data").standardizedFileURL
        var web = Settings(dataFolder: data, regency: code.text)
        web.databaseURL = from.text(.database)
        if let url = web.databaseURL, !url.hasPrefix("postgres://"), !url.hasPrefix("postgresql://") {
            throw SettingProblem(.database, url, "an address such as postgres://user@host/name")
        }
        web.sharedFiles = try files(from, in: data)
        web.offsetHours = try from.number(.offsetHours, in: 7...9) ?? 7
        web.host = from.text(.host) ?? "127.0.0.1"
        web.port = try from.number(.port, in: 0...65_535) ?? 8080
        web.publicURL = try from.address(.publicURL)
        web.trustedProxies = from.list(.trustedProxies)
        web.tlsCertificate = try from.file(.tlsCertificate)
        web.tlsKey = try from.file(.tlsKey)
        if (web.tlsCertificate == nil) != (web.tlsKey == nil) {
            throw SettingProblem("tls.certificate and tls.key are needed both, or neither")
        }
        web.mail = try mail(from)
        web.metricsKey = from.text(.metricsKey)
        web.limitsRates = try from.flag(.rateLimits) ?? true
        web.tileServer = from.text(.tileServer)
        if let tiles = web.tileServer, !tiles.hasPrefix("https://") || !["{z}", "{x}", "{y}"].allSatisfy(tiles.contains) {
            throw SettingProblem(.tileServer, tiles, "an address such as https://tile.example.id/{z}/{x}/{y}.png")
        }
        web.isDemo = try from.flag(.demo) ?? false
        web.assetsFolder = try assets(from.text(.assets))
        var settings = ServerSettings(web: web)
        settings.fetchAllowed = from.list(.fetchAllow)
        settings.signatures = try signatures(from)
        settings.databaseConnections = try from.number(.databaseConnections, in: 1...500) ?? 16
        if let level = from.text(.logLevel) {
            guard let known = Logger.Level(rawValue: level) else {
                throw SettingProblem(.logLevel, level, "one of " + Logger.Level.allCases.map(\.rawValue).joined(separator: ", "))
            }
            settings.logLevel = known
        }
        let format = from.text(.logFormat) ?? (isTerminal ? "text" : "json")
        guard ["text", "json"].contains(format) else { throw SettingProblem(.logFormat, format, "text or json") }
        settings.logsJSON = format == "json"
        return settings
    }

    private static func signatures(_ from: SettingSource) throws -> SignatureSettings {
        let named = from.text(.signatures) ?? "local"
        guard let provider = SignatureSettings.Provider(rawValue: named) else {
            throw SettingProblem(.signatures, named, "none, local or bsre")
        }
        guard provider == .bsre else { return SignatureSettings(provider: provider) }
        guard let url = try from.address(.bsreURL), let user = from.text(.bsreUser), let password = from.text(.bsrePassword) else {
            throw SettingProblem("with bsre, signatures.bsre_url, signatures.bsre_user and signatures.bsre_password are needed")
        }
        return SignatureSettings(provider: .bsre, bsre: BSrEClient(base: url, user: user, password: password, call: BSrECall.call))
    }

    private static func mail(_ from: SettingSource) throws -> MailServer? {
        guard let url = from.text(.mailURL) else { return nil }
        guard let parts = URLComponents(string: url), ["smtp", "smtps", "smtp-plain"].contains(parts.scheme), parts.host?.isEmpty == false
        else {
            throw SettingProblem(
                .mailURL, url, "smtp://host:587, smtps://host:465 or, for a mail server on this machine, smtp-plain://localhost:25")
        }
        guard let sender = from.text(.mailFrom), sender.contains("@") else {
            throw SettingProblem(.mailFrom, from.text(.mailFrom) ?? "", "the address that mail comes from")
        }
        return MailServer(url: url, from: sender, user: from.text(.mailUser), password: from.text(.mailPassword))
    }

    /// `Assets/` as named, else beside the program, above it (in a build folder), or in the working folder.
    private static func assets(_ named: String?) throws -> URL {
        if let named {
            guard FileManager.default.fileExists(atPath: named + "/css") else {
                throw SettingProblem(.assets, named, "the folder Assets of Pendopo")
            }
            return URL(fileURLWithPath: named)
        }
        var folder = Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent()
        for _ in 0..<5 {
            guard let at = folder else { break }
            let candidate = at.appendingPathComponent("Assets")
            if FileManager.default.fileExists(atPath: candidate.appendingPathComponent("css").path) { return candidate }
            folder = at.deletingLastPathComponent()
        }
        return URL(fileURLWithPath: "Assets")
    }
}
