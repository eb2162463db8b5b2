import Directory
import Kernel
import Storage
import TestSupport
import Testing

@Suite struct LinkTests {
    private let visit = SignIn.Visit(address: "203.0.113.7", userAgent: "")
    private let words = Words([.indonesian: ["directory.reset.mail_subject": "Kata sandi", "directory.reset.mail_text": "{name} {link}"]])

    @Test func aForgottenPasswordIsSetThroughMailOnce() async throws {
        let fixtures = try await DirectoryFixtures()
        let signIn = fixtures.signIn
        try await signIn.requestReset(name: "agus@example.org", visit: visit)
        try await signIn.requestReset(name: "agus", visit: visit)
        let jobs = try await fixtures.database.read { try $0.rows("SELECT payload FROM job WHERE kind = \(SignIn.resetMailJob)") }
        #expect(jobs.count == 1, "two requests within ten minutes are one mail")
        let account = try await fixtures.account("agus")
        try await signIn.sendReset(to: account.id, words: words) { "https://contoh.id/?\($0)" }
        let mail = try #require(fixtures.time.mails.last)
        #expect(mail.to == "agus@example.org")
        let token = try #require(mail.text.split(separator: "?").last.map(String.init))
        #expect(try await signIn.account(ofLink: token)?.id == account.id)
        _ = try await signIn.setPassword(link: token, new: "sawah hijau luas", repeated: "sawah hijau luas")
        await #expect(throws: AppError(.notFound, "directory.link.gone")) {
            try await signIn.setPassword(link: token, new: "sawah kuning luas", repeated: "sawah kuning luas")
        }
        guard case .signedIn = try await signIn.begin(name: "agus", password: "sawah hijau luas", visit: visit) else {
            Issue.record("not in"); return
        }
    }

    @Test func aResetLinkRunsOut() async throws {
        let fixtures = try await DirectoryFixtures()
        let account = try await fixtures.account("agus")
        try await fixtures.signIn.sendReset(to: account.id, words: words) { $0 }
        let token = try #require(fixtures.time.mails.last?.text.split(separator: " ").last.map(String.init))
        fixtures.time.now = fixtures.time.now.adding(seconds: 3601)
        #expect(try await fixtures.signIn.account(ofLink: token) == nil)
    }

    @Test func nothingTellsWhetherThereIsSuchAnAccount() async throws {
        let fixtures = try await DirectoryFixtures()
        try await fixtures.signIn.requestReset(name: "siapa@example.org", visit: visit)
        #expect(try await fixtures.database.read { try $0.count("SELECT count(*) FROM job") } == 0)
    }

    @Test func theSetUpTokenWorksOnceAndOnlyWithoutAccounts() async throws {
        let time = TestWorld()
        let database = try await TestDatabase.make(migrations: DirectoryFixtures.migrations)
        let directory = DirectoryIndex(database: database, world: time.world, regency: RegionCode("35.09"))
        let signIn = SignIn(directory: directory, vault: Vault(world: time.world), passwords: Passwords(world: time.world, logRounds: 1))
        let old = try #require(try await signIn.setUpToken())
        let token = try #require(try await signIn.setUpToken())
        #expect(try await !signIn.isSetUpToken(old), "a new start puts the token of the last one out of use")
        #expect(try await signIn.isSetUpToken(token))
        let first = SignIn.FirstAdministrator(
            name: "Wulan", username: "Wulan", email: nil, password: "sawah hijau luas", repeated: "sawah hijau luas")
        await #expect(throws: AppError(.notFound, "directory.link.gone")) { try await signIn.setUp(token: "tebakan", first) }
        let results = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<4 {
                group.addTask {
                    var mine = first
                    mine.username = "wulan\(number)"
                    return (try? await signIn.setUp(token: token, mine)) != nil
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(results == 1)
        #expect(try await signIn.setUpToken() == nil)
        let account = try #require(try await database.read { try AccountStore($0).list(limit: 10) }.first)
        let resolver = GrantResolver(agencies: directory.agencies, permissions: DirectoryFixtures.permissions)
        let actor = try await database.read { try resolver.actor(account, $0, on: directory.today) }
        #expect(actor.may(DirectoryPermission.roles))
        #expect(actor.may("reports.triage"), "the administrator holds what other capabilities bring")
    }

    @Test func anInvitationSetsTheFirstPassword() async throws {
        let fixtures = try await DirectoryFixtures()
        let edit = EditAccounts(fixtures.directory, resolver: fixtures.resolver)
        let draft = AccountDraft(name: "Budi Hartono", username: "budi", agency: fixtures.agency("DPU").id)
        let (account, token) = try await edit.invite(draft, by: fixtures.agencyAdministrator)
        await #expect(throws: AppError.self) { try await fixtures.signIn.begin(name: "budi", password: "", visit: visit) }
        let newer = try await edit.renewLink(for: account.id, by: fixtures.agencyAdministrator)
        #expect(try await fixtures.signIn.account(ofLink: token) == nil)
        _ = try await fixtures.signIn.setPassword(link: newer, new: "sawah hijau luas", repeated: "sawah hijau luas")
        guard case .signedIn = try await fixtures.signIn.begin(name: "budi", password: "sawah hijau luas", visit: visit) else {
            Issue.record("not in"); return
        }
    }

    @Test func `no link opens what its maker may not do herself, also where that is given from a later day on`() async throws {
        let fixtures = try await DirectoryFixtures()
        let edit = EditAccounts(fixtures.directory, resolver: fixtures.resolver)
        let draft = AccountDraft(name: "Budi Hartono", username: "budi", agency: fixtures.agency("DPU").id)
        let account = try await edit.invite(draft, by: fixtures.agencyAdministrator).account
        let role = fixtures.directory.roles.values.first { $0.key == "administrator" }!
        try await edit.grant(
            GrantDraft(role: role.id, validFrom: fixtures.directory.today.adding(1)), to: account.id, by: fixtures.administrator)
        await #expect {
            _ = try await edit.renewLink(for: account.id, by: fixtures.agencyAdministrator)
        } throws: {
            ($0 as? AppError)?.kind == .forbidden
        }
        _ = try await edit.renewLink(for: account.id, by: fixtures.administrator)
    }
}
