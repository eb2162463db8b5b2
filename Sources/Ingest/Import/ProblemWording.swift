import Kernel

/// Puts into words what is wrong with a cell, what was expected and how it may be mended.
struct ProblemWording {
    private let plan: ReadingPlan
    private let places: (any PlaceNames)?

    init(_ plan: ReadingPlan, places: (any PlaceNames)?) {
        self.plan = plan
        self.places = places
    }

    func problem(_ fault: RowReader.Fault, values: UnsafeMutablePointer<CellValue>, _ cells: RowCells, row: Int) -> CellProblem {
        guard fault.column >= 0 else { return rowProblem(fault.kind, cells, row: row) }
        let column = plan.columns[fault.column]
        if let source = column.source, let typed = plan.mended[row]?[source] {
            return mended(fault.kind, column, source, typed ?? "", row: row)
        }
        let written = column.source.map { cells[$0].string } ?? ""
        // What a required cell or a fix left behind stands elsewhere.
        let value = written.isEmpty && values[fault.column].fault != nil ? values[fault.column].view.string : written
        return problem(fault.kind, column, value: value, row: row)
    }

    /// What somebody typed is mended cell by cell.
    private func mended(_ kind: CellProblem.Kind, _ column: ReadingPlan.Column, _ source: Int, _ typed: String, row: Int) -> CellProblem {
        var problem = problem(kind, column, value: typed, row: row)
        problem.fixes = problem.fixes.map { fix in
            switch fix {
            case .replace(_, _, let text): .replaceCell(row: row, column: source, with: text)
            case .missing: .missingCell(row: row, column: source)
            default: fix
            }
        }
        return problem
    }

    func problem(_ kind: CellProblem.Kind, _ column: ReadingPlan.Column, value: String, row: Int, earlier: Int? = nil) -> CellProblem {
        var facts = ["value": CellProblem.shortened(value), "field": column.field.heading]
        if let earlier { facts["row"] = "\(earlier)" }
        if kind == .jsonSchema, let fault = column.field.constraints.jsonSchema.flatMap({ JSONSchemaCheck($0).fault(value) }) {
            facts["path"] = fault.path.isEmpty ? column.field.heading : fault.path
            facts["word"] = fault.keyword
        }
        return CellProblem(
            sheet: plan.sheet, row: row, column: column.source, heading: column.heading, field: column.field.name,
            value: CellProblem.shortened(value), kind: kind, problem: Message(TextKey("ingest.problem.\(kind.rawValue)"), facts),
            expected: expected(kind, column), fixes: FixAdvisor(places: places).fixes(kind, column, value: value, row: row))
    }

    /// A row that the file's reader could not make sense of.
    func problem(_ fault: Message, _ cells: RowCells, row: Int) -> CellProblem {
        let first = cells.first(within: cells.count).map { CellProblem.shortened(cells[$0].string) } ?? ""
        return CellProblem(
            sheet: plan.sheet, row: row, column: nil, heading: "", field: "", value: first, kind: .badRow, problem: fault,
            expected: "ingest.expected.badRow", fixes: [.leaveOut(row: row)])
    }

    private func rowProblem(_ kind: CellProblem.Kind, _ cells: RowCells, row: Int) -> CellProblem {
        let beyond = (min(plan.width, cells.count)..<max(plan.width, cells.count)).first { cells[$0].count > 0 }
        let value = beyond.map { CellProblem.shortened(cells[$0].string) } ?? ""
        return CellProblem(
            sheet: plan.sheet, row: row, column: beyond, heading: "", field: "", value: value, kind: kind,
            problem: Message(TextKey("ingest.problem.\(kind.rawValue)"), ["value": value, "count": "\(plan.width)"]),
            expected: Message(TextKey("ingest.expected.\(kind.rawValue)"), ["letters": SheetPlace.letters(max(plan.width - 1, 0))]),
            fixes: beyond.map { [.missingCell(row: row, column: $0), .leaveOut(row: row)] } ?? [.leaveOut(row: row)])
    }

    private func expected(_ kind: CellProblem.Kind, _ column: ReadingPlan.Column) -> Message {
        let constraints = column.field.constraints
        switch kind {
        case .notNumber, .notWhole:
            let example = column.form.number.decimal == UInt8(ascii: ",") ? "1.234,5" : column.form.number.group == 0 ? "1234.5" : "1,234.5"
            return Message(
                kind == .notWhole || column.field.type == .integer ? "ingest.expected.whole" : "ingest.expected.number",
                ["example": example])
        case .notDate:
            return Message(column.form.date.order == .dayFirst ? "ingest.expected.date" : "ingest.expected.date_month_first")
        case .notBoolean:
            return Message(
                "ingest.expected.boolean",
                ["yes": column.form.booleans.trues.first ?? "true", "no": column.form.booleans.falses.first ?? "false"])
        case .notPeriod: return Message(TextKey("ingest.expected.period_\(column.form.period?.rawValue ?? "year")"))
        case .notListed:
            let all = column.field.categories?.map(\.text) ?? constraints.enumeration?.compactMap(\.text) ?? []
            let shown = all.prefix(8).joined(separator: ", ") + (all.count > 8 ? ", …" : "")
            return Message("ingest.expected.listed", ["values": shown])
        case .tooShort: return Message("ingest.expected.at_least", ["count": "\(constraints.minLength ?? 0)"])
        case .tooLong: return Message("ingest.expected.at_most", ["count": "\(constraints.maxLength ?? 0)"])
        case .tooSmall:
            return Message("ingest.expected.minimum", ["bound": (constraints.minimum ?? constraints.exclusiveMinimum)?.text ?? ""])
        case .tooLarge:
            return Message("ingest.expected.maximum", ["bound": (constraints.maximum ?? constraints.exclusiveMaximum)?.text ?? ""])
        case .pattern:
            return Message("ingest.expected.pattern", ["pattern": constraints.pattern ?? "", "example": column.field.example?.text ?? "–"])
        case .notItem:
            return Message(
                "ingest.expected.notItem", ["type": column.field.itemType ?? "string", "delimiter": column.field.delimiter ?? ","])
        case .notFormat: return Message(TextKey("ingest.expected.format_\(column.field.format ?? "email")"))
        default: return Message(TextKey("ingest.expected.\(kind.rawValue)"))
        }
    }
}
