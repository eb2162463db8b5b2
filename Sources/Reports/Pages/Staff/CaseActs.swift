import Kernel
import Web

/// Reads the form of one noun as the act it asks for.
enum CaseActs {
    /// - Throws: `.invalid` with the fields to mend.
    static func act(_ noun: CaseNoun, _ checker: inout Checker, photos: [PhotoDraft], file: ReportFile, tree: CategoryTree) throws
        -> any ReportAct
    {
        let text = checker.textIfAny("text", max: 5000) ?? ""
        switch noun {
        case .verification: return try verification(&checker, tree)
        case .question: return AskReporter(question: text)
        case .rejection: return RejectReport(reason: checker.choiceIfAny("reason", of: RejectReport.Reason.self), text: text)
        case .merge: return MergeReport(into: checker.lineIfAny("into", max: 30) ?? "", reason: text)
        case .separation: return UnmergeReport(reason: text)
        case .assignment: return assignment(of: file.report, to: checker.lineIfAny("agency", max: 100) ?? "", text)
        case .ruling: return RuleOnReport(agency: checker.lineIfAny("agency", max: 100) ?? "", text: text)
        case .referral:
            return ReferReport(
                authority: checker.lineIfAny("authority", max: 120) ?? "", number: checker.lineIfAny("number", max: 60) ?? "", text: text,
                agency: checker.lineIfAny("agency", max: 100) ?? "")
        case .publication: return publication(&checker, file)
        case .acceptance: return AcceptReport()
        case .return: return ReturnReport(of: file.report, reason: text, suggestion: checker.lineIfAny("suggestion", max: 100))
        case .note: return NoteProgress(text: text, isPublic: checker.isOn("public"), photos: photos)
        case .schedule:
            let until = checker.day("until")
            try checker.check()
            return ScheduleReport(until: until!, text: text)
        case .postponement:
            let until = checker.day("until")
            try checker.check()
            return PostponeReport(until: until!, reason: text)
        case .resumption: return ResumeReport()
        case .claim: return ClaimDone(text: text, photos: photos)
        case .confirmation: return ConfirmWork(text: text, photos: photos)
        case .sendingBack: return SendBack(text: text, photos: photos)
        }
    }

    /// What was referred outside stays referred; it gets the agency that goes on asking.
    static func assignment(of report: Report, to agency: String, _ message: String) -> any ReportAct {
        AssignReport(agency: agency, message: message, isOutside: report.state == "referred")
    }

    private static func verification(_ checker: inout Checker, _ tree: CategoryTree) throws -> VerifyReport {
        let kind = checker.choice("kind", of: Report.Kind.self)
        let disclosure = checker.choice("disclosure", of: Report.Disclosure.self)
        let category = checker.lineIfAny("category", max: 100).flatMap { tree[$0] }
        if category == nil { checker.add("category", "error.no_such_category") }
        let text = checker.textIfAny("public_text", max: 5000) ?? ""
        let photos = checker.all("photo").compactMap { Identifier<ReportPhoto>(checking: $0) }
        try checker.check()
        return VerifyReport(kind: kind!, category: category!, disclosure: disclosure!, publicText: text, publicPhotos: photos)
    }

    private static func publication(_ checker: inout Checker, _ file: ReportFile) -> PublishReport {
        var notes: [Identifier<ReportNote>: String?] = [:]
        for words in file.citizenNotes {
            notes[words.note] = .some(checker.textIfAny("note.\(words.note)", max: 5000))
        }
        return PublishReport(
            publicText: checker.textIfAny("public_text", max: 5000),
            publicPhotos: checker.all("photo").compactMap { Identifier<ReportPhoto>(checking: $0) }, publicNotes: notes)
    }
}
