import Kernel
import Storage
import TestSupport
import Testing
import Work

@Suite struct ReferenceTests {
    private static let resolver = ReferenceResolver([
        ReferenceKind(
            "report", aliases: ["report_identity"],
            views: { _, ids, actor in
                var views: [String: ReferenceView] = [:]
                for id in ids where id != "secret" || actor.may("reports.coordinate") {
                    views[id] = ReferenceView(title: "R-\(id)", url: "/laporan/\(id)")
                }
                return views
            },
            find: { _, typed in typed.hasPrefix("R-") ? String(typed.dropFirst(2)) : nil },
            written: { _, events, actor in
                actor.may("reports.coordinate")
                    ? Dictionary(uniqueKeysWithValues: events.map { ($0.id, "words of \($0.subject.id)") }) : [:]
            }),
        ReferenceKind("agency", views: { _, ids, _ in Dictionary(uniqueKeysWithValues: ids.map { ($0, ReferenceView(title: $0)) }) }),
    ])

    private let coordinator = Actor(kind: .account, id: "c", grants: [Grant(permissions: ["reports.coordinate"])])

    @Test func `a reader gets the names she may see, and nothing tells a hidden record from a missing one`() async throws {
        let database = try await TestDatabase.make(migrations: WorkMigrations.all)
        let asked = [
            Reference("report", "a"), Reference("report", "secret"), Reference("unknown", "1"), Reference("agency", "pu"),
            Reference("report_identity", "a"),
        ]
        let seen = try await database.read { tx in try Self.resolver.views(of: asked, for: .visitor, tx) }
        #expect(Set(seen.keys) == [Reference("report", "a"), Reference("agency", "pu"), Reference("report_identity", "a")])
        #expect(seen[Reference("report_identity", "a")] == ReferenceView(title: "R-a", url: "/laporan/a"))
        let all = try await database.read { [coordinator] tx in try Self.resolver.views(of: asked, for: coordinator, tx) }
        #expect(all[Reference("report", "secret")] != nil)
    }

    @Test func `a record is found by what people call it, by those who may see it`() async throws {
        let database = try await TestDatabase.make(migrations: WorkMigrations.all)
        func find(_ typed: String, _ actor: Actor, _ among: Set<String>? = nil) async throws -> [Reference] {
            try await database.read { tx in try Self.resolver.find(typed, for: actor, among: among, tx) }
        }
        #expect(try await find("R-77", .visitor) == [Reference("report", "77"), Reference("report_identity", "77")])
        #expect(try await find("R-77", .visitor, ["agency"]).isEmpty)
        #expect(try await find("nothing", .visitor).isEmpty)
        #expect(try await find("R-secret", .visitor).isEmpty)
        #expect(try await find("R-secret", coordinator).count == 2)
    }

    @Test func `what was written with events is told to those who may read it`() async throws {
        let fixtures = try await WorkFixtures()
        let event = Event("report.note", of: Reference("report", "a"), sequence: 1, by: .system, in: fixtures.world)
        let other = Event("thing.made", of: fixtures.subject, sequence: 1, by: .system, in: fixtures.world)
        let told = try await fixtures.database.read { [coordinator] tx in
            try Self.resolver.written(with: [event, other], for: coordinator, tx)
        }
        #expect(told == [event.id: "words of a"])
        #expect(try await fixtures.database.read { tx in try Self.resolver.written(with: [event], for: .visitor, tx) }.isEmpty)
    }
}
