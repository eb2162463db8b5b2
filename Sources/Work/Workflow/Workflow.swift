import Kernel

/// The life of a kind of case, as data: its states, who may do what in which state, what an act must bring, and its clocks.
///
/// A version is never changed once published; a case remembers the version it was opened under and lives by it.
package struct Workflow: Codable, Sendable, Equatable {
    package var name: String
    package var version: Int
    /// State of a new case.
    package var initial: String
    package var states: [State]
    package var acts: [Act]
    package var clocks: [ClockRule]

    package init(name: String, version: Int, initial: String, states: [State], acts: [Act], clocks: [ClockRule]) {
        self.name = name
        self.version = version
        self.initial = initial
        self.states = states
        self.acts = acts
        self.clocks = clocks
    }

    /// Where a case stands, and whose turn it is.
    package struct State: Codable, Sendable, Equatable {
        package var name: String
        /// Nothing more is owed by the government in this state.
        package var isFinal: Bool
        /// Who owes the next act, as a permission; `nil` when nobody does or when it is the reporter's turn.
        package var owedBy: Permission?
        /// The clock whose due date the one who owes is held to.
        package var clock: String?

        package init(_ name: String, isFinal: Bool = false, owedBy: Permission? = nil, clock: String? = nil) {
            self.name = name
            self.isFinal = isFinal
            self.owedBy = owedBy
            self.clock = clock
        }
    }

    /// What may be done, from where, by whom, and what it needs.
    package struct Act: Codable, Sendable, Equatable {
        package var name: String
        package var from: [String]
        /// The state after it; `nil` when it stays.
        package var to: String?
        package var by: Doer
        package var needs: [Need]
        package var clocks: [ClockEffect]

        package init(_ name: String, from: [String], to: String? = nil, by: Doer, needs: [Need] = [], clocks: [ClockEffect] = []) {
            self.name = name
            self.from = from
            self.to = to
            self.by = by
            self.needs = needs
            self.clocks = clocks
        }
    }

    /// Who may do an act.
    package enum Doer: Codable, Sendable, Equatable {
        /// Whoever holds the permission for the agency that has the case.
        case holder(Permission)
        /// Whoever holds the permission for the whole regency or for the case's place.
        case anyone(Permission)
        /// Whoever holds the permission for the agency that checks the work at the place of the case.
        case checker(Permission)
        /// The bearer of the case's secret link.
        case reporter
        /// Pendopo itself, when a clock has run out.
        case system
    }

    /// What an act must bring or be.
    package enum Need: String, Codable, Sendable, Equatable {
        case text
        case reason
        case agency
        /// A photo, where the case's category demands one.
        case evidence
        /// Not the person who claimed the work done.
        case otherThanClaimer
        case rating
    }

    /// What an act does to a clock, which is named.
    package enum ClockEffect: Codable, Sendable, Equatable {
        case start(String)
        case stop(String)
        case pause(String)
        case resume(String)
    }

    package func state(_ name: String) -> State? { states.first { $0.name == name } }
    package func act(_ name: String) -> Act? { acts.first { $0.name == name } }
    package func clock(_ name: String) -> ClockRule? { clocks.first { $0.name == name } }

    /// The acts that exist in a state, whoever may do them.
    package func acts(in state: String) -> [Act] { acts.filter { $0.from.contains(state) } }

    /// The act, if it exists in that state.
    /// - Throws: ``AppError/Kind/conflict`` when it does not: somebody has moved the case on.
    package func require(_ act: String, in state: String) throws -> Act {
        guard let found = self.act(act), found.from.contains(state) else {
            throw AppError.conflict(Message("error.act_not_now", ["act": act, "state": state]))
        }
        return found
    }

    /// State after a history of acts, from the initial one: what the case's state must equal.
    package func fold(_ history: [String]) -> String? {
        var at = initial
        for name in history {
            guard let act = act(name), act.from.contains(at) else { return nil }
            at = act.to ?? at
        }
        return at
    }

    /// Everything about this value that would make a case get stuck: unknown states or clocks, states nobody can reach
    /// or leave. Empty for a sound one; checked before a version is published.
    package var defects: [String] {
        var defects: [String] = []
        let names = Set(states.map(\.name))
        if !names.contains(initial) { defects.append("initial state \(initial) does not exist") }
        if names.count != states.count { defects.append("two states have one name") }
        if Set(acts.map(\.name)).count != acts.count { defects.append("two acts have one name") }
        for act in acts {
            for state in act.from + (act.to.map { [$0] } ?? []) where !names.contains(state) {
                defects.append("act \(act.name) names the unknown state \(state)")
            }
            for effect in act.clocks where clock(effect.clock) == nil {
                defects.append("act \(act.name) names the unknown clock \(effect.clock)")
            }
        }
        for state in states {
            if let clock = state.clock, self.clock(clock) == nil { defects.append("state \(state.name) names the unknown clock \(clock)") }
            if state.name != initial, !acts.contains(where: { $0.to == state.name }) { defects.append("nothing leads to \(state.name)") }
            if !state.isFinal, !acts.contains(where: { $0.from.contains(state.name) && $0.to != nil && $0.to != state.name }) {
                defects.append("nothing leads out of \(state.name)")
            }
        }
        return defects
    }
}

extension Workflow.ClockEffect {
    /// The clock it works on.
    package var clock: String {
        switch self {
        case .start(let name), .stop(let name), .pause(let name), .resume(let name): name
        }
    }
}
