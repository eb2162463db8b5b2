import Kernel
import Tables
import Testing

@Suite struct ImportTests {
    private struct Area: Equatable {
        var code: String
        var count: Int
        var on: Day
        var isUrban: Bool
    }

    private let file = """
        kode,jumlah,sejak,jenis
        35.09.01,6,2024-01-31,desa
        35.9.2,6,2024-02-31,kota

        35.09.03,"1.250",31/1/2024,KELURAHAN
        35.09.04,,1 Agustus 2024,desa
        35.09.05,-1,1-Agu-2024,desa
        """

    private func read(strict: Bool = false) throws -> (records: [Area], report: ImportReport) {
        try Import.read(CSVReader(Array(file.utf8)), strict: strict) { check in
            let code = check.code("kode", "code", expected: "table.expect_something") { $0.count == 8 }
            let count = check.int("jumlah", in: 0...5000, grouped: true)
            let day = check.day("sejak")
            let isUrban = check.choice("jenis", of: ["desa": false, "kelurahan": true])
            guard let code, let count, let day, let isUrban else { return nil }
            return Area(code: code, count: count, on: day, isUrban: isUrban)
        }
    }

    @Test func goodRowsAreReadAndEveryProblemIsTold() throws {
        let (records, report) = try read()
        #expect(
            records == [
                Area(code: "35.09.01", count: 6, on: Day("2024-01-31")!, isUrban: false),
                Area(code: "35.09.03", count: 1250, on: Day("2024-01-31")!, isUrban: true),
            ])
        #expect(report.problems.map(\.line) == [3, 3, 3, 6, 7])
        #expect(report.problems.map(\.column) == ["kode", "sejak", "jenis", "jumlah", "jumlah"])
        #expect(report.problems.map(\.found) == ["35.9.2", "2024-02-31", "kota", "", "-1"])
        #expect(report.problemCount == 5)
        #expect(!report.isRefused)
    }

    @Test func strictTakesNothing() throws {
        let (records, report) = try read(strict: true)
        #expect(records.isEmpty)
        #expect(report.isRefused)
        #expect(report.summary.key == "table.import_refused")
    }

    @Test func problemsReadAsSentencesInBothLanguages() throws {
        let words = try TableWords.load()
        let problem = try read().report.problems[1]
        #expect(
            problem.text(words, .indonesian)
                == "Baris 3, kolom “sejak”: Ini bukan tanggal yang ada. Ditemukan “2024-02-31”. "
                + "Isi dengan tanggal, misalnya 2026-03-01 atau 1 Maret 2026.")
        #expect(problem.text(words, .english).hasPrefix("Line 3, column “sejak”: There is no such day."))
        #expect(words.keys(.indonesian) == words.keys(.english))
    }

    @Test func problemsAreCountedBeyondThoseKept() throws {
        let text = "a\n" + String(repeating: "x\n", count: ImportReport.limit + 7)
        let (_, report) = try Import.read(CSVReader(Array(text.utf8))) { check in check.int("a") }
        #expect(report.problems.count == ImportReport.limit)
        #expect(report.problemCount == ImportReport.limit + 7)
    }

    @Test func progressRunsToItsEnd() throws {
        let text = "a\n" + String(repeating: "12345678\n", count: 100_000)
        var told: [Double] = []
        let (records, _) = try Import.read(CSVReader(Array(text.utf8)), progress: { told.append($0) }) { check in check.int("a") }
        #expect(records.count == 100_000)
        #expect(told.count > 2 && told.last == 1 && told == told.sorted())
    }

    @Test(arguments: ["2026-03-01", "1/3/2026", "01-03-2026", "1.3.2026", "1 Maret 2026", "1 mar 2026", "2026-03-01 00:00:00"])
    func daysInEveryUsualForm(_ text: String) {
        #expect(Days.read(text) == Day("2026-03-01"))
    }

    @Test(arguments: ["31/2/2026", "2026-13-01", "1/3/26", "besok", "46082", "1 Foo 2026"])
    func whatIsNoDayIsRefused(_ text: String) {
        #expect(Days.read(text) == nil)
    }
}
