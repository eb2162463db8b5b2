import Directory
import Kernel
import Storage
import Tables
import TestSupport
import Testing
import Work

/// A table of accounts is stored whole: each of its lines does all it says or nothing.
@Suite struct AccountTableTests {
    private func run(
        _ fixtures: DirectoryFixtures, _ table: String, strict: Bool = false, by actor: Actor
    ) async throws -> ImportReport {
        try await ImportAccounts(fixtures.directory, resolver: fixtures.resolver).run(
            .bytes(Array(table.utf8)), options: ImportOptions(isStrict: strict), by: actor)
    }

    private func exists(_ fixtures: DirectoryFixtures, _ username: String) async throws -> Bool {
        try await fixtures.database.read { try AccountStore($0).find(signInName: username) } != nil
    }

    @Test func `a line whose role may not be given leaves no account behind, and none at all where the import is strict`() async throws {
        let fixtures = try await DirectoryFixtures()
        let table = """
            nama,nama_pengguna,kode_perangkat_daerah,peran
            Baru Satu,barusatu,DPU,agency_clerk@DPU
            Baru Dua,barudua,DPU,administrator
            """
        let strict = try await run(fixtures, table, strict: true, by: fixtures.agencyAdministrator)
        #expect(strict.isRefused && strict.problems.map(\.line) == [3])
        #expect(try await exists(fixtures, "barusatu") == false)
        let report = try await run(fixtures, table, by: fixtures.agencyAdministrator)
        #expect(report.added == 1 && report.problems.map(\.line) == [3])
        #expect(report.problems.first?.problem.key == "directory.account.more_than_yours")
        #expect(try await exists(fixtures, "barusatu"))
        #expect(try await exists(fixtures, "barudua") == false)
        let again = try await run(fixtures, table, by: fixtures.agencyAdministrator)
        #expect(again.added == 0 && again.changed == 0 && again.unchanged == 1 && again.problemCount == 1)
        let events = try await fixtures.database.read { try $0.events(of: Reference("import", "accounts")) }
        #expect(events.map(\.kind) == ["accounts.imported"])
    }

    @Test func `what only the other accounts can tell is named by line and by the column's own heading`() async throws {
        let fixtures = try await DirectoryFixtures()
        let table = "Nama,Nama Pengguna,Surel\nBaru,baru,agus@example.org\nLain,lain,lain@example.org\nIni,ini,lain@example.org\n"
        let report = try await run(fixtures, table, by: fixtures.administrator)
        #expect(report.added == 1 && report.problems.map(\.line) == [2, 4] && report.problems.map(\.column) == ["Surel", "Surel"])
        #expect(report.problems.allSatisfy { $0.problem.key == "directory.account.email_taken" })
    }

    @Test func `somebody a table calls inactive is let in no more, but nobody shuts herself or the last administrator out`() async throws {
        let fixtures = try await DirectoryFixtures()
        let token = try await fixtures.signIn.open(fixtures.account("agus"), SignIn.Visit(address: "203.0.113.7", userAgent: ""))
        let sessions = Sessions(directory: fixtures.directory, resolver: { fixtures.resolver })
        #expect(try await sessions.find(token: token) != nil)
        let table = """
            nama,nama_pengguna,keadaan
            Agus Santoso,agus,Nonaktif
            Wulan Prasasti,admin,nonaktif
            Sutrisno,sutrisno,
            """
        let report = try await run(fixtures, table, by: fixtures.administrator)
        #expect(report.changed == 1 && report.unchanged == 1)
        #expect(report.problems.map(\.line) == [3] && report.problems.map(\.column) == ["keadaan"])
        #expect(report.problems.first?.problem.key == "directory.account.not_yourself")
        #expect(try await fixtures.account("agus").isEnabled == false)
        #expect(try await fixtures.account("admin").isEnabled)
        #expect(try await fixtures.account("sutrisno").isEnabled)
        #expect(try await sessions.find(token: token) == nil)
        let again = try await run(fixtures, table, by: fixtures.administrator)
        #expect(again.changed == 0 && again.unchanged == 2 && again.problemCount == 1)
        let last = try await run(fixtures, table, by: .system)
        #expect(last.problems.first?.problem.key == "directory.account.last_administrator")
        #expect(try await fixtures.account("admin").isEnabled)
    }

    @Test func `an account lets in until its last day, which its table carries along`() async throws {
        let fixtures = try await DirectoryFixtures()
        let edit = EditAccounts(fixtures.directory, resolver: fixtures.resolver)
        let old = try await fixtures.account("agus")
        var draft = AccountDraft(old)
        draft.validTo = Day("2026-03-01")!
        await #expect(throws: AppError.invalid("valid_to", "directory.client.ended_before")) {
            try await edit.update(old.id, draft, seen: old.version, by: fixtures.administrator)
        }
        let backwards = "nama,nama_pengguna,peran\nBaru,baru,agency_clerk@DPU~2027-02-01..2027-01-01\n"
        let refused = try await run(fixtures, backwards, by: fixtures.administrator)
        #expect(refused.added == 0 && refused.problems.map(\.column) == ["peran"])
        let table = "nama,nama_pengguna,berlaku_sampai\nAgus Santoso,agus,2026-03-03\nSutrisno,sutrisno,kapan-kapan\n"
        let report = try await run(fixtures, table, by: fixtures.administrator)
        #expect(report.changed == 1 && report.problems.map(\.column) == ["berlaku_sampai"])
        let again = try await run(fixtures, table, by: fixtures.administrator)
        #expect(again.changed == 0 && again.unchanged == 1)
        fixtures.time.pass(days: 1)
        try await edit.endThoseOver()
        #expect(try await fixtures.account("agus").isEnabled, "the last day itself")
        fixtures.time.pass(days: 1)
        try await edit.endThoseOver()
        let over = try await fixtures.account("agus")
        #expect(over.isEnabled == false && over.validTo == Day("2026-03-03"))
        await #expect(throws: AppError.conflict("directory.account.is_over")) {
            try await edit.enable(over.id, seen: over.version, by: fixtures.administrator)
        }
        var longer = AccountDraft(over)
        longer.validTo = nil
        let changed = try await edit.update(over.id, longer, seen: over.version, by: fixtures.administrator)
        try await edit.enable(over.id, seen: changed.version, by: fixtures.administrator)
        try await edit.endThoseOver()
        #expect(try await fixtures.account("agus").isEnabled)
        // Who alone can give rights is not shut out by a day.
        let administrator = try await fixtures.account("admin")
        var last = AccountDraft(administrator)
        last.validTo = fixtures.directory.today
        try await edit.update(administrator.id, last, seen: administrator.version, by: fixtures.administrator)
        fixtures.time.pass(days: 2)
        try await edit.endThoseOver()
        #expect(try await fixtures.account("admin").isEnabled)
    }

    @Test func `an account lets in from its first day on, which its table carries along`() async throws {
        let fixtures = try await DirectoryFixtures()
        let visit = SignIn.Visit(address: "203.0.113.7", userAgent: "")
        let agus = try await fixtures.account("agus")
        let token = try await fixtures.signIn.open(agus, visit)
        let table = """
            nama,nama_pengguna,peran,berlaku_dari,berlaku_sampai
            Baru Satu,barusatu,agency_clerk@DPU,2026-03-04,2026-03-31
            Agus Santoso,agus,,2026-03-04,
            Terbalik,terbalik,,2026-03-04,2026-03-03
            """
        let report = try await run(fixtures, table, by: fixtures.administrator)
        #expect(report.added == 1 && report.changed == 1)
        #expect(report.problems.map(\.line) == [4] && report.problems.map(\.column) == ["berlaku_sampai"])
        let again = try await run(fixtures, table, by: fixtures.administrator)
        #expect(again.unchanged == 2 && again.problemCount == 1)
        let sessions = Sessions(directory: fixtures.directory, resolver: { fixtures.resolver })
        #expect(try await sessions.find(token: token) == nil)
        await #expect(throws: AppError.invalid("password", "directory.sign_in.wrong")) {
            _ = try await fixtures.signIn.begin(name: "agus", password: DirectoryFixtures.password, visit: visit)
        }
        let works = fixtures.agency("DPU").id.text
        for (text, may) in [("2026-03-03", false), ("2026-03-04", true)] {
            let day = Day(text)!
            let present = try await fixtures.database.read { try fixtures.resolver.present(.account, agus.id.text, $0, on: day) }
            #expect((present != nil) == may, "\(text)")
            let holders = try await fixtures.database.read { try $0.holders(of: "reports.handle", agency: works, on: day) }
            #expect(holders.contains(agus.id.text) == may, "\(text)")
        }
        fixtures.time.pass(days: 2)
        _ = try await fixtures.signIn.begin(name: "agus", password: DirectoryFixtures.password, visit: visit)
    }

    @Test func `no first day shuts out whoever sets it or the last who can give rights`() async throws {
        let fixtures = try await DirectoryFixtures()
        let edit = EditAccounts(fixtures.directory, resolver: fixtures.resolver)
        let administrator = try await fixtures.account("admin")
        var draft = AccountDraft(administrator)
        draft.validFrom = fixtures.directory.today.adding(1)
        await #expect(throws: AppError.invalid("valid_from", "directory.account.not_yourself_later")) {
            try await edit.update(administrator.id, draft, seen: administrator.version, by: fixtures.administrator)
        }
        await #expect(throws: AppError.conflict("directory.account.last_administrator")) {
            try await edit.update(administrator.id, draft, seen: administrator.version, by: .system)
        }
        #expect(try await fixtures.account("admin").validFrom == nil)
        draft.validFrom = fixtures.directory.today
        try await edit.update(administrator.id, draft, seen: administrator.version, by: fixtures.administrator)
        #expect(try await fixtures.account("admin").validFrom == fixtures.directory.today)
    }
}
