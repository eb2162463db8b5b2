import Directory
import HTTPTypes
import Kernel
import Storage
import Tables
import TestSupport
import Testing
import Web

/// The first and the last day of a role.
@Suite struct RoleDaysTests {
    private func edit(_ fixtures: DirectoryFixtures) -> EditRoles {
        EditRoles(fixtures.directory, known: DirectoryFixtures.permissions)
    }

    private func role(_ key: String, _ fixtures: DirectoryFixtures) throws -> Role {
        try #require(fixtures.directory.roles.values.first { $0.key == key })
    }

    @Test func `a role gives what it allows within its days only, wherever that is asked`() async throws {
        let fixtures = try await DirectoryFixtures()
        let clerk = try role("agency_clerk", fixtures)
        var draft = RoleDraft(clerk)
        draft.validFrom = Day("2026-04-01")!
        draft.validTo = Day("2026-04-30")!
        try await edit(fixtures).update(clerk.id, draft, seen: clerk.version, by: fixtures.administrator)
        let account = try await fixtures.account("agus")
        let works = fixtures.agency("DPU").id.text
        for (text, may) in [("2026-03-31", false), ("2026-04-01", true), ("2026-04-30", true), ("2026-05-01", false)] {
            let day = Day(text)!
            let actor = try await fixtures.database.read { try fixtures.resolver.actor(account, $0, on: day) }
            #expect(actor.may("reports.handle", agency: works) == may, "\(text)")
            let holders = try await fixtures.database.read { try $0.holders(of: "reports.handle", agency: works, on: day) }
            #expect(holders.contains(account.id.text) == may, "\(text)")
            let told = try await fixtures.database.read { tx in
                try fixtures.resolver.accounts(holding: "reports.handle", agency: works, tx, on: day).map(\.username)
            }
            #expect(told.contains("agus") == may && told.contains("ratna"), "\(text)")
        }
        draft.validTo = Day("2026-03-31")!
        await #expect(throws: AppError.invalid("valid_to", "directory.ends_before_start")) {
            try await edit(fixtures).update(clerk.id, draft, seen: clerk.version + 1, by: fixtures.administrator)
        }
    }

    @Test func `after midnight it is asked anew what somebody may do, however shortly before it was asked`() async throws {
        // Ten seconds before midnight on the regency's clocks.
        let fixtures = try await DirectoryFixtures(start: "2026-03-31T16:59:50Z")
        let (clerk, today) = (try role("agency_clerk", fixtures), fixtures.directory.today)
        #expect(today == Day("2026-03-31"))
        var draft = RoleDraft(clerk)
        draft.validTo = today
        try await edit(fixtures).update(clerk.id, draft, seen: clerk.version, by: fixtures.administrator)
        let key = try await EditClients(fixtures.directory, known: DirectoryFixtures.permissions).create(
            name: "SIMPEL", permissions: ["reports.handle"], validTo: today, by: .system
        ).key
        let token = try await fixtures.signIn.open(fixtures.account("agus"), SignIn.Visit(address: "203.0.113.7", userAgent: ""))
        let resolver = fixtures.resolver
        let sessions = Sessions(directory: fixtures.directory) { resolver }
        let clients = APIClients(directory: fixtures.directory) { resolver }
        #expect(try await sessions.find(token: token)?.actor.mayAnywhere("reports.handle") == true)
        #expect(try await clients.find(key: key) != nil)
        fixtures.time.now = fixtures.time.now.adding(seconds: 12)
        #expect(try await sessions.find(token: token)?.actor.mayAnywhere("reports.handle") == false)
        #expect(try await clients.find(key: key) == nil)
    }

    @Test func `no day of a role leaves nobody who can give rights`() async throws {
        let fixtures = try await DirectoryFixtures()
        let administrator = try role("administrator", fixtures)
        var later = RoleDraft(administrator)
        later.validFrom = fixtures.directory.today.adding(1)
        await #expect(throws: AppError.conflict("directory.account.last_administrator")) {
            try await edit(fixtures).update(administrator.id, later, seen: administrator.version, by: fixtures.administrator)
        }
        var ending = RoleDraft(administrator)
        ending.validTo = Day("2026-12-31")!
        await #expect(throws: AppError.conflict("directory.account.last_lasting_administrator")) {
            try await edit(fixtures).update(administrator.id, ending, seen: administrator.version, by: fixtures.administrator)
        }
        // Who may only change roles could not put accounts into one.
        let people = EditAccounts(fixtures.directory, resolver: fixtures.resolver)
        let half = try await edit(fixtures).create(
            RoleDraft(nameID: "Pengelola peran", nameEN: "Keeper of roles", permissions: [DirectoryPermission.roles]),
            by: fixtures.administrator)
        let clerk = try await fixtures.account("agus")
        try await people.grant(GrantDraft(role: half.id, validFrom: Day("2026-03-01")!), to: clerk.id, by: fixtures.administrator)
        await #expect(throws: AppError.conflict("directory.account.last_lasting_administrator")) {
            try await edit(fixtures).update(administrator.id, ending, seen: administrator.version, by: fixtures.administrator)
        }
        #expect(fixtures.directory.roles[administrator.id] == administrator)
        // With somebody who can by another role it may end, and then she stays.
        let second = try await edit(fixtures).create(
            RoleDraft(nameID: "Pengelola kedua", nameEN: "Second administrator", permissions: [everyPermission]),
            by: fixtures.administrator)
        let other = try await fixtures.account("ratna")
        try await people.grant(GrantDraft(role: second.id, validFrom: Day("2026-03-01")!), to: other.id, by: fixtures.administrator)
        try await edit(fixtures).update(administrator.id, ending, seen: administrator.version, by: fixtures.administrator)
        await #expect(throws: AppError.conflict("directory.account.last_lasting_administrator")) {
            try await people.disable(other.id, seen: other.version, by: fixtures.administrator)
        }
        #expect(try await fixtures.account("ratna").isEnabled)
    }

    @Test func `whoever lets a role hold longer gives all it allows, and must have it`() async throws {
        let fixtures = try await DirectoryFixtures()
        let clerk = try role("agency_clerk", fixtures)
        var over = RoleDraft(clerk)
        over.validTo = Day("2026-03-01")!
        try await edit(fixtures).update(clerk.id, over, seen: clerk.version, by: .system)
        let weak = Actor(kind: .account, id: "weak", grants: [Grant(permissions: [DirectoryPermission.roles, DirectoryPermission.view])])
        for day in [Day("2026-12-31"), nil] {
            var longer = over
            longer.validTo = day
            await #expect {
                try await edit(fixtures).update(clerk.id, longer, seen: clerk.version + 1, by: weak)
            } throws: {
                ($0 as? AppError)?.kind == .forbidden
            }
        }
        var renamed = over
        renamed.nameEN = "Clerk"
        try await edit(fixtures).update(clerk.id, renamed, seen: clerk.version + 1, by: weak)
        #expect(fixtures.directory.roles[clerk.id]?.nameEN == "Clerk")
    }

    @Test func `the days of a role go out and come back by API and as a table`() async throws {
        let hall = try await APIHall()
        let made = try await hall.caller.send(
            .post, "/api/roles",
            [
                "nameId": "Panitia", "nameEn": "Committee", "permissions": ["directory.view"], "validFrom": "2026-04-01",
                "validTo": "2026-04-30",
            ])
        #expect(made.status == 201 && made["validFrom"] == "2026-04-01" && made["validTo"] == "2026-04-30", "\(made.text)")
        let path = try #require(made.location)
        let wrong = try await hall.caller.send(.patch, path, ["validTo": "2026-03-31", "version": 1])
        #expect(wrong.status == 422 && wrong.issueFields == ["validTo"], "\(wrong.text)")
        let open = try await hall.caller.send(.patch, path, ["validTo": .null, "version": 1])
        #expect(open.status == 200 && open["validTo"] == nil && open["validFrom"] == "2026-04-01", "\(open.text)")

        let tables = "/api/tables/roles"
        let table = try await hall.caller.get(tables).text
        #expect(table.contains("committee,Panitia,Committee,directory.view,2026-04-01,"))
        let same = try await hall.caller.upload(tables, table)
        #expect(same["changed"] == 0 && same["added"] == 0 && same["problemCount"] == 0, "\(same.text)")
        // Without a column for them the days stay; with an empty one there are none.
        let line = "kunci,nama_id,nama_en,izin\ncommittee,Panitia,Committee,directory.view\n"
        #expect(try await hall.caller.upload(tables, line)["unchanged"] == 1)
        let empty = "kunci,nama_id,nama_en,izin,berlaku_dari\ncommittee,Panitia,Committee,directory.view,\n"
        #expect(try await hall.caller.upload(tables, empty)["changed"] == 1)
        #expect(try await hall.caller.get(path)["validFrom"] == nil)

        let file = """
            kunci,nama_id,nama_en,izin,berlaku_dari,berlaku_sampai
            past,Lama,Past,directory.view,2024-01-01,2024-12-31
            backwards,Terbalik,Backwards,directory.view,2026-02-01,2026-01-01
            someday,Kapan,Someday,directory.view,kapan-kapan,
            """
        let report = try await ImportRoles(edit(hall.fixtures)).run(.bytes(Array(file.utf8)), by: .system)
        #expect(report.added == 1 && Set(report.problems.map { "\($0.line) \($0.column)" }) == ["3 berlaku_sampai", "4 berlaku_dari"])
        #expect(try role("past", hall.fixtures).isOver(on: hall.directory.today))
    }

    @Test func `the page of a role shows and sets its days, and its holder no longer sees it once it is over`() async throws {
        let hall = try await AdminHall()
        let clerk = try role("agency_clerk", hall.fixtures)
        let path = "/pengelolaan/peran/\(clerk.id)"
        let form = try await hall.browser.get(path).form(to: path)
        #expect(form.value("valid_to") == "")
        let saved = try await hall.browser.submit(form, filling: ["valid_to": "2026-03-03"])
        #expect(saved.status == 303)
        let text = try await hall.browser.follow(saved).page().text
        #expect(text.contains("Sampai 3 Maret 2026") && text.contains("Berlaku sampai: – → 2026-03-03"))
        #expect(hall.fixtures.directory.roles[clerk.id]?.permissions == clerk.permissions)
        let guest = hall.site.browser()
        let visit = SignIn.Visit(address: "203.0.113.8", userAgent: "")
        guest.set(CookieName.session, try await hall.fixtures.signIn.open(hall.fixtures.account("agus"), visit))
        #expect(try await guest.get("/akun").page().text.contains("Operator OPD (Dinas Pekerjaan Umum)"))
        // Over midnight, but not so long that she is signed out.
        hall.fixtures.time.now = Instant("2026-03-03T16:59:50Z")!
        guest.set(CookieName.session, try await hall.fixtures.signIn.open(hall.fixtures.account("agus"), visit))
        #expect(try await guest.get("/akun").page().text.contains("Operator OPD (Dinas Pekerjaan Umum)"))
        hall.fixtures.time.now = hall.fixtures.time.now.adding(seconds: 20)
        #expect(try await guest.get("/akun").page().text.contains("Operator OPD (Dinas Pekerjaan Umum)") == false)
    }
}
