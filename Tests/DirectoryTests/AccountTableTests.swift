import Directory
import Kernel
import Storage
import Tables
import TestSupport
import Testing
import Web

/// Agencies and accounts as tables: what goes out can come in again, and gives nobody more than she had.
@Suite struct AccountTableTests {
    @Test func exportsCanBeImportedAgain() async throws {
        let hall = try await AdminHall()
        let csv = try await hall.browser.get("/pengelolaan/perangkat-daerah.csv")
        let report = try await ImportAgencies(hall.fixtures.directory).run(.bytes(Array(csv.text.utf8)), by: .system)
        #expect(report.problemCount == 0 && report.added == 0 && report.changed == 0)
        #expect(report.unchanged == hall.fixtures.directory.agencies.all.count)
        let accounts = try await hall.browser.get("/pengelolaan/akun.csv")
        let again = try await ImportAccounts(hall.fixtures.directory, resolver: hall.fixtures.resolver).run(
            .bytes(Array(accounts.text.utf8)), by: .system)
        #expect(again.problemCount == 0 && again.unchanged == 4)
    }

    @Test func whatATableOfAccountsDoesNotSayStaysAsItIs() async throws {
        let hall = try await AdminHall()
        let edit = EditAccounts(hall.fixtures.directory, resolver: hall.fixtures.resolver)
        let old = try await hall.fixtures.account("agus")
        var draft = AccountDraft(old)
        draft.language = .english
        try await edit.update(old.id, draft, seen: old.version, by: hall.fixtures.administrator)
        let before = try await hall.fixtures.account("agus")
        let report = try await ImportAccounts(hall.fixtures.directory, resolver: hall.fixtures.resolver).run(
            .bytes(Array("nama,nama_pengguna,peran\nAgus Santoso,agus,agency_clerk@DPU\n".utf8)), by: .system)
        #expect(report.unchanged == 1 && report.problemCount == 0)
        let after = try await hall.fixtures.account("agus")
        #expect(after == before && after.language == .english && after.email == "agus@example.org" && after.person.agency != nil)
        let moved = try await ImportAccounts(hall.fixtures.directory, resolver: hall.fixtures.resolver).run(
            .bytes(Array("nama,nama_pengguna,jabatan\nAgus Santoso,agus,Kepala seksi\n".utf8)), by: .system)
        #expect(moved.changed == 1)
        let changed = try await hall.fixtures.account("agus")
        #expect(changed.person.position == "Kepala seksi" && changed.email == before.email && changed.person.phone == before.person.phone)
    }

    @Test func aRoleThatIsNarrowHereIsNotWideWhereItsTableIsRead() async throws {
        let (here, there) = (try await AdminHall(), try await AdminHall())
        let clerk = here.fixtures.directory.roles.values.first { $0.key == "agency_clerk" }!.id
        let edit = EditAccounts(here.fixtures.directory, resolver: here.fixtures.resolver)
        let account = try await here.fixtures.account("sutrisno")
        try await edit.grant(
            GrantDraft(
                role: clerk, agency: here.fixtures.agency("DPU").id, categories: ["road", "lamp"], validFrom: Day("2026-03-01")!,
                validTo: Day("2026-12-31")!), to: account.id, by: here.fixtures.administrator)
        try await edit.grant(
            GrantDraft(role: clerk, agency: here.fixtures.agency("DPU").id, validFrom: Day("2026-06-01")!), to: account.id,
            by: here.fixtures.administrator)
        let agus = try await here.fixtures.account("agus")
        try await edit.disable(agus.id, seen: agus.version, by: here.fixtures.administrator)

        let table = try await here.browser.get("/pengelolaan/akun.csv").text
        #expect(table.contains("agency_clerk@DPU#lamp,road~2026-03-01..2026-12-31") && table.contains("agency_clerk@DPU~2026-06-01.."))
        func read(_ table: String, _ categories: Set<String>? = nil) async throws -> ImportReport {
            try await ImportAccounts(there.fixtures.directory, resolver: there.fixtures.resolver, categories: categories)
                .run(.bytes(Array(table.utf8)), by: .system)
        }
        // Under another name, so that the account is new there.
        let renamed = table.replacing("sutrisno", with: "sutrisno2").replacing("agus", with: "agus2")
        let report = try await read(renamed)
        #expect(report.problemCount == 0 && report.added == 2, "\(report.problems)")
        let reader = try await there.fixtures.account("sutrisno2")
        let grants = try await there.fixtures.database.read { try RoleStore($0).grants(of: reader.id) }.filter { $0.categories != nil }
        #expect(grants.map(\.categories) == [["road", "lamp"]] && grants.map(\.validTo) == [Day("2026-12-31")])
        #expect(try await there.fixtures.account("agus2").isEnabled == false)
        let again = try await read(renamed)
        #expect(again.problemCount == 0 && again.added == 0 && again.changed == 0)
        // Whoever knows which categories there are refuses others, and no word is read by halves.
        #expect(try await read(renamed, ["road"]).problemCount == 1)
        for word in ["agency_clerk#", "agency_clerk@", "agency_clerk~2026-01-01", "agency_clerk~besok..", "agency_clerk~..", "@DPU"] {
            let wrong = try await read("nama,nama_pengguna,peran\nBaru,baru,\(word)\n")
            #expect(wrong.problemCount == 1 && wrong.added == 0, "\(word)")
        }
        // A role that is over gives nothing, however often its table is read.
        let over = try await read("nama,nama_pengguna,peran\nBaru,baru,agency_clerk@DPU~2020-01-01..2020-12-31\n")
        #expect(over.problemCount == 0 && over.added == 1)
        let fresh = try await there.fixtures.account("baru")
        #expect(try await there.fixtures.database.read { try RoleStore($0).grants(of: fresh.id) }.isEmpty)
    }
}
