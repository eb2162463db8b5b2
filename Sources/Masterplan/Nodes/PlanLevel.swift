import Kernel

/// Where in a plan a node stands.
package enum PlanLevel: String, Sendable, CaseIterable, Codable {
    case vision, mission, goal, objective, strategy
    case policyDirection = "policy_direction"
    case programme, activity
    case subActivity = "sub_activity"
    case dimension
    case cityStrategy = "city_strategy"
    case initiative, flagship

    package var label: TextKey { TextKey("plan.level.\(rawValue)") }
}

extension PlanEdition.Kind {
    /// The levels its nodes have, from the top down (Permendagri 86/2017; the master plan's from the movement's guide).
    package var levels: [PlanLevel] {
        switch self {
        case .longTerm: [.vision, .mission, .policyDirection]
        case .mediumTerm: [.vision, .mission, .goal, .objective, .strategy, .policyDirection, .programme]
        case .strategic: [.goal, .objective, .strategy, .policyDirection, .programme, .activity, .subActivity]
        case .annualGovernment, .annualWork: [.programme, .activity, .subActivity]
        case .masterplan: [.vision, .dimension, .cityStrategy, .initiative]
        case .flagship: [.flagship]
        case .province, .national: [.vision, .mission, .goal, .objective, .strategy, .policyDirection, .programme, .activity]
        }
    }

    /// Whether a node of one level may stand right below one of another. Levels may be left out, for plans do: a programme hangs on an
    /// objective where a region writes no strategies.
    package func allows(_ level: PlanLevel, below parent: PlanLevel) -> Bool {
        guard let above = levels.firstIndex(of: parent), let below = levels.firstIndex(of: level) else { return false }
        return above < below
    }

    /// Whether a node of this level is whole without a parent: the highest ones, and where nothing stands above.
    package func isTop(_ level: PlanLevel) -> Bool {
        switch (self, level) {
        case (_, levels[0]): true
        // The master plan's six dimensions stand side by side below an unwritten vision; so do missions.
        case (.masterplan, .dimension), (.longTerm, .mission), (.mediumTerm, .mission), (.province, _), (.national, _): true
        case (.strategic, .objective): true
        default: false
        }
    }
}
