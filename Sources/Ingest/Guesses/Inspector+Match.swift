import Kernel

/// A schema that is given, and the columns that are its fields.
extension Inspector {
    mutating func match(_ given: TableSchema) {
        schema = given
        var sources: [Int?] = given.fields.map { source(of: $0, taken: []) }
        // Two fields cannot have one column; the first keeps it.
        var taken: Set<Int> = []
        for (index, field) in given.fields.enumerated() where sources[index] != nil {
            if !taken.insert(sources[index]!).inserted {
                sources[index] = source(of: field, taken: taken)
                if let source = sources[index] { taken.insert(source) }
            }
        }
        for (index, field) in given.fields.enumerated() {
            if sources[index] == nil, let derived = derived(field, given) {
                plan.columns.append(derived)
            } else if let source = sources[index], let column = columns.firstIndex(where: { $0.index == source }) {
                columns[column].field = field.name
                plan.columns.append(matched(columns[column], field))
            } else {
                plan.columns.append(.init(field: field, source: nil, heading: "", form: ValueForm()))
                missing(field, given)
            }
        }
        leaveOutOthers(given, taken)
        checkOrder(given, sources)
    }

    private func source(of field: TableSchema.Field, taken: Set<Int>) -> Int? {
        if let column = reading.columns.first(where: { $0.value == field.name })?.key { return column }
        let free = columns.filter { !taken.contains($0.index) && reading.columns[$0.index] == nil }
        let wanted = [field.standard.heading, field.title, field.name].compactMap { $0 }
        for text in wanted { if let column = free.first(where: { $0.heading == text }) { return column.index } }
        for text in wanted.map({ ColumnNames.slug(Units.split($0)?.title ?? $0) }) where !text.isEmpty {
            if let column = free.first(where: { ColumnNames.slug($0.title) == text || ColumnNames.slug($0.heading) == text }) {
                return column.index
            }
        }
        return nil
    }

    private func matched(_ column: InspectedColumn, _ field: TableSchema.Field) -> ReadingPlan.Column {
        var column = column
        // The column's own form was found for what it seemed to be; a given type needs the parts that belong to it.
        if field.type == .date || field.type == .datetime, column.words.isDay || column.type.type == .integer {
            column.type.form.date.takesSerials = true
        }
        if field.type == .boolean, column.type.type != .boolean, field.trueValues == nil {
            let words = Set(column.evidence.values.map { BooleanWords.folded($0.text) })
            column.type.form.booleans = BooleanWords.of(words) ?? everyBoolean
        }
        var planned = planned(column, field)
        if field.standard.role == .areaCode, let area = column.area, !area.isCode, places != nil {
            planned.place = place(area.level, besides: column.index)
        }
        return planned
    }

    /// Words for yes and no of all columns, but such as mean one thing here and another there.
    private var everyBoolean: BooleanWords {
        BooleanWords(
            trues: ["true", "1", "ya", "y", "ada", "sudah", "benar", "yes", "aktif"],
            falses: ["false", "0", "tidak", "t", "belum", "tidak ada", "salah", "no", "n", "tidak aktif"])
    }

    private func derived(_ field: TableSchema.Field, _ given: TableSchema) -> ReadingPlan.Column? {
        guard let from = field.standard.derivedFrom, let base = given[from], let source = source(of: base, taken: []) else { return nil }
        guard let column = columns.first(where: { $0.index == source }) else { return nil }
        var planned = planned(column, field)
        guard places != nil else { return planned }
        planned.place = place(column.area?.level ?? column.words.area ?? .subdistrict, besides: column.index)
        return planned
    }

    private mutating func missing(_ field: TableSchema.Field, _ given: TableSchema) {
        let isNeeded = field.isRequired || given.primaryKey.contains(field.name)
        let mayLack = given.fieldsMatch == .superset || given.fieldsMatch == .partial
        let message = Message(
            "ingest.field_not_in_sheet",
            ["field": field.heading, "columns": columns.map(\.heading).filter { !$0.isEmpty }.joined(separator: ", ")])
        if isNeeded || given.fieldsMatch != nil && !mayLack { problems.append(Issue(field.name, message)) } else { notes.append(message) }
    }

    private mutating func leaveOutOthers(_ given: TableSchema, _ taken: Set<Int>) {
        let isStrict = [.exact, .equal, .superset].contains(given.fieldsMatch)
        for column in columns where column.field == nil {
            let name = column.heading.isEmpty ? SheetPlace.letters(column.index) : column.heading
            let message = Message("ingest.guess.left_out", ["column": name, "letters": SheetPlace.letters(column.index)])
            _ = guess(.leftOut, column: column.index, canSwitch: false, message)
            if isStrict, reading.columns[column.index] != "" {
                problems.append(
                    Issue("columns", Message("ingest.column_not_in_schema", ["column": name, "letters": SheetPlace.letters(column.index)])))
            }
        }
        if given.fieldsMatch == .partial, taken.isEmpty { problems.append(Issue("columns", "ingest.no_field_in_sheet")) }
    }

    private mutating func checkOrder(_ given: TableSchema, _ sources: [Int?]) {
        guard given.fieldsMatch == .exact else { return }
        let order = zip(given.fields, sources).filter { $0.0.standard.derivedFrom == nil }.compactMap(\.1)
        if order != order.sorted() {
            problems.append(
                Issue("columns", Message("ingest.other_order", ["fields": given.fields.map(\.heading).joined(separator: ", ")])))
        }
    }
}
