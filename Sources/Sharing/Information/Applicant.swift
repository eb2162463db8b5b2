import Crypto
import Foundation
import Kernel
import Storage
import Work

/// Who asked for information: kept apart from the request, sealed, and opened only with a reason that the applicant can read.
package struct Applicant: Codable, Sendable, Equatable {
    package var name: String
    package var address: String
    package var phone: String
    package var mail: String
    /// Number of the identity card or, of a legal entity, of its deed; the law asks for it.
    package var identityNumber: String

    package init(name: String, address: String = "", phone: String = "", mail: String = "", identityNumber: String = "") {
        self.name = name
        self.address = address
        self.phone = phone
        self.mail = mail
        self.identityNumber = identityNumber
    }

    fileprivate static func context(_ id: String) -> String { "information_applicant:\(id)" }
}

/// One opening of an applicant's identity.
package struct ApplicantAccess: Sendable, Equatable {
    package var at: Instant
    package var account: String
    package var reason: String
}

extension Transaction {
    func insert(_ applicant: Applicant, of request: Identifier<InformationRequest>, _ vault: Vault) throws {
        let plain = flatJSON([
            "name": applicant.name, "address": applicant.address, "phone": applicant.phone, "mail": applicant.mail,
            "identityNumber": applicant.identityNumber,
        ])
        let sealed = vault.seal(plain.utf8, context: Applicant.context(request.text))
        try run(
            """
            INSERT INTO information_applicant (request_id, key, sealed, has_mail)
            VALUES (\(request), \(sealed.key), \(sealed.bytes), \(!applicant.mail.isEmpty))
            """)
    }

    func applicant(of request: Identifier<InformationRequest>, _ vault: Vault) throws -> Applicant? {
        guard let row = try row("SELECT key, sealed FROM information_applicant WHERE request_id = \(request)") else { return nil }
        let sealed = Vault.Sealed(key: row.text("key"), bytes: row.bytes("sealed"))
        return try JSONDecoder().decode(Applicant.self, from: Data(try vault.open(sealed, context: Applicant.context(request.text))))
    }

    /// Who opened an identity, first things first.
    func applicantAccesses(of request: Identifier<InformationRequest>) throws -> [ApplicantAccess] {
        try rows("SELECT * FROM applicant_access WHERE request_id = \(request) ORDER BY id").map {
            ApplicantAccess(at: $0.instant("at"), account: $0.text("account_id"), reason: $0.text("reason"))
        }
    }

    /// Seals up to `limit` applicants anew that are not yet under the current key.
    /// - Parameter after: number of the last row looked at before.
    package func resealApplicants(_ vault: Vault, after: String, limit: Int) throws -> Resealed {
        let old = try rows(
            """
            SELECT request_id AS id, key, sealed FROM information_applicant WHERE key <> \(vault.current) AND request_id > \(after)
            ORDER BY request_id LIMIT \(limit)
            """)
        return try Resealed(old, in: vault, context: { Applicant.context($0.text("id")) }) { row, sealed in
            try run("UPDATE information_applicant SET key = \(sealed.key), sealed = \(sealed.bytes) WHERE request_id = \(row.text("id"))")
        }
    }
}

extension CaseDesk {
    /// Opens who asked, for somebody who works on the request. The reason is kept for good and the applicant sees it.
    package func openApplicant(of id: Identifier<InformationRequest>, by actor: Actor, reason typed: String) async throws -> Applicant? {
        let reason = Plain.line(typed)
        guard reason.count >= 10 else { throw AppError.invalid("reason", "error.information_reason") }
        return try await database.write { tx in
            guard let request = try InformationRequest.find(id.text, tx), request.maySee(actor), !request.isApplicant(actor) else {
                throw AppError.notFound
            }
            guard let applicant = try tx.applicant(of: id, vault) else { return nil }
            try tx.run(
                """
                INSERT INTO applicant_access (id, request_id, account_id, reason, at)
                VALUES (\(world.newID(Applicant.self)), \(id), \(actor.id), \(reason), \(world.now()))
                """)
            let subject = Reference("information_applicant", id)
            let accesses = try tx.applicantAccesses(of: id)
            try tx.record(
                Event(
                    "applicant.opened", of: subject, sequence: try tx.nextSequence(of: subject), by: actor, in: world,
                    agency: request.holder,
                    visibility: .party,
                    digest: Seal.digest(accesses.flatMap { [$0.at.description, $0.account, $0.reason] })))
            return applicant
        }
    }

    /// The secret of the link by which an applicant follows her request: 128 bits that only this installation can compute.
    package func secret(of request: InformationRequest) -> String {
        let code = HMAC<SHA256>.authenticationCode(
            for: Data("\(request.id):\(request.linkVersion)".utf8), using: vault.key(for: "information-link"))
        return base64URL(Array(code).prefix(16))
    }

    /// The bearer of the link as an actor.
    /// - Throws: `.notFound` alike for a wrong code and a wrong secret.
    package func applicant(code: String, secret shown: String) async throws -> (request: InformationRequest, actor: Actor) {
        guard let code = ShortCode.normalize(code),
            let request = try await database.read({ tx in try tx.informationRequest(code: code) }),
            isEqual(secret(of: request), shown)
        else { throw AppError.notFound }
        return (request, Actor(kind: .reporter, id: request.id.text))
    }

    /// Compares without telling by its duration how much was right.
    private func isEqual(_ a: String, _ b: String) -> Bool {
        guard a.utf8.count == b.utf8.count else { return false }
        return zip(a.utf8, b.utf8).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
