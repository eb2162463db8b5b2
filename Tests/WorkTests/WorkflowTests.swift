import Foundation
import Kernel
import Reports
import Storage
import TestSupport
import Testing
import Work

@Suite struct WorkflowTests {
    /// Two states and the ways between them.
    private static func small() -> Workflow {
        Workflow(
            name: "small", version: 1, initial: "open",
            states: [Workflow.State("open", owedBy: "x.do", clock: "answer"), Workflow.State("done", isFinal: true)],
            acts: [
                Workflow.Act("note", from: ["open"], by: .holder("x.do")),
                Workflow.Act("finish", from: ["open"], to: "done", by: .holder("x.do"), clocks: [.stop("answer")]),
                Workflow.Act("reopen", from: ["done"], to: "open", by: .reporter, clocks: [.start("answer")]),
            ],
            clocks: [ClockRule("answer", days: ["*": 5])])
    }

    @Test func `the life of a report is sound`() { #expect(Workflow.report.defects == []) }

    @Test func `a sound workflow has no defects, and each kind of defect is named`() {
        #expect(Self.small().defects == [])
        let spoilers: [(String, (inout Workflow) -> Void)] = [
            ("initial state nowhere does not exist", { $0.initial = "nowhere" }),
            ("two states have one name", { $0.states.append(Workflow.State("done")) }),
            ("two acts have one name", { $0.acts.append($0.acts[0]) }),
            ("act note names the unknown state lost", { $0.acts[0].from = ["lost"] }),
            ("act finish names the unknown state lost", { $0.acts[1].to = "lost" }),
            ("act finish names the unknown clock lost", { $0.acts[1].clocks = [.pause("lost")] }),
            ("state open names the unknown clock answer", { $0.clocks = [] }),
            ("nothing leads to island", { $0.states.append(Workflow.State("island", isFinal: true)) }),
            ("nothing leads out of open", { $0.acts.remove(at: 1) }),
        ]
        for (defect, spoil) in spoilers {
            var workflow = Self.small()
            spoil(&workflow)
            #expect(workflow.defects.contains(defect), "\(defect) is not among \(workflow.defects)")
        }
    }

    @Test func `a history folds to the state it leads to, an impossible one to none`() {
        let workflow = Self.small()
        #expect(workflow.fold([]) == "open" && workflow.fold(["note", "note"]) == "open")
        #expect(workflow.fold(["finish", "reopen", "note", "finish"]) == "done")
        #expect(workflow.fold(["finish", "note"]) == nil && workflow.fold(["unknown"]) == nil)
    }

    @Test func `an act is there in its states only`() throws {
        let workflow = Self.small()
        #expect(try workflow.require("finish", in: "open").to == "done")
        for (act, state) in [("finish", "done"), ("reopen", "open"), ("unknown", "open"), ("finish", "nowhere")] {
            let error = #expect(throws: AppError.self) { try workflow.require(act, in: state) }
            #expect(error?.kind == .conflict)
        }
        #expect(workflow.acts(in: "open").map(\.name) == ["note", "finish"])
    }

    @Test func `from every state of a report's life some final state can be reached`() {
        let workflow = Workflow.report
        for start in workflow.states {
            var reached: Set = [start.name]
            while true {
                let next = reached.union(workflow.acts.filter { !reached.isDisjoint(with: $0.from) }.compactMap(\.to))
                if next == reached { break }
                reached = next
            }
            #expect(workflow.states.contains { $0.isFinal && reached.contains($0.name) }, "\(start.name) never ends")
        }
    }

    @Test func `whoever owes the next act in a state can do some act there`() {
        for state in Workflow.report.states {
            guard let permission = state.owedBy else { continue }
            let doers = Workflow.report.acts(in: state.name).map(\.by)
            #expect(doers.contains { [.holder(permission), .anyone(permission), .checker(permission)].contains($0) }, "\(state.name)")
        }
    }

    @Test func `versions are published in order and never change`() async throws {
        let database = try await TestDatabase.make(migrations: WorkMigrations.all)
        let start = Instant("2026-01-01T00:00:00Z")!
        var second = Workflow.report
        second.version = 2
        second.clocks[0].days = ["*": 9]
        let changed = second
        try await database.write { tx in
            try tx.publish(.report, validFrom: start, by: .system)
            try tx.publish(changed, validFrom: start.adding(days: 10), by: Actor(kind: .account, id: "a"))
        }
        try await database.read { tx throws in
            #expect(try tx.workflow("report", at: start.adding(days: -1)) == nil)
            #expect(try tx.workflow("report", at: start.adding(days: 9)) == .report)
            #expect(try tx.workflow("report", at: start.adding(days: 10)) == changed)
            #expect(try tx.workflow("report", version: 1) == .report)
            #expect(try tx.workflowHistory("report").map(\.workflow.version) == [2, 1])
        }
        let taken = await #expect(throws: AppError.self) {
            try await database.write { tx in try tx.publish(changed, validFrom: start, by: .system) }
        }
        #expect(taken?.kind == .conflict)
        var broken = Workflow.report
        broken.version = 3
        broken.states.removeLast()
        let unsound = broken
        let refused = await #expect(throws: AppError.self) {
            try await database.write { tx in try tx.publish(unsound, validFrom: start, by: .system) }
        }
        #expect(refused?.kind == .invalid)
    }

    @Test func `a workflow travels through JSON whole`() throws {
        let data = try JSONEncoder().encode(Workflow.report)
        #expect(try JSONDecoder().decode(Workflow.self, from: data) == .report)
    }
}
