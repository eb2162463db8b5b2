import Directory
import Kernel
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Assessments

@Suite("The life of an assessment")
struct AssessmentLifeTests {
    @Test("from handing out to closing, with obligations in the one work list and events that verify can hold against the records")
    func whole() async throws {
        let site = try await AssessmentTestSite()
        let code = try await site.handedOut().code
        func owed() async throws -> Set<String> {
            try await site.database.read { tx in
                Set(
                    try tx.rows("SELECT task, agency_id FROM obligation WHERE closed_at IS NULL").map {
                        "\($0.text("task")) \($0.textIfAny("agency_id") ?? "-")"
                    })
            }
        }
        #expect(try await owed() == ["assessment.answer \(site.works)", "assessment.answer \(site.hospital)"])
        try await site.answer("A.1", 400, of: code, by: site.clerk)
        try await site.answer("A.2", 200, of: code, by: site.clerk)
        try await site.desk.handIn("A", of: code, by: site.clerk.actor)
        #expect(try await owed() == ["assessment.answer \(site.hospital)"])
        try await site.answer("B", 350, of: code, by: site.nurse)
        let filled = try await site.desk.handIn("B", of: code, by: site.nurse.actor)
        #expect(filled.state == .filled)
        #expect(try await owed() == ["assessment.submit -"])
        try await site.desk.nameAssessor(site.assessor.account.id.text, until: Day("2026-06-30")!, of: code, by: site.planner.actor)
        #expect(try await site.desk.move("submit", code, by: site.planner.actor).state == .submitted)
        #expect(try await owed() == ["assessment.score -"])
        for (item, score) in [("A.1", 300), ("A.2", 200), ("B", 375)] {
            try await site.desk.score(
                item, of: code, CentralDraft(score: Hundredths(score), reason: "Buktinya belum lengkap."), by: site.assessor.actor)
        }
        #expect(try await site.desk.move("conclude", code, by: site.assessor.actor).state == .assessed)
        #expect(try await owed() == ["assessment.close -"])
        #expect(try await site.desk.move("close", code, by: site.planner.actor).state == .closed)
        #expect(try await owed() == [])
        let result = try await site.desk.file(of: code, for: site.planner.actor).result
        #expect(result.total.ownValue == Hundredths(310) && result.total.centralValue == Hundredths(315))
        #expect(result.total.difference == Hundredths(5))
        // A 2.50 → 2.25, B 3.50 → 3.75: bad news first.
        #expect(result.badNewsFirst.map { $0.component?.code } == ["A", "B"])
        #expect(result.lines.map(\.difference) == [Hundredths(-25), Hundredths(25)])
        try await site.holds()
    }

    @Test("both workflows are sound, and every state has an act for whoever owes it")
    func workflows() {
        for workflow in [AssessmentWorkflow.assessment, AssessmentWorkflow.part] { #expect(workflow.defects == []) }
        #expect(AssessmentWorkflow.assessment.fold(["answer", "fill", "submit", "score", "conclude", "close"]) == "closed")
        #expect(AssessmentWorkflow.assessment.fold(["submit"]) == nil)
        #expect(Set(AssessmentWorkflow.assessment.states.map(\.name)) == Set(Assessment.State.allCases.map(\.rawValue)))
        #expect(Set(AssessmentWorkflow.part.states.map(\.name)) == Set(AssessmentPart.State.allCases.map(\.rawValue)))
    }

    @Test("a component of two agencies is owed by both, answered by either, and done for both; another pair takes it over")
    func shared() async throws {
        let site = try await AssessmentTestSite()
        let code = try await site.desk.open(
            instrument: try await site.instrument().key, year: 2026, title: "Evaluasi", by: site.planner.actor
        )
        .code
        let due = Day("2026-04-30")!
        func owing() async throws -> Set<String?> {
            try await site.database.read { tx in
                Set(try tx.rows("SELECT agency_id FROM obligation WHERE closed_at IS NULL").map { $0.textIfAny("agency_id") })
            }
        }
        try await site.desk.handOut([PartDraft("A", agencies: [site.works, site.hospital], due: due)], of: code, by: site.planner.actor)
        #expect(try await owing() == [site.works, site.hospital])
        let view = try await site.database.read { tx in
            let subjects = try tx.rows("SELECT subject_kind, subject_id FROM obligation").map {
                Reference($0.text("subject_kind"), $0.text("subject_id"))
            }
            return try ReferenceResolver(AssessmentsReferences.all).views(of: subjects, for: site.nurse.actor, tx)
        }
        #expect(Set(view.values) == [ReferenceView(title: "Evaluasi – Fondasi", url: "/kerja/penilaian/\(code)/komponen/A")])
        try await site.answer("A.1", 400, of: code, by: site.clerk)
        try await site.answer("A.2", 200, of: code, by: site.nurse)
        let ict = site.fixtures.agency("DISKOMINFO").id.text
        try await site.desk.handOut([PartDraft("A", agencies: [ict, site.hospital], due: due)], of: code, by: site.planner.actor)
        #expect(try await owing() == [ict, site.hospital])
        #expect(try await site.failure { try await site.desk.handIn("A", of: code, by: site.clerk.actor) } == .notFound)
        try await site.desk.handIn("A", of: code, by: site.nurse.actor)
        #expect(try await owing() == [])
        try await site.holds()
    }

    @Test("what was scored before it was sent back is scored again where the agency changed its score, and stays where it did not")
    func scoredAgain() async throws {
        let site = try await AssessmentTestSite()
        let code = try await site.submitted().code
        let (desk, assessor) = (site.desk, site.assessor.actor)
        for item in ["A.1", "A.2", "B"] {
            try await desk.score(
                item, of: code, CentralDraft(score: Hundredths(300), reason: "Buktinya belum lengkap.", interview: "Tentang \(item)"),
                by: assessor)
        }
        try await desk.move("send_back", code, reason: "Lengkapi bukti anggarannya.", by: assessor)
        try await site.answer("A.1", 450, of: code, by: site.clerk)
        try await site.answer("A.2", 200, of: code, by: site.clerk)
        try await desk.handIn("A", of: code, by: site.clerk.actor)
        try await desk.handIn("B", of: code, by: site.nurse.actor)
        try await desk.move("submit", code, by: site.planner.actor)
        let answers = try await desk.file(of: code, for: assessor).answers
        #expect(answers["A.1"]?.centralScore == nil && answers["A.1"]?.centralReason == "" && answers["A.1"]?.scoredBy == nil)
        #expect(answers["A.1"]?.interview == "Tentang A.1")
        #expect(answers["A.2"]?.centralScore == Hundredths(300) && answers["B"]?.centralScore == Hundredths(300))
        let error = try await site.failure { try await desk.move("conclude", code, by: assessor) }
        #expect(error?.issues.map(\.field) == ["item.A.1"])
        try await site.holds()
    }

    @Test("two people at one question, one component, or one assessment: the second is told, and nothing is lost")
    func twoAtOnce() async throws {
        let site = try await AssessmentTestSite()
        let code = try await site.handedOut().code
        let before = try await site.desk.file(of: code, for: site.clerk.actor)
        let draft = AnswerDraft(score: Hundredths(300), reason: "Sudah ada peraturannya.")
        try await site.desk.answer("A.1", of: code, draft, by: site.clerk.actor, expecting: before.answers["A.1"]?.version)
        let second = try await site.failure {
            try await site.desk.answer(
                "A.1", of: code, AnswerDraft(score: Hundredths(500), reason: ""), by: site.clerk.actor,
                expecting: before.answers["A.1"]?.version)
        }
        #expect(second?.kind == .conflict)
        #expect(try await site.desk.file(of: code, for: site.clerk.actor).answers["A.1"]?.score == Hundredths(300))
        let other = try await site.filled(year: 2025)
        try await site.desk.move("submit", other.code, by: site.planner.actor, expecting: other.version)
        #expect(
            try await site.failure { try await site.desk.move("submit", other.code, by: site.planner.actor, expecting: other.version) }?
                .kind
                == .conflict)
        #expect(
            try await site.failure { try await site.desk.handOut([], of: code, by: site.planner.actor, expecting: 1) }?.kind == .conflict)
    }

    @Test("a closed assessment takes no act any more but being shown; the earlier years stand beside the next one")
    func closed() async throws {
        let site = try await AssessmentTestSite()
        let old = try await site.closed(year: 2025)
        let (code, planner) = (old.code, site.planner.actor)
        let acts: [(String, () async throws -> Void)] = [
            ("answer", { try await site.desk.answer("A.1", of: code, AnswerDraft(score: nil, reason: ""), by: site.clerk.actor) }),
            ("hand in", { try await site.desk.handIn("A", of: code, by: site.clerk.actor) }),
            ("hand out", { try await site.desk.handOut([], of: code, by: planner) }),
            ("score", { try await site.desk.score("A.1", of: code, CentralDraft(score: nil, reason: ""), by: site.assessor.actor) }),
            ("reconsider", { try await site.desk.move("reconsider", code, reason: "Ada yang terlewat.", by: site.assessor.actor) }),
            ("close", { try await site.desk.move("close", code, by: planner) }),
            ("send back", { try await site.desk.sendBack(component: "A", of: code, reason: "Ada yang terlewat.", by: planner) }),
            (
                "name",
                { try await site.desk.nameAssessor(site.colleague.account.id.text, until: Day("2026-06-01")!, of: code, by: planner) }
            ),
        ]
        let before = try await site.database.read { try $0.count("SELECT count(*) FROM event") }
        for (name, act) in acts {
            let error = try await site.failure(act)
            #expect(error?.kind == .conflict && error?.message.key == "error.assessment_closed", "\(name)")
        }
        #expect(try await site.database.read { try $0.count("SELECT count(*) FROM event") } == before)
        let new = try await site.handedOut(year: 2026)
        let file = try await site.desk.file(of: new.code, for: planner)
        #expect(file.earlier.map(\.assessment.code) == [code] && file.earlier[0].total.centralValue == Hundredths(315))
        // Those who see only their part do not see another year whole, unless everybody does.
        #expect(try await site.desk.file(of: new.code, for: site.clerk.actor).earlier.isEmpty)
        try await site.desk.publish(code, true, by: planner)
        #expect(try await site.desk.file(of: new.code, for: site.clerk.actor).earlier.count == 1)
        #expect(try await site.desk.publicResults().map(\.assessment.code) == [code])
        try await site.desk.publish(code, false, by: planner)
        #expect(try await site.desk.publicResults().isEmpty)
        #expect(try await site.failure { try await site.desk.publish(new.code, true, by: planner) }?.kind == .conflict)
        try await site.holds()
    }
}
