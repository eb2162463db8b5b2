import Kernel
import Storage
import TestSupport
import Testing
import Work

@Suite struct ReferenceTests {
    private static let resolver = ReferenceResolver([
        ReferenceKind(
            "report",
            views: { _, ids, actor in
                var views: [String: ReferenceView] = [:]
                for id in ids where id != "secret" || actor.may("reports.coordinate") { views[id] = ReferenceView(title: "R-\(id)", url: "/laporan/\(id)") }
                return views
            },
            find: { _, typed in typed.hasPrefix("R-") ? String(typed.dropFirst(2)) : nil }),
        ReferenceKind("agency", views: { _, ids, _ in Dictionary(uniqueKeysWithValues: ids.map { ($0, ReferenceView(title: $0, url: "/x")) }) }),
    ])

    @Test func `a reader gets the names she may see, and nothing tells a hidden record from a missing one`() async throws {
        let database = try await TestDatabase.make(migrations: WorkMigrations.all)
        let asked = [Reference("report", "a"), Reference("report", "secret"), Reference("unknown", "1"), Reference("agency", "pu"), Reference("report", "a")]
        let coordinator = Actor(kind: .account, id: "c", grants: [Grant(permissions: ["reports.coordinate"])])
        try await database.read { tx in
            let seen = try Self.resolver.views(of: asked, for: .visitor, tx)
            #expect(Set(seen.keys) == [Reference("report", "a"), Reference("agency", "pu")])
            #expect(seen[Reference("report", "a")] == ReferenceView(title: "R-a", url: "/laporan/a"))
            #expect(try Self.resolver.views(of: asked, for: coordinator, tx)[Reference("report", "secret")] != nil)
        }
    }

    @Test func `a record is found by what people call it`() async throws {
        let database = try await TestDatabase.make(migrations: WorkMigrations.all)
        let found = try await database.read { tx in try Self.resolver.find("R-77", tx) }
        #expect(found == [Reference("report", "77")])
        #expect(try await database.read { tx in try Self.resolver.find("nothing", tx) }.isEmpty)
    }
}
