import Directory
import Kernel
import Storage
import Tables
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

    @Test func aSentenceHoldsOnItsDaysAndTheOneBeforeReturns() async throws {
        let fixtures = try await DirectoryFixtures()
        let edit = EditSettings(fixtures.directory)
        let ours = Words([.indonesian: ["greeting": "Selamat datang"], .english: ["greeting": "Welcome"]])
        func set(_ sentence: String?, _ from: String, _ to: String? = nil) async throws {
            try await edit.setWord(
                "greeting", [.indonesian: sentence], from: Day(from)!, to: to.map { Day($0)! }, ours: ours, by: fixtures.administrator)
        }
        func read(_ day: String) -> String? {
            ours.merging(fixtures.directory.ownWords.words(on: Day(day)!)).sentence("greeting", .indonesian)
        }
        try await set("Sugeng rawuh", "2026-01-10")
        try await set("Selamat Idulfitri", "2026-03-20", "2026-03-27")
        try await set("Rahajeng rauh", "2026-05-01")
        #expect(["2026-01-09", "2026-01-10", "2026-03-19"].map(read) == ["Selamat datang", "Sugeng rawuh", "Sugeng rawuh"])
        #expect(["2026-03-20", "2026-03-27", "2026-03-28"].map(read) == ["Selamat Idulfitri", "Selamat Idulfitri", "Sugeng rawuh"])
        #expect(["2026-04-30", "2026-05-01", "2030-01-01"].map(read) == ["Sugeng rawuh", "Rahajeng rauh", "Rahajeng rauh"])
        #expect(fixtures.directory.ownWords.isPlanned("greeting", after: Day("2026-04-30")!))
        // Today is 2 March; going back for good calls off what was to begin later, and what was stays.
        try await set(nil, "2026-03-02")
        let days = ["2026-03-01", "2026-03-02", "2026-03-20", "2026-05-01"]
        #expect(days.map(read) == ["Sugeng rawuh", "Selamat datang", "Selamat datang", "Selamat datang"])
        #expect(!fixtures.directory.ownWords.isPlanned("greeting", after: fixtures.directory.today))
        await #expect(throws: AppError.invalid("valid_to", "directory.ends_before_start")) {
            try await set("Halo", "2026-03-05", "2026-03-04")
        }
    }

    @Test func theTableOfWordsComesBackAsItWas() async throws {
        let fixtures = try await DirectoryFixtures()
        let ours = Words([.indonesian: ["greeting": "Selamat datang"], .english: ["greeting": "Welcome"]])
        let table = """
            kunci,indonesia,inggris,berlaku_dari,berlaku_sampai
            greeting,Sugeng rawuh,,2026-01-10,
            greeting,Selamat Idulfitri,Happy Eid,2026-03-20,27/3/2026
            greeting,Selamat datang,,2026-05-01,
            greeting,Salah,,2026-06-02,2026-06-01
            greeting,Salah,,kapan saja,

            """
        func run() async throws -> ImportReport {
            try await ImportWords(fixtures.directory, ours: ours).run(.bytes(Array(table.utf8)), by: fixtures.administrator)
        }
        let first = try await run()
        #expect(first.changed == 3 && first.unchanged == 0 && first.problemCount == 2)
        let words = fixtures.directory.ownWords
        let sentences = ["2026-01-09", "2026-03-19", "2026-03-27", "2026-03-28", "2026-05-01"].map { day in
            words.words(on: Day(day)!).sentence("greeting", .indonesian)
        }
        #expect(sentences == [nil, "Sugeng rawuh", "Selamat Idulfitri", "Sugeng rawuh", nil])
        #expect(words.words(on: Day("2026-03-27")!).sentence("greeting", .english) == "Happy Eid")
        let again = try await run()
        #expect(again.changed == 0 && again.unchanged == 3)
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
