import Kernel
import Web

/// The body of any act of an official; which members there are is the endpoint's schema.
struct SentCaseAct: Decodable, Sendable {
    var kind: Report.Kind?
    var category: String?
    var disclosure: Report.Disclosure?
    var publicText: String?
    var publicPhotos: [String]?
    var publicNotes: [String: String?]?
    var reason: String?
    var text: String?
    var into: String?
    var agency: String?
    var authority: String?
    var number: String?
    var suggestion: String?
    var isPublic: Bool?
    var until: Day?
    var photos: [String]?
    var version: Int?

    /// The act it asks for, as the page's form would make it.
    /// - Throws: `.invalid` naming JSON paths.
    func act(_ noun: CaseNoun, on file: ReportFile, tree: CategoryTree, photos: [PhotoDraft]) throws -> any ReportAct {
        let text = text ?? ""
        switch noun {
        case .verification:
            guard let category = category.flatMap({ tree[$0] }) else { throw AppError.invalid("category", "error.no_such_category") }
            return VerifyReport(
                kind: try need(kind, "kind"), category: category, disclosure: try need(disclosure, "disclosure"),
                publicText: publicText ?? "", publicPhotos: try approved(file))
        case .publication:
            return PublishReport(publicText: publicText, publicPhotos: try approved(file), publicNotes: try notes(file))
        case .question: return AskReporter(question: text)
        case .rejection: return RejectReport(reason: reason.flatMap(RejectReport.Reason.init(rawValue:)), text: text)
        case .merge: return MergeReport(into: into ?? "", reason: text)
        case .separation: return UnmergeReport(reason: text)
        case .assignment: return CaseActs.assignment(of: file.report, to: agency ?? "", text)
        case .ruling: return RuleOnReport(agency: agency ?? "", text: text)
        case .referral: return ReferReport(authority: authority ?? "", number: number ?? "", text: text, agency: agency ?? "")
        case .acceptance: return AcceptReport()
        case .return: return ReturnReport(of: file.report, reason: text, suggestion: suggestion)
        case .note: return NoteProgress(text: text, isPublic: isPublic ?? false, photos: photos)
        case .schedule: return ScheduleReport(until: try need(until, "until"), text: text)
        case .postponement: return PostponeReport(until: try need(until, "until"), reason: text)
        case .resumption: return ResumeReport()
        case .claim: return ClaimDone(text: text, photos: photos)
        case .confirmation: return ConfirmWork(text: text, photos: photos)
        case .sendingBack: return SendBack(text: text, photos: photos)
        }
    }

    private func need<T>(_ value: T?, _ path: String) throws -> T {
        guard let value else { throw AppError.invalid(path, "error.missing") }
        return value
    }

    private func approved(_ file: ReportFile) throws -> [Identifier<ReportPhoto>] {
        let known = Set(file.photos.presentable.map(\.id))
        return try (publicPhotos ?? []).enumerated().map { index, text in
            guard let id = Identifier<ReportPhoto>(checking: text), known.contains(id) else {
                throw AppError.invalid("publicPhotos[\(index)]", "error.not_of_report")
            }
            return id
        }
    }

    private func notes(_ file: ReportFile) throws -> [Identifier<ReportNote>: String?] {
        let known = Set(file.citizenNotes.map(\.note))
        var notes: [Identifier<ReportNote>: String?] = [:]
        for (text, words) in publicNotes ?? [:] {
            guard let id = Identifier<ReportNote>(checking: text), known.contains(id) else {
                throw AppError.invalid("publicNotes.\(text)", "error.not_of_report")
            }
            notes[id] = .some(words.flatMap { $0.isEmpty ? nil : $0 })
        }
        return notes
    }
}
