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

    @Test func `what was merged into an agency that is merged itself goes to the living one, and never in a circle`() async throws {
        let fixtures = try await DirectoryFixtures()
        let agencies = ImportAgencies(fixtures.directory)
        let living = "kode,nama,jenis,berlaku_dari\nLAMA,Dinas Lama,dinas,2020-01-01\nBAGIAN,UPTD Lama,uptd,2020-01-01\n"
        #expect(try await agencies.run(.bytes(Array(living.utf8)), by: .system).added == 2)
        let below = "kode,nama,jenis,induk\nBAGIAN,UPTD Lama,uptd,LAMA\n"
        #expect(try await agencies.run(.bytes(Array(below.utf8)), by: .system).changed == 1)
        let (old, works, heir) = (fixtures.agency("LAMA"), fixtures.agency("DPU"), fixtures.agency("BAPPEDA"))
        let people = EditAccounts(fixtures.directory, resolver: fixtures.resolver)
        let draft = AccountDraft(name: "Budi", username: "budi", agency: old.id)
        let clerk = try await people.invite(draft, by: fixtures.administrator).account
        let role = fixtures.directory.roles.values.first { $0.key == "agency_clerk" }!
        try await people.grant(
            GrantDraft(role: role.id, agency: old.id, validFrom: Day("2026-03-01")!), to: clerk.id, by: fixtures.administrator)
        let client = try await EditClients(fixtures.directory, known: DirectoryFixtures.permissions).create(
            name: "SIMPEL", permissions: ["reports.handle"], agency: old.id, by: .system
        ).client
        try await EditAgencies(fixtures.directory).merge(works.id, into: heir.id, seen: works.version, by: fixtures.administrator)

        let table = "kode,nama,jenis,berlaku_dari,berlaku_sampai,digabung_ke\nLAMA,Dinas Lama,dinas,2020-01-01,2024-12-31,DPU\n"
        let report = try await agencies.run(.bytes(Array(table.utf8)), by: .system)
        #expect(report.problemCount == 0 && report.changed == 1, "\(report.problems)")
        let tree = fixtures.directory.agencies
        #expect(tree[old.id]?.mergedInto == works.id && tree.successor(of: old.id)?.id == heir.id)
        #expect(fixtures.agency("BAGIAN").parent == heir.id)
        let resolver = GrantResolver(agencies: tree, permissions: DirectoryFixtures.permissions)
        let (person, today) = (try await fixtures.account("budi"), fixtures.directory.today)
        #expect(person.person.agency == heir.id)
        let actor = try await fixtures.database.read { try resolver.actor(person, $0, on: today.adding(1)) }
        #expect(actor.may("reports.handle", agency: heir.id.text) && !actor.may("reports.handle", agency: works.id.text))
        #expect(try await fixtures.database.read { try APIClientStore($0).find(client.id)?.agency } == heir.id)
        #expect(try await agencies.run(.bytes(Array(table.utf8)), by: .system).unchanged == 1)

        let back = "kode,nama,jenis,digabung_ke\nBAPPEDA,Badan Perencanaan Pembangunan Daerah,badan,LAMA\n"
        let circle = try await agencies.run(.bytes(Array(back.utf8)), by: .system)
        #expect(circle.problems.map(\.line) == [2] && circle.problems.map(\.column) == ["digabung_ke"])
        #expect(circle.problems.first?.problem == Message("directory.agency.merged_back", ["name": "Dinas Lama"]))
        #expect(fixtures.agency("BAPPEDA").mergedInto == nil)
    }
}
