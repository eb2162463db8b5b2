import Catalogue
import Directory
import Kernel
import Storage
import Work

/// A request with what pages show beside it.
package struct RequestFile: Sendable {
    package var request: AccessRequest
    package var dataset: Dataset
    package var table: Distribution
    package var version: DatasetVersion?
    package var notes: [CaseNote]
    package var events: [Event]
    package var clocks: [Clock]
    /// The agreement that was made of it, and the one it would renew.
    package var agreement: Agreement?
    package var renewed: Agreement?
}

/// An agreement with what pages show beside it.
package struct AgreementFile: Sendable {
    package var agreement: Agreement
    package var dataset: Dataset
    package var table: Distribution
    package var request: AccessRequest?
}

extension AgreementDesk {
    /// Who may have anything to do with sharing here.
    static let readers: [Permission] = [.decideSharing, .requestData, .useSharedData]

    /// - Throws: `.notFound` alike for a wrong code and for what is not the actor's to see.
    package func file(ofRequest typed: String, for actor: Actor) async throws -> RequestFile {
        guard let code = ShortCode.normalize(typed) else { throw AppError.notFound }
        return try await cases.database.read { tx in
            guard let request = try tx.accessRequest(code: code), request.maySee(actor), let dataset = try tx.dataset(request.dataset),
                let table = try tx.distribution(request.table)
            else { throw AppError.notFound }
            let made = try tx.row("SELECT * FROM agreement WHERE request_id = \(request.id)").map(Agreement.init(row:))
            return RequestFile(
                request: request, dataset: dataset, table: table, version: try table.currentVersion.flatMap { try tx.datasetVersion($0) },
                notes: try tx.notes(of: request.reference), events: try tx.events(of: request.reference),
                clocks: try tx.clocks(of: request.reference), agreement: made,
                renewed: try request.renews.flatMap { try tx.agreement($0.text) })
        }
    }

    package func file(ofAgreement typed: String, for actor: Actor) async throws -> AgreementFile {
        guard let code = ShortCode.normalize(typed) else { throw AppError.notFound }
        return try await cases.database.read { tx in
            guard let agreement = try tx.agreement(code: code), agreement.maySee(actor), let dataset = try tx.dataset(agreement.dataset),
                let table = try tx.distribution(agreement.table)
            else { throw AppError.notFound }
            return AgreementFile(
                agreement: agreement, dataset: dataset, table: table, request: try AccessRequest.find(agreement.request.text, tx))
        }
    }

    /// The agencies whose requests and agreements somebody may see; `nil` for all.
    func scope(_ actor: Actor) -> Set<String>? { actor.may(.inspectSharing) ? nil : actor.agencies(forAny: AgreementDesk.readers) }

    package func requests(for actor: Actor, before: String? = nil, limit: Int) async throws -> [RequestFile] {
        let scope = scope(actor)
        return try await cases.database.read { tx in
            try tx.accessRequests(agencies: scope, before: before, limit: limit).compactMap { request in
                guard request.maySee(actor), let dataset = try tx.dataset(request.dataset), let table = try tx.distribution(request.table)
                else { return nil }
                return RequestFile(
                    request: request, dataset: dataset, table: table, notes: [], events: [], clocks: try tx.clocks(of: request.reference))
            }
        }
    }

    package func agreements(for actor: Actor, before: String? = nil, limit: Int) async throws -> [AgreementFile] {
        let scope = scope(actor)
        return try await cases.database.read { tx in
            try tx.agreements(agencies: scope, before: before, limit: limit).compactMap { agreement in
                guard agreement.maySee(actor), let dataset = try tx.dataset(agreement.dataset),
                    let table = try tx.distribution(agreement.table)
                else { return nil }
                return AgreementFile(agreement: agreement, dataset: dataset, table: table)
            }
        }
    }
}
