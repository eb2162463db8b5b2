import Directory
import Kernel
import Storage
import TestSupport
import Testing

@Suite struct SettingTests {
    @Test func aValueHoldsFromItsDayAndTheOldOneStays() async throws {
        let fixtures = try await DirectoryFixtures()
        let edit = EditSettings(fixtures.directory)
        func set(_ value: String, _ day: String) async throws {
            try await edit.set(
                ["retention.report": value], from: Day(day)!, needing: DirectoryPermission.retention, by: fixtures.administrator)
        }
        try await set("730", "2026-01-01")
        try await set("365", "2026-07-01")
        try await set("365", "2026-07-01")
        let settings = fixtures.directory.settings
        #expect(settings.value("retention.report", on: Day("2025-12-31")!) == nil)
        #expect(settings.int("retention.report", on: Day("2026-06-30")!, default: 1) == 730)
        #expect(settings.int("retention.report", on: Day("2026-07-01")!, default: 1) == 365)
        #expect(settings.history("retention.report").map(\.value) == ["365", "730"])
    }

    @Test func ownWordsLieOverOursAndComeOffAgain() async throws {
        let fixtures = try await DirectoryFixtures()
        let edit = EditSettings(fixtures.directory)
        let ours = Words([.indonesian: ["greeting": "Selamat datang, {name}"], .english: ["greeting": "Welcome, {name}"]])
        try await edit.setWord("greeting", [.indonesian: "Sugeng rawuh, {name}"], ours: ours, by: fixtures.administrator)
        let words = ours.merging(fixtures.directory.words)
        #expect(words(Message("greeting", ["name": "Siti"]), .indonesian) == "Sugeng rawuh, Siti")
        #expect(words(Message("greeting", ["name": "Siti"]), .english) == "Welcome, Siti")
        try await edit.setWord("greeting", [.indonesian: nil], ours: ours, by: fixtures.administrator)
        #expect(ours.merging(fixtures.directory.words)(Message("greeting", ["name": "Siti"]), .indonesian) == "Selamat datang, Siti")
        let history = try await fixtures.database.read { try WordStore($0).history("greeting") }
        #expect(history.map(\.sentence) == [nil, "Sugeng rawuh, {name}"])
    }

    @Test func aSentenceMustKeepItsPlaceholders() async throws {
        let fixtures = try await DirectoryFixtures()
        let ours = Words([.indonesian: ["greeting": "Halo, {name}"]])
        for sentence in ["Halo", "Halo, {nama}"] {
            await #expect {
                try await EditSettings(fixtures.directory).setWord(
                    "greeting", [.indonesian: sentence], ours: ours, by: fixtures.administrator)
            } throws: { ($0 as? AppError)?.issues.first?.field == "id" }
        }
        await #expect(throws: AppError.notFound) {
            try await EditSettings(fixtures.directory).setWord("other", [.indonesian: "x"], ours: ours, by: fixtures.administrator)
        }
    }

    @Test func anotherProcessNoticesAChange() async throws {
        let fixtures = try await DirectoryFixtures()
        let second = DirectoryIndex(database: fixtures.database, world: fixtures.world, regency: DirectoryFixtures.regency)
        try await second.refresh()
        let works = fixtures.agency("DPU")
        var draft = AgencyDraft(works)
        draft.name = "Dinas Bina Marga"
        try await EditAgencies(fixtures.directory).update(works.id, draft, seen: 1, by: fixtures.administrator)
        #expect(second.agencies[works.id]?.name == "Dinas Pekerjaan Umum")
        try await second.refresh()
        #expect(second.agencies[works.id]?.name == "Dinas Bina Marga")
    }
}
