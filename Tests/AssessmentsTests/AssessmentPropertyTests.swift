import Directory
import Kernel
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Assessments

@Suite("Lives of assessments by chance")
struct AssessmentPropertyTests {
    @Test("lives by chance keep what must hold: versions, states, obligations, and nothing scored before it was handed over")
    func chance() async throws {
        let site = try await AssessmentTestSite()
        var chance = TestChance(seed: 77)
        var codes = [try await site.handedOut(year: 2024).code, try await site.handedOut(year: 2025).code]
        var done = 0
        let people = [site.planner, site.clerk, site.nurse, site.assessor, site.colleague, site.regent]
        for code in codes {
            try await site.desk.nameAssessor(site.assessor.account.id.text, until: Day("2026-12-31")!, of: code, by: site.planner.actor)
        }
        for step in 0..<260 {
            let code = chance.pick(codes)
            let (item, component) = (chance.pick(["A.1", "A.2", "B"]), chance.pick(["A", "B"]))
            let score = Hundredths(100 + chance.number(below: 9) * 50)
            let act = chance.number(below: 10)
            let move = chance.pick(["submit", "submit", "conclude", "close", "send_back", "reconsider"])
            // Mostly whoever may, sometimes anybody.
            let right: AssessmentTestSite.Person =
                switch act {
                case 0, 1, 2: item == "B" ? site.nurse : site.clerk
                case 3, 4: component == "B" ? site.nurse : site.clerk
                case 5: site.planner
                case 6, 7: site.assessor
                default: ["submit", "close"].contains(move) ? site.planner : site.assessor
                }
            let person = chance.number(below: 4) == 0 ? chance.pick(people) : right
            let error = try await site.failure {
                switch act {
                case 0, 1, 2: try await site.answer(item, score.count, of: code, by: person)
                case 3, 4: try await site.desk.handIn(component, of: code, by: person.actor)
                case 5: try await site.desk.sendBack(component: component, of: code, reason: "Lengkapi buktinya dahulu.", by: person.actor)
                case 6, 7:
                    try await site.desk.score(
                        item, of: code, CentralDraft(score: score, reason: "Menurut bukti yang ada."), by: person.actor)
                default: try await site.desk.move(move, code, reason: "Sesuai kesepakatan.", by: person.actor)
                }
            }
            if error == nil { done += 1 }
            if let error { #expect([.forbidden, .notFound, .conflict, .invalid].contains(error.kind), "\(step) \(error)") }
            try await site.database.read { tx in
                for assessment in try tx.assessments() {
                    let parts = try tx.assessmentParts(of: [assessment.key])[assessment.key] ?? []
                    if assessment.state != .draft { #expect(parts.allSatisfy { $0.state == .filled }) }
                    if assessment.state == .draft { #expect(parts.contains { $0.state == .waiting }) }
                    let open = try tx.obligations(of: assessment.reference).count
                    #expect(open == ([.draft, .closed].contains(assessment.state) ? 0 : 1))
                    for part in parts {
                        let owed = try part.agencies.reduce(0) { try $0 + tx.obligations(of: part.duty(of: $1)).count }
                        #expect(owed == (part.state == .waiting ? part.agencies.count : 0))
                    }
                    for answer in try tx.assessmentAnswers(of: [assessment.key])[assessment.key] ?? [] {
                        if answer.centralScore != nil { #expect(assessment.submittedAt != nil && answer.scoredBy != answer.answeredBy) }
                    }
                }
            }
        }
        codes.sort()
        #expect(done > 40)
        try await site.holds()
    }
}
