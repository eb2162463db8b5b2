import Kernel
import Testing

@testable import Commitments

@Suite("Sentences of Commitments")
struct CommitmentsWordsTests {
    @Test("every sentence is there in both languages, with the same values")
    func complete() throws {
        let words = try CommitmentsWords.load()
        #expect(words.keys(.indonesian) == words.keys(.english))
        #expect(words.keys(.indonesian).count > 300)
        for key in words.keys(.indonesian) {
            let (a, b) = (words.sentence(TextKey(key), .indonesian) ?? "", words.sentence(TextKey(key), .english) ?? "")
            #expect(places(a) == places(b), "\(key)")
        }
    }

    @Test("every state, reason and verdict has its words")
    func cases() throws {
        let keys = try CommitmentsWords.load().keys(.indonesian)
        let labels: [TextKey] =
            PledgeState.allCases.flatMap { [$0.label, $0.meaning] } + PledgeStanding.Reason.allCases.map(\.label)
            + SignatureVerdict.allCases.map(\.label) + Commitment.State.allCases.map(\.label) + Milestone.State.allCases.map(\.label)
            + ClauseChange.Kind.allCases.map(\.label) + PledgeDimension.allCases.map(\.label) + Signatory.Office.allCases.map(\.label)
            + Inheritance.Decision.allCases.map(\.label) + BundleCheck.Outcome.allCases.map(\.label)
            + ActionPlan.State.allCases.map(\.label) + ActionItem.Source.allCases.map(\.label)
        #expect(labels.map(\.id).filter { !keys.contains($0) } == [])
    }

    private func places(_ text: String) -> Set<Substring> { Set(text.matches(of: /\{(\w+)\}/).map { $0.output.1 }) }
}
