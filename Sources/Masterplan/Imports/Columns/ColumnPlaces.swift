import Kernel

/// Where in a row each thing stands, found once for many rows.
struct ColumnPlaces: Sendable {
    private var single: [PlanColumn: PlacedColumn] = [:]
    /// Columns of money within the plan's years.
    private(set) var money: [PlacedColumn] = []
    private(set) var targets: [PlacedColumn] = []
    /// Columns with a year of another plan.
    private(set) var outside: [PlacedColumn] = []

    init(_ placed: [PlacedColumn], years: ClosedRange<Int>) {
        for column in placed {
            switch column.column {
            case .money, .target:
                guard let year = column.year, years.contains(year) else {
                    outside.append(column)
                    continue
                }
                if column.column == .money { money.append(column) } else { targets.append(column) }
            default: single[column.column] = column
            }
        }
    }

    subscript(_ column: PlanColumn) -> PlacedColumn? { single[column] }

    /// The text of a column in a row as one line, for cells of exports have line ends in them; empty where the table has none.
    func text(_ column: PlanColumn, _ row: SheetRow) -> String { single[column].map { Plain.line(row[$0.index]) } ?? "" }

    /// Code and title of each level that the table has columns for, from the programme down.
    static let levels: [(code: PlanColumn, title: PlanColumn, level: PlanCode.Level)] = [
        (.programmeCode, .programmeTitle, .programme), (.activityCode, .activityTitle, .activity),
        (.subActivityCode, .subActivityTitle, .subActivity),
    ]

    /// - Throws: 422 when rows could not be told apart, or when every figure is of other years than the plan.
    func check(_ scope: PlanScope, _ placed: [PlacedColumn]) throws(AppError) {
        let codes: [PlanColumn] = [.code, .programmeCode, .activityCode, .subActivityCode, .programmeTitle, .subActivityTitle, .title]
        let found = placed.map(\.heading).joined(separator: ", ")
        guard codes.contains(where: { single[$0] != nil }) else {
            throw AppError.invalid("file", Message("plan.import.no_codes", ["found": found]))
        }
        if scope.agency == nil, single[.agencyCode] == nil, single[.agencyTitle] == nil, single[.code] == nil {
            throw AppError.invalid("agency", "plan.import.no_agency_column")
        }
        if money.isEmpty, targets.isEmpty, let other = outside.first, let year = other.year {
            throw AppError.invalid(
                "year",
                Message(
                    "plan.import.other_years",
                    ["found": "\(year)", "column": other.heading, "from": "\(scope.years.lowerBound)", "to": "\(scope.years.upperBound)"]))
        }
    }
}
