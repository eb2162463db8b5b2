import Catalogue
import Columns
import Ingest
import Kernel
import Storage
import TestSupport
import Testing
import Work

@testable import Citations

@Suite("The referee between datasets")
struct ConflictTests {
    static let schema: TableSchema = {
        var schema = CatalogueTestSite.priceSchema
        let index = schema.index(of: "harga")!
        schema.fields[index].standard.standardCode = "SD00001.00.00"
        return schema
    }()

    static func rows(_ values: [(String, Int, Int64?)]) -> [[Datum]] {
        values.map { [.text($0.0), .text("Pasar"), .year($0.1), $0.2.map(Datum.integer) ?? .missing] }
    }

    static let first = rows([("35.09.01", 2024, 10), ("35.09.01", 2025, 11), ("35.09.19", 2024, 20), ("35.09.21", 2024, nil)])
    static let second = rows([("35.09.01", 2024, 10), ("35.09.01", 2025, 12), ("35.09.19", 2024, 21), ("35.09.21", 2024, 5)])

    func pair(_ site: CitedSite, _ second: [[Datum]] = second, access: Dataset.Access = .open) async throws -> (Dataset, Dataset) {
        let a = try await site.catalogue.published("harga-a", rows: Self.first, schema: Self.schema)
        let draft = access == .open ? site.catalogue.draft("harga-b") : site.catalogue.restricted("harga-b")
        let b = try await site.catalogue.published(draft, rows: second, schema: Self.schema)
        try await site.settle()
        return (a, b)
    }

    func conflicts(_ site: CitedSite) async throws -> [ValueConflict] {
        try await site.database.read { tx in try tx.conflicts(in: ValueConflict.State.allCases, before: nil, limit: 50) }
    }

    @Test("two tables that say different things are found on publication and put before the steward; missing is not a value")
    func found() async throws {
        let site = try await CitedSite()
        let (a, b) = try await pair(site)
        let conflict = try #require(try await conflicts(site).first)
        #expect(try await conflicts(site).count == 1)
        #expect(conflict.state == .open)
        #expect(conflict.differing == 2)
        #expect(conflict.common == 3)
        #expect(Set([conflict.first.dataset, conflict.second.dataset]) == [a.id, b.id])
        #expect(conflict.examples.map(\.area) == ["35.09.01", "35.09.19"])
        let owed = try await site.database.read { tx in try tx.obligations(of: conflict.reference) }
        #expect(owed.map(\.task) == ["conflict.open"])
        #expect(owed.first?.permission == .stewardData)
        #expect(owed.first.map { $0.dueAt > $0.openedAt } == true)
    }

    @Test("nothing is found where standards, units or periods differ, or where several rows speak of one area and period")
    func none() async throws {
        let site = try await CitedSite()
        try await site.catalogue.published("harga-a", rows: Self.first, schema: Self.schema)
        var other = Self.schema
        other.fields[3].standard.standardCode = "SD00002.00.00"
        try await site.catalogue.published("harga-b", rows: Self.second, schema: other)
        other.fields[3].standard.standardCode = "SD00001.00.00"
        other.fields[3].standard.unit = "ton"
        try await site.catalogue.published("harga-c", rows: Self.second, schema: other)
        let doubled =
            Self.second
            + Self.second.map { row in
                var row = row; row[1] = .text("Lain"); return row
            }
        try await site.catalogue.published("harga-d", rows: doubled, schema: Self.schema)
        try await site.settle()
        #expect(try await conflicts(site).isEmpty)
    }

    @Test("codes with and without dots are the same area, and several days of one year speak of that year several times")
    func written() async throws {
        let site = try await CitedSite()
        try await site.catalogue.published("harga-a", rows: Self.first, schema: Self.schema)
        var daily = Self.schema
        daily.fields[2].type = .date
        daily.primaryKey = []
        func day(_ text: String) -> Datum { .day(Day(text)!) }
        let rows: [[Datum]] = [
            [.text("350901"), .text("Pasar"), day("2024-01-01"), .integer(15)],
            [.text("35.09.19"), .text("Pasar"), day("2024-03-01"), .integer(30)],
            [.text("350919"), .text("Pasar"), day("2024-04-01"), .integer(31)],
        ]
        try await site.catalogue.published("harga-b", rows: rows, schema: daily)
        try await site.settle()
        let conflict = try #require(try await conflicts(site).first)
        #expect(conflict.common == 1 && conflict.examples.map(\.area) == ["35.09.01"])
        #expect(try await site.database.read { tx in try tx.count("SELECT count(*) FROM job WHERE failure IS NOT NULL") } == 0)
    }

    @Test("the steward's verdict is kept with its reason, closes what was owed, and nobody else may give it")
    func verdict() async throws {
        let site = try await CitedSite()
        _ = try await pair(site)
        let conflict = try #require(try await conflicts(site).first)
        let reason = "Dinas Perdagangan memantau pasar yang sama setiap hari."
        for actor in [Actor.visitor, site.catalogue.producer, site.catalogue.trustee] {
            await #expect(throws: AppError.self) { try await site.site.referee.rule(.second, reason: reason, on: conflict.code, by: actor) }
        }
        await #expect(throws: AppError.invalid("reason", "error.conflict_reason")) {
            try await site.site.referee.rule(.second, reason: "Ya", on: conflict.code, by: site.catalogue.steward)
        }
        let ruled = try await site.site.referee.rule(.second, reason: reason, on: conflict.code, by: site.catalogue.steward, expecting: 1)
        #expect(ruled.state == .ruled)
        #expect(ruled.verdict == .second)
        #expect(try await site.database.read { tx in try tx.obligations(of: conflict.reference) }.isEmpty)
        await #expect(throws: AppError.self) {
            try await site.site.referee.rule(.first, reason: reason, on: conflict.code, by: site.catalogue.steward, expecting: 1)
        }
    }

    @Test("the contradiction and then its verdict stand on the pages of both datasets, with a link to what differs")
    func shown() async throws {
        let site = try await CitedSite()
        _ = try await pair(site)
        let conflict = try #require(try await conflicts(site).first)
        func page(_ name: String) async throws -> String { try await site.catalogue.site.browser().get("/data/\(name)").text }
        for name in ["harga-a", "harga-b"] {
            let text = try await page(name)
            #expect(text.contains("Angka berbeda dengan") && text.contains("/selisih/\(conflict.code)"), "\(name)")
        }
        let reason = "Dinas Perdagangan memantau pasar yang sama <setiap> hari."
        _ = try await site.site.referee.rule(.second, reason: reason, on: conflict.code, by: site.catalogue.steward)
        for name in ["harga-a", "harga-b"] {
            let text = try await page(name)
            #expect(text.contains("sudah diputuskan") && text.contains("memantau pasar yang sama &lt;setiap&gt; hari."), "\(name)")
            #expect(!text.contains("Angka berbeda dengan"))
        }
    }

    @Test("a verdict stays while the numbers stay, is asked for anew when they change, and the case ends when they agree")
    func life() async throws {
        let site = try await CitedSite()
        let (a, b) = try await pair(site)
        let code = try #require(try await conflicts(site).first).code
        let reason = "Dinas Perdagangan memantau pasar yang sama setiap hari."
        try await _ = site.site.referee.rule(.second, reason: reason, on: code, by: site.catalogue.steward)

        // Another year changes nothing about what was ruled.
        try await site.catalogue.publish(Self.first + Self.rows([("35.09.01", 2023, 9)]), schema: Self.schema, in: a.id)
        try await site.settle()
        var now = try #require(try await conflicts(site).first)
        #expect(now.state == .ruled)
        #expect(now.verdict == .second)

        var rows = Self.second
        rows[1][3] = .integer(13)
        try await site.catalogue.publish(rows, schema: Self.schema, in: b.id)
        try await site.settle()
        now = try #require(try await conflicts(site).first)
        #expect(now.state == .open)
        #expect(now.verdict == nil)
        var owed = try await site.database.read { [subject = now.reference] tx in try tx.obligations(of: subject) }
        #expect(owed.count == 1)

        try await site.catalogue.publish(Self.first, schema: Self.schema, in: b.id)
        try await site.settle()
        now = try #require(try await conflicts(site).first)
        #expect(now.state == .vanished)
        owed = try await site.database.read { [subject = now.reference] tx in try tx.obligations(of: subject) }
        #expect(owed.isEmpty)
        #expect(try await conflicts(site).count == 1)
    }

    @Test("what a restricted dataset says is shown to the public on neither page")
    func restricted() async throws {
        let site = try await CitedSite()
        _ = try await pair(site, access: .restricted)
        let conflict = try #require(try await conflicts(site).first)
        await #expect(throws: AppError.notFound) { try await site.site.referee.find(code: conflict.code, for: .visitor) }
        await #expect(throws: AppError.notFound) { try await site.site.referee.find(code: conflict.code, for: site.catalogue.stranger) }
        #expect(try await site.site.referee.find(code: conflict.code, for: site.catalogue.steward).conflict == conflict)
        let answer = try await site.catalogue.site.browser().get("/selisih")
        #expect(answer.status == 200)
        #expect(!answer.text.contains(conflict.code))
    }

    @Test("both sides looked at in the same moment, many times over, are one case with one history")
    func together() async throws {
        let site = try await CitedSite()
        let a = try await site.catalogue.published("harga-a", rows: Self.first, schema: Self.schema)
        let b = try await site.catalogue.published("harga-b", rows: Self.second, schema: Self.schema)
        let tables = [try await site.catalogue.table(of: a.id).id, try await site.catalogue.table(of: b.id).id]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for turn in 0..<8 { group.addTask { _ = try await site.site.referee.look(at: tables[turn % 2]) } }
            try await group.waitForAll()
        }
        let found = try await conflicts(site)
        #expect(found.map(\.state) == [.open] && found.first?.version == 1)
        let reference = try #require(found.first).reference
        let (events, owed) = try await site.database.read { tx in
            (try tx.events(of: reference).map(\.kind), try tx.obligations(of: reference).count)
        }
        #expect(events == ["conflict.found"] && owed == 1)
        #expect(try await site.database.read { tx in try tx.count("SELECT count(*) FROM standard_value") } == 7)
    }

    @Test("withdrawing a dataset ends its cases")
    func withdrawal() async throws {
        let site = try await CitedSite()
        let (a, _) = try await pair(site)
        try await site.catalogue.desk.perform(
            WithdrawDataset(reason: "Angkanya ternyata dihitung dua kali."), on: a.id, by: site.catalogue.steward)
        try await site.settle()
        #expect(try await conflicts(site).map(\.state) == [.vanished])
    }
}
