import Kernel

/// What the columns hold.
extension Inspector {
    mutating func lookAtColumns() {
        var evidence = (0..<sample.width).map { ColumnEvidence(column: $0, heading: heading($0)) }
        for row in data {
            sample.rows[row].withCells { cells in
                for column in evidence.indices { evidence[column].add(cells[column], cells.kind(column)) }
            }
        }
        for (index, found) in evidence.enumerated() {
            let heading = heading(index)
            // A column without a heading and without a value is nobody's.
            if heading.isEmpty, found.filled == 0 { continue }
            columns.append(InspectedColumn(index: index, heading: heading, title: heading, words: HeadingWords(heading), evidence: found))
        }
        takeUnits()
        let numbers = columns.map { NumberEvidence.of($0.evidence) }
        let together = numbers.reduce(NumberEvidence()) { $0 + $1 }
        for index in columns.indices { lookAtColumn(index, numbers[index], together) }
        findFillers()
        findAreas()
    }

    func heading(_ column: Int) -> String { column < layout.headings.count ? layout.headings[column] : "" }

    private mutating func takeUnits() {
        for index in columns.indices {
            guard let (title, unit) = Units.split(columns[index].heading) else { continue }
            let isOn = guess(
                .unit, column: columns[index].index,
                Message("ingest.guess.unit", ["heading": columns[index].heading, "title": title, "unit": unit]))
            if isOn {
                columns[index].title = title
                columns[index].unit = unit
            }
        }
    }

    private mutating func lookAtColumn(_ index: Int, _ numbers: NumberEvidence, _ sheet: NumberEvidence) {
        let column = columns[index]
        let place = [
            "column": column.heading.isEmpty ? SheetPlace.letters(column.index) : column.heading,
            "letters": SheetPlace.letters(column.index),
        ]
        let isOnMissing = reading.isOn(Guess.id(.missing, column: column.index))
        var type = TypeGuess.of(column.evidence, numbers: numbers, sheet: sheet, words: column.words, takesMarks: isOnMissing)
        let marks =
            isOnMissing
            ? type.marks : TypeGuess.of(column.evidence, numbers: numbers, sheet: sheet, words: column.words, takesMarks: true).marks
        if !marks.isEmpty {
            let shown = marks.map { "“\($0)”" }.joined(separator: ", ")
            _ = guess(.missing, column: column.index, Message("ingest.guess.missing", place.merging(["marks": shown]) { $1 }))
        }
        if type.type.isNumeric, numbers.hasSigns, let example = numbers.example {
            let form = type.form.number
            let read = NumberSample.read(example, form) ?? example
            let key: TextKey = numbers.isUnclear ? "ingest.guess.numbers_unclear" : "ingest.guess.numbers"
            let isOn = guess(.numbers, column: column.index, Message(key, place.merging(["example": example, "read": read]) { $1 }))
            if !isOn {
                type.form.number = form.swapped
                type.retake(column.evidence.without(Set(type.marks)))
            }
        }
        if let example = type.exampleDay {
            let kind: Guess.Kind = type.form.date.takesSerials ? .serials : .dates
            let read = NumberSample.day(example, type.form.date)
            let isOn = guess(
                kind, column: column.index,
                Message(
                    kind == .serials ? "ingest.guess.serials" : "ingest.guess.dates",
                    place.merging(["example": example, "read": read]) { $1 }))
            if !isOn, kind == .dates { type.form.date.order = type.form.date.order == .dayFirst ? .monthFirst : .dayFirst }
            if !isOn, kind == .serials {
                type.form.date.takesSerials = false
                type.type = .integer
            }
        }
        if reading.schema == nil { sayType(&type, column, place) }
        if type.isRounded { _ = guess(.rounded, column: column.index, canSwitch: false, Message("ingest.guess.rounded", place)) }
        columns[index].type = type
    }

    private mutating func sayType(_ type: inout TypeGuess, _ column: InspectedColumn, _ place: [String: String]) {
        if let code = type.code {
            if code == .area { return }
            let example = column.evidence.values.first?.text ?? ""
            if !guess(
                .type, column: column.index,
                Message(TextKey("ingest.guess.code_\(code.rawValue)"), place.merging(["example": example]) { $1 }))
            {
                type.type = .number
                type.code = nil
                type.form.number = .plain
            }
            return
        }
        guard type.type != .string || type.period != nil else { return }
        let name = type.period.map { "period_\($0.rawValue)" } ?? type.type.rawValue
        if !guess(.type, column: column.index, Message(TextKey("ingest.guess.type_\(name)"), place)) {
            type.type = .string
            type.period = nil
            type.form.period = nil
            type.unit = nil
        }
    }

    private mutating func findFillers() {
        let firstFigure = columns.first { $0.type.type.isNumeric && !$0.words.has("no", "nomor") }?.index ?? sample.width
        let found = Fillers.find(sample, rows: data, columns: Array(0..<min(firstFigure, sample.width)), merges: sheet.merges)
        for column in found {
            let isOn = guess(
                .fill, column: column,
                Message(
                    "ingest.guess.fill",
                    [
                        "column": heading(column).isEmpty ? SheetPlace.letters(column) : heading(column),
                        "letters": SheetPlace.letters(column),
                    ]))
            if isOn { plan.fill.append(column) }
        }
    }

    private mutating func findAreas() {
        let areas = Areas(places: places)
        for index in columns.indices {
            columns[index].area = areas.find(columns[index].evidence, columns[index].type, columns[index].words)
        }
    }
}

/// How an example reads, for showing it.
enum NumberSample {
    static func read(_ text: String, _ form: NumberForm) -> String? {
        let arena = RowArena()
        arena.begin(room: 4096)
        return arena.copy(Array(text.utf8)).flatMap { NumberReader.read($0.trimmed, form, arena)?.string }
    }

    static func day(_ text: String, _ form: DateForm) -> String {
        let arena = RowArena()
        arena.begin(room: 4096)
        return arena.copy(Array(text.utf8)).flatMap { DateReader.read($0.trimmed, form, isNumber: false, arena)?.string } ?? text
    }
}
