import Directory
import Kernel
import Storage
import Work

/// What a citizen asks for, and who she is.
package struct SubmitInformationRequest: Sendable {
    package var wanted: String
    package var purpose: String
    package var delivery: InformationRequest.Delivery
    package var applicant: Applicant
    package var language: Language
    /// The report it is made of, where an officer converts one with the citizen's consent.
    package var source: Reference?
    /// Names this submission, so that sending it twice makes one request.
    package var clientKey: String?

    package init(
        wanted: String, purpose: String, delivery: InformationRequest.Delivery, applicant: Applicant, language: Language = .indonesian,
        source: Reference? = nil, clientKey: String? = nil
    ) {
        self.wanted = Plain.text(wanted)
        self.purpose = Plain.text(purpose)
        self.delivery = delivery
        self.applicant = applicant
        self.language = language
        self.source = source
        self.clientKey = clientKey
    }

    package var issues: [Issue] {
        var issues: [Issue] = []
        if !(20...5000).contains(wanted.count) { issues.append(Issue("wanted", "error.information_wanted")) }
        if !(10...2000).contains(purpose.count) { issues.append(Issue("purpose", "error.information_purpose")) }
        if !(2...200).contains(applicant.name.count) { issues.append(Issue("name", "error.required")) }
        if !(6...60).contains(applicant.identityNumber.count) { issues.append(Issue("identity", "error.information_identity")) }
        if applicant.mail.isEmpty, applicant.phone.isEmpty, applicant.address.isEmpty {
            issues.append(Issue("mail", "error.information_contact"))
        }
        if delivery == .mail, applicant.mail.isEmpty { issues.append(Issue("mail", "error.information_mail")) }
        return issues
    }
}

/// What an applicant gets: the number in the register, a code and the secret of her link.
package struct InformationReceipt: Sendable, Equatable {
    package var code: String
    package var secret: String
    package var registerNumber: String
    package var dueAt: Instant
}

extension CaseDesk {
    /// Receives a request for information: register number, sealed applicant, clock, work list and event in one transaction.
    /// - Throws: `.invalid` with every field to mend; `.forbidden` when somebody else than PPID would convert a report.
    package func submit(_ act: SubmitInformationRequest, by actor: Actor) async throws -> InformationReceipt {
        guard act.issues.isEmpty else { throw AppError.invalid(act.issues) }
        if act.source != nil, !actor.may(.handleInformation) { throw AppError.forbidden }
        return try await database.write { tx in
            if let key = act.clientKey, let row = try tx.row("SELECT * FROM information_request WHERE client_key = \(key)") {
                return receipt(InformationRequest(row: row))
            }
            let now = world.now()
            let workflow = Workflow.informationRequest
            let year = now.parts(offsetHours: directory.offsetHours).day.civil.year
            let days = workflow.clock("answer")?.days(for: "*") ?? 10
            let request = InformationRequest(
                id: world.newID(), code: ShortCode.make(world.random(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }), year: year,
                number: try tx.nextInformationNumber(year: year), linkVersion: 1, state: workflow.initial,
                workflowVersion: workflow.version,
                version: 1, wanted: act.wanted, purpose: act.purpose, delivery: act.delivery, language: act.language, publicSubject: nil,
                agency: nil, source: act.source, receivedAt: now, updatedAt: now,
                dueAt: calendar("regency").due(after: now, workingDays: days),
                outcome: nil, answeredAt: nil, isInTime: nil, workingDays: nil, objectedAt: nil, settledAt: nil)
            try request.insert(tx)
            if let key = act.clientKey { try tx.run("UPDATE information_request SET client_key = \(key) WHERE id = \(request.id)") }
            try tx.insert(act.applicant, of: request.id, vault)
            try begin(request, clock: "answer", by: actor, details: act.source.map { ["source": $0.description] } ?? [:], tx)
            return receipt(request)
        }
    }

    private func receipt(_ request: InformationRequest) -> InformationReceipt {
        InformationReceipt(code: request.code, secret: secret(of: request), registerNumber: request.registerNumber, dueAt: request.dueAt)
    }
}
