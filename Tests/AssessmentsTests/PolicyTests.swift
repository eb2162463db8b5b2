import Directory
import Foundation
import HTTPTypes
import Kernel
import NIOCore
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Assessments

@Suite("Who sees what of an assessment")
struct PolicyTests {
    @Test("scores and notes of the central team are its own until it has finished; then the regency reads them, part by part")
    func central() async throws {
        let site = try await AssessmentTestSite()
        let code = try await site.submitted().code
        try await site.desk.score(
            "A.1", of: code, CentralDraft(score: Hundredths(300), reason: "Buktinya belum lengkap.", interview: "Catatan rahasia"),
            by: site.assessor.actor)
        for person in [site.planner, site.clerk, site.regent] {
            let file = try await site.desk.file(of: code, for: person.actor)
            #expect(!file.seesCentral && file.answers.values.allSatisfy { $0.centralScore == nil && $0.interview.isEmpty })
            #expect(try await !site.browser(person).get("/kerja/penilaian/\(code)/komponen/A").text.contains("Catatan rahasia"))
        }
        for (item, score) in [("A.2", 200), ("B", 375)] {
            try await site.desk.score(
                item, of: code, CentralDraft(score: Hundredths(score), reason: "Buktinya belum lengkap.", interview: "Tentang \(item)"),
                by: site.assessor.actor)
        }
        try await site.desk.move("conclude", code, by: site.assessor.actor)
        let clerk = try await site.desk.file(of: code, for: site.clerk.actor)
        #expect(clerk.answers["A.1"]?.interview == "Catatan rahasia" && clerk.answers["B"] == nil)
        #expect(clerk.assessors.isEmpty)
        #expect(try await site.desk.file(of: code, for: site.planner.actor).assessors.count == 1)
    }

    @Test("the evaluator does not read why the regency returned a component, and agencies do not read why scores are taken up again")
    func words() async throws {
        let site = try await AssessmentTestSite()
        let code = try await site.filled().code
        let desk = site.desk
        func notes(_ person: AssessmentTestSite.Person) async throws -> [String] {
            try await desk.file(of: code, for: person.actor).notes.values.joined().map(\.act).sorted()
        }
        try await desk.sendBack(component: "A", of: code, reason: "Jangan tulis angka yang belum pasti.", by: site.planner.actor)
        try await desk.handIn("A", of: code, by: site.clerk.actor)
        try await desk.move("submit", code, by: site.planner.actor)
        #expect(try await notes(site.assessor) == [])
        #expect(try await notes(site.clerk) == ["returned"])
        #expect(try await notes(site.planner) == ["returned"])
        for (item, score) in [("A.1", 300), ("A.2", 200), ("B", 375)] {
            try await desk.score(
                item, of: code, CentralDraft(score: Hundredths(score), reason: "Buktinya belum lengkap."), by: site.assessor.actor)
        }
        try await desk.move("conclude", code, by: site.assessor.actor)
        try await desk.move("reconsider", code, reason: "Nilai Fondasi terlalu tinggi.", by: site.assessor.actor)
        #expect(try await notes(site.assessor) == ["reconsidered"])
        #expect(try await notes(site.clerk) == ["returned"])
        #expect(try await notes(site.planner) == ["returned"])
        let browser = try await site.browser(site.clerk)
        #expect(try await !browser.get("/kerja/penilaian/\(code)").text.contains("terlalu tinggi"))
        // With the scores it is told.
        try await desk.move("conclude", code, by: site.assessor.actor)
        #expect(try await notes(site.clerk) == ["reconsidered", "returned"])
    }

    /// The people by what each act on an assessment in its state ends in.
    @Test("the table of who may do what holds")
    func table() async throws {
        let site = try await AssessmentTestSite()
        let (draft, submitted, assessed) = (
            try await site.handedOut(year: 2023), try await site.submitted(year: 2024), try await site.assessed(year: 2025)
        )
        let desk = site.desk
        let people: [(String, Actor)] = [
            ("visitor", .visitor), ("planner", site.planner.actor), ("clerk", site.clerk.actor), ("nurse", site.nurse.actor),
            ("assessor", site.assessor.actor), ("colleague", site.colleague.actor), ("regent", site.regent.actor),
        ]
        let acts: [(String, (Actor) async throws -> Void)] = [
            ("read draft", { _ = try await desk.file(of: draft.code, for: $0) }),
            ("read submitted", { _ = try await desk.file(of: submitted.code, for: $0) }),
            ("pack", { _ = try await desk.pack(submitted.code, .indonesian, site.site.installation.words, for: $0) }),
            ("hand out", { try await desk.handOut([], of: draft.code, by: $0) }),
            ("answer A.1", { try await desk.answer("A.1", of: draft.code, AnswerDraft(score: nil, reason: ""), by: $0) }),
            ("score A.1", { try await desk.score("A.1", of: submitted.code, CentralDraft(score: nil, reason: ""), by: $0) }),
            ("close too early", { try await desk.move("close", submitted.code, by: $0) }),
            ("reconsider", { try await desk.move("reconsider", assessed.code, reason: "pendek", by: $0) }),
            ("publish", { try await desk.publish(assessed.code, true, by: $0) }),
        ]
        var lines: [String] = []
        for (name, act) in acts {
            var words: [String] = []
            for (who, actor) in people {
                let error = try await site.failure { try await act(actor) }
                words.append("\(who) \(error.map { "\($0.kind.rawValue)" } ?? "ok")")
            }
            lines.append("\(name): \(words.joined(separator: ", "))")
        }
        #expect(
            lines == [
                "read draft: visitor 404, planner ok, clerk ok, nurse ok, assessor 404, colleague 404, regent ok",
                "read submitted: visitor 404, planner ok, clerk ok, nurse ok, assessor ok, colleague 404, regent ok",
                "pack: visitor 404, planner ok, clerk 403, nurse 403, assessor ok, colleague 404, regent ok",
                "hand out: visitor 404, planner ok, clerk 403, nurse 403, assessor 404, colleague 404, regent 403",
                "answer A.1: visitor 404, planner 403, clerk ok, nurse 404, assessor 404, colleague 404, regent 403",
                "score A.1: visitor 404, planner 403, clerk 403, nurse 403, assessor ok, colleague 404, regent 403",
                "close too early: visitor 404, planner 409, clerk 403, nurse 403, assessor 403, colleague 404, regent 403",
                "reconsider: visitor 404, planner 403, clerk 403, nurse 403, assessor 422, colleague 404, regent 403",
                "publish: visitor 404, planner 409, clerk 403, nurse 403, assessor 403, colleague 404, regent 403",
            ])
    }

    @Test("whoever answered cannot be of the central team, and whoever is of it cannot answer")
    func neverBoth() async throws {
        let site = try await AssessmentTestSite()
        let code = try await site.handedOut().code
        // An account with both roles.
        var both = site.assessor.actor
        both.grants += site.clerk.actor.grants
        try await site.desk.answer("A.1", of: code, AnswerDraft(score: Hundredths(300), reason: "Ada."), by: both)
        let named = try await site.failure {
            try await site.desk.nameAssessor(both.id, until: Day("2026-06-01")!, of: code, by: site.planner.actor)
        }
        #expect(named?.issues.map(\.message.key) == ["error.assessor_answered"])
        let other = try await site.handedOut(year: 2025).code
        try await site.desk.nameAssessor(both.id, until: Day("2026-06-01")!, of: other, by: site.planner.actor)
        #expect(
            try await site.failure { try await site.desk.answer("A.1", of: other, AnswerDraft(score: nil, reason: ""), by: both) }
                == .forbidden)
        // Nor does either of them hand in what others have answered.
        for item in ["A.1", "A.2"] { try await site.answer(item, 300, of: other, by: site.clerk) }
        #expect(try await site.failure { try await site.desk.handIn("A", of: other, by: both) } == .forbidden)
        let third = try await site.handedOut(year: 2024).code
        for item in ["A.1", "A.2"] { try await site.answer(item, 300, of: third, by: site.clerk) }
        try await site.desk.handIn("A", of: third, by: both)
        let late = try await site.failure {
            try await site.desk.nameAssessor(both.id, until: Day("2026-06-01")!, of: third, by: site.planner.actor)
        }
        #expect(late?.issues.map(\.message.key) == ["error.assessor_answered"])
    }
}
