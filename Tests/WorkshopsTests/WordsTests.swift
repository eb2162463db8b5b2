import Kernel
import Testing

@testable import Workshops

@Suite("Sentences of Workshops")
struct WordsTests {
    @Test("every sentence is there in both languages, also those whose keys are made of codes")
    func complete() throws {
        let words = try WorkshopsWords.load()
        let keys = words.keys(.indonesian)
        #expect(keys == words.keys(.english))
        var wanted = CardKind.allCases.flatMap { kind in
            [kind.label.id, "workshop.add.\(kind.rawValue)"] + kind.fields.map(\.label.id)
                + kind.fields.flatMap { field -> [String] in
                    if case .choice(let values) = field.kind { values.map { "workshop.choice.\($0)" } } else { [] }
                }
        }
        wanted += Participant.Institution.allCases.map(\.label.id) + WorkshopBody.Role.allCases.map(\.label.id)
        wanted += WorkshopBody.Kind.allCases.map(\.label.id) + Round.State.allCases.map(\.label.id)
        wanted += RoomGroup.elements.map { RoomGroup.label($0).id } + (1...4).map { "workshop.work.\($0)" }
        wanted += Permission.ofWorkshops.map { "permission.\($0.name)" }
        #expect(Set(wanted).subtracting(keys) == [])
    }
}
