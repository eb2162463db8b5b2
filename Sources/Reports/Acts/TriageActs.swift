import Kernel
import Storage
import Work

/// Triage takes a report as real: sets what kind it is, and what the public may read and see of it.
package struct VerifyReport: ReportAct {
    package let name = "verify"
    package var kind: Report.Kind
    package var category: Category
    package var disclosure: Report.Disclosure
    /// The public's text, as approved; names and numbers of people taken out.
    package var publicText: String
    /// The photos the public may see.
    package var publicPhotos: [Identifier<ReportPhoto>]

    package init(
        kind: Report.Kind, category: Category, disclosure: Report.Disclosure, publicText: String, publicPhotos: [Identifier<ReportPhoto>]
    ) {
        self.kind = kind
        self.category = category
        self.disclosure = disclosure
        self.publicText = Plain.text(publicText)
        self.publicPhotos = publicPhotos
    }

    package func issues(_ needs: [Workflow.Need]) -> [Issue] {
        disclosure != .confidential && publicText.isEmpty ? [Issue("public_text", "error.required")] : []
    }

    package func apply(to reportCase: inout ReportCase) throws {
        try guardDisclosure(reportCase.before.disclosure, disclosure)
        reportCase.report.kind = kind
        reportCase.report.category = category.id
        reportCase.report.topCategory = category.parent ?? category.id
        reportCase.report.disclosure = disclosure
        try reportCase.publish(disclosure == .confidential ? nil : publicText, photos: publicPhotos)
        reportCase.visibility = .open
        reportCase.details = ["kind": kind.rawValue, "category": category.id, "disclosure": disclosure.rawValue]
    }
}

/// What a citizen asked to be hidden may be hidden more, never less.
private func guardDisclosure(_ before: Report.Disclosure, _ after: Report.Disclosure) throws {
    let order: [Report.Disclosure] = [.open, .anonymous, .confidential]
    guard order.firstIndex(of: after)! >= order.firstIndex(of: before)! else {
        throw AppError.invalid("disclosure", "error.disclosure_lowered")
    }
}

extension ReportCase {
    /// Makes a text and photos the public side of the report; `nil` takes it out of the public's sight.
    mutating func publish(_ text: String?, photos: [Identifier<ReportPhoto>]) throws {
        report.publicText = text
        report.isPublic = text != nil && report.disclosure != .confidential
        report.publishedAt = report.isPublic ? report.publishedAt ?? now : nil
        try tx.run("UPDATE report_photo SET is_public = \(false) WHERE report_id = \(report.id) AND role = 'before'")
        // Of a photo that was covered only the covered copy can be shown, whatever is asked for.
        let shown = try tx.photos(of: report.id).presentable.map(\.id).filter(photos.contains)
        if report.isPublic, !shown.isEmpty {
            try tx.run("UPDATE report_photo SET is_public = \(true) WHERE report_id = \(report.id) AND id IN (\(.list(shown)))")
        }
    }
}

/// Triage changes what the public reads of a report, or takes it out of the public's sight.
package struct PublishReport: ReportAct {
    package let name = "publish"
    package var publicText: String?
    package var publicPhotos: [Identifier<ReportPhoto>]
    /// Approved words of citizens' notes, by note.
    package var publicNotes: [Identifier<ReportNote>: String?]

    package init(publicText: String?, publicPhotos: [Identifier<ReportPhoto>], publicNotes: [Identifier<ReportNote>: String?] = [:]) {
        self.publicText = publicText.map(Plain.text)
        self.publicPhotos = publicPhotos
        self.publicNotes = publicNotes
    }

    package func apply(to reportCase: inout ReportCase) throws {
        // Only a report that was looked at becomes public: before that, this act can but take it out of the public's sight.
        if !reportCase.before.isPublic, publicText?.isEmpty == false, ["received", "incomplete"].contains(reportCase.before.state) {
            throw AppError.conflict(Message("error.act_not_now", ["act": name, "state": reportCase.before.state]))
        }
        try reportCase.publish(publicText.flatMap { $0.isEmpty ? nil : $0 }, photos: publicPhotos)
        for (note, text) in publicNotes {
            try reportCase.tx.run(
                "UPDATE report_note SET public_text = \(text.map(Plain.text)) WHERE id = \(note) AND report_id = \(reportCase.report.id)")
        }
        reportCase.visibility = .internal
    }
}

/// Triage asks the reporter for what is missing. Her turn: the clocks stand still.
package struct AskReporter: ReportAct {
    package let name = "ask"
    package var question: String
    package init(question: String) { self.question = Plain.text(question) }
    package func issues(_ needs: [Workflow.Need]) -> [Issue] { question.isEmpty ? [Issue("text", "error.required")] : [] }
    package func apply(to reportCase: inout ReportCase) throws { try reportCase.write(question, visibility: .party) }
}

/// Triage turns a report down, with a reason and where to go instead. Never because another agency is competent.
package struct RejectReport: ReportAct {
    /// Why a report is turned down.
    package enum Reason: String, Sendable, CaseIterable {
        case outsideRegency = "outside_regency", notAReport = "not_a_report", unclear, abuse, inCourt = "in_court", alreadySolved =
            "already_solved"
    }

    package let name = "reject"
    package var reason: Reason?
    /// Said to the reporter, with where to go instead.
    package var text: String

    package init(reason: Reason?, text: String) {
        self.reason = reason
        self.text = Plain.text(text)
    }

    package func issues(_ needs: [Workflow.Need]) -> [Issue] {
        (reason == nil ? [Issue("reason", "error.choose")] : []) + (text.isEmpty ? [Issue("text", "error.required")] : [])
    }

    package func apply(to reportCase: inout ReportCase) throws {
        reportCase.report.closure = .rejected
        reportCase.report.closedAt = reportCase.now
        reportCase.details = ["reason": reason?.rawValue ?? ""]
        reportCase.visibility = .open
        try reportCase.write(text, visibility: .party, code: reason?.rawValue)
    }
}

/// Triage joins a report to another one about the same thing; both reporters are kept, and it can be undone.
package struct MergeReport: ReportAct {
    package let name = "merge"
    /// Code of the report that goes on.
    package var into: String
    package var reason: String

    package init(into: String, reason: String) {
        self.into = into
        self.reason = Plain.text(reason)
    }

    package func issues(_ needs: [Workflow.Need]) -> [Issue] { reason.isEmpty ? [Issue("text", "error.required")] : [] }

    package func apply(to reportCase: inout ReportCase) throws {
        guard let code = ShortCode.normalize(into), let main = try reportCase.tx.report(code: code), main.id != reportCase.report.id,
            ReportPolicy.maySee(main, reportCase.actor)
        else { throw AppError.invalid("into", "error.no_such_report") }
        // A chain would lose the reporters in its middle, and could close into a ring.
        guard main.mergedInto == nil,
            try reportCase.tx.count("SELECT count(*) FROM report WHERE merged_into = \(reportCase.report.id)") == 0
        else { throw AppError.invalid("into", "error.merge_chain") }
        guard main.disclosure == reportCase.report.disclosure || reportCase.report.disclosure != .confidential else {
            throw AppError.invalid("into", "error.merge_confidential")
        }
        reportCase.report.mergedInto = main.id.text
        reportCase.report.closure = .merged
        reportCase.report.closedAt = reportCase.now
        reportCase.details = ["into": main.id.text]
        reportCase.visibility = .open
        try reportCase.write(reason, visibility: .party, code: main.code)
    }
}

/// Undoes a merge: the report is with triage again, and its time to finish runs from receipt as if it had never been joined.
package struct UnmergeReport: ReportAct {
    package let name = "unmerge"
    package var reason: String
    package init(reason: String) { self.reason = Plain.text(reason) }
    package func issues(_ needs: [Workflow.Need]) -> [Issue] { reason.isEmpty ? [Issue("text", "error.required")] : [] }
    package func apply(to reportCase: inout ReportCase) throws {
        // Back with triage, as it came in: whose it is will be found anew.
        reportCase.report.agency = nil
        reportCase.report.checker = nil
        reportCase.report.mergedInto = nil
        // Her stars were for what became of the other one.
        reportCase.report.rating = nil
        reportCase.report.closure = nil
        reportCase.report.closedAt = nil
        try reportCase.write(reason, visibility: .internal)
    }
}
