import Directory
import Kernel
import Storage
import TestSupport
import Testing

@Suite struct AccessTests {
    @Test func aRoleHoldsWithinItsDaysOnly() async throws {
        let fixtures = try await DirectoryFixtures()
        let account = try await fixtures.account("sutrisno")
        let role = fixtures.directory.roles.values.first { $0.key == "agency_clerk" }!
        let edit = EditAccounts(fixtures.directory, resolver: fixtures.resolver)
        try await edit.grant(
            GrantDraft(role: role.id, validFrom: Day("2026-04-01")!, validTo: Day("2026-04-30")!), to: account.id,
            by: fixtures.administrator)
        for (day, may) in [("2026-03-31", false), ("2026-04-01", true), ("2026-04-30", true), ("2026-05-01", false)] {
            let actor = try await fixtures.database.read { try fixtures.resolver.actor(account, $0, on: Day(day)!) }
            #expect(actor.may("reports.handle") == may, "\(day)")
        }
        await #expect(throws: AppError.invalid("valid_to", "directory.ends_before_start")) {
            try await edit.grant(
                GrantDraft(role: role.id, validFrom: Day("2026-04-02")!, validTo: Day("2026-04-01")!), to: account.id,
                by: fixtures.administrator)
        }
    }

    @Test func categoriesLimitAGrant() async throws {
        let fixtures = try await DirectoryFixtures()
        let account = try await fixtures.account("sutrisno")
        let role = fixtures.directory.roles.values.first { $0.key == "agency_clerk" }!
        try await EditAccounts(fixtures.directory, resolver: fixtures.resolver).grant(
            GrantDraft(role: role.id, categories: ["road"], validFrom: Day("2026-03-01")!), to: account.id, by: fixtures.administrator)
        var resolver = fixtures.resolver
        resolver.categoriesBelow = { $0.contains("road") ? $0.union(["pothole"]) : $0 }
        let actor = try await fixtures.database.read { [resolver] in try resolver.actor(account, $0, on: Day("2026-03-02")!) }
        #expect(actor.may("reports.handle", category: "pothole"))
        #expect(!actor.may("reports.handle", category: "school"))
        #expect(!actor.may("reports.handle"))
    }

    @Test func revokingEndsARoleAtOnce() async throws {
        let fixtures = try await DirectoryFixtures()
        let account = try await fixtures.account("agus")
        let today = fixtures.directory.today
        let held = try await fixtures.database.read { try RoleStore($0).grants(of: account.id)[0] }
        try await EditAccounts(fixtures.directory, resolver: fixtures.resolver).revoke(
            held.id, from: account.id, by: fixtures.agencyAdministrator)
        let actor = try await fixtures.database.read { try fixtures.resolver.actor(account, $0, on: today) }
        #expect(actor.grants.isEmpty)
        // The row stays as history.
        #expect(try await fixtures.database.read { try RoleStore($0).grants(of: account.id).count } == 1)
    }

    @Test func whoHasLeftIsNotPresent() async throws {
        let fixtures = try await DirectoryFixtures()
        let today = fixtures.directory.today
        func present(_ kind: Actor.Kind, _ id: String, _ day: Day) async throws -> Actor? {
            try await fixtures.database.read { tx in try fixtures.resolver.present(kind, id, tx, on: day) }
        }
        let account = try await fixtures.account("agus")
        #expect(
            try await present(.account, account.id.text, today)?.may("reports.handle", agency: fixtures.agency("UPTD-JALAN").id.text)
                == true)
        #expect(try await present(.client, account.id.text, today) == nil)
        try await EditAccounts(fixtures.directory, resolver: fixtures.resolver).disable(
            account.id, seen: account.version, by: fixtures.administrator)
        #expect(try await present(.account, account.id.text, today) == nil)
        let made = try await EditClients(fixtures.directory, known: DirectoryFixtures.permissions).create(
            name: "SIMRS", permissions: ["reports.handle"], validTo: today, by: fixtures.administrator)
        #expect(try await present(.client, made.client.id.text, today)?.mayAnywhere("reports.handle") == true)
        #expect(try await present(.client, made.client.id.text, today.adding(1)) == nil)
        #expect(try await present(.system, "", today) == nil)
    }

    @Test func whatARoleLostInAnotherProcessIsGivenAnewOnlyByWhoHasIt() async throws {
        let fixtures = try await DirectoryFixtures()
        let stale = DirectoryIndex(database: fixtures.database, world: fixtures.world, regency: DirectoryFixtures.regency)
        try await stale.refresh()
        let role = fixtures.directory.roles.values.first { $0.key == "agency_clerk" }!
        try await EditRoles(fixtures.directory, known: DirectoryFixtures.permissions).update(
            role.id, RoleDraft(nameID: "Operator", nameEN: "Clerk", permissions: [DirectoryPermission.view]), seen: role.version,
            by: .system)
        #expect(stale.roles[role.id]?.permissions == role.permissions && role.permissions.contains("reports.handle"))
        let weak = Actor(kind: .account, id: "weak", grants: [Grant(permissions: [DirectoryPermission.roles, DirectoryPermission.view])])
        await #expect {
            try await EditRoles(stale, known: DirectoryFixtures.permissions).update(
                role.id, RoleDraft(nameID: "Operator", nameEN: "Clerk", permissions: role.permissions), seen: role.version + 1, by: weak)
        } throws: {
            ($0 as? AppError)?.kind == .forbidden
        }
    }

    @Test func theLastAdministratorStays() async throws {
        let fixtures = try await DirectoryFixtures()
        let edit = EditAccounts(fixtures.directory, resolver: fixtures.resolver)
        let admin = try await fixtures.account("admin")
        let held = try await fixtures.database.read { try RoleStore($0).grants(of: admin.id)[0] }
        await #expect(throws: AppError.conflict("directory.account.last_administrator")) {
            try await edit.revoke(held.id, from: admin.id, by: fixtures.administrator)
        }
        let role = fixtures.directory.roles[held.role]!
        await #expect(throws: AppError.conflict("directory.account.last_administrator")) {
            try await EditRoles(fixtures.directory, known: DirectoryFixtures.permissions).update(
                role.id, RoleDraft(nameID: role.nameID, nameEN: role.nameEN, permissions: [DirectoryPermission.view]), seen: role.version,
                by: fixtures.administrator)
        }
        #expect(fixtures.directory.roles[role.id]?.permissions == role.permissions)
    }

    @Test func whatARegencyTookFromABuiltinRoleStaysAway() async throws {
        let fixtures = try await DirectoryFixtures()
        let role = fixtures.directory.roles.values.first { $0.key == "agency_clerk" }!
        try await EditRoles(fixtures.directory, known: DirectoryFixtures.permissions).update(
            role.id, RoleDraft(nameID: "Operator", nameEN: "Operator", permissions: []), seen: role.version, by: fixtures.administrator)
        try await fixtures.database.write { tx in
            try RoleStore(tx).seed(
                [BuiltinRole("agency_clerk", id: "x", en: "x", ["reports.handle", "reports.triage"])], world: fixtures.world)
        }
        try await fixtures.directory.refresh()
        #expect(fixtures.directory.roles[role.id]?.permissions == ["reports.triage"])
        #expect(fixtures.directory.roles[role.id]?.nameID == "Operator")
    }

    @Test func twoAccountsCannotShareASignInName() async throws {
        let fixtures = try await DirectoryFixtures()
        let edit = EditAccounts(fixtures.directory, resolver: fixtures.resolver)
        for draft in [
            AccountDraft(name: "X", username: "Agus"), AccountDraft(name: "X", username: "lain", email: "AGUS@example.org"),
            AccountDraft(name: "X", username: "a b"), AccountDraft(name: "", username: "benar"),
        ] {
            await #expect { _ = try await edit.invite(draft, by: fixtures.administrator) } throws: { ($0 as? AppError)?.kind == .invalid }
        }
    }

    @Test func holdersOfAPermissionAreFoundForTheirAgency() async throws {
        let fixtures = try await DirectoryFixtures()
        let unit = fixtures.agency("UPTD-JALAN").id.text
        let today = fixtures.directory.today
        let names = try await fixtures.database.read { tx in
            try fixtures.resolver.accounts(holding: "reports.handle", agency: unit, tx, on: today).map(\.username)
        }
        #expect(Set(names) == ["admin", "agus", "ratna"])
        let none = try await fixtures.database.read { tx in
            try fixtures.resolver.accounts(holding: "reports.handle", agency: fixtures.agency("RSUD").id.text, tx, on: today).map(
                \.username)
        }
        #expect(none == ["admin"])
    }

    @Test func anAPIKeyIsShownOnceAndActsWithinItsScope() async throws {
        let fixtures = try await DirectoryFixtures()
        let edit = EditClients(fixtures.directory, known: DirectoryFixtures.permissions)
        let works = fixtures.agency("DPU").id
        let (client, key) = try await edit.create(
            name: "Aplikasi PU", permissions: ["reports.handle"], agency: works, by: fixtures.administrator)
        #expect(key.hasPrefix("pdp_") && client.keyHint == String(key.prefix(8)))
        let resolver = fixtures.resolver
        let clients = APIClients(directory: fixtures.directory) { resolver }
        let actor = try #require(try await clients.find(key: key))
        #expect(actor.kind == .client && actor.id == client.id.text)
        #expect(actor.may("reports.handle", agency: fixtures.agency("UPTD-JALAN").id.text))
        #expect(!actor.may("reports.handle"))
        #expect(try await clients.find(key: key + "x") == nil)
        #expect(try await fixtures.database.read { try APIClientStore($0).find(client.id)?.lastUsedOn } == fixtures.directory.today)
        let kept = try await fixtures.database.read { try $0.rows("SELECT key_hash, key_hint FROM api_client").map(\.values) }
        #expect(!"\(kept)".contains(key.dropFirst(8)))
        try await edit.setDisabled(client.id, true, seen: 1, by: fixtures.administrator)
        #expect(try await clients.find(key: key) == nil)
        await #expect(throws: AppError.invalid("name", "directory.client.name_taken")) {
            _ = try await edit.create(name: "aplikasi pu", permissions: ["reports.handle"], by: fixtures.administrator)
        }
    }
}
