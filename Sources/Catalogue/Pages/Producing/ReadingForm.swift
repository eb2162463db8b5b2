import Ingest
import Kernel
import Web

/// How a file is read, changed from the page that shows what was understood. Each form of the page changes one thing and leaves the rest.
enum ReadingForm {
    /// The first and the last column that a form has, from 0: of wide sheets it has some only.
    static let (first, last) = ("c.first", "c.last")

    /// The reading with what a form asks for.
    /// - Parameter seen: what the page showed; fixes and remedies are chosen by their place in it, so that nothing else can be asked for.
    static func reading(_ before: Reading, _ checker: inout Checker, _ seen: Understanding?) throws -> Reading {
        var reading = before
        switch checker.line("change", max: 20) {
        case "sheet":
            let sheet = checker.int("sheet", in: 0...1000) ?? 0
            // What was decided about one sheet means nothing on another.
            reading = Reading(sheet: sheet)
        case "guesses":
            let on = Set(checker.all("guess"))
            for guess in seen?.guesses ?? [] where guess.canSwitch { reading.switches[guess.id] = on.contains(guess.id) }
            // What was inferred under other guesses is inferred anew.
            reading.schema = nil
        case "columns":
            guard let seen else { throw AppError.conflict("error.submission_not_read") }
            reading = try columns(reading, &checker, seen)
        case "fix":
            guard let problem = checker.int("problem", in: 0...100_000), let choice = checker.int("fix", in: 0...100),
                let seen, seen.problems.indices.contains(problem), seen.problems[problem].fixes.indices.contains(choice)
            else { throw AppError.invalid("fix", "error.fix_gone") }
            reading = reading.fixing(seen.problems[problem].fixes[choice])
        case "cell":
            guard let problem = checker.int("problem", in: 0...100_000), let seen, seen.problems.indices.contains(problem),
                let column = seen.problems[problem].column
            else { throw AppError.invalid("fix", "error.fix_gone") }
            let value = checker.lineIfAny("value", max: 1000)
            let row = seen.problems[problem].row
            reading = reading.fixing(
                value.map { .replaceCell(row: row, column: column, with: $0) } ?? .missingCell(row: row, column: column))
        case "remedy":
            guard let finding = checker.int("finding", in: 0...1000), let choice = checker.int("remedy", in: 0...100), let seen,
                seen.privacy.indices.contains(finding), seen.privacy[finding].remedies.indices.contains(choice)
            else { throw AppError.invalid("remedy", "error.fix_gone") }
            reading = reading.remedying(seen.privacy[finding].remedies[choice])
        case "harmless":
            // Somebody looked at the values and says why nobody is in them; the steward sees who and why.
            guard let finding = checker.int("finding", in: 0...1000), let seen, seen.privacy.indices.contains(finding) else {
                throw AppError.invalid("remedy", "error.fix_gone")
            }
            let (found, field) = (seen.privacy[finding], "harmless.\(finding)")
            guard !found.kind.isStateNumber else { throw AppError.invalid("harmless", "ingest.harmless.state_number") }
            let reason = Plain.text(checker.textIfAny(field, max: 1000) ?? "")
            guard HarmlessDeclaration.lengths.contains(reason.count) else { throw AppError.invalid(field, "ingest.harmless.reason") }
            reading = reading.declaring(HarmlessDeclaration(found.kind, fields: found.fields, reason: reason))
        case "reset": reading = Reading(sheet: reading.sheet)
        default: throw AppError.invalid("change", "error.fix_gone")
        }
        return reading
    }

    /// Names, types, words and roles of the columns, and the key.
    private static func columns(_ before: Reading, _ checker: inout Checker, _ seen: Understanding) throws -> Reading {
        var reading = before
        var schema = seen.schema
        var names: [String: String] = [:]
        // What a form does not show stays as it is.
        let from = checker.intIfAny(Self.first, in: 0...100_000) ?? 0
        let to = checker.intIfAny(Self.last, in: 0...100_000) ?? Int.max
        for (index, column) in seen.columns.enumerated() where index >= from && index <= to {
            let isKept = checker.isOn("c.\(index).keep")
            guard let old = column.field else {
                // A column that was left out comes back under its heading.
                if isKept { reading.columns[column.index] = nil }
                continue
            }
            guard isKept else {
                reading.columns[column.index] = ""
                schema.fields.removeAll { $0.name == old }
                continue
            }
            guard let place = schema.index(of: old) else { continue }
            var field = schema.fields[place]
            let before = field.type
            let name = checker.lineIfAny("c.\(index).name", max: 100) ?? old
            field.title = checker.lineIfAny("c.\(index).title", max: 200)
            field.description = checker.textIfAny("c.\(index).description", max: 2000)
            if let type = checker.lineIfAny("c.\(index).type", max: 20).map(FieldType.init(rawValue:)), type.isKnown, type != field.type {
                field.type = type
                // A format and labels are of the type; what is demanded of the values stands in the form and is checked with the new one.
                field.format = nil
                field.categories = nil
                if !checker.isOn("c.\(index).rules") { field.constraints = Constraints() }
            }
            RuleForm.read("c.\(index)", &checker, into: &field, was: before)
            RuleForm.readVariable("c.\(index)", &checker, into: &field)
            field.standard.role = checker.lineIfAny("c.\(index).role", max: 20).flatMap(FieldRole.init(rawValue:))
            field.standard.unit = checker.lineIfAny("c.\(index).unit", max: 100)
            field.standard.standardCode = checker.lineIfAny("c.\(index).code", max: 20)
            if let concept = checker.lineIfAny("c.\(index).concept", max: 500) { field.standard.concept = concept }
            if let definition = checker.textIfAny("c.\(index).definition", max: 2000) { field.standard.definition = definition }
            if let classification = checker.lineIfAny("c.\(index).classification", max: 500) {
                field.standard.classification = classification
            }
            if let measure = checker.lineIfAny("c.\(index).measure", max: 500) { field.standard.measure = measure }
            if let code = field.standard.standardCode, !StandardData.isStandardCode(code) {
                checker.add("c.\(index).code", "error.dataset_standard_code")
            }
            if name != old {
                reading.columns[column.index] = name
                names[old] = name
                field.name = name
            }
            schema.fields[place] = field
            RuleForm.readReference("c.\(index)", &checker, of: name, was: old, into: &schema)
        }
        schema.foreignKeys = schema.foreignKeys.map { key in
            var key = key
            key.fields = key.fields.map { names[$0] ?? $0 }
            return key
        }.filter { $0.fields.allSatisfy { schema[$0] != nil } }
        schema.uniqueKeys = schema.uniqueKeys.map { $0.map { names[$0] ?? $0 } }.filter { $0.allSatisfy { schema[$0] != nil } }
        RuleForm.readWhole(&checker, into: &schema)
        let key = checker.all("key").map { names[$0] ?? $0 }
        schema.primaryKey = key.filter { schema[$0] != nil }
        reading.schema = schema
        return reading
    }
}
