import Kernel
import Masterplan
import Web
import Work

/// Answers to and from the fields of a page.
enum AnswerForm {
    /// The fields filled with what a record says.
    static func fill(_ form: Form, _ fields: [SheetField], _ answers: [String: Answer], _ marks: EvidenceMarks) -> Form {
        var form = form
        for field in fields {
            guard let answer = answers[field.name] else { continue }
            let name = "f.\(field.name)"
            func count(_ rows: Int) { form = form.setting("rows.\(field.name)", "\(min(rows + 1, AnswerCheck.mostRows))") }
            func put(_ part: String, _ value: String?) { if let value { form = form.setting("\(name).\(part)", value) } }
            switch answer {
            case .text(let text): form = form.setting(name, field.kind == .number ? text.replacing(".", with: ",") : text)
            case .flag(let flag): form = form.setting(name, flag ? "yes" : "no")
            case .texts(let texts): form = form.setting(name, all: texts)
            case .readiness(let rows):
                for row in rows {
                    put(row.question, row.isThere ? "there" : "not")
                    put("\(row.question).document", row.document)
                }
            case .indicators(let rows):
                count(rows.count)
                for (index, row) in rows.enumerated() {
                    put("\(index).name", row.name)
                    put("\(index).unit", row.unit)
                    put("\(index).baseline", row.baseline?.replacing(".", with: ","))
                    for (year, value) in row.targets { put("\(index).\(year)", value.replacing(".", with: ",")) }
                }
            case .years(let rows):
                count(rows.count)
                for (index, row) in rows.enumerated() {
                    put("\(index).activity", row.activity)
                    put("\(index).year", "\(row.year)")
                    put("\(index).amount", row.amount.map { Format(language: .indonesian).number($0) })
                    put("\(index).source", row.source?.rawValue)
                }
            case .risks(let rows):
                count(rows.count)
                for (index, row) in rows.enumerated() {
                    put("\(index).risk", row.risk)
                    put("\(index).mitigation", row.mitigation)
                }
            case .partners(let rows):
                count(rows.count)
                for (index, row) in rows.enumerated() {
                    put("\(index).kind", row.kind.rawValue)
                    put("\(index).name", row.name)
                }
            case .codes(let codes):
                put("codes", codes.codes.joined(separator: "\n"))
                put("unbudgeted", codes.isUnbudgeted ? "1" : "")
            case .evidence(let rows):
                let all = KeptEvidence(rows, marks).marks
                form = form.setting("\(name).marks", all: all).setting("\(name).kept", all: all)
            }
        }
        return form
    }

    /// What a page sent. Of evidence that stands there `before`, what is still ticked stays. Lines of new evidence are looked up by `find`, which says what it found and what it did not.
    /// - Returns: the answers, and what is no answer at all; whether answers are right is the desk's to say.
    static func read(
        _ data: FormData, _ fields: [SheetField], years: ClosedRange<Int>, kept before: [String: Answer], _ marks: EvidenceMarks?,
        find: (String) throws -> (found: [Evidence], missing: [String])
    ) rethrows -> (answers: [String: Answer], issues: [Issue]) {
        var answers: [String: Answer] = [:]
        var issues: [Issue] = []
        for field in fields {
            var reader = AnswerReader(data: data, field: field, years: years)
            if field.kind == .evidence {
                let rows = marks.map { KeptEvidence(before[field.name], $0) }
                let kept = rows?.shown("f.\(field.name)", in: Form(data)).kept.compactMap { rows?[$0] } ?? []
                let (found, missing) = try find(data["f.\(field.name).new"] ?? "")
                issues += missing.map { Issue("f.\(field.name)", Message("error.sheet_evidence", ["what": $0])) }
                answers[field.name] = .evidence(kept + found.filter { new in !kept.contains { $0.reference == new.reference } })
            } else if let answer = reader.read() {
                answers[field.name] = answer
            }
            issues += reader.issues
        }
        return (answers.filter { !$0.value.isEmpty }, issues)
    }
}

/// Reads one field of a page.
private struct AnswerReader {
    let data: FormData
    let field: SheetField
    let years: ClosedRange<Int>
    var issues: [Issue] = []

    private var name: String { "f.\(field.name)" }
    private func line(_ part: String) -> String { Plain.line(data.raw("\(name).\(part)") ?? "") }
    private mutating func wrong(_ message: Message) { issues.append(Issue(name, message)) }

    private mutating func decimal(_ part: String) -> String? {
        let typed = line(part)
        if typed.isEmpty { return nil }
        guard let number = SheetNumber.decimal(typed) else {
            wrong(Message("error.sheet_number", ["value": typed]))
            return nil
        }
        return number
    }

    mutating func read() -> Answer? {
        let own = Plain.line(data.raw(name) ?? "")
        let rows = 0..<AnswerFields.rows(Form(data), field.name)
        switch field.kind {
        case .line, .choice: return own.isEmpty ? nil : .text(own)
        case .text: return (data[name] ?? "").isEmpty ? nil : .text(data[name]!)
        case .number:
            guard !own.isEmpty else { return nil }
            guard let number = SheetNumber.decimal(own) else {
                wrong(Message("error.sheet_number", ["value": own]))
                return nil
            }
            return .text(number)
        case .day:
            guard !own.isEmpty else { return nil }
            var checker = Checker(data)
            guard let day = checker.dayIfAny(name) else {
                issues += checker.issues
                return nil
            }
            return .text(day.description)
        case .yesNo: return own.isEmpty ? nil : .flag(own == "yes")
        case .choices, .villages: return .texts(data.all(name).filter { !$0.isEmpty })
        case .readiness:
            return .readiness(
                field.options.compactMap { option in
                    let said = line(option.value)
                    return said.isEmpty
                        ? nil : Readiness(option.value, isThere: said == "there", document: line("\(option.value).document"))
                })
        case .indicators:
            var found: [SheetIndicator] = []
            for row in rows {
                let (title, unit) = (line("\(row).name"), line("\(row).unit"))
                let baseline = decimal("\(row).baseline")
                var targets: [Int: String] = [:]
                for year in years { targets[year] = decimal("\(row).\(year)") }
                if title.isEmpty, unit.isEmpty, baseline == nil, targets.isEmpty { continue }
                found.append(SheetIndicator(title, unit: unit, baseline: baseline, targets: targets))
            }
            return .indicators(found)
        case .years:
            var found: [SheetYear] = []
            for row in rows {
                let (activity, year, amount) = (line("\(row).activity"), line("\(row).year"), line("\(row).amount"))
                if activity.isEmpty, amount.isEmpty { continue }
                let money = amount.isEmpty ? nil : SheetNumber.rupiah(amount)
                if !amount.isEmpty, money == nil { wrong(Message("error.sheet_amount", ["value": amount])) }
                guard let number = Int(year) else {
                    wrong(Message("error.sheet_no_year", ["activity": activity]))
                    continue
                }
                found.append(SheetYear(number, activity, amount: money, source: FundSource(rawValue: line("\(row).source"))))
            }
            return .years(found)
        case .risks:
            return .risks(
                rows.compactMap { row in
                    let (risk, mitigation) = (line("\(row).risk"), line("\(row).mitigation"))
                    return risk.isEmpty && mitigation.isEmpty ? nil : SheetRisk(risk, mitigation: mitigation)
                })
        case .partners:
            return .partners(
                rows.compactMap { row in
                    let title = line("\(row).name")
                    return title.isEmpty ? nil : SheetPartner(SheetPartner.Kind(rawValue: line("\(row).kind")) ?? .other, title)
                })
        case .codes:
            let typed = (data["\(name).codes"] ?? "").split { $0.isNewline || $0 == "," || $0 == ";" }.map { Plain.line(String($0)) }
            return .codes(SubActivities(typed.filter { !$0.isEmpty }, isUnbudgeted: data.raw("\(name).unbudgeted") == "1"))
        case .evidence: return nil
        }
    }
}
