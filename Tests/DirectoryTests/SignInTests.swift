import Directory
import Kernel
import Storage
import TestSupport
import Testing

@Suite struct SignInTests {
    private let visit = SignIn.Visit(address: "203.0.113.7", userAgent: "Mozilla/5.0 (Linux; Android 14) Chrome/130.0")

    private func sessions(_ fixtures: DirectoryFixtures) -> Sessions {
        let resolver = fixtures.resolver
        return Sessions(directory: fixtures.directory) { resolver }
    }

    private func signIn(_ fixtures: DirectoryFixtures, _ name: String = "agus", _ password: String = DirectoryFixtures.password)
        async throws -> String
    {
        guard case .signedIn(let token, _) = try await fixtures.signIn.begin(name: name, password: password, visit: visit) else {
            throw AppError.conflict("directory.test")
        }
        return token
    }

    @Test(arguments: ["agus", " AGUS ", "Agus@Example.org"]) func nameOrMailAddressSignIn(_ name: String) async throws {
        let fixtures = try await DirectoryFixtures()
        let token = try await signIn(fixtures, name)
        let found = try #require(try await sessions(fixtures).find(token: token))
        #expect(found.account.username == "agus")
        #expect(found.session.device == "Chrome, Android")
        #expect(found.actor.may("reports.handle", agency: fixtures.agency("UPTD-JALAN").id.text))
        #expect(!found.actor.may("reports.handle", agency: fixtures.agency("DISKOMINFO").id.text))
        #expect(!found.actor.may("reports.handle"))
    }

    @Test func aWrongPasswordAndAnUnknownNameReadAlike() async throws {
        let fixtures = try await DirectoryFixtures()
        for (name, password) in [("agus", "salah sekali"), ("tidak-ada", DirectoryFixtures.password)] {
            await #expect(throws: AppError.invalid("password", "directory.sign_in.wrong")) {
                try await fixtures.signIn.begin(name: name, password: password, visit: visit)
            }
        }
    }

    @Test func guessingIsSlowedAndARightPasswordDuringTheWaitIsRefusedToo() async throws {
        let fixtures = try await DirectoryFixtures()
        for _ in 0..<5 { _ = try? await fixtures.signIn.begin(name: "agus", password: "tebakan", visit: visit) }
        await #expect { try await signIn(fixtures) } throws: { ($0 as? AppError)?.kind == .tooMany }
        // The mail address is the same account.
        await #expect { try await signIn(fixtures, "agus@example.org") } throws: { ($0 as? AppError)?.kind == .tooMany }
        // Others are not held up.
        _ = try await signIn(fixtures, "ratna")
        fixtures.time.now = fixtures.time.now.adding(seconds: 3)
        _ = try await signIn(fixtures)
        // After success it starts afresh.
        _ = try? await fixtures.signIn.begin(name: "agus", password: "tebakan", visit: visit)
        _ = try await signIn(fixtures)
    }

    @Test func guessingManyAccountsFromOneAddressIsSlowedForAllOfThem() async throws {
        let fixtures = try await DirectoryFixtures()
        for number in 0..<30 {
            let error = await #expect(throws: AppError.self) {
                try await fixtures.signIn.begin(name: "orang-\(number)", password: "tebakan", visit: visit)
            }
            #expect(error?.kind == .invalid, "an office shares an address: \(number)")
        }
        // The right password of an account nobody guessed at: the address has to wait all the same.
        await #expect { try await signIn(fixtures, "ratna") } throws: { ($0 as? AppError)?.kind == .tooMany }
        // Another process knows of it, for it is in the database.
        let second = SignIn(directory: fixtures.directory, vault: fixtures.vault, passwords: fixtures.signIn.passwords)
        await #expect {
            try await second.begin(name: "agus", password: DirectoryFixtures.password, visit: visit)
        } throws: { ($0 as? AppError)?.kind == .tooMany }
        let elsewhere = SignIn.Visit(address: "203.0.113.8", userAgent: visit.userAgent)
        guard case .signedIn = try await fixtures.signIn.begin(name: "agus", password: DirectoryFixtures.password, visit: elsewhere) else {
            Issue.record("another address is held up")
            return
        }
        fixtures.time.now = fixtures.time.now.adding(seconds: 3)
        _ = try await signIn(fixtures, "ratna")
        // One right password does not wash an address clean.
        _ = try? await fixtures.signIn.begin(name: "orang-31", password: "tebakan", visit: visit)
        await #expect { try await signIn(fixtures, "ratna") } throws: { ($0 as? AppError)?.kind == .tooMany }
    }

    @Test func waitsGrowAndEnd() {
        // The failures are kept in the database, so another process sees them: that is the test above through one table.
        #expect((4...30).map { SignIn.wait(afterFailures: $0) }.sorted() == (4...30).map { SignIn.wait(afterFailures: $0) })
        #expect(SignIn.wait(afterFailures: 4) == 0)
        #expect(SignIn.wait(afterFailures: 5) == 2)
        #expect(SignIn.wait(afterFailures: 1000) == 900)
    }

    @Test func manyTriesAtOnceAllCount() async throws {
        let fixtures = try await DirectoryFixtures()
        let refused = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    do {
                        _ = try await fixtures.signIn.begin(name: "agus", password: "tebakan", visit: visit)
                        return false
                    } catch { return (error as? AppError)?.kind == .tooMany }
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(refused == 15)
    }

    @Test func aDisabledAccountIsOutAtOnce() async throws {
        let fixtures = try await DirectoryFixtures()
        let token = try await signIn(fixtures)
        let sessions = sessions(fixtures)
        #expect(try await sessions.find(token: token) != nil)
        let account = try await fixtures.account("agus")
        let edit = EditAccounts(fixtures.directory, resolver: fixtures.resolver)
        try await edit.disable(account.id, seen: account.version, by: fixtures.administrator)
        #expect(try await sessions.find(token: token) == nil)
        await #expect(throws: AppError.self) { try await signIn(fixtures) }
        try await edit.enable(account.id, seen: account.version + 1, by: fixtures.administrator)
        _ = try await signIn(fixtures)
        #expect(try await sessions.find(token: token) == nil)
    }

    @Test func sessionsEndBySilenceAndBySigningOut() async throws {
        let fixtures = try await DirectoryFixtures()
        let sessions = sessions(fixtures)
        let phone = try await signIn(fixtures)
        let desk = try await signIn(fixtures)
        let account = try await fixtures.account("agus")
        let current = try #require(try await sessions.find(token: desk)).session.id
        #expect(try await fixtures.signIn.sessions(of: account.id).count == 2)
        #expect(try await fixtures.signIn.endOthers(of: account.id, except: current) == 1)
        #expect(try await sessions.find(token: phone) == nil)
        #expect(try await sessions.find(token: desk) != nil)
        fixtures.time.now = fixtures.time.now.adding(seconds: 13 * 3600)
        #expect(try await sessions.find(token: desk) == nil)
        let again = try await signIn(fixtures)
        try await sessions.end(token: again)
        #expect(try await sessions.find(token: again) == nil)
        #expect(try await sessions.find(token: "bukan token") == nil)
    }

    @Test func theSecondStepAsksForACodeThatWorksOnce() async throws {
        let fixtures = try await DirectoryFixtures()
        let account = try await fixtures.account("agus")
        let (secret, sealed) = fixtures.signIn.proposeSecondStep(for: account.id)
        await #expect(throws: AppError.invalid("code", "directory.sign_in.wrong_code")) {
            try await fixtures.signIn.enableSecondStep(for: account.id, sealed: sealed, code: "000000x")
        }
        let first = TOTP.code(secret: secret, step: TOTP.step(at: fixtures.world.now()))
        let recovery = try await fixtures.signIn.enableSecondStep(for: account.id, sealed: sealed, code: first)
        #expect(recovery.count == 10 && Set(recovery).count == 10)
        // Whoever finds the session open cannot put an app of his own in its place.
        let (other, proposed) = fixtures.signIn.proposeSecondStep(for: account.id)
        let theirs = TOTP.code(secret: other, step: TOTP.step(at: fixtures.world.now()))
        await #expect(throws: AppError.conflict("directory.second_step.is_on")) {
            try await fixtures.signIn.enableSecondStep(for: account.id, sealed: proposed, code: theirs)
        }
        guard
            case .needsCode(let ticket) = try await fixtures.signIn.begin(name: "agus", password: DirectoryFixtures.password, visit: visit)
        else { Issue.record("no code asked for"); return }
        // The code that turned it on is used up.
        await #expect(throws: AppError.invalid("code", "directory.sign_in.wrong_code")) {
            try await fixtures.signIn.finish(ticket: ticket, code: first, visit: visit)
        }
        fixtures.time.now = fixtures.time.now.adding(seconds: 60)
        let second = TOTP.code(secret: secret, step: TOTP.step(at: fixtures.world.now()))
        guard case .signedIn = try await fixtures.signIn.finish(ticket: ticket, code: second, visit: visit) else {
            Issue.record("not in"); return
        }
        guard case .signedIn = try await fixtures.signIn.finish(ticket: ticket, code: recovery[3].lowercased(), visit: visit) else {
            Issue.record("recovery code refused"); return
        }
        await #expect(throws: AppError.self) { try await fixtures.signIn.finish(ticket: ticket, code: recovery[3], visit: visit) }
        await #expect(throws: AppError.invalid("code", "directory.sign_in.too_late")) {
            try await fixtures.signIn.finish(ticket: ticket + "x", code: recovery[4], visit: visit)
        }
        fixtures.time.now = fixtures.time.now.adding(seconds: 400)
        await #expect(throws: AppError.invalid("code", "directory.sign_in.too_late")) {
            try await fixtures.signIn.finish(ticket: ticket, code: recovery[4], visit: visit)
        }
    }

    @Test func changingThePasswordEndsTheOtherSessions() async throws {
        let fixtures = try await DirectoryFixtures()
        let sessions = sessions(fixtures)
        let other = try await signIn(fixtures)
        let own = try await signIn(fixtures)
        let account = try await fixtures.account("agus")
        let session = try #require(try await sessions.find(token: own)).session.id
        func change(_ current: String, _ new: String, _ repeated: String) async throws {
            try await fixtures.signIn.changePassword(of: account.id, current: current, new: new, repeated: repeated, keeping: session)
        }
        await #expect(throws: AppError.invalid("current", "directory.password.wrong")) {
            try await change("salah", "sawah hijau luas", "sawah hijau luas")
        }
        await #expect(throws: AppError.invalid("new", Message("directory.password.too_short", ["count": "10"]))) {
            try await change(DirectoryFixtures.password, "pendek", "pendek")
        }
        await #expect(throws: AppError.invalid("repeated", "directory.password.not_repeated")) {
            try await change(DirectoryFixtures.password, "sawah hijau luas", "sawah hijau")
        }
        try await change(DirectoryFixtures.password, "sawah hijau luas", "sawah hijau luas")
        #expect(try await sessions.find(token: other) == nil)
        #expect(try await sessions.find(token: own) != nil)
        await #expect(throws: AppError.self) { try await signIn(fixtures) }
        _ = try await signIn(fixtures, "agus", "sawah hijau luas")
    }
}
