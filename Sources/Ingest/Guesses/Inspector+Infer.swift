import Kernel

/// The schema that follows from the columns when nobody gave one.
extension Inspector {
    mutating func infer() {
        var names = ColumnNames()
        // A name that somebody gave goes before one that would be made of a heading.
        for name in reading.columns.values where !name.isEmpty { names.take(name) }
        for index in columns.indices where leavesIn(index) {
            let column = columns[index]
            let (name, isAsWritten) = fieldName(column, &names)
            columns[index].field = name
            if !isAsWritten {
                let key: TextKey = column.heading.isEmpty ? "ingest.guess.unnamed" : "ingest.guess.repeated"
                _ = guess(
                    .name, column: column.index, canSwitch: false,
                    Message(key, ["letters": SheetPlace.letters(column.index), "heading": column.heading, "name": name]))
            }
        }
        for index in columns.indices {
            guard let name = columns[index].field else { continue }
            if let derived = derivedField(index, &names) {
                schema.fields.append(derived.field)
                plan.columns.append(derived)
            }
            let field = inferredField(columns[index], name)
            schema.fields.append(field)
            plan.columns.append(planned(columns[index], field))
        }
        findKeys()
    }

    private func fieldName(_ column: InspectedColumn, _ names: inout ColumnNames) -> (String, Bool) {
        if let given = reading.columns[column.index] { return (given, true) }
        return names.name(column.title, column: column.index)
    }

    private func leavesIn(_ index: Int) -> Bool { reading.columns[columns[index].index] != "" }

    func planned(_ column: InspectedColumn, _ field: TableSchema.Field) -> ReadingPlan.Column {
        var form = column.type.form
        form.missing = column.type.marks
        form.offsetHours = reading.offsetHours
        form.take(field, marks: schema.missingMarks(of: field))
        return ReadingPlan.Column(field: field, source: column.index, heading: column.heading, form: form)
    }

    private func inferredField(_ column: InspectedColumn, _ name: String) -> TableSchema.Field {
        var field = TableSchema.Field(name, column.type.type)
        field.title = column.title.isEmpty ? nil : column.title
        field.standard.heading = column.heading.isEmpty ? nil : column.heading
        field.standard.unit = column.unit ?? column.type.unit
        field.standard.period = column.type.period
        field.standard.role = role(column)
        return field
    }

    private func role(_ column: InspectedColumn) -> FieldRole? {
        if let area = column.area { return area.isCode ? .areaCode : .areaName }
        switch column.type.type {
        case .year, .yearmonth, .date: return .period
        case _ where column.type.period != nil: return .period
        case .integer, .number: return column.words.has("no", "nomor", "urut") && !column.words.isCount ? nil : .measure
        default: return column.words.isIdentifier ? .identifier : nil
        }
    }

    /// The column of codes in front of a column of names.
    private mutating func derivedField(_ index: Int, _ names: inout ColumnNames) -> ReadingPlan.Column? {
        guard let area = columns[index].area, !area.isCode, places != nil else { return nil }
        guard !columns.contains(where: { $0.area?.isCode == true && $0.area?.level == area.level }) else { return nil }
        guard area.known >= 50, let example = area.example ?? firstExample(index) else { return nil }
        let column = columns[index]
        let isOn = guess(
            .area, column: column.index, byDefault: area.known >= 90,
            Message(
                "ingest.guess.area",
                [
                    "column": column.heading, "letters": SheetPlace.letters(column.index), "example": example.name, "code": example.code,
                    "known": "\(area.known)",
                ]))
        guard isOn else { return nil }
        var field = TableSchema.Field(names.name(Areas.codeName(area.level), column: column.index).name)
        field.title = "Kode " + column.title.lowercased()
        field.standard.role = .areaCode
        field.standard.derivedFrom = column.field
        var planned = planned(column, field)
        planned.place = place(area.level, besides: column.index)
        return planned
    }

    private func firstExample(_ index: Int) -> (name: String, code: String)? {
        columns[index].evidence.values.first.map { ($0.text, "…") }
    }

    /// How names of a level become codes: with the help of columns that name wider areas.
    func place(_ level: PlaceLevel, besides column: Int) -> ReadingPlan.Place {
        let parents = columns.compactMap { other -> ReadingPlan.Place.Parent? in
            guard other.index != column, let area = other.area, area.level < level else { return nil }
            return .init(level: area.level, source: other.index)
        }
        return ReadingPlan.Place(level: level, parents: parents.sorted { $0.level < $1.level })
    }

    private mutating func findKeys() {
        let candidates = columns.filter { column in
            guard column.field != nil, column.evidence.filled > 0 else { return false }
            let type = column.type.type
            return type != .number && type != .boolean && type != .geopoint
                && (type != .integer || column.words.has("no", "nomor", "id", "urut"))
                && !column.words.has("keterangan", "catatan", "ket")
        }
        let ordered = candidates.filter { $0.words.isIdentifier } + candidates.filter { !$0.words.isIdentifier }
        let found = KeyFinder.find(rows: data.count, columns: ordered.map(\.index)) { texts($0, first: $1) }
        keys = found.map { key in key.compactMap { column in columns.first { $0.index == column }?.field } }
        guard let first = keys.first, let column = columns.first(where: { $0.field == first[0] }) else { return }
        let isLikely = sample.isWhole && first.count == 1 && column.words.isIdentifier
        let shown = found[0].map { heading($0).isEmpty ? SheetPlace.letters($0) : heading($0) }.joined(separator: " + ")
        if guess(.key, byDefault: isLikely, Message("ingest.guess.key", ["columns": shown])) { schema.primaryKey = first }
    }
}
