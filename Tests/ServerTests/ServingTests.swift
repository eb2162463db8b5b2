import Foundation
import Kernel
import Logging
import ServiceLifecycle
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Server

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// A door that a test opens.
private final class Door: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation
    init() { (stream, continuation) = AsyncStream.makeStream() }
    func open() { continuation.finish() }
    func wait() async { for await _ in stream {} }
}

@Suite struct ServingTests {
    @Test func `a server without style sheets says so when it begins to serve, another does not`() async throws {
        let files = FileManager.default
        let folder = files.temporaryDirectory.appendingPathComponent("pendopo-test-\(UUID().uuidString)")
        defer { try? files.removeItem(at: folder) }
        func said() async throws -> [String] {
            let log = TestLog()
            let site = try await TestSite([], log: log) { $0.assetsFolder = folder }
            await Serve.announce(site.installation, 8080)
            return log.lines.filter { $0.contains("no style sheets") }
        }
        let bare = try await said()
        #expect(bare.count == 1 && bare[0].hasPrefix("warning") && bare[0].contains(folder.path), "\(bare)")
        try files.createDirectory(at: folder.appendingPathComponent("css"), withIntermediateDirectories: true)
        #expect(try await said().isEmpty)
    }

    @Test func `asked to stop, it finishes the request and the job in hand and takes no new ones`() async throws {
        let (entered, release, working, finishJob, serving) = (Door(), Door(), Door(), Door(), Door())
        let slow = Capability(
            name: "slow", migrations: WorkMigrations.all,
            pages: [
                .get("/lambat") { _ in
                    entered.open()
                    await release.wait()
                    return .page("selesai")
                }
            ],
            jobs: { _ in
                [
                    JobHandler("slow") { _ in
                        working.open()
                        await finishJob.wait()
                    }
                ]
            })
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pendopo-test-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        var web = Settings(dataFolder: folder, regency: "35.09")
        web.port = 0
        let world = World.system
        let capabilities = [try Capability.web(), slow]
        let database = try await TestDatabase.make(migrations: capabilities.migrations)
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let house = House(
            settings: ServerSettings(web: web), folder: DataFolder(folder.path), database: database, world: world,
            vault: Vault(world: world),
            logger: logger, capabilities: capabilities, lock: nil)
        let installation = try house.installation()
        let site = try await Site(installation: installation, capabilities: capabilities)
        let port = Lines()
        let group = try ServerGroup.make(house, installation, site) {
            port.add("\($0)")
            serving.open()
        }
        let running = Task { try await group.run() }
        await serving.wait()
        try await database.write { tx in try tx.enqueue("slow", in: world) }
        let address = try #require(URL(string: "http://127.0.0.1:\(port.text)/lambat"))
        let answer = Task { try await URLSession(configuration: .ephemeral).data(from: address) }
        await entered.wait()
        await working.wait()
        await group.triggerGracefulShutdown()
        release.open()
        finishJob.open()
        let (body, response) = try await answer.value
        #expect((response as? HTTPURLResponse)?.statusCode == 200 && String(decoding: body, as: UTF8.self).contains("selesai"))
        try await running.value
        #expect(try await database.read { try $0.count("SELECT count(*) FROM job WHERE done_at IS NOT NULL") } == 1)
        await #expect(throws: (any Error).self) { try await URLSession(configuration: .ephemeral).data(from: address) }
    }

    @Test func `a second server on the same folder is refused, with the first one's number`() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pendopo-test-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let settings = ServerSettings(web: Settings(dataFolder: folder, regency: "35.09"))
        let first = try await House.open(settings, alone: true, migrates: true, logger: logger)
        let quiet = logger
        let error = await #expect(throws: AppError.self) { try await House.open(settings, alone: true, logger: quiet) }
        #expect(error?.kind == .conflict && error?.message.values["process"] == "\(ProcessInfo.processInfo.processIdentifier)")
        // Commands that may run beside a server still do.
        let beside = try await House.open(settings, logger: logger)
        await beside.close()
        await first.close()
    }
}
