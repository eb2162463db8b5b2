import Foundation
import Kernel
import Storage
import TestSupport
import Testing

@Suite struct SearchTests {
    static let search = Search("thing_search")
    static let migrations = [
        Migration("search.1.thing", ["CREATE TABLE thing (id text PRIMARY KEY, is_public boolean NOT NULL)"]),
        search.migration("search.2.index"),
    ]

    enum Thing {}

    /// Ids whose order is the order of the texts, one minute apart.
    private static func fill(_ database: Database, _ texts: [String], hidden: Set<Int> = []) async throws -> [String] {
        let ids = texts.indices.map { minute in
            let start = Instant(milliseconds: 1_772_000_000_000 + Int64(minute) * 60_000)
            return World(now: { start }, random: World.system.random, sendMail: { _ in }).newID(Thing.self).text
        }
        try await database.write { tx in
            // Put in another order than they were made, as an importer or a later edit does.
            for index in texts.indices.reversed() {
                try tx.run("INSERT INTO thing (id, is_public) VALUES (\(ids[index]), \(!hidden.contains(index)))")
                try search.put(tx, id: ids[index], text: texts[index])
            }
        }
        return ids
    }

    private static func found(_ database: Database, _ text: String) async throws -> [String] {
        try await database.read { tx in try search.page(tx, text).ids }
    }

    @Test func findsIndonesianFormsNewestFirst() async throws {
        let database = try await TestDatabase.make(migrations: Self.migrations)
        let ids = try await Self.fill(
            database, ["Mohon perbaikan jalan", "Lampu padam", "Jalan sudah DIPERBAIKI!", "Memperbaiki jembatan"])
        #expect(try await Self.found(database, "memperbaiki jalan") == [ids[2], ids[0]])
        #expect(try await Self.found(database, "Jembatan") == [ids[3]])
        #expect(try await Self.found(database, "jalan lampu") == [])
    }

    @Test func fallsBackToBeginningsOfWords() async throws {
        let database = try await TestDatabase.make(migrations: Self.migrations)
        let ids = try await Self.fill(database, ["Sampah menumpuk di Kaliwates", "Pohon tumbang"])
        #expect(try await Self.found(database, "kaliw") == [ids[0]])
        #expect(try await Self.found(database, "ka") == [])
        #expect(try await Self.found(database, " ?! ") == [])
    }

    @Test func hostileQueriesAreOnlyWords() async throws {
        let database = try await TestDatabase.make(migrations: Self.migrations)
        let ids = try await Self.fill(database, ["jalan OR lampu", "it's \"quoted\" NEAR(x)"])
        for text in ["\" OR 1=1 --", "a*", "NEAR(", "'", "\\", "& | !", "jalan:*", "(", "terms:jalan"] {
            _ = try await Self.found(database, text)
        }
        #expect(try await Self.found(database, "\"jalan\" AND 'lampu'") == [])
        #expect(try await Self.found(database, "jalan or LAMPU") == [ids[0]])
    }

    @Test func pagesByKeysetAndCapsTheCount() async throws {
        let database = try await TestDatabase.make(migrations: Self.migrations)
        let ids = try await Self.fill(database, (0..<25).map { "lubang nomor \($0)" }, hidden: [24, 20])
        let pages = try await database.read { tx in
            var before: String?
            var pages: [Search.Page] = []
            repeat {
                let page = try Self.search.page(
                    tx, "lubang", table: "thing t", key: "t.id", where: "t.is_public", before: before, limit: 10, cap: 15)
                pages.append(page)
                before = page.ids.last
            } while before != nil
            return pages
        }
        #expect(pages.map(\.ids.count) == [10, 10, 3, 0])
        #expect(pages.flatMap(\.ids) == ids.indices.reversed().filter { $0 != 24 && $0 != 20 }.map { ids[$0] })
        #expect(pages[0].count == 15 && pages[0].isCapped)
    }

    @Test func puttingAgainReplacesAndRemovingForgets() async throws {
        let database = try await TestDatabase.make(migrations: Self.migrations)
        let ids = try await Self.fill(database, ["banjir", "banjir besar"])
        try await database.write { tx in
            try Self.search.put(tx, id: ids[0], text: "kering")
            try Self.search.remove(tx, id: ids[1])
            try Self.search.remove(tx, id: ids[1])
        }
        #expect(try await Self.found(database, "banjir") == [])
        #expect(try await Self.found(database, "kering") == [ids[0]])
    }

    @Test func recordsOfOneInstantAllKeepTheirPlace() async throws {
        let database = try await TestDatabase.make(migrations: Self.migrations)
        // Differ only beyond the bits an index position has room for.
        let ids = (0..<8).map { "019ca000-0000-7000-8000-00000000000\($0)" }
        try await database.write { tx in for id in ids { try Self.search.put(tx, id: id, text: "sama") } }
        #expect(try await Self.found(database, "sama") == ids.reversed())
    }
}
