import Directory
import Kernel
import Storage
import Work

/// PPID writes what the public register says it is about: without names, in one line.
package struct DescribeRequest: CaseAct {
    package let name = "describe"
    package var subject: String
    package init(_ subject: String) { self.subject = Plain.line(subject) }
    package var issues: [Issue] { (5...200).contains(subject.count) ? [] : [Issue("subject", "error.information_subject")] }
    package func apply(to opened: inout OpenCase<InformationRequest>) throws {
        opened.visibility = .open
        opened.record.publicSubject = subject
    }
}

/// PPID passes it on to the agency that has the information; its time keeps running.
package struct PassOnRequest: CaseAct {
    package let name = "pass_on"
    package var agency: Identifier<Agency>
    package var note: String
    package init(to agency: Identifier<Agency>, note: String = "") {
        self.agency = agency
        self.note = Plain.text(note)
    }
    package func apply(to opened: inout OpenCase<InformationRequest>) throws {
        guard opened.desk.directory.agencies[agency]?.isActive(on: opened.desk.directory.today) == true else {
            throw AppError.invalid("agency", "error.access_agency")
        }
        opened.record.agency = agency
        opened.details["agency"] = agency.text
        if !note.isEmpty { try opened.write(note, visibility: .internal) }
    }
}

/// Seven working days more, once, with the reason in writing (art. 22 (8)).
package struct ExtendRequest: CaseAct {
    package let name = "extend"
    package var reason: String
    package init(_ reason: String) { self.reason = Plain.text(reason) }
    package var issues: [Issue] { reason.count < 20 ? [Issue("text", "error.information_extension")] : [] }
    package func apply(to opened: inout OpenCase<InformationRequest>) throws {
        let calendar = opened.desk.calendar("regency")
        let days = InformationRequest.workflow.clock("extension")?.days(for: "*") ?? 17
        opened.record.dueAt = calendar.due(after: opened.record.receivedAt, workingDays: days)
        try opened.write(reason)
    }
}

/// The written notice: whether the information is given, and where; or the law by which it is not.
package struct AnswerRequest: CaseAct {
    package let name = "answer"
    package var outcome: InformationRequest.Outcome
    package var text: String
    /// Article by which it is refused, wholly or partly.
    package var basis: String

    package init(_ outcome: InformationRequest.Outcome, text: String, basis: String = "") {
        self.outcome = outcome
        self.text = Plain.text(text)
        self.basis = Plain.line(basis)
    }

    package var issues: [Issue] {
        var issues: [Issue] = []
        if outcome == .withdrawn { issues.append(Issue("outcome", "error.information_outcome")) }
        if !(20...20_000).contains(text.count) { issues.append(Issue("text", "error.information_notice")) }
        if [.refused, .partly].contains(outcome), basis.count < 5 { issues.append(Issue("basis", "error.information_basis")) }
        return issues
    }

    package func apply(to opened: inout OpenCase<InformationRequest>) throws {
        let calendar = opened.desk.calendar("regency")
        opened.record.outcome = outcome
        opened.record.answeredAt = opened.now
        opened.record.isInTime = opened.now <= opened.record.dueAt
        opened.record.workingDays = calendar.workingDays(from: opened.record.receivedAt, to: opened.now)
        opened.visibility = .open
        opened.details["outcome"] = outcome.rawValue
        try opened.write(basis.isEmpty ? text : "\(text)\n\n\(basis)")
    }
}

/// The applicant objects to the notice, within thirty working days (art. 36 (1)).
package struct ObjectToAnswer: CaseAct {
    /// Working days after the notice in which she may.
    package static let days = 30
    package let name = "object"
    package var reason: String
    package init(_ reason: String) { self.reason = Plain.text(reason) }
    package var issues: [Issue] { reason.count < 20 ? [Issue("text", "error.information_objection")] : [] }
    package func apply(to opened: inout OpenCase<InformationRequest>) throws {
        let calendar = opened.desk.calendar("regency")
        if let answered = opened.record.answeredAt, opened.now > calendar.due(after: answered, workingDays: ObjectToAnswer.days) {
            throw AppError.conflict("error.information_objection_late")
        }
        opened.record.objectedAt = opened.now
        try opened.write(reason)
    }
}

/// She objects because nobody has answered in time (art. 35 (1) d).
package struct ObjectToSilence: CaseAct {
    package let name = "object_late"
    package var reason: String
    package init(_ reason: String) { self.reason = Plain.text(reason) }
    package var issues: [Issue] { reason.count < 20 ? [Issue("text", "error.information_objection")] : [] }
    package func apply(to opened: inout OpenCase<InformationRequest>) throws {
        guard opened.now > opened.record.dueAt else { throw AppError.conflict("error.information_not_late") }
        opened.record.objectedAt = opened.now
        opened.record.isInTime = false
        try opened.write(reason)
    }
}

/// The superior of PPID decides on the objection.
package struct SettleObjection: CaseAct {
    package let name = "settle"
    package var text: String
    package init(_ text: String) { self.text = Plain.text(text) }
    package var issues: [Issue] { text.count < 20 ? [Issue("text", "error.information_notice")] : [] }
    package func apply(to opened: inout OpenCase<InformationRequest>) throws {
        opened.record.settledAt = opened.now
        try opened.write(text)
    }
}

/// She needs it no longer.
package struct WithdrawInformationRequest: CaseAct {
    package let name = "withdraw"
    package init() {}
    package func apply(to opened: inout OpenCase<InformationRequest>) throws { opened.record.outcome = .withdrawn }
}
