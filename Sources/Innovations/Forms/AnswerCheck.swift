import Directory
import Kernel
import Masterplan
import Work

/// What is wrong with answers, said beside their fields.
struct AnswerCheck {
    let form: SheetForm
    /// The sheet's first and last year.
    let years: ClosedRange<Int>
    /// Whether a village of this regency has this code.
    let isVillage: (String) -> Bool

    static let mostRows = 40
    /// As many villages as a large regency has.
    static let mostVillages = 500

    /// - Parameter submitting: whether everything that is needed must be there.
    func issues(_ answers: [String: Answer], submitting: Bool) -> [Issue] {
        form.fields.flatMap { field -> [Issue] in
            let name = "f.\(field.name)"
            guard let answer = answers[field.name], !answer.isEmpty else {
                return submitting && form.isNeeded(field, answers) ? [Issue(name, "error.missing")] : []
            }
            var found = check(answer, field).map { Issue(name, $0) }
            if submitting, found.isEmpty, form.isNeeded(field, answers) { found = complete(answer, field).map { Issue(name, $0) } }
            return found
        }
    }

    private func check(_ answer: Answer, _ field: SheetField) -> [Message] {
        var found: [Message] = []
        func short(_ text: String, _ most: Int) {
            if text.count > most { found.append(Message("error.too_long", ["max": "\(most)", "length": "\(text.count)"])) }
        }
        func few(_ count: Int) { if count > Self.mostRows { found.append(Message("error.sheet_rows", ["max": "\(Self.mostRows)"])) } }
        let values = Set(field.options.map(\.value))
        switch answer {
        case .text(let text):
            short(text, field.kind == .text ? 10_000 : 300)
            if field.kind == .choice, !values.contains(text) { found.append("error.not_offered") }
        case .flag: break
        case .texts(let texts):
            if texts.count > Self.mostVillages { found.append(Message("error.sheet_rows", ["max": "\(Self.mostVillages)"])) }
            if field.kind == .choices, !texts.allSatisfy(values.contains) { found.append("error.not_offered") }
            if field.kind == .villages, let stranger = texts.first(where: { !isVillage($0) }) {
                found.append(Message("error.sheet_village", ["code": stranger]))
            }
        case .readiness(let rows):
            if !rows.allSatisfy({ values.contains($0.question) }) || Set(rows.map(\.question)).count != rows.count {
                found.append("error.not_offered")
            }
            for row in rows { short(row.document, 300) }
        case .indicators(let rows):
            few(rows.count)
            for row in rows {
                short(row.name, 300)
                short(row.unit, 60)
                if row.name.isEmpty { found.append("error.sheet_indicator_name") }
                if row.unit.isEmpty { found.append(Message("error.sheet_unit", ["name": row.name])) }
                if let year = row.targets.keys.sorted().first(where: { !years.contains($0) }) { found.append(outside(year)) }
            }
        case .years(let rows):
            few(rows.count)
            for row in rows {
                short(row.activity, 500)
                if row.activity.isEmpty { found.append(Message("error.sheet_activity", ["year": "\(row.year)"])) }
                if !years.contains(row.year) { found.append(outside(row.year)) }
                if let amount = row.amount {
                    if let fault = MoneyLine(year: row.year, source: row.source ?? .other, amount: amount).fault { found.append(fault) }
                    if row.source == nil { found.append(Message("error.sheet_source", ["year": "\(row.year)"])) }
                }
            }
        case .risks(let rows):
            few(rows.count)
            for row in rows {
                short(row.risk, 500)
                short(row.mitigation, 500)
                if row.risk.isEmpty { found.append("error.sheet_risk") }
            }
        case .partners(let rows):
            few(rows.count)
            for row in rows { short(row.name, 200) }
            if rows.contains(where: \.name.isEmpty) { found.append("error.sheet_partner") }
        case .codes(let codes):
            few(codes.codes.count)
            if let fault = codes.codes.lazy.compactMap(SubActivities.fault).first { found.append(fault) }
            if codes.isUnbudgeted, !codes.codes.isEmpty { found.append("error.sheet_unbudgeted") }
        case .evidence(let rows):
            few(rows.count)
            for row in rows { short(row.note, 300) }
        }
        return found
    }

    /// What still lacks in an answer that is there but must be whole.
    private func complete(_ answer: Answer, _ field: SheetField) -> [Message] {
        switch answer {
        case .readiness(let rows) where rows.count < field.options.count: ["error.sheet_readiness"]
        case .indicators(let rows): rows.filter(\.targets.isEmpty).map { Message("error.sheet_targets", ["name": $0.name]) }
        default: []
        }
    }

    private func outside(_ year: Int) -> Message {
        Message("error.sheet_year", ["year": "\(year)", "from": "\(years.lowerBound)", "to": "\(years.upperBound)"])
    }
}
