import Kernel

/// The columns that name things of one level.
struct LevelColumns: Sendable {
    /// `nil` where all levels stand below each other in the same columns.
    var level: PlanCode.Level?
    var code: PlacedColumn?
    var title: PlacedColumn?
}

/// Where in a row each thing stands, found once for many rows.
struct ColumnPlaces: Sendable {
    private var single: [PlanColumn: PlacedColumn] = [:]
    /// Columns of money within the plan's years.
    private(set) var money: [PlacedColumn] = []
    private(set) var targets: [PlacedColumn] = []
    /// Columns with a year of another plan.
    private(set) var outside: [PlacedColumn] = []
    /// Code and title of each level that the table has columns for: of any level first, then from the programme down.
    private(set) var levels: [LevelColumns] = []

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
        levels = [
            LevelColumns(code: self[.code], title: self[.title]),
            LevelColumns(level: .programme, code: self[.programmeCode], title: self[.programmeTitle]),
            LevelColumns(level: .activity, code: self[.activityCode], title: self[.activityTitle]),
            LevelColumns(level: .subActivity, code: self[.subActivityCode], title: self[.subActivityTitle]),
        ].filter { $0.code != nil || $0.title != nil }
    }

    subscript(_ column: PlanColumn) -> PlacedColumn? { single[column] }

    /// The text of a column in a row; empty where the table has none.
    func text(_ column: PlanColumn, _ row: SheetRow) -> String { row.line(single[column]) }

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
