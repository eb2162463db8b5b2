import Columns
import Kernel

/// One pass over the rows of a sheet.
struct ImportPass {
    private let reader: RowReader
    private let output: OutputTable
    private let writer: CanonicalWriter
    private let keeper: QuarantineWriter?
    private let wording: ProblemWording
    private var keys: KeyCheck
    private var tally: ProblemTally
    private var privacy: PrivacyScanner
    private let arena = RowArena()
    private var read = 0
    private var quarantined = 0
    private var leftOut = [Int](repeating: 0, count: LeftOut.allCases.count)
    /// Where each output column's value stands among the reader's.
    private let positions: [Int]
    private let treatments: [Treatment?]
    private let hasTreatments: Bool
    private let declarations: [HarmlessDeclaration]

    /// Rows between two looks at whether to go on.
    private static let stretch = 4096

    init(
        _ inspection: Inspection, _ output: OutputTable, _ places: (any PlaceNames)?, _ references: (any ReferenceValues)?,
        writer: CanonicalWriter, keeper: QuarantineWriter?, folder: String
    ) throws(AppError) {
        let plan = inspection.plan
        reader = RowReader(plan, places: places)
        wording = ProblemWording(plan, places: places)
        self.output = output
        self.writer = writer
        self.keeper = keeper
        let names = Dictionary(uniqueKeysWithValues: plan.columns.enumerated().map { ($1.field.name, $0) })
        keys = try KeyCheck(inspection.schema, positions: names, references: references, folder: folder)
        tally = ProblemTally(fields: plan.columns.map(\.field.name), most: SheetImport.mostProblems)
        privacy = PrivacyScanner(output.schema)
        positions = output.columns.map { names[$0.name] ?? 0 }
        treatments = output.columns.map(\.treatment)
        declarations = inspection.reading.harmless ?? []
        hasTreatments = treatments.contains { $0 != nil }
    }

    mutating func run(_ rows: any RawRows, _ isCancelled: () -> Bool, _ progress: (ImportProgress) -> Void) throws(AppError) {
        var row = RawRow()
        while try rows.next(into: &row) {
            read += 1
            if let fault = row.fault {
                try row.withCells { cells throws(AppError) in try blame(cells, number: row.number, fault) }
            } else {
                try row.withCells { cells throws(AppError) in try take(cells, number: row.number) }
            }
            if read % ImportPass.stretch == 0 {
                if isCancelled() { throw .conflict("ingest.cancelled") }
                progress(now)
            }
        }
        try keeper?.flush()
        keys.finish()
        progress(now)
    }

    /// A row that the file's reader could not make sense of.
    private mutating func blame(_ cells: RowCells, number: Int, _ fault: Message) throws(AppError) {
        guard !reader.plan.rowsLeftOut.contains(number) else { return leftOut[LeftOut.fix.rawValue] += 1 }
        quarantined += 1
        tally.count(.badRow, column: -1)
        let problem = wording.problem(fault, cells, row: number)
        tally.keep(problem)
        try keeper?.add(cells, row: number, problems: [problem])
    }

    private var now: ImportProgress { ImportProgress(rowsRead: read, rowsWritten: writer.rows, rowsInQuarantine: quarantined) }

    @inline(__always)
    private mutating func take(_ cells: RowCells, number: Int) throws(AppError) {
        if let reason = reader.read(cells, number: number) {
            leftOut[reason.rawValue] += 1
            return
        }
        guard reader.faults.isEmpty else { return try quarantine(cells, number: number) }
        if !keys.isEmpty, let fault = try keys.fault(reader.values, row: number) {
            return try quarantine(cells, number: number, column: fault.column, kind: fault.kind, earlier: fault.earlier)
        }
        try write()
    }

    @inline(__always)
    private mutating func write() throws(AppError) {
        if hasTreatments { makeRoom() }
        for index in 0..<positions.count {
            let value = reader.values[positions[index]]
            if value.isMissing {
                try writer.add(.missing)
            } else if hasTreatments, let treatment = treatments[index] {
                guard let view = treatment.apply(value.view, arena) else {
                    try writer.add(.missing)
                    continue
                }
                privacy.see(view, column: index)
                try writer.add(text: view.buffer)
            } else {
                privacy.see(value.view, column: index)
                try writer.add(text: value.view.buffer)
            }
        }
        privacy.endRow()
        try writer.endRow()
    }

    private func makeRoom() {
        var room = 0
        for index in 0..<positions.count where treatments[index] != nil { room += reader.values[positions[index]].view.count + 64 }
        arena.begin(room: room)
    }

    private mutating func quarantine(_ cells: RowCells, number: Int) throws(AppError) {
        quarantined += 1
        for fault in reader.faults { tally.count(fault.kind, column: fault.column) }
        guard keeper != nil || tally.kept.count < SheetImport.mostProblems else { return }
        let problems = reader.faults.map { wording.problem($0, values: reader.values, cells, row: number) }
        problems.forEach { tally.keep($0) }
        try keeper?.add(cells, row: number, problems: problems)
    }

    private mutating func quarantine(_ cells: RowCells, number: Int, column: Int, kind: CellProblem.Kind, earlier: Int?) throws(AppError) {
        quarantined += 1
        tally.count(kind, column: column)
        guard keeper != nil || tally.kept.count < SheetImport.mostProblems else { return }
        let problem = wording.problem(
            kind, reader.plan.columns[column], value: reader.values[column].view.string, row: number, earlier: earlier)
        tally.keep(problem)
        try keeper?.add(cells, row: number, problems: [problem])
    }

    func outcome() throws(AppError) -> ImportOutcome {
        let table = try writer.finish()
        let reasons = LeftOut.allCases.filter { leftOut[$0.rawValue] > 0 }.map { ($0.id, leftOut[$0.rawValue]) }
        return ImportOutcome(
            table: table, schema: output.schema, rowsRead: read, rowsWritten: table.rows, rowsInQuarantine: quarantined,
            rowsLeftOut: Dictionary(uniqueKeysWithValues: reasons), problems: tally.kept, problemCounts: tally.all,
            privacy: PrivacyFinding.declared(privacy.findings(), declarations), notes: keys.notes)
    }
}
