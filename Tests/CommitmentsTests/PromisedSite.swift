import Directory
import Foundation
import Kernel
import Masterplan
import Signing
import Storage
import TestSupport
import Web
import Work

@testable import Commitments

/// A site with the directory and commitments: public works and the hospital pledge, the planning agency writes and looks.
struct PromisedSite {
    /// Somebody who signs in and has an authenticator app.
    struct Person {
        var account: Account
        var actor: Actor
        var secret: [UInt8]
    }

    static let keyPassword = "padi menguning di sawah"

    let site: TestSite
    let fixtures: DirectoryFixtures
    let desk: CommitmentDesk
    let signIn: SignIn
    /// Writes commitments.
    let planner: Person
    /// Head of public works.
    let head: Person
    /// Director of the hospital.
    let director: Person
    /// Works for public works.
    let clerk: Actor
    let inspector: Actor
    let stranger: Actor

    var database: Database { desk.database }
    var world: TestWorld { site.world }
    var works: String { fixtures.agency("DPU").id.text }
    var hospital: String { fixtures.agency("RSUD").id.text }

    static let nothing = ReferenceKind(
        "quick_win",
        views: { _, ids, _ in
            Dictionary(ids.filter { $0.hasPrefix("known") }.map { ($0, ReferenceView(title: "Hal \($0)", url: "/hal")) }) { $1 }
        },
        find: { _, typed in typed == "K" ? "known-1" : nil })

    init(provider: SignatureSettings = SignatureSettings()) async throws {
        let references = ReferenceResolver([PromisedSite.nothing] + MasterplanReferences.all + CommitmentsReferences.all)
        let work = Capability(
            name: "work", migrations: WorkMigrations.all, start: { installation in installation.services.put(provider) })
        site = try await TestSite([
            work, try .directory(permissions: Permission.ofCommitments + Permission.ofMasterplan), try .masterplan(),
            try .commitments(references: references),
        ])
        fixtures = try await DirectoryFixtures(on: site)
        let services = site.installation.services
        let (directory, world) = (services.get(DirectoryDesk.self).directory, site.world)
        try await directory.refresh()
        signIn = services.get(DirectoryDesk.self).signIn
        var desk = services.get(CommitmentSite.self).desk
        desk.keyRounds = 1
        services.put(CommitmentSite(desk: desk))
        let database = desk.database
        self.desk = desk
        let (works, hospital) = (fixtures.agency("DPU").id, fixtures.agency("RSUD").id)
        func person(_ username: String, _ agency: Identifier<Agency>?, _ grants: [Grant]) async throws -> Person {
            let account = try await database.write { tx in
                try AccountWriter(tx, world: world.world, by: .system).create(
                    AccountDraft(name: "Ibu \(username)", username: username, position: "Kepala", agency: agency), passwordHash: nil)
            }
            return Person(
                account: account, actor: Actor(kind: .account, id: account.id.text, name: account.name, grants: grants), secret: [])
        }
        planner = try await person(
            "perencana", fixtures.agency("BAPPEDA").id, [Grant(permissions: [.draftCommitments, .verifyPledges, .checkActionPlans])])
        head = try await person(
            "kadis", works, [Grant(permissions: [.signCommitments, .keepPledges, .changePledges], agencies: [works.text])])
        director = try await person(
            "direktur", hospital, [Grant(permissions: [.signCommitments, .keepPledges, .changePledges], agencies: [hospital.text])])
        clerk = Actor(kind: .account, id: "clerk", name: "Pak Agus", grants: [Grant(permissions: [.keepPledges], agencies: [works.text])])
        inspector = Actor(kind: .account, id: "inspector", name: "Inspektur", grants: [Grant(permissions: [.verifyPledges])])
        stranger = Actor(
            kind: .account, id: "stranger", name: "Sari",
            grants: [Grant(permissions: [.keepPledges, .changePledges], agencies: [hospital.text])])
    }

    /// Gives somebody an authenticator app and a key of her own.
    func equipped(_ person: Person) async throws -> Person {
        var person = person
        let (secret, sealed) = signIn.proposeSecondStep(for: person.account.id)
        person.secret = secret
        _ = try await signIn.enableSecondStep(for: person.account.id, sealed: sealed, code: code(person))
        try await desk.makeKey(
            password: PromisedSite.keyPassword, repeated: PromisedSite.keyPassword, code: code(person), by: person.actor, signIn)
        return person
    }

    /// The next code of her app; time passes, for a code works once.
    func code(_ person: Person) -> String {
        world.now = world.now.adding(seconds: 61)
        return TOTP.code(secret: person.secret, step: TOTP.step(at: world.now))
    }

    static let text = CommitmentDraft(
        title: "Komitmen bersama kota cerdas", titleEnglish: "Joint smart city commitment",
        preamble: "Kami yang bertanda tangan berjanji kepada warga.", startsOn: Day("2026-01-01")!, endsOn: Day("2027-12-31")!)

    func clause(_ promise: String = "Jalan rusak diperbaiki sebulan setelah dilaporkan", due: String = "2026-12-31") -> ClauseDraft {
        ClauseDraft(
            text: "Memperbaiki jalan kabupaten yang rusak.", promise: promise, dimension: .living, area: "35.09.19", lead: works,
            supporters: [hospital], target: Target(value: "90", unit: "%"), due: Day(due)!)
    }

    /// A draft with one clause that public works leads, to be signed by its head and the hospital's director.
    func drafted(_ clauses: [ClauseDraft]? = nil) async throws -> Commitment {
        let commitment = try await desk.create(PromisedSite.text, by: planner.actor)
        for clause in clauses ?? [clause()] { try await desk.put(clause, in: commitment.code, by: planner.actor) }
        try await desk.add(
            SignatoryDraft(.agencyHead, title: "Kepala Dinas Pekerjaan Umum", agency: works, account: head.account.id.text),
            to: commitment.code, by: planner.actor)
        try await desk.add(
            SignatoryDraft(.hospital, title: "Direktur RSUD", agency: hospital, account: director.account.id.text), to: commitment.code,
            by: planner.actor)
        return try await found(commitment.code)
    }

    func found(_ code: String) async throws -> Commitment { try await database.read { try $0.commitment(code: code)! } }

    @discardableResult
    func sign(_ commitment: Commitment, _ person: Person) async throws -> Commitment {
        try await desk.sign(
            SignCommitment(seen: commitment.textHash, keyPassword: PromisedSite.keyPassword, code: code(person)), commitment.code,
            by: person.actor, signIn)
    }

    /// A commitment that everybody has signed, with the steps of its first clause.
    func inForce(_ clauses: [ClauseDraft]? = nil, steps: [MilestoneDraft] = PromisedSite.steps) async throws -> (
        Commitment, Clause, [Milestone]
    ) {
        let draft = try await drafted(clauses)
        let first = try await database.read { try $0.clauses(of: draft.id)[0] }
        if !steps.isEmpty { try await desk.plan(steps, for: first.code, by: planner.actor) }
        let opened = try await desk.open(draft.code, by: planner.actor)
        for person in [try await equipped(head), try await equipped(director)] { try await sign(opened, person) }
        let milestones = try await database.read { try $0.milestones(of: first.id) }
        return (try await found(draft.code), try await database.read { try $0.clause(code: first.code)! }, milestones)
    }

    static let steps = [
        MilestoneDraft("Peta kerusakan selesai", weight: 40, due: Day("2026-04-30")!),
        MilestoneDraft("Semua jalan prioritas diperbaiki", weight: 60, due: Day("2026-11-30")!),
    ]
    static let proof = [EvidenceDraft.link(Reference("quick_win", "known-1"), title: "Hal known-1")]

    func prove(_ step: Milestone, on day: String) async throws {
        try await desk.submit(step.id.text, doneOn: Day(day)!, evidence: PromisedSite.proof, by: clerk)
        try await desk.verify(step.id.text, by: planner.actor)
    }

    /// A browser in which a person is signed in.
    func browser(_ person: Person) async throws -> TestBrowser {
        let browser = site.browser()
        browser.set(CookieName.session, try await signIn.open(person.account, SignIn.Visit(address: "203.0.113.7", userAgent: "Test")))
        return browser
    }

    /// Lets an account do what an agency head, or the planning head, may.
    func give(_ person: Person, _ permissions: Set<Permission>, agency: Bool) async throws {
        let world = site.world.world
        try await database.write { tx in
            let key = "r-\(person.account.username)"
            try RoleStore(tx).seed([BuiltinRole(key, id: "R", en: "R", permissions)], world: world)
            let role = try RoleStore(tx).find(key: key)!
            try AccountWriter(tx, world: world, by: .system).grant(
                GrantDraft(role: role.id, agency: agency ? person.account.person.agency : nil, validFrom: Day("2025-01-01")!),
                to: person.account)
        }
        try await desk.directory.refresh()
    }
}

extension PromisedSite {
    /// A key of another system.
    func apiKey(_ permissions: Set<Permission>, agency: String?) async throws -> String {
        let all = Set(Permission.ofCommitments + DirectoryPermission.all)
        let made = try await EditClients(desk.directory, known: all).create(
            name: "Sistem \(permissions.map(\.name).sorted().joined(separator: " "))", permissions: permissions,
            agency: agency.map { Identifier($0) }, by: .system)
        return made.key
    }
}

/// The fields beside which an act was refused; none when it was not.
func fields(_ body: () async throws -> Void) async -> [String] {
    do { try await body() } catch let error as AppError { return error.issues.map(\.field) } catch { return ["?"] }
    return []
}
