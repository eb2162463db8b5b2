import Foundation
import HTTPTypes
import Kernel
import Storage
import TestSupport
import Testing
import Web

@testable import Server

/// What is let go of must go. Where one of an installation's many parts keeps another in a circle all of it stays, and with it a thread, a
/// file and, on PostgreSQL, a process for each of its connections.
@Suite struct LettingGoTests {
    /// What is left of a site.
    private struct Traces {
        weak var site: Site?
        weak var installation: Installation?
        weak var services: Services?
        weak var database: Database?

        var areGone: Bool { site == nil && installation == nil && services == nil && database == nil }
    }

    @Test("an installation that everybody has let go of is gone, and its connections are closed")
    func everything() async throws {
        let place = try await Place()
        let traces = try await visited(place)
        // Threads of ours may still hold what they did last.
        let deadline = ContinuousClock.now.advanced(by: .seconds(60))
        while !traces.areGone, ContinuousClock.now < deadline { await Task.yield() }
        #expect(traces.site == nil, "something keeps the site")
        #expect(traces.installation == nil, "something keeps the installation")
        #expect(traces.services == nil, "something keeps the services")
        #expect(traces.database == nil, "something keeps the database")
        while try await place.connections() > 0, ContinuousClock.now < deadline { await Task.yield() }
        #expect(try await place.connections() == 0)
        try await place.remove()
    }

    /// A site of everything, each of whose lists and pages somebody has seen, once as a visitor and once as somebody who may do everything.
    private func visited(_ place: Place) async throws -> Traces {
        // Without its own way to find out who asks, the test says so.
        let capabilities = try Composition.capabilities().map { capability in
            var capability = capability
            capability.access = nil
            return capability
        }
        let database = try await place.open()
        try await database.migrate(capabilities.migrations, now: TestWorld().now)
        let site = try await TestSite(capabilities.filter { $0.name != "web" }, database: database)
        #expect(try await place.connections() > 0)
        let everything = Actor(
            kind: .account, id: "semua", name: "Semua", grants: [Grant(permissions: Set(capabilities.flatMap(\.permissions)))])
        let key = site.key(everything)
        let (visitor, staff) = (site.browser(), site.browser())
        staff.signIn(everything)
        for page in capabilities.flatMap(\.pages) where page.method == .get && !page.path.template.contains("{") {
            // What they answer, others test.
            let first = try? await visitor.get(page.path.template)
            if let tag = first?.headers[.eTag] { _ = try? await visitor.get(page.path.template, headers: [.ifNoneMatch: tag]) }
            _ = try? await staff.get(page.path.template)
        }
        for endpoint in capabilities.flatMap(\.endpoints) where endpoint.method == .get && !endpoint.path.template.contains("{") {
            _ = try? await site.send(.get, endpoint.path.template, headers: [.authorization: "Bearer \(key)"])
        }
        _ = try? await site.send(.get, "/metrics")
        let installation = site.installation
        return Traces(site: site.site, installation: installation, services: installation.services, database: database)
    }

    /// Where a database lies whose connections can be counted from outside.
    private struct Place {
        private let path: String
        private let name: String
        /// Sees the connections of all databases.
        private let watch: Database?

        init() async throws {
            name = "pendopo_let_go_\(UInt32.random(in: 0...UInt32.max))"
            path = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().appendingPathComponent(name).path
            guard let server = TestDatabase.server else {
                watch = nil
                try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
                return
            }
            watch = try await TestDatabase.make()
            try await server.create(name)
        }

        func open() async throws -> Database {
            guard let server = TestDatabase.server else { return try Database.openSQLite(path: path + "/pendopo.db") }
            return try await Database.openPostgres(url: server.url(of: name), connections: 3, mayLoseWrites: true)
        }

        /// Connections of the server's to the database, or files of it that this process has open.
        func connections() async throws -> Int {
            if let watch {
                return try await watch.read { [name] tx in try tx.count("SELECT count(*) FROM pg_stat_activity WHERE datname = \(name)") }
            }
            let files = FileManager.default
            return try files.contentsOfDirectory(atPath: "/proc/self/fd").count { file in
                // Others are opened and closed meanwhile.
                (try? files.destinationOfSymbolicLink(atPath: "/proc/self/fd/" + file))?.hasPrefix(path + "/") ?? false
            }
        }

        func remove() async throws {
            try? FileManager.default.removeItem(atPath: path)
            try await TestDatabase.server?.drop(name)
        }
    }
}
