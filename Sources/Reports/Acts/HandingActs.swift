import Kernel
import Storage
import Work

/// Triage gives the case to an agency.
package struct AssignReport: ReportAct {
    package let name: String
    package var agency: String
    /// For the agency only.
    package var message: String

    /// - Parameter isOutside: the matter lies with an authority outside; the agency goes on asking there and says when it is done.
    package init(agency: String, message: String = "", isOutside: Bool = false) {
        name = isOutside ? "entrust" : "assign"
        self.agency = agency
        self.message = Plain.text(message)
    }

    package func issues(_ needs: [Workflow.Need]) -> [Issue] { agency.isEmpty ? [Issue("agency", "error.choose")] : [] }

    package func apply(to reportCase: inout ReportCase) throws {
        try reportCase.give(to: agency)
        reportCase.visibility = .open
        if !message.isEmpty { try reportCase.write(message, visibility: .internal) }
    }
}

/// The coordinator rules who has a case that two agencies returned; the ruling is accepted work at once.
package struct RuleOnReport: ReportAct {
    package let name = "rule"
    package var agency: String
    package var text: String

    package init(agency: String, text: String) {
        self.agency = agency
        self.text = Plain.text(text)
    }

    package func issues(_ needs: [Workflow.Need]) -> [Issue] {
        (agency.isEmpty ? [Issue("agency", "error.choose")] : []) + (text.isEmpty ? [Issue("text", "error.required")] : [])
    }

    package func apply(to reportCase: inout ReportCase) throws {
        try reportCase.give(to: agency)
        reportCase.visibility = .open
        try reportCase.write(text, visibility: .internal)
    }
}

/// Triage hands the matter to an authority outside of the regency's agencies (the province, PLN, SP4N-LAPOR!). An agency of the
/// regency keeps asking: a matter that is nobody's here would never come to an end.
package struct ReferReport: ReportAct {
    package let name = "refer"
    package var authority: String
    /// The agency that keeps asking; needed where none has the case yet.
    package var agency: String
    /// Its number there, if it gave one.
    package var number: String
    package var text: String

    package init(authority: String, number: String, text: String, agency: String = "") {
        self.authority = Plain.line(authority)
        self.agency = agency
        self.number = Plain.line(number)
        self.text = Plain.text(text)
    }

    package func issues(_ needs: [Workflow.Need]) -> [Issue] {
        (authority.isEmpty ? [Issue("authority", "error.required")] : []) + (text.isEmpty ? [Issue("text", "error.required")] : [])
    }

    package func apply(to reportCase: inout ReportCase) throws {
        if !agency.isEmpty {
            try reportCase.give(to: agency)
        } else if reportCase.report.agency == nil {
            throw AppError.invalid("agency", "error.choose")
        }
        reportCase.visibility = .open
        let code = number.isEmpty ? authority : "\(authority) (\(number))"
        try reportCase.write(text, visibility: .open, publicly: text, code: code)
    }
}

extension ReportCase {
    /// Hands the case to an agency that exists, and the checking of it to the village of the place.
    mutating func give(to agency: String) throws {
        guard desk.ground.isAgency(agency) else { throw AppError.invalid("agency", "error.no_such_agency") }
        report.agency = agency
        report.checker = report.disclosure == .confidential ? nil : report.place.village.flatMap(desk.ground.agencyOfRegion)
        details["agency"] = agency
    }
}
