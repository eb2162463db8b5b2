import Directory
import Foundation
import Kernel
import Reports
import Storage
import TestSupport
import Testing
import Web
import Work

@Suite struct StaffSweepTests {
    /// A report in each state an official can meet, with the page of it.
    private func cases(_ office: OfficeSite) async throws -> [String] {
        let rejected = try await office.received("Tolong carikan pekerjaan.")
        try await office.desk.perform(
            RejectReport(reason: .notAReport, text: "Silakan ke Dinas Tenaga Kerja."), on: rejected.id, by: office.triage)
        let asked = try await office.received("Ada yang rusak.")
        try await office.desk.perform(AskReporter(question: "Di mana tepatnya?"), on: asked.id, by: office.triage)
        let main = try await office.received("Lampu padam di perempatan.")
        let merged = try await office.received("Lampu mati di perempatan.")
        try await office.desk.perform(MergeReport(into: main.code, reason: "Sama"), on: merged.id, by: office.triage)
        let postponed = try await office.inProgress()
        try await office.desk.perform(
            PostponeReport(until: Day("2026-04-01")!, reason: "Menunggu anggaran."), on: postponed.id, by: office.clerk)
        let claimed = try await office.inProgress()
        try await office.desk.perform(NoteProgress(text: "Aspal dipesan.", isPublic: true), on: claimed.id, by: office.clerk)
        try await office.desk.perform(ClaimDone(text: "Selesai.", photos: [try await office.photo("x")]), on: claimed.id, by: office.clerk)
        let disputed = try await office.assigned()
        try await office.desk.perform(
            ReturnReport(of: try await office.report(disputed.id), reason: "Bukan kami"), on: disputed.id, by: office.clerk)
        let hidden = try await office.received("Rahasia sekali ini.", .confidential)
        var receipts = [rejected, asked, main, merged, postponed, claimed, disputed, hidden]
        receipts.append(try await office.assigned())
        receipts.append(try await office.closed())
        return receipts.map { "/kerja/laporan/\($0.code)" }
    }

    @Test(arguments: Language.allCases) func `every page of officials and administrators is well-formed, accessible and whole`(
        language: Language
    ) async throws {
        let office = try await OfficeSite()
        let cases = try await cases(office)
        let edit = EditCategories(office.directory, rules: office.desk.rules)
        var road = CategoryDraft(CategoryTree(try await office.desk.database.read { try $0.categories() })[OfficeSite.roads]!)
        road.questions = [
            CategoryQuestion(
                code: "since", kind: .choice, labelIndonesian: "Sejak kapan", labelEnglish: "Since", isRequired: true, options: ["a", "b"])
        ]
        try await edit.update(OfficeSite.roads, road, seen: 1, by: office.administrator)
        office.site.world.pass(days: 20)
        _ = try await office.desk.escalate()
        try await office.settle()
        try await EditCalendars(office.directory).put(Holiday(Day("2026-04-10")!, "Pemilihan"), by: .system)
        let boss = Actor(
            kind: .account, id: office.clerk.id, name: "Semua",
            grants: office.coordinator.grants + office.triage.grants + office.administrator.grants + office.clerk.grants)
        let browser = office.browser(boss)
        browser.set("bahasa", language.rawValue)
        let paths =
            cases + [
                "/kerja", "/kerja/laporan", "/kerja/laporan?status=menunggu&dari=2026-01-01", "/kerja/pemberitahuan", "/pengelolaan",
                "/pengelolaan/kategori", "/pengelolaan/kategori?kata=zzz", "/pengelolaan/kategori/baru", "/pengelolaan/kategori/impor",
                "/pengelolaan/kategori/\(OfficeSite.roads)", "/pengelolaan/kategori/\(OfficeSite.roads)/ubah", "/pengelolaan/tenggat",
                "/pengelolaan/tenggat/impor", "/pengelolaan/kalender?tahun=2026", "/pengelolaan/retensi",
            ]
        for path in paths { check(try await browser.get(path), path, language) }
        let form = try await browser.get("/pengelolaan/tenggat").form(to: "/pengelolaan/tenggat/pratinjau")
        check(try await browser.submit(form, filling: ["days.finish.complaint": "10"]), "preview", language)
    }

    private func check(_ answer: Answer, _ path: String, _ language: Language) {
        #expect(answer.status == 200, "\(path) answered \(answer.status)")
        for fault in Accessibility.faults(answer.text, isPage: true) { Testing.Issue.record("\(path): \(fault)") }
        guard let page = try? answer.page() else { return }
        #expect(page.first("html")?["lang"] == language.rawValue)
        let keys =
            /\b(staff|report|status|act|error|ui|category|clocks|clock|task|told|retention|calendar|directory|permission)\.[a-z_]+(\.[a-z_]+)*\b/
        for found in page.text.matches(of: keys) { Testing.Issue.record("\(path) shows the key \(found.0)") }
        for found in page.text.matches(of: /\{[a-z_]+\}/) { Testing.Issue.record("\(path) shows the placeholder \(found.0)") }
    }
}

/// Every sentence the program asks for exists, in both languages, and says the same things.
@Suite(.enabled(if: TestDatabase.triesTheRest, "knows no database")) struct TextKeyTests {
    private static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
        .appendingPathComponent("Sources")

    /// The catalogues as they lie beside the sources, all in one.
    private static func words() throws -> Words {
        let folders = try FileManager.default.contentsOfDirectory(at: sources, includingPropertiesForKeys: nil)
            .map { $0.appendingPathComponent("Text") }.filter {
                FileManager.default.fileExists(atPath: $0.appendingPathComponent("id.json").path)
            }
        #expect(folders.count >= 5)
        return try folders.reduce(Words()) { $0.merging(try Words(folder: $1)) }
    }

    /// Swift files with their text, the demo's simulation left out: it speaks of themes, not in sentences.
    private static func files() throws -> [(name: String, text: String)] {
        let found = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? []
        return try found.filter { $0.pathExtension == "swift" && !$0.path.contains("/Simulation/") }
            .map { ($0.lastPathComponent, try String(contentsOf: $0, encoding: .utf8)) }
    }

    @Test func `both catalogues have the same sentences with the same values`() throws {
        let words = try TextKeyTests.words()
        #expect(words.keys(.indonesian).symmetricDifference(words.keys(.english)).sorted() == [])
        for key in words.keys(.indonesian) {
            let names = Language.allCases.map { language in
                Set((words.sentence(TextKey(key), language) ?? "").matches(of: /\{([^{}|]+)/).map { String($0.1) })
            }
            #expect(names[0] == names[1], "\(key) has other values in English")
        }
    }

    @Test func `every key written in the sources is a sentence`() throws {
        let words = try TextKeyTests.words().keys(.indonesian)
        let shape = #"[a-z][a-z_]*(?:\.[a-z0-9_\-]+)+"#
        let patterns = try [
            #"\bt\("(KEY)""#, #"\bMessage\("(KEY)""#, #"\bTextKey\("(KEY)"\)"#, #"\bIssue\([^,()]+, "(KEY)"\)"#,
            #"AppError\.(?:conflict|malformed|unavailable|tooLarge)\("(KEY)"\)"#, #"AppError\(\.[a-zA-Z]+, "(KEY)""#,
            #"\.add\([^,()]+, "(KEY)"\)"#, #"(?:hint|prompt|title|about|key): "(KEY)""#, #""((?:staff|clocks|error|told)\.[a-z0-9_.\-]+)""#,
            #"MenuItem\("(KEY)""#,
        ].map { try Regex($0.replacing("KEY", with: shape), as: (Substring, Substring).self) }
        var seen = 0
        for (name, text) in try TextKeyTests.files() {
            for pattern in patterns {
                for match in text.matches(of: pattern) {
                    seen += 1
                    #expect(words.contains(String(match.output.1)), "\(name): \(match.output.1)")
                }
            }
        }
        #expect(seen > 500)
    }

    @Test func `every key made of a code is a sentence`() throws {
        let words = try TextKeyTests.words().keys(.indonesian)
        var keys = CaseNoun.allCases.flatMap { noun in ["act", "about", "do", "did"].map { "staff.\($0).\(noun.rawValue)" } }
        keys += Workflow.report.acts.map { "act.\($0.name)" } + ["act.submit"]
        keys += Workflow.report.states.filter { $0.owedBy != nil }.map { "task.report.\($0.name)" }
        keys += Workflow.report.clocks.flatMap { ["clock.\($0.name)", "clocks.about.\($0.name)"] }
        keys += RejectReport.Reason.allCases.map { "report.reason.\($0.rawValue)" }
        keys += Report.Closure.allCases.map { "report.closure.\($0.rawValue)" }
        keys += Report.Kind.allCases.map(\.label.id) + Report.Disclosure.allCases.map(\.label.id)
        keys += (Permission.ofReports + DirectoryPermission.all).map { "permission.\($0.name)" } + ["permission.group.reports"]
        keys += [ReportRetention.identities.title.id, ReportRetention.refused.title.id]
        for key in keys { #expect(words.contains(key), "\(key)") }
        for (name, text) in try TextKeyTests.files() {
            for match in text.matches(of: /TextKey\("([a-z_.]+\.)\\\(/) {
                #expect(words.contains { $0.hasPrefix(match.output.1) }, "\(name): nothing begins with \(match.output.1)")
            }
        }
    }
}
