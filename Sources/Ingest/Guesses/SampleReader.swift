import Kernel

/// Reads the first rows as the import will, for showing them.
struct SampleReader {
    /// Rows shown.
    static let most = 40

    private let plan: ReadingPlan
    private let places: (any PlaceNames)?

    init(_ plan: ReadingPlan, places: (any PlaceNames)?) {
        self.plan = plan
        self.places = places
    }

    func rows(of sample: SheetSample) -> [SampleRow] {
        let reader = RowReader(plan, places: places)
        let wording = ProblemWording(plan, places: places)
        return sample.rows.prefix(SampleReader.most).compactMap { row in
            row.withCells { cells in
                let written = (0..<max(plan.width, cells.count)).map { CellProblem.shortened(cells[$0].string) }
                if let fault = row.fault, !plan.rowsLeftOut.contains(row.number) {
                    let problem = wording.problem(fault, cells, row: row.number)
                    return SampleRow(row: row.number, fate: .quarantined, cells: written, values: [], problems: [problem])
                }
                if let reason = reader.read(cells, number: row.number) {
                    return reason == .blank
                        ? nil : SampleRow(row: row.number, fate: .leftOut(reason.id), cells: written, values: [], problems: [])
                }
                let values = plan.columns.indices.map { reader.values[$0].isMissing ? nil : reader.values[$0].view.string }
                let problems = reader.faults.map { wording.problem($0, values: reader.values, cells, row: row.number) }
                return SampleRow(
                    row: row.number, fate: problems.isEmpty ? .written : .quarantined, cells: written, values: values, problems: problems)
            }
        }
    }
}

extension Inspection {
    /// Understands a sheet of a file. Reads its first rows; blocks for as long as that takes.
    /// - Parameter places: names of areas and their codes; without them no codes are made of names.
    /// - Throws: what the file's reader throws; `malformed` when the sheet is empty, `notFound` when there is no such sheet.
    package static func of(_ file: any RawFile, reading: Reading = Reading(), places: (any PlaceNames)? = nil) throws(AppError)
        -> Inspection
    {
        guard file.sheets.indices.contains(reading.sheet) else {
            throw AppError(.notFound, Message("ingest.no_such_sheet", ["count": "\(file.sheets.count)"]))
        }
        var inspection = try of(try file.rows(ofSheet: reading.sheet), sheet: file.sheets[reading.sheet], reading: reading, places: places)
        inspection.notes = file.notes + inspection.notes
        return inspection
    }

    /// Understands the rows of a sheet.
    package static func of(
        _ rows: any RawRows, sheet: RawSheet, reading: Reading = Reading(), places: (any PlaceNames)? = nil,
        mostRows: Int = Inspection.mostRows
    ) throws(AppError) -> Inspection {
        var inspector = Inspector(try SheetSample(rows, most: mostRows), sheet: sheet, reading: reading, places: places)
        return try inspector.inspect()
    }
}
