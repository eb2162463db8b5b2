import Directory
import Kernel
import Storage
import Tables
import TestSupport
import Testing
import Web

/// Tables of agencies and accounts that went out and come in again.
@Suite struct ReturningTableTests {
    private typealias Hall = AdminHall

    @Test func exportsCanBeImportedAgain() async throws {
        let hall = try await Hall()
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
        let hall = try await Hall()
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
}
