import Kernel
import Storage

/// What a list or map of reports is narrowed to. All parts must fit; empty parts fit everything.
package struct ReportFilter: Sendable, Hashable {
    /// States as people think of them.
    package enum Status: String, Sendable, CaseIterable {
        case waiting, working, claimed, checked, closed, rejected

        /// The workflow's states behind it.
        package var states: [String] {
            switch self {
            case .waiting: ["received", "incomplete", "verified", "assigned", "ruling"]
            case .working: ["in_progress", "scheduled", "postponed", "referred"]
            case .claimed: ["claimed"]
            case .checked: ["checked"]
            case .closed: ["closed"]
            case .rejected: ["rejected", "closed_incomplete", "merged", "withdrawn"]
            }
        }

        /// The status a state belongs to; what is unknown is still being waited for.
        package init(state: String) { self = Status.allCases.first { $0.states.contains(state) } ?? .waiting }
    }

    /// Something that is true of a report whatever its state: what the figures of the statistics count.
    package enum Fact: String, Sendable, CaseIterable {
        case inTime = "in_time", late, overdue, reopened, claimed, checked, accepted, rated

        var condition: SQL {
            switch self {
            case .inTime: "checked_at IS NOT NULL AND is_in_time"
            case .late: "checked_at IS NOT NULL AND NOT is_in_time"
            case .overdue: "is_overdue AND checked_at IS NULL"
            case .reopened: "reopenings > 0"
            case .claimed: "claimed_at IS NOT NULL"
            case .checked: "checked_at IS NOT NULL"
            case .accepted: "closure = 'accepted'"
            case .rated: "rating IS NOT NULL"
            }
        }
    }

    /// A category of either level.
    package var category: String?
    package var status: Status?
    package var fact: Fact?
    package var agency: String?
    package var subdistrict: String?
    /// First and last day of receipt, both included.
    package var from: Day?
    package var to: Day?

    package init(
        category: String? = nil, status: Status? = nil, fact: Fact? = nil, agency: String? = nil, subdistrict: String? = nil,
        from: Day? = nil, to: Day? = nil
    ) {
        self.category = category
        self.status = status
        self.fact = fact
        self.agency = agency
        self.subdistrict = subdistrict
        self.from = from
        self.to = to
    }

    package var isEmpty: Bool { self == ReportFilter() }

    /// Conditions on the table `report`.
    func conditions(_ tree: CategoryTree, offsetHours: Int) -> [SQL] {
        var all: [SQL] = []
        if let category { all.append(tree[category]?.parent == nil ? "top_category_id = \(category)" : "category_id = \(category)") }
        if let status {
            all.append(status.states.count == 1 ? "state = \(status.states[0])" : "state IN (\(.list(status.states)))")
        }
        if let fact { all.append(fact.condition) }
        if let agency { all.append("agency_id = \(agency)") }
        if let subdistrict { all.append("subdistrict_code = \(subdistrict)") }
        if let from { all.append("received_at >= \(from.at(offsetHours: offsetHours))") }
        if let to { all.append("received_at < \(to.adding(1).at(offsetHours: offsetHours))") }
        return all
    }
}

/// Where the next page of a list begins: after the last row of this one.
package struct ReportCursor: Sendable, Equatable {
    package var receivedAt: Instant
    package var id: String

    package init(receivedAt: Instant, id: String) {
        self.receivedAt = receivedAt
        self.id = id
    }
}
