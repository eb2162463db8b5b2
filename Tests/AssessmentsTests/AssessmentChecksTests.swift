import Directory
import Kernel
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Assessments

@Suite("What an assessment refuses")
struct AssessmentChecksTests {
    @Test("a score out of the scale, a reason too long and evidence that is too much are refused beside their field")
    func badAnswers() async throws {
        let site = try await AssessmentTestSite()
        let code = try await site.handedOut().code
        func fields(_ draft: AnswerDraft) async throws -> [String]? {
            try await site.failure { try await site.desk.answer("A.1", of: code, draft, by: site.clerk.actor) }?.issues.map(\.field)
        }
        #expect(try await fields(AnswerDraft(score: Hundredths(501), reason: "")) == ["score"])
        #expect(try await fields(AnswerDraft(score: Hundredths(99), reason: "")) == ["score"])
        #expect(try await fields(AnswerDraft(score: nil, reason: String(repeating: "a", count: 4001))) == ["reason"])
        let many = (0..<21).map { AssessmentEvidenceDraft.link(Reference("thing", "known-\($0)"), title: "Hal") }
        #expect(try await fields(AnswerDraft(score: nil, reason: "", evidence: many)) == ["files"])
        #expect(try await fields(AnswerDraft(score: nil, reason: "")) == nil)
        #expect(
            try await site.failure { try await site.desk.answer("Z", of: code, AnswerDraft(score: nil, reason: ""), by: site.clerk.actor) }
                == .notFound)
        // The same file twice is one piece of evidence.
        let file = try await site.file()
        for _ in 0..<2 {
            try await site.desk.answer("A.1", of: code, AnswerDraft(score: nil, reason: "", evidence: [file]), by: site.clerk.actor)
        }
        let found = try await site.desk.file(of: code, for: site.clerk.actor)
        #expect(found.evidence[found.answers["A.1"]!.key]?.count == 1)
    }

    @Test("handing in names every question that lacks score, reason or evidence; the lowest score needs no evidence")
    func incomplete() async throws {
        let site = try await AssessmentTestSite()
        let code = try await site.handedOut().code
        let clerk = site.clerk.actor
        func missing() async throws -> [TextKey]? {
            try await site.failure { try await site.desk.handIn("A", of: code, by: clerk) }?.issues.map(\.message.key)
        }
        #expect(try await missing() == ["error.assessment_unanswered", "error.assessment_unanswered"])
        try await site.desk.answer("A.1", of: code, AnswerDraft(score: Hundredths(300), reason: "pendek"), by: clerk)
        try await site.desk.answer("A.2", of: code, AnswerDraft(score: Hundredths(100), reason: "Belum ada sama sekali."), by: clerk)
        #expect(try await missing() == ["error.assessment_no_reason", "error.assessment_no_evidence"])
        try await site.desk.answer(
            "A.1", of: code, AnswerDraft(score: Hundredths(300), reason: "Sudah ada peraturannya.", evidence: [AssessmentTestSite.link]),
            by: clerk)
        #expect(try await missing() == nil)
        // Locked until it is sent back.
        let locked = try await site.failure { try await site.desk.answer("A.1", of: code, AnswerDraft(score: nil, reason: ""), by: clerk) }
        #expect(locked?.kind == .conflict && locked?.message.key == "error.assessment_part_filled")
        #expect(
            try await site.failure { try await site.desk.sendBack(component: "A", of: code, reason: "kurang", by: site.planner.actor) }?
                .issues.map(\.field) == ["reason"])
        try await site.desk.sendBack(component: "A", of: code, reason: "Lampirkan peraturannya juga.", by: site.planner.actor)
        try await site.desk.answer("A.1", of: code, AnswerDraft(score: Hundredths(200), reason: "Sudah ada peraturannya."), by: clerk)
        let part = try await site.desk.file(of: code, for: clerk).part("A")
        #expect(part?.state == .waiting && part?.agencies == [site.works])
        try await site.holds()
    }

    @Test("an assessment needs a published instrument, a year and known agencies, and a day to come")
    func badOpening() async throws {
        let site = try await AssessmentTestSite()
        let planner = site.planner.actor
        let draft = try await site.desk.create(AssessmentTestSite.draft(), code: "konsep", by: planner)
        let error = try await site.failure {
            try await site.desk.open(instrument: draft.key, year: 1900, title: "x", plan: "tidak-ada", by: planner)
        }
        #expect(error?.issues.map(\.field).sorted() == ["instrument", "plan", "title", "year"])
        let assessment = try await site.desk.open(instrument: try await site.instrument().key, year: 2026, title: "Evaluasi", by: planner)
        let parts = try await site.failure {
            try await site.desk.handOut(
                [
                    PartDraft("A", agencies: ["entah"], due: Day("2026-03-01")!), PartDraft("B", agencies: [], due: Day("2031-01-01")!),
                    PartDraft("C", agencies: [site.works], due: Day("2026-04-01")!),
                ], of: assessment.code, by: planner)
        }
        #expect(parts?.issues.map(\.field) == ["agencies.A", "due.A", "agencies.B", "due.B", "agencies.C"])
        #expect(try await site.failure { try await site.desk.move("submit", assessment.code, by: planner) }?.kind == .conflict)
        #expect(try await site.failure { try await site.desk.move("explode", assessment.code, by: planner) } == .notFound)
    }
}
