import Directory
import Kernel
import Storage
import TestSupport
import Testing

@Suite struct CommandTests {
    private let visit = SignIn.Visit(address: "203.0.113.7", userAgent: "")

    @Test func anAccountOfTheCommandLineMustChangeItsPasswordFirst() async throws {
        let fixtures = try await DirectoryFixtures()
        let command = CommandAccounts(fixtures.signIn)
        let link = try await command.add(
            AccountDraft(name: "Tono", username: "tono"), role: "agency_clerk", agency: "DPU", password: "sawah hijau luas")
        #expect(link == nil)
        guard
            case .signedIn(let token, let account) = try await fixtures.signIn.begin(
                name: "tono", password: "sawah hijau luas", visit: visit)
        else { Issue.record("not in"); return }
        #expect(account.mustChangePassword)
        let sessions = Sessions(directory: fixtures.directory) { fixtures.resolver }
        #expect(try await sessions.find(token: token)?.actor.grants.isEmpty == true)
        let session = try #require(try await sessions.find(token: token)?.session.id)
        try await fixtures.signIn.changePassword(
            of: account.id, current: "sawah hijau luas", new: "gunung raung biru", repeated: "gunung raung biru", keeping: session)
        #expect(try await sessions.find(token: token)?.actor.may("reports.handle", agency: fixtures.agency("DPU").id.text) == true)
    }

    @Test func withoutAPasswordThereIsALink() async throws {
        let fixtures = try await DirectoryFixtures()
        let command = CommandAccounts(fixtures.signIn)
        let link = try #require(
            try await command.add(AccountDraft(name: "Tono", username: "tono"), role: "administrator", agency: nil, password: nil))
        #expect(try await fixtures.signIn.account(ofLink: link)?.username == "tono")
        await #expect(throws: AppError.invalid("role", "directory.role.unknown")) {
            try await command.add(AccountDraft(name: "X Y", username: "xyz"), role: "raja", agency: nil, password: nil)
        }
        #expect(try await fixtures.database.read { try AccountStore($0).find(signInName: "xyz") } == nil, "nothing half-made stays")
        try await command.setDisabled("tono", true)
        #expect(try await fixtures.account("tono").isEnabled == false)
        await #expect { try await command.setPassword("tidak-ada", "sawah hijau luas") } throws: { ($0 as? AppError)?.kind == .notFound }
    }

}
