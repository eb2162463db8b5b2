import Directory
import Kernel
import Tables

/// A code with its title, as a row names it.
struct NamedCode: Sendable {
    var code: PlanCode
    var title: String
    /// Heading of the column the code stands in.
    var column: String
}

extension PlanReader {
    /// Whose row it is; `nil` when the row only names an agency for those below it, or names one that is not known.
    mutating func agency(of row: SheetRow) -> Identifier<Agency>? {
        if let agency = scope.agency { return namesAgency(row) ? nil : agency }
        if let field = PlanCode.agencyField(places.text(.code, row)), !field.isEmpty {
            // In tables that have everything below each other an agency has a line of its own.
            let title = places.text(.title, row)
            reading.rows -= 1
            current = finder.find(code: places.text(.code, row), title: title)
            if current == nil { unknownAgency(row, places[.title] ?? places[.code]) }
            return nil
        }
        let (code, title) = (places.text(.agencyCode, row), places.text(.agencyTitle, row))
        if code.isEmpty, title.isEmpty {
            if let current { return current }
            unknownAgency(row, places[.agencyTitle] ?? places[.agencyCode])
            return nil
        }
        guard let found = finder.find(code: code, title: title) else {
            unknownAgency(row, title.isEmpty ? places[.agencyCode] : places[.agencyTitle] ?? places[.agencyCode])
            return nil
        }
        current = found
        return found
    }

    private mutating func namesAgency(_ row: SheetRow) -> Bool {
        guard PlanCode.agencyField(places.text(.code, row)) != nil else { return false }
        reading.rows -= 1
        return true
    }

    private mutating func unknownAgency(_ row: SheetRow, _ place: PlacedColumn?) {
        reading.add(problem: problem(row, place, "plan.import.unknown_agency", "plan.import.expect_agency"))
    }

    /// The codes a row names, from the top down, the last one its own; `nil` when something is wrong, which is recorded.
    mutating func path(of row: SheetRow, _ agency: Identifier<Agency>) -> [NamedCode]? {
        var path: [NamedCode] = []
        path.reserveCapacity(places.levels.count)
        for columns in places.levels {
            guard let named = named(row, columns, agency) else { return nil }
            if let named = named.value { path.append(named) }
        }
        path.sort { $0.code.level < $1.code.level }
        if path.isEmpty { return continued(row, agency) }
        for (above, below) in zip(path, path.dropFirst())
        where !below.code.isBelow(above.code) {
            reading.add(
                problem: RowProblem(
                    line: row.line, column: below.column, found: below.code.text,
                    problem: Message("plan.import.not_below", ["above": above.code.text]), expected: "plan.import.expect_below"))
            return nil
        }
        return path
    }

    /// A row without a code that has an indicator goes on with the node of the row before.
    private mutating func continued(_ row: SheetRow, _ agency: Identifier<Agency>) -> [NamedCode]? {
        if let last, last.agency == agency, !places.text(.indicator, row).isEmpty {
            return [NamedCode(code: last.code, title: "", column: "")]
        }
        let place = places[.subActivityCode] ?? places[.code] ?? places[.activityCode] ?? places[.programmeCode]
        reading.add(problem: problem(row, place, "plan.import.no_code", "plan.import.expect_code"))
        return nil
    }

    private enum Found {
        case nothing
        case named(NamedCode)
        var value: NamedCode? { if case .named(let named) = self { named } else { nil } }
    }

    /// - Returns: `nil` when the cells cannot be taken.
    private mutating func named(_ row: SheetRow, _ columns: LevelColumns, _ agency: Identifier<Agency>) -> Found? {
        var title = row.line(columns.title)
        let typed = row.line(columns.code)
        let level = columns.level
        let place = columns.code ?? columns.title
        let leading = PlanCode.leading(title)
        if typed.isEmpty, leading == nil {
            // Tables for all levels have lines of affairs and headings in between.
            return .nothing
        }
        if typed == "-" { return .nothing }
        let isNumber = columns.code.map { row.isNumber($0.index) } ?? false
        guard
            var (code, isMended) = typed.isEmpty
                ? leading.map({ (code: $0.code, isMended: false) }) : PlanCode.read(typed, isNumber: isNumber)
        else {
            // An affair's single digit heads its part of the table.
            if level == nil, typed.count == 1, typed.first!.isNumber { return .nothing }
            reading.add(problem: problem(row, place, "plan.import.bad_code", "plan.import.expect_code"))
            return nil
        }
        if let leading, leading.code == code { title = leading.title }
        if code.level == .field { return .nothing }
        if let level, code.level != level {
            reading.add(
                problem: problem(row, place, "plan.import.other_level", Message(TextKey("plan.import.expect_level.\(level)"))))
            return nil
        }
        if code.isForEveryone {
            guard let field = finder.field(of: agency) else {
                reading.add(problem: problem(row, place, "plan.import.no_field", "plan.import.expect_field"))
                return nil
            }
            code = code.filled(field: field)
            isMended = false
        }
        remark(row, place, code, typed, isMended)
        if title.isEmpty { title = nomenclature.title(code) ?? "" }
        guard !title.isEmpty || scope.isSpending else {
            reading.withheld[agency, default: []].insert(code.text)
            reading.add(problem: problem(row, columns.title ?? place, "plan.import.no_title", "plan.import.expect_title"))
            return nil
        }
        guard Plain.fits(title, 1000) else {
            reading.add(problem: problem(row, columns.title, "table.too_long", Message("table.expect_at_most", ["max": "1000"])))
            return nil
        }
        return .named(NamedCode(code: code, title: title, column: place?.heading ?? ""))
    }

    /// Says what was mended, and codes that the nomenclature of the year does not have.
    private mutating func remark(_ row: SheetRow, _ place: PlacedColumn?, _ code: PlanCode, _ typed: String, _ isMended: Bool) {
        if isMended {
            reading.add(
                remark: problem(row, place, "plan.import.zeros_lost", Message("plan.import.read_as", ["code": code.text])))
        }
        guard !nomenclature.isEmpty, nomenclature.title(code) == nil else { return }
        if let new = nomenclature.replacement(of: code) {
            reading.add(
                remark: problem(row, place, "plan.import.replaced_code", Message("plan.import.expect_new_code", ["code": new])))
        } else {
            reading.add(remark: problem(row, place, "plan.import.unknown_code", "plan.import.expect_listed"))
        }
    }
}
