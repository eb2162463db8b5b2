import Directory
import Documents
import Foundation
import Kernel
import Masterplan
import Storage
import TestSupport
import Web
import Work

@testable import Assessments

/// A site with the directory and assessments: public works and the hospital answer, the planning agency coordinates, two of the central
/// team score.
struct AssessmentTestSite {
    struct Person: Sendable {
        var account: Account
        var actor: Actor
    }

    let site: TestSite
    let fixtures: DirectoryFixtures
    let desk: AssessmentDesk
    let planner: Person
    let clerk: Person
    let nurse: Person
    let assessor: Person
    /// Of the central team too, but named to nothing.
    let colleague: Person
    let regent: Person

    var database: Database { desk.database }
    var world: TestWorld { site.world }
    var works: String { fixtures.agency("DPU").id.text }
    var hospital: String { fixtures.agency("RSUD").id.text }

    /// A record of another capability, seen by everybody but the central team.
    static let thing = ReferenceKind(
        "thing",
        views: { _, ids, actor in
            if actor.mayAnywhere(.scoreAssessments) { return [:] }
            return Dictionary(ids.filter { $0.hasPrefix("known") }.map { ($0, ReferenceView(title: "Hal \($0)", url: "/hal")) }) { $1 }
        },
        find: { _, typed in typed == "K" ? "known-1" : nil })

    init(press: URL? = nil) async throws {
        let references = ReferenceResolver([AssessmentTestSite.thing] + AssessmentsReferences.all)
        let work = Capability(
            name: "work", migrations: WorkMigrations.all,
            start: { installation in
                if let press { installation.services.put(PaperPress(folder: press, log: installation.logger)) }
            })
        site = try await TestSite([
            work, try .directory(permissions: Permission.ofAssessments + Permission.ofMasterplan + ["reports.handle"]), try .masterplan(),
            try .assessments(references: references),
        ])
        fixtures = try await DirectoryFixtures(on: site)
        let services = site.installation.services
        let (directory, world) = (services.get(DirectoryDesk.self).directory, site.world)
        try await directory.refresh()
        let desk = services.get(AssessmentSite.self).desk
        self.desk = desk
        let resolver = GrantResolver(agencies: directory.agencies, permissions: Set(Permission.ofAssessments))
        let (works, hospital) = (fixtures.agency("DPU").id, fixtures.agency("RSUD").id)
        func person(_ username: String, _ agency: Identifier<Agency>?, _ permissions: Set<Permission>, isWide: Bool) async throws -> Person
        {
            try await desk.database.write { tx in
                try RoleStore(tx).seed([BuiltinRole("r-\(username)", id: "R", en: "R", permissions)], world: world.world)
                let role = try RoleStore(tx).find(key: "r-\(username)")!
                let writer = AccountWriter(tx, world: world.world, by: .system)
                let account = try writer.create(
                    AccountDraft(name: "Ibu \(username)", username: username, position: "Staf", agency: agency), passwordHash: nil)
                try writer.grant(GrantDraft(role: role.id, agency: isWide ? nil : agency, validFrom: Day("2025-01-01")!), to: account)
                return Person(account: account, actor: try resolver.actor(account, tx, on: directory.today))
            }
        }
        planner = try await person(
            "perencana", fixtures.agency("BAPPEDA").id, [.openAssessments, .coordinateAssessments, .shapeInstruments], isWide: true)
        clerk = try await person("petugas", works, [.openAssessments, .answerAssessments], isWide: false)
        nurse = try await person("perawat", hospital, [.openAssessments, .answerAssessments], isWide: false)
        assessor = try await person("asesor", nil, [.openAssessments, .scoreAssessments], isWide: true)
        colleague = try await person("rekan", nil, [.openAssessments, .scoreAssessments], isWide: true)
        regent = try await person("bupati", nil, [.openAssessments, .readAssessments], isWide: true)
        try await directory.refresh()
    }

    /// A browser in which a person is signed in.
    func browser(_ person: Person) async throws -> TestBrowser {
        let browser = site.browser()
        let signIn = site.installation.services.get(DirectoryDesk.self).signIn
        browser.set(CookieName.session, try await signIn.open(person.account, SignIn.Visit(address: "203.0.113.7", userAgent: "Test")))
        return browser
    }

    /// Two components: one of two questions, one scored as a whole.
    static func draft(_ title: String = "Evaluasi uji") -> InstrumentDraft {
        InstrumentDraft(
            .evaluation, title, source: "Uji", validFrom: Day("2020-01-01")!,
            levels: [InstrumentLevel(Hundredths(whole: 1), "Rintisan"), InstrumentLevel(Hundredths(whole: 4), "Terpadu")],
            items: [
                InstrumentItem("A", "Fondasi", weight: Hundredths(whole: 40)),
                InstrumentItem("A.1", in: "A", "Kebijakan", weight: Hundredths(whole: 25)),
                InstrumentItem("A.2", in: "A", "Anggaran", weight: Hundredths(whole: 75)),
                InstrumentItem("B", "Manfaat", weight: Hundredths(whole: 60)),
            ])
    }

    func instrument() async throws -> Instrument {
        if let known = try await database.read({ try $0.assessmentInstrument(code: "uji", edition: 1) }) { return known }
        let made = try await desk.create(Self.draft(), code: "uji", by: planner.actor)
        return try await desk.publish(made.key, by: planner.actor)
    }

    /// Handed out: `A` to public works, `B` to the hospital.
    func handedOut(year: Int = 2026) async throws -> Assessment {
        let assessment = try await desk.open(
            instrument: try await instrument().key, year: year, title: "Evaluasi \(year)", by: planner.actor)
        return try await desk.handOut(
            [
                PartDraft("A", agencies: [works], due: Day("2026-03-31")!),
                PartDraft("B", agencies: [hospital], due: Day("2026-03-31")!),
            ], of: assessment.code, by: planner.actor)
    }

    static let link = AssessmentEvidenceDraft.link(Reference("thing", "known-1"), title: "Hal known-1")

    func file(_ name: String = "sk.pdf", _ text: String = "%PDF-1.4 surat keputusan") async throws -> AssessmentEvidenceDraft {
        let bytes = Array(text.utf8)
        return .file(try await desk.files.put(bytes), name: name, bytes: bytes.count)
    }

    @discardableResult
    func answer(_ item: String, _ score: Int, of code: String, by person: Person) async throws -> AssessmentAnswer {
        try await desk.answer(
            item, of: code,
            AnswerDraft(
                score: Hundredths(score), reason: "Ada peraturan bupati dan anggarannya.",
                evidence: [try await file("\(item).pdf", "%PDF-1.4 bukti \(item)"), Self.link]),
            by: person.actor)
    }

    /// Everything answered and handed in, and `assessor` named.
    func filled(year: Int = 2026) async throws -> Assessment {
        let code = try await handedOut(year: year).code
        try await answer("A.1", 400, of: code, by: clerk)
        try await answer("A.2", 200, of: code, by: clerk)
        try await answer("B", 350, of: code, by: nurse)
        try await desk.handIn("A", of: code, by: clerk.actor)
        try await desk.nameAssessor(assessor.account.id.text, until: Day("2026-06-30")!, of: code, by: planner.actor)
        return try await desk.handIn("B", of: code, by: nurse.actor)
    }

    func submitted(year: Int = 2026) async throws -> Assessment {
        let code = try await filled(year: year).code
        return try await desk.move("submit", code, by: planner.actor)
    }

    func assessed(year: Int = 2026) async throws -> Assessment {
        let code = try await submitted(year: year).code
        for (item, score) in [("A.1", 300), ("A.2", 200), ("B", 375)] {
            try await desk.score(
                item, of: code,
                CentralDraft(score: Hundredths(score), reason: "Buktinya belum lengkap.", interview: "Wawancara \(item)"),
                by: assessor.actor)
        }
        return try await desk.move("conclude", code, by: assessor.actor)
    }

    func closed(year: Int = 2026) async throws -> Assessment {
        try await desk.move("close", try await assessed(year: year).code, by: planner.actor)
    }

    /// The kind of error an act ends in; `nil` when it went well.
    func failure(_ act: () async throws -> Void) async throws -> AppError? {
        do {
            try await act()
            return nil
        } catch let error as AppError { return error }
    }
}
