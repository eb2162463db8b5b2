import Foundation
import Kernel
import Logging
import Testing
import Web

@testable import Server

@Suite struct SettingsTests {
    /// Settings as the reader sees them when the file says `yaml`.
    private func read(
        _ arguments: [String: String] = [:], environment: [String: String] = [:], yaml: String? = nil
    ) async throws -> ServerSettings {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("pendopo-\(UUID().uuidString).yaml").path
        defer { try? FileManager.default.removeItem(atPath: file) }
        try Data((yaml ?? "").utf8).write(to: URL(fileURLWithPath: file))
        return try await SettingsReader.read(arguments: arguments, environment: environment, file: file, isTerminal: true)
    }

    private func problem(
        _ arguments: [String: String] = [:], environment: [String: String] = [:], yaml: String? = nil
    ) async throws -> String {
        do {
            _ = try await read(arguments, environment: environment, yaml: yaml)
            return ""
        } catch let problem as SettingProblem {
            return problem.description
        }
    }

    @Test func `arguments come before the environment, that before the file, that before what is usual`() async throws {
        let yaml = "port: 1001\nhost: 10.0.0.1\ntls:\n"
        let environment = ["PENDOPO_PORT": "1002", "PENDOPO_PUBLIC_URL": "https://lapor.example.id/"]
        #expect(try await read(["port": "1003"], environment: environment, yaml: yaml).web.port == 1003)
        let settings = try await read(environment: environment, yaml: yaml)
        #expect(settings.web.port == 1002 && settings.web.host == "10.0.0.1" && settings.web.publicURL == "https://lapor.example.id")
        #expect(try await read(yaml: yaml).web.port == 1001)
        let usual = try await read()
        #expect(
            usual.web.port == 8080 && usual.web.host == "127.0.0.1" && usual.web.regency == "35.09" && !usual.web.isDemo && !usual.logsJSON)
    }

    @Test func `the file takes lists, flags, numbers and groups`() async throws {
        let yaml = """
            regency: 35.14
            trusted_proxies: [10.0.0.0/8, "::1"]
            rate_limits: false
            database_connections: 24
            log:
              level: debug
              format: json
            mail:
              url: smtps://mail.example.id:465
              from: pendopo@example.id
            """
        let settings = try await read(yaml: yaml)
        #expect(settings.web.trustedProxies == ["10.0.0.0/8", "::1"] && !settings.web.limitsRates && settings.databaseConnections == 24)
        #expect(settings.logLevel == .debug && settings.logsJSON && settings.web.mail?.from == "pendopo@example.id")
        let environment = try await read(environment: ["PENDOPO_TRUSTED_PROXIES": "10.1.0.1, 10.1.0.2"])
        #expect(environment.web.trustedProxies == ["10.1.0.1", "10.1.0.2"])
    }

    @Test func `what will not do is named with what would`() async throws {
        #expect(
            try await problem(["port": "eighty"]).contains("setting port (PENDOPO_PORT): “eighty” will not do; expected a whole number"))
        #expect(try await problem(["regency": "Jember"]).contains("35.09"))
        #expect(try await problem(["public_url": "lapor.example.id"]).contains("https://"))
        #expect(try await problem(["tls.certificate": "/nowhere.pem"]).contains("can be read"))
        #expect(try await problem(["mail.url": "mail.example.id"]).contains("smtp://"))
        #expect(try await problem(["database": "mysql://x:secret@y/z"]).contains("secret") == false)
    }

    @Test func `a misspelt name in the file is refused with the one that was meant`() async throws {
        #expect(try await problem(yaml: "prot: 80\n").contains("line 1: there is no setting prot; did you mean port?"))
        #expect(
            try await problem(yaml: "tls:\n  # hint\n  certifcate: x\n").contains(
                "line 3: there is no setting tls.certifcate; did you mean tls.certificate?"))
    }

    @Test func `every setting stands in the operator's table`() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let page = try String(contentsOf: root.appendingPathComponent("docs/operations/settings.md"), encoding: .utf8)
        for setting in Setting.all {
            #expect(page.contains("| `\(setting.key)` | `\(setting.environment)` |"), "docs/operations/settings.md lacks \(setting.key)")
        }
        let rows = page.split(separator: "\n").count { $0.contains("| `PENDOPO_") }
        #expect(rows == Setting.all.count, "docs/operations/settings.md names settings that do not exist")
    }

    @Test func `log lines are one JSON object each, or words`() throws {
        let lines = Lines()
        for isJSON in [true, false] {
            var logger = Logger(label: "x") { _ in
                LogLines(label: "x", level: .info, isJSON: isJSON, now: { .init(milliseconds: 0) }, write: { lines.add($0) })
            }
            logger[metadataKey: "id"] = "7"
            logger.info("said \"this\"\nand that", metadata: ["level": "mine"])
            logger.debug("not shown")
        }
        let object = try JSONDecoder().decode([String: String].self, from: Data(lines.all[0].utf8))
        #expect(
            object["message"] == "said \"this\"\nand that" && object["_level"] == "mine" && object["level"] == "info" && object["id"] == "7"
        )
        #expect(lines.all.count == 2 && lines.all[1].hasPrefix("00:00:00.000 info    said"))
    }
}
