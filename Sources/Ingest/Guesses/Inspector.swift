import Kernel

/// Understands a sheet: finds the table in it, guesses what its columns are, and lays the decisions of a reading over the guesses.
struct Inspector {
    let sheet: RawSheet
    let reading: Reading
    let places: (any PlaceNames)?
    let sample: SheetSample
    var guesses: [Guess] = []
    var layout = SheetLayout()
    var plan = ReadingPlan()
    /// Positions in the sample of the rows that are data.
    var data: [Int] = []
    var columns: [InspectedColumn] = []
    var schema = TableSchema()
    var keys: [[String]] = []
    var problems: [Issue] = []
    var notes: [Message] = []

    init(_ sample: SheetSample, sheet: RawSheet, reading: Reading, places: (any PlaceNames)?) {
        self.sample = sample
        self.sheet = sheet
        self.reading = reading
        self.places = places
        plan.sheet = sheet.name
        plan.width = sample.width
        plan.homeName = places.flatMap { $0.name(of: $0.home) } ?? ""
    }

    mutating func inspect() throws(AppError) -> Inspection {
        findLayout()
        guard sample.width > 0 else { throw .malformed(Message("ingest.empty_sheet", ["sheet": sheet.name])) }
        guard sample.width <= TableSchema.mostFields else {
            throw .tooLarge(Message("ingest.too_many_columns", ["count": "\(sample.width)", "most": "\(TableSchema.mostFields)"]))
        }
        leaveOutRows()
        lookAtColumns()
        if let given = reading.schema { match(given) } else { infer() }
        takeFixes()
        for issue in schema.problems() where !problems.contains(issue) { problems.append(issue) }
        var inspection = Inspection(
            sheet: sheet, reading: reading, guesses: guesses, columns: columns.map(\.shown), schema: schema, keys: keys, sample: [],
            problems: problems, notes: notes, rowsSeen: sample.rows.count, isWhole: sample.isWhole, plan: plan)
        inspection.sample = SampleReader(plan, places: places).rows(of: sample)
        return inspection
    }

    /// Adds a guess unless there is nothing to say, and gives whether it holds.
    mutating func guess(
        _ kind: Guess.Kind, column: Int? = nil, suffix: String? = nil, rows: ClosedRange<Int>? = nil, byDefault: Bool = true,
        canSwitch: Bool = true,
        _ message: Message
    ) -> Bool {
        let isOn = canSwitch ? reading.isOn(Guess.id(kind, column: column, suffix: suffix), byDefault: byDefault) : byDefault
        guesses.append(Guess(kind, column: column, suffix: suffix, rows: rows, isOn: isOn, canSwitch: canSwitch, message))
        return isOn
    }

    func number(_ row: Int) -> Int { sample.rows[row].number }

    /// The letters of a column in the first data rows, from above where blank means that.
    func texts(_ column: Int, first rows: Int) -> [String] {
        let isFilled = plan.fill.contains(column)
        var above = ""
        return data.prefix(rows).map { row in
            let text = sample.text(row, column)
            if !text.isEmpty { above = text }
            return text.isEmpty && isFilled ? above : text
        }
    }
}

/// A column of the sheet while it is looked at.
struct InspectedColumn {
    var index: Int
    var heading: String
    /// The heading without its unit, where there is one and nobody objects.
    var title: String
    var unit: String?
    var words: HeadingWords
    var evidence: ColumnEvidence
    var type = TypeGuess()
    var area: Areas.Found?
    var field: String?

    var shown: SheetColumn {
        let missing = evidence.blank
        return SheetColumn(
            index: index, letters: SheetPlace.letters(index), heading: heading, field: field, filled: evidence.filled, missing: missing,
            examples: evidence.examples(5))
    }
}

extension TableSchema {
    /// As many columns as a spreadsheet can have.
    package static let mostFields = 16_384
}
