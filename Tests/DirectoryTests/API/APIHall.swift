import Directory
import Kernel
import TestSupport
import Web

/// The fixtures' regency with another system that holds a key.
struct APIHall {
    let site: TestSite
    let fixtures: DirectoryFixtures
    let caller: TestCaller

    /// - Parameter permissions: what the key may do, everywhere; everything unless said.
    init(_ permissions: Set<Permission> = DirectoryFixtures.permissions) async throws {
        site = try await DirectoryFixtures.site()
        fixtures = try await DirectoryFixtures(on: site)
        caller = TestCaller(site, key: try await APIHall.key(fixtures, permissions))
    }

    static func key(
        _ fixtures: DirectoryFixtures, _ permissions: Set<Permission>, name: String = "Uji", agency: Identifier<Agency>? = nil
    ) async throws -> String {
        try await EditClients(fixtures.directory, known: DirectoryFixtures.permissions)
            .create(name: name, permissions: permissions, agency: agency, by: .system).key
    }

    /// Another key on the same site.
    func caller(_ permissions: Set<Permission>, agency: Identifier<Agency>? = nil) async throws -> TestCaller {
        TestCaller(site, key: try await APIHall.key(fixtures, permissions, name: "Lain \(permissions.count)", agency: agency))
    }

    var directory: DirectoryIndex { fixtures.directory }
}
