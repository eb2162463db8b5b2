import Directory
import Kernel
import Web

/// How far a roadmap looks: one year, five, ten, as the movement's guide divides it.
package enum Horizon: String, Sendable, CaseIterable {
    case short = "pendek"
    case medium = "menengah"
    case long = "panjang"

    package var length: Int {
        switch self {
        case .short: 1
        case .medium: 5
        case .long: 10
        }
    }

    package var label: TextKey { TextKey("roadmap.horizon.\(self)") }
}

/// What of the roadmap somebody wants to see.
package struct RoadmapFilter: Sendable, Hashable {
    package var dimension: String?
    package var agency: Identifier<Agency>?
    package var horizon: Horizon
    /// The first year shown; `nil` for the first in which something is done.
    package var from: Int?
    /// The edition it is the roadmap of; `nil` for the one that holds, or while none was adopted the youngest draft.
    package var plan: Identifier<PlanEdition>?

    package init(
        dimension: String? = nil, agency: Identifier<Agency>? = nil, horizon: Horizon = .long, from: Int? = nil,
        plan: Identifier<PlanEdition>? = nil
    ) {
        self.dimension = dimension
        self.agency = agency
        self.horizon = horizon
        self.from = from
        self.plan = plan
    }

    package init(_ query: Query) {
        self.init(
            dimension: query["dimensi"], agency: query["perangkat"].flatMap { Identifier(checking: $0) },
            horizon: query.choice("jangka") ?? .long, from: query.int("dari").flatMap { MoneyLine.years.contains($0) ? $0 : nil },
            plan: query["rencana"].flatMap { Identifier(checking: $0) })
    }

    /// As the address says it.
    package var query: [(String, String?)] {
        [
            ("dimensi", dimension), ("perangkat", agency?.text), ("jangka", horizon == .long ? nil : horizon.rawValue),
            ("dari", from.map(String.init)), ("rencana", plan?.text),
        ]
    }

    package func fits(_ item: RoadmapItem) -> Bool {
        (dimension.map { $0 == item.dimension ?? "none" } ?? true) && (agency.map { item.agencies.contains($0) } ?? true)
    }
}
