import Directory
import Kernel
import Masterplan

/// What somebody writes into a sheet, before it is checked: the fields of the page and of the API alike.
package struct SheetDraft: Sendable, Equatable {
    package var title = ""
    package var dimension = ""
    package var pillar = ""
    package var lead: Identifier<Agency>?
    package var fromYear = 0
    package var toYear = 0
    package var answers: [String: Answer] = [:]

    package init() {}

    package init(_ sheet: InnovationSheet) {
        title = sheet.title
        dimension = sheet.dimension
        pillar = sheet.pillar
        lead = sheet.lead
        fromYear = sheet.fromYear
        toYear = sheet.toYear
        answers = sheet.answers
    }

    /// Most years a sheet may span: the longest master plans have ten.
    static let mostYears = 10

    /// What is wrong with it; with everything that must be there before it is handed in when `submitting`.
    func issues(_ form: SheetForm, _ directory: DirectoryIndex, submitting: Bool = false) -> [Issue] {
        var issues: [Issue] = []
        func check(_ isFine: Bool, _ field: String, _ message: Message) { if !isFine { issues.append(Issue(field, message)) } }
        check((5...200).contains(title.count), "title", "error.sheet_title")
        let known = CityDimension.find(dimension)
        check(known != nil, "dimension", "error.not_offered")
        check(known.map { $0.subPillars.contains { $0.id == pillar } } ?? true, "pillar", "error.sheet_pillar")
        check(lead.flatMap { directory.agencies[$0] }?.isActive(on: directory.today) ?? false, "lead", "error.sheet_lead")
        let isPeriod = MoneyLine.years.contains(fromYear) && fromYear <= toYear && toYear - fromYear < Self.mostYears
        check(isPeriod, "to_year", Message("error.sheet_period", ["max": "\(Self.mostYears)"]))
        guard isPeriod else { return issues }
        let places = directory.places.now
        let check = AnswerCheck(form: form, years: fromYear...toYear) { code in
            RegionCode(code).map { $0.kind == .village && places.isOwn($0) && places.region($0) != nil } ?? false
        }
        return issues + check.issues(answers, submitting: submitting)
    }

    func apply(to sheet: inout InnovationSheet) {
        sheet.title = title
        sheet.dimension = dimension
        sheet.pillar = pillar
        if let lead { sheet.lead = lead }
        sheet.fromYear = fromYear
        sheet.toYear = toYear
        sheet.answers = answers.filter { !$0.value.isEmpty }
    }
}
