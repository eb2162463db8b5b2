import Kernel
import Testing
import Work

@testable import Masterplan

@Suite("Sentences of Masterplan")
struct MasterplanWordsTests {
    @Test("every sentence is there in both languages")
    func complete() throws {
        let words = try MasterplanWords.load()
        #expect(words.keys(.indonesian) == words.keys(.english))
    }

    @Test("every kind, level, state and dimension has a sentence")
    func named() throws {
        let words = try MasterplanWords.load()
        var keys = PlanEdition.Kind.allCases.map(\.label) + PlanEdition.Status.allCases.map(\.label) + PlanLevel.allCases.map(\.label)
        keys += PlanLink.Kind.allCases.map(\.label) + Acceptance.allCases.map(\.label) + Participation.Role.allCases.map(\.label)
        keys += PlanIndicator.Polarity.allCases.map(\.label) + PlanIndicator.Kind.allCases.map(\.label)
        keys += CityDimension.all.map(\.label) + CityDimension.all.flatMap { $0.subPillars.map(\.label) }
        keys += NomenclatureEntry.Kind.allCases.map(\.label)
        for key in keys { #expect(words.sentence(key, .indonesian) != nil, "\(key)") }
    }

    @Test("there are six dimensions with three sub-pillars each, and no sub-pillar stands in two")
    func dimensions() {
        #expect(CityDimension.all.count == 6)
        #expect(CityDimension.all.allSatisfy { $0.subPillars.count == 3 })
        #expect(Set(CityDimension.all.flatMap { $0.subPillars.map(\.id) }).count == 18)
        #expect(CityDimension.of(subPillar: "sampah")?.id == "environment")
    }

    @Test("the workflow of acceptance leads everywhere and nowhere else")
    func workflow() { #expect(Acceptance.workflow.defects.isEmpty) }
}
