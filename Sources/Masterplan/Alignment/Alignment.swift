import Kernel
import Storage
import Work

/// What one point of the smart-city plan is joined with: the row of the matrix.
package struct Alignment: Sendable, Equatable {
    /// A column of the matrix; in the order in which holes are filled.
    package enum Hole: String, Sendable, CaseIterable, Codable {
        case objective, programme
        case subActivity = "sub_activity"
        case indicator
        /// No second agency has accepted a part.
        case partner
        package var label: TextKey { TextKey("alignment.column.\(rawValue)") }
        /// What to do about it.
        package var step: TextKey { TextKey("alignment.step.\(rawValue)") }
        /// The form of the point's page that does it.
        var form: String {
            switch self {
            case .objective, .programme, .subActivity: "kaitan"
            case .indicator: "indikator"
            case .partner: "peran"
            }
        }
    }

    package var node: Identifier<PlanNode>
    package var edition: Identifier<PlanEdition>
    /// Empty where the point has none.
    package var dimension: String
    /// Empty where nobody answers for it.
    package var agency: String
    /// Of the RPJMD.
    package var objective: Identifier<PlanNode>?
    /// Of a Renstra.
    package var programme: Identifier<PlanNode>?
    /// Of a Renja.
    package var subActivity: Identifier<PlanNode>?
    package var indicator: Identifier<PlanIndicator>?
    /// The record of another capability that says what the point is measured by, where the plan itself does not: an innovation sheet.
    package var source: Reference?
    package var isShared: Bool

    package var holes: [Hole] {
        var holes: [Hole] = []
        if objective == nil { holes.append(.objective) }
        if programme == nil { holes.append(.programme) }
        if subActivity == nil { holes.append(.subActivity) }
        if indicator == nil, source == nil { holes.append(.indicator) }
        if !isShared { holes.append(.partner) }
        return holes
    }

    /// How many of the five are there.
    var filled: Int { Hole.allCases.count - holes.count }

    /// Whose the next step is: the planning agency's (`nil`) for the objective and for points nobody answers for, else the lead's.
    package var whose: String? { holes.first.flatMap { owner(of: $0) } }

    /// The same of any of its holes.
    package func owner(of hole: Hole) -> String? { agency.isEmpty || hole == .objective ? nil : agency }

    init(_ node: PlanNode) {
        self.node = node.id
        edition = node.edition
        dimension = node.dimension ?? ""
        agency = node.agency ?? ""
        isShared = false
    }

    init(row: Row) {
        node = row.id("node_id")
        edition = row.id("edition_id")
        dimension = row.text("dimension")
        agency = row.text("agency_id")
        objective = row.idIfAny("objective_id")
        programme = row.idIfAny("programme_id")
        subActivity = row.idIfAny("sub_activity_id")
        indicator = row.idIfAny("indicator_id")
        if let kind = row.textIfAny("source_kind"), let id = row.textIfAny("source_id") { source = Reference(kind, id) }
        isShared = row.bool("is_shared")
    }

    private static let row = RowStatement.insert(
        into: "plan_alignment",
        [
            "node_id", "edition_id", "dimension", "agency_id", "objective_id", "programme_id", "sub_activity_id", "indicator_id",
            "is_shared", "filled", "source_kind", "source_id",
        ])

    var inserting: SQL {
        Alignment.row.of([
            node.value, edition.value, dimension.value, agency.value, objective.value, programme.value, subActivity.value, indicator.value,
            isShared.value, filled.value, source?.kind.value ?? .null, source?.id.value ?? .null,
        ])
    }
}

/// Which rows of the matrix somebody wants to see.
package struct AlignmentFilter: Sendable {
    package var dimension: String?
    package var agency: String?
    package init(dimension: String? = nil, agency: String? = nil) {
        self.dimension = dimension
        self.agency = agency
    }
}

extension Transaction {
    /// One page of the matrix, those with the most holes first. Each filter has an index in this order.
    /// - Parameter after: filled columns and node of the last row of the page before.
    package func alignments(
        in edition: Identifier<PlanEdition>, _ filter: AlignmentFilter = AlignmentFilter(), after: (Int, String)? = nil, limit: Int
    ) throws -> [Alignment] {
        var conditions: [SQL] = ["edition_id = \(edition)"]
        if let dimension = filter.dimension { conditions.append("dimension = \(dimension)") }
        if let agency = filter.agency { conditions.append("agency_id = \(agency)") }
        if let after { conditions.append("(filled, node_id) > (\(after.0), \(after.1))") }
        return try rows(
            "SELECT * FROM plan_alignment WHERE \(SQL.joined(conditions, separator: " AND ")) ORDER BY filled, node_id LIMIT \(limit)"
        ).map(Alignment.init(row:))
    }

    /// How many points there are, and how many lack each column.
    package func alignmentCounts(in edition: Identifier<PlanEdition>) throws -> (points: Int, holes: [Alignment.Hole: Int]) {
        guard let row = try row("SELECT * FROM plan_alignment_total WHERE edition_id = \(edition)") else {
            return (0, Dictionary(uniqueKeysWithValues: Alignment.Hole.allCases.map { ($0, 0) }))
        }
        return (
            row.int("points"),
            [
                .objective: row.int("objective"), .programme: row.int("programme"), .subActivity: row.int("sub_activity"),
                .indicator: row.int("indicator"), .partner: row.int("partner"),
            ]
        )
    }
}

extension Alignment {
    /// The row of an edition's sums: points, and those that lack each column. Kept beside the matrix, so that its head is as quick with a
    /// hundred thousand points as with ten.
    static func total(of rows: [Alignment], in edition: Identifier<PlanEdition>) -> SQL {
        var missing: [Hole: Int] = [:]
        for row in rows { for hole in row.holes { missing[hole, default: 0] += 1 } }
        func lacking(_ hole: Hole) -> Int { missing[hole] ?? 0 }
        return """
            INSERT INTO plan_alignment_total (edition_id, points, objective, programme, sub_activity, indicator, partner)
            VALUES (\(edition), \(rows.count), \(lacking(.objective)), \(lacking(.programme)), \(lacking(.subActivity)),
                \(lacking(.indicator)), \(lacking(.partner)))
            """
    }
}
