import Kernel
import Testing
import Work

@testable import Assessments

@Suite("Sentences of Assessments")
struct AssessmentsWordsTests {
    @Test("every sentence is there in both languages, with the same values")
    func complete() throws {
        let words = try AssessmentsWords.load()
        #expect(words.keys(.indonesian) == words.keys(.english))
        #expect(words.keys(.indonesian).count > 200)
        for key in words.keys(.indonesian) {
            let (a, b) = (words.sentence(TextKey(key), .indonesian) ?? "", words.sentence(TextKey(key), .english) ?? "")
            #expect(places(a) == places(b), "\(key)")
        }
    }

    @Test("every state, purpose, permission and kind of record has its words")
    func cases() throws {
        let keys = try AssessmentsWords.load().keys(.indonesian)
        var labels: [String] = Assessment.State.allCases.flatMap { [$0.label.id, "assessment.next.\($0.rawValue)"] }
        labels += AssessmentPart.State.allCases.map(\.label.id) + Instrument.Purpose.allCases.map(\.label.id)
        labels += Instrument.State.allCases.map(\.label.id) + Rounding.allCases.map(\.label.id)
        labels += Permission.ofAssessments.map { "permission.\($0.name)" } + AssessmentsDigests.all.map { "audit.subject.\($0.kind)" }
        labels += AssessmentRoutes.acts.keys.flatMap { ["assessment.do.\($0)", "assessment.did.\($0)"] }
        labels += AssessmentDesk.past.values.map { "audit.kind.assessment.\($0)" }
        #expect(labels.filter { !keys.contains($0) } == [])
    }

    private func places(_ text: String) -> Set<Substring> { Set(text.matches(of: /\{(\w+)\}/).map { $0.output.1 }) }
}
