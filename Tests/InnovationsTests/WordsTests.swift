import Foundation
import Kernel
import Testing
import Web
import Work

@testable import Innovations

@Suite("Sentences of Innovations")
struct WordsTests {
    @Test("every sentence is there in both languages")
    func complete() throws {
        let words = try InnovationsWords.load()
        #expect(words.keys(.indonesian) == words.keys(.english))
    }

    @Test("every key the code makes has its sentence")
    func made() throws {
        let keys = try InnovationsWords.load().keys(.indonesian)
        var wanted: [String] = SheetField.Kind.allCases.map(\.label.id) + Innovation.Initiator.allCases.map(\.label.id)
        wanted +=
            Innovation.Form.allCases.map(\.label.id) + Innovation.Criterion.allCases.map(\.label.id)
            + SheetPartner.Kind.allCases.map(\.label.id)
        func life(_ workflow: Workflow, states: String) {
            wanted +=
                workflow.states.map { "\(states).\($0.name)" }
                + workflow.states.filter { $0.owedBy != nil }.map { "task.\(workflow.name).\($0.name)" }
            wanted +=
                workflow.acts.map { "audit.kind.\(workflow.name).\($0.name)" } + [
                    "audit.kind.\(workflow.name).created", "audit.subject.\(workflow.name)",
                ]
        }
        life(.innovationSheet, states: "innovation.state")
        life(.quickWin, states: "quick_win.state")
        life(.innovation, states: "innovation.stage")
        life(.innovationIdea, states: "idea.state")
        wanted += Permission.ofInnovations.map { "permission.\($0.name)" }
        for noun in [
            "pengajuan", "penarikan", "penerimaan", "penetapan", "pengembalian", "kaitan", "geser", "formulir", "pencoretan", "ajakan",
        ] {
            wanted += ["innovation.do.\(noun)", "innovation.did.\(noun)"]
        }
        for noun in ["uji-coba", "penerapan", "penghentian", "lanjutan", "tiruan", "usul-penerimaan", "usul-penerusan", "usul-penolakan"] {
            wanted += ["innovation.do.\(noun)", "innovation.did.\(noun)"]
        }
        #expect(Set(wanted).subtracting(keys) == [])
    }
}
