import Directory
import Kernel
import Tables

/// Reads an export of Renstra, RKPD or Renja: finds its headings, knows its columns, puts rows together and says what is wrong with the
/// others. Touches no database.
struct PlanReader {
    let scope: PlanScope
    let columns: [PlacedColumn]
    let nomenclature: NomenclatureTable
    var finder: AgencyFinder
    var reading: PlanReading
    private var builders: [(agency: Identifier<Agency>, outline: OutlineBuilder)] = []
    /// Where among them each agency's is.
    private var builderPlaces: [Identifier<Agency>: Int] = [:]
    /// The agency that a row above named, in tables that name it once.
    var current: Identifier<Agency>?
    /// The node that the row before was about, for rows that only add an indicator.
    var last: (agency: Identifier<Agency>, code: PlanCode)?
    private var sources: [String: FundSource] = [:]
    /// Hashes of the rows before: the same row twice is a slip of the hand.
    private var seen: Set<Int> = []
    let places: ColumnPlaces

    /// Reads a whole file.
    /// - Throws: 422 when it has no headings or none that say what a row is about, or when it is of other years.
    static func read(
        _ rows: SheetRows, _ scope: PlanScope, map: ColumnMap, agencies: [Agency], nomenclature: NomenclatureTable,
        progress: (Double) -> Void = { _ in }
    ) throws(AppError) -> PlanReading {
        let first = try rows.peek(HeadingRow.reach)
        guard let heading = HeadingRow.find(among: first, known: map) else {
            throw AppError.invalid("file", "plan.import.no_headings")
        }
        let placed = map.place(heading.headings, years: scope.years, spending: scope.isSpending)
        let places = ColumnPlaces(placed, years: scope.years)
        try places.check(scope, placed)
        var reader = PlanReader(scope, placed, places, agencies, nomenclature)
        reader.reading.headingLine = heading.line
        for _ in 0..<heading.rowsAbove { _ = try rows.next() }
        var told = 0.0
        while let row = try rows.next() {
            reader.take(row)
            if rows.progress >= told + 0.01 {
                told = rows.progress
                progress(told)
            }
        }
        progress(1)
        reader.reading.notes += rows.notes
        return reader.finished()
    }

    /// The columns of a file and its first rows, also of one that cannot be read yet, so that somebody can say what they mean.
    static func columns(_ rows: SheetRows, _ scope: PlanScope, map: ColumnMap) throws(AppError) -> PlanReading {
        let first = try rows.peek(HeadingRow.reach)
        let widest = first.enumerated().max { a, b in a.element.cells.count { !$0.isEmpty } < b.element.cells.count { !$0.isEmpty } }
        guard
            let heading = HeadingRow.find(among: first, known: map)
                ?? widest.map({ HeadingRow(headings: $0.element.cells, rowsAbove: $0.offset + 1, line: $0.element.line) })
        else { return PlanReading() }
        var reading = PlanReading(columns: map.place(heading.headings, years: scope.years, spending: scope.isSpending))
        reading.headingLine = heading.line
        reading.sample = first.dropFirst(heading.rowsAbove).prefix(5).map(\.cells)
        return reading
    }

    private init(
        _ scope: PlanScope, _ columns: [PlacedColumn], _ places: ColumnPlaces, _ agencies: [Agency], _ nomenclature: NomenclatureTable
    ) {
        self.scope = scope
        self.columns = columns
        self.nomenclature = nomenclature
        self.places = places
        finder = AgencyFinder(agencies)
        reading = PlanReading(columns: columns)
        current = scope.agency
    }

    private mutating func take(_ row: SheetRow) {
        reading.rows += 1
        if reading.sample.count < 5 { reading.sample.append(row.cells) }
        if let problem = row.problem { return reading.add(problem: problem) }
        if isTotal(row) {
            reading.rows -= 1
            return
        }
        guard seen.insert(row.cells.hashValue).inserted else {
            return reading.add(remark: problem(row, nil, "plan.import.same_row", "plan.import.expect_once"))
        }
        guard let agency = agency(of: row) else { return }
        guard let path = path(of: row, agency) else { return }
        guard let figures = figures(of: row, agency) else {
            reading.withheld[agency, default: []].formUnion(path.map(\.code.text))
            return
        }
        keep(row, agency, path, figures)
        reading.taken += 1
    }

    /// Sums at the end of tables and of their pages are nothing planned.
    private func isTotal(_ row: SheetRow) -> Bool {
        guard let first = row.cells.first(where: { !$0.isEmpty }), first.count < 60 else { return false }
        // Most rows begin with a number or a code; only those that may be a sum are looked at closely.
        guard let letter = first.utf8.first, "jJtTsSgG".utf8.contains(letter) else { return false }
        let text = Plain.folded(first)
        return ["jumlah", "total", "subtotal", "sub total", "grand total"].contains { text == $0 || text.hasPrefix($0 + " ") }
    }

    private mutating func keep(_ row: SheetRow, _ agency: Identifier<Agency>, _ path: [NamedCode], _ figures: Figures) {
        let at = builder(of: agency)
        for named in path where !named.title.isEmpty || !builders[at].outline.has(named.code) {
            if let other = builders[at].outline.name(named.code, named.title, line: row.line) {
                reading.add(
                    remark: RowProblem(
                        line: row.line, column: named.column, found: named.title,
                        problem: Message("plan.import.other_title", ["code": named.code.text, "title": other]),
                        expected: "plan.import.expect_same_title"))
            }
        }
        if let own = path.last {
            if let line = builders[at].outline.add(figures.indicator, figures.money, to: own.code, line: row.line) {
                reading.add(
                    remark: RowProblem(
                        line: row.line, column: places.money.first?.heading ?? "", found: own.code.text,
                        problem: Message("plan.import.money_repeated", ["line": "\(line)"]), expected: "plan.import.expect_money_once"))
            }
            last = (agency, own.code)
        }
    }

    private mutating func builder(of agency: Identifier<Agency>) -> Int {
        if let known = builderPlaces[agency] { return known }
        builders.append((agency, OutlineBuilder()))
        builderPlaces[agency] = builders.count - 1
        return builders.count - 1
    }

    private mutating func finished() -> PlanReading {
        for (agency, builder) in builders {
            reading.outlines[agency] = builder.outline { code, line, written, found in
                let format = Format(language: .indonesian)
                reading.add(
                    remark: RowProblem(
                        line: line, column: places.money.first?.heading ?? "", found: format.rupiah(written),
                        problem: Message("plan.import.sum_differs", ["code": code.text, "sum": format.rupiah(found)]),
                        expected: "plan.import.expect_sum"))
            }
        }
        reading.remarks.sort { $0.line < $1.line }
        return reading
    }

    mutating func source(_ cell: String) -> FundSource {
        if let known = sources[cell] { return known }
        let source = FundWords.source(cell)
        sources[cell] = source
        return source
    }

    /// A sentence about a cell of the row.
    func problem(_ row: SheetRow, _ place: PlacedColumn?, _ problem: Message, _ expected: Message) -> RowProblem {
        RowProblem(
            line: row.line, column: place?.heading ?? "", found: place.map { row[$0.index] } ?? row.cells.first { !$0.isEmpty } ?? "",
            problem: problem, expected: expected)
    }
}
