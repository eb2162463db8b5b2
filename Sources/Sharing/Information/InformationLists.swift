import Directory
import Kernel
import Storage
import Work

/// What everybody may know of a request: number, day, subject as PPID wrote it, state and outcome. Made by this one rule, which leaves
/// out the applicant, her words and the notice.
package struct RegisterEntry: Sendable, Equatable {
    package var id: String
    package var number: String
    package var receivedAt: Instant
    /// `nil` until PPID has described it.
    package var subject: String?
    package var state: String
    package var agency: Identifier<Agency>?
    package var dueAt: Instant
    package var outcome: InformationRequest.Outcome?
    package var workingDays: Int?
    package var isInTime: Bool?

    init(_ request: InformationRequest) {
        id = request.id.text
        number = request.registerNumber
        receivedAt = request.receivedAt
        subject = request.publicSubject
        state = request.state
        agency = request.agency
        dueAt = request.dueAt
        outcome = request.outcome
        workingDays = request.workingDays
        isInTime = request.isInTime
    }
}

/// A request with everything its page shows.
package struct InformationFile: Sendable {
    package var request: InformationRequest
    package var notes: [CaseNote]
    package var events: [Event]
    package var clocks: [Clock]
    package var accesses: [ApplicantAccess]
    /// Acts that are the reader's now.
    package var acts: Set<String>
}

extension CaseDesk {
    package func register(year: Int? = nil, before: String? = nil, limit: Int) async throws -> [RegisterEntry] {
        try await database.read { tx in try tx.informationRequests(year: year, before: before, limit: limit).map(RegisterEntry.init) }
    }

    /// - Throws: `.notFound` alike for a wrong code and for what is not the actor's to see.
    package func informationFile(code typed: String, for actor: Actor) async throws -> InformationFile {
        guard let code = ShortCode.normalize(typed) else { throw AppError.notFound }
        return try await database.read { tx in
            guard let request = try tx.informationRequest(code: code), request.maySee(actor) else { throw AppError.notFound }
            let isApplicant = request.isApplicant(actor)
            let acts = try workflow(InformationRequest.self, request.workflowVersion, tx).acts(in: request.state).filter {
                request.may($0, actor)
            }
            return InformationFile(
                request: request, notes: try tx.notes(of: request.reference).filter { !isApplicant || $0.visibility != .internal },
                events: try tx.events(of: request.reference).filter { !isApplicant || $0.visibility != .internal },
                clocks: try tx.clocks(of: request.reference), accesses: try tx.applicantAccesses(of: request.id),
                acts: Set(acts.map(\.name)))
        }
    }

    /// Requests somebody works on, the newest first.
    package func informationRequests(for actor: Actor, before: String? = nil, limit: Int) async throws -> [InformationRequest] {
        let isOffice = actor.may(.handleInformation) || actor.may(.settleInformation)
        let agencies = isOffice ? nil : actor.agencies(for: .answerInformation)
        return try await database.read { tx in
            try tx.informationRequests(agencies: agencies, before: before, limit: limit).filter { $0.maySee(actor) }
        }
    }
}
