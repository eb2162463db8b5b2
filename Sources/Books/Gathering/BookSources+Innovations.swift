import Directory
import Innovations
import Kernel
import Masterplan
import Storage

extension BookSource {
    /// The plan's innovation sheets that everyone may read; for the paper of one sheet those of any plan.
    static func lines(_ at: BookGathering) throws -> [SheetLine] {
        let lines = try at.tx.sheetLines(SheetQuery(), for: .visitor, limit: 10_000)
        guard let way = at.way, at.kind != .sheet else { return lines }
        let own = try at.tx.sheets(belongingTo: way)
        return lines.filter { own[$0.sheet.id.text] != nil }
    }

    /// The plan's innovation sheets, with the words of the form they were written by, and those quick wins of theirs that were chosen.
    static let innovations = BookSource { data, at in
        let tx = at.tx
        let lines = try BookSource.lines(at)
        var forms: [Int: SheetForm] = [:]
        for form in try tx.sheetForms() { forms[form.version] = form }
        data.sheets = try lines.map { line in
            let node = try tx.initiative(of: line.sheet)
            return BookSource.sheet(line, forms[line.sheet.formVersion], node, at)
        }
        let own = try at.way.map { try tx.sheets(belongingTo: $0) }
        let wins = try tx.quickWins(for: .visitor).filter { win in own?.keys.contains(win.sheet.id.text) ?? true }
        data.quickWins = wins.map { win, sheet in
            var said = BookData.QuickWin()
            said.title = win.title
            said.dimension = sheet.dimension
            said.lead = at.agency(win.agency.text)
            said.startsOn = win.startOn
            said.endsOn = win.endOn
            said.measure = "\(win.measure) (\(win.unit))"
            said.before = win.before
            said.after = win.after ?? ""
            said.state = win.state
            said.link = "/inovasi/quick-win/\(win.code)"
            return said
        }
    }

    private static func sheet(_ line: SheetLine, _ form: SheetForm?, _ node: PlanNode?, _ at: BookGathering) -> BookData.Sheet {
        let sheet = line.sheet
        var said = BookData.Sheet()
        said.code = sheet.code
        said.title = sheet.title
        said.dimension = sheet.dimension
        said.pillar = at.t(TextKey("plan.sub_pillar.\(sheet.pillar)"))
        said.lead = at.agency(sheet.lead.text)
        said.supporters = line.supporters.map { at.agency($0) }
        said.fromYear = sheet.fromYear
        said.toYear = sheet.toYear
        said.isInPlan = sheet.state == "in_plan"
        said.initiative = node?.name ?? ""
        said.subActivities = sheet.subActivities.codes
        said.isUnbudgeted = sheet.subActivities.codes.isEmpty
        said.link = "/inovasi/lembar/\(sheet.code)"
        said.years = sheet.yearRows.map { row in
            BookData.Year(year: row.year, activity: row.activity, amount: row.amount, source: row.source.map { at.t($0.label) } ?? "")
        }
        for field in form?.fields ?? [] {
            guard let answer = sheet.answers[field.name], !answer.isEmpty else { continue }
            switch answer {
            // Years and codes have places of their own.
            case .years, .codes: continue
            case .indicators(let rows):
                said.indicators += rows.map { row in
                    var indicator = BookData.Indicator()
                    indicator.name = row.name
                    indicator.unit = row.unit
                    indicator.baseline = row.baseline
                    indicator.targets = Dictionary(uniqueKeysWithValues: row.targets.map { ("\($0.key)", $0.value) })
                    return indicator
                }
            default: said.answers.append(BookData.Answer(field.label(at.language), paragraphs(answer, field, at)))
            }
        }
        return said
    }

    private static func paragraphs(_ answer: Answer, _ field: SheetField, _ at: BookGathering) -> [String] {
        switch answer {
        case .text(let text):
            field.kind == .choice ? [field.words(text, at.language)] : text.split(separator: "\n").map(String.init)
        case .flag(let flag): [at.t(flag ? "innovation.yes" : "innovation.no")]
        case .texts(let texts):
            field.kind == .villages
                ? [texts.map { RegionCode($0).map(at.directory.places.now.name) ?? $0 }.joined(separator: "; ")]
                : [texts.map { field.words($0, at.language) }.joined(separator: ", ")]
        case .readiness(let rows):
            rows.map { row in
                let state = at.t(row.isThere ? "innovation.there" : "innovation.not_there")
                return "\(field.words(row.question, at.language)): \(state)\(row.document.isEmpty ? "" : " (\(row.document))")"
            }
        case .risks(let rows): rows.map { $0.mitigation.isEmpty ? $0.risk : "\($0.risk): \($0.mitigation)" }
        case .partners(let rows): rows.map { "\($0.name) (\(at.t($0.kind.label)))" }
        case .evidence(let rows): rows.compactMap { $0.note.isEmpty ? nil : $0.note }
        case .years, .codes, .indicators: []
        }
    }
}
