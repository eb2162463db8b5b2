import Foundation
import Kernel
import Storage
import Work

/// Who sent a report: kept apart from it, sealed, and opened only with a reason that the reporter can read.
package struct ReporterIdentity: Codable, Sendable, Equatable {
    package var name: String
    package var phone: String
    package var mail: String
    /// NIK, 16 digits; asked only in categories about officials (kind oversight), and never required.
    package var nationalID: String

    package init(name: String = "", phone: String = "", mail: String = "", nationalID: String = "") {
        self.name = name
        self.phone = phone
        self.mail = mail
        self.nationalID = nationalID
    }

    /// The statement that keeps it, sealed for one report.
    func insertion(of report: Identifier<Report>, _ vault: Vault, at now: Instant) -> SQL {
        let plain = flatJSONBytes(pairs: [("mail", mail), ("name", name), ("nationalID", nationalID), ("phone", phone)])
        let sealed = vault.seal(plain, context: "report_identity:" + report.text)
        return ReporterIdentity.row.of([report.value, sealed.key.value, sealed.bytes.value, (!mail.isEmpty).value, now.value])
    }

    /// The detail by which the first event of a report says that one was left, and nothing of it: so that its row cannot be taken away
    /// unnoticed.
    static let detail = "identity"

    /// Its value where no address for mail is among it; earlier versions do not tell these apart.
    static let withoutMail = "without_mail"

    private static let row = RowStatement.insert(into: "report_identity", ["report_id", "key", "sealed", "has_mail", "created_at"])

    package var isEmpty: Bool { name.isEmpty && phone.isEmpty && mail.isEmpty && nationalID.isEmpty }
}

/// One opening of an identity, shown to the reporter on her follow-up page.
package struct IdentityAccess: Sendable, Equatable {
    package var at: Instant
    package var account: String
    package var agency: String?
    package var reason: String
}

extension Transaction {
    func insert(_ identity: ReporterIdentity, of report: Identifier<Report>, _ vault: Vault, at now: Instant) throws {
        try run(identity.insertion(of: report, vault, at: now))
    }

    func identity(of report: Identifier<Report>, _ vault: Vault) throws -> ReporterIdentity? {
        guard let row = try row("SELECT key, sealed FROM report_identity WHERE report_id = \(report)") else { return nil }
        let bytes = try vault.open(Vault.Sealed(key: row.text("key"), bytes: row.bytes("sealed")), context: "report_identity:\(report)")
        return try JSONDecoder().decode(ReporterIdentity.self, from: Data(bytes))
    }

    /// Who opened a report's identity, first things first.
    func identityAccesses(of report: Identifier<Report>) throws -> [IdentityAccess] {
        try rows("SELECT * FROM identity_access WHERE report_id = \(report) ORDER BY id").map {
            IdentityAccess(
                at: $0.instant("at"), account: $0.text("account_id"), agency: $0.textIfAny("agency_id"), reason: $0.text("reason"))
        }
    }

    /// Seals up to `limit` identities anew that are not yet under the current key.
    /// - Parameter after: number of the last row looked at before.
    package func resealIdentities(_ vault: Vault, after: String, limit: Int) throws -> Resealed {
        let old = try rows(
            """
            SELECT report_id AS id, key, sealed FROM report_identity WHERE key <> \(vault.current) AND report_id > \(after)
            ORDER BY report_id LIMIT \(limit)
            """)
        return try Resealed(old, in: vault, context: { "report_identity:\($0.text("id"))" }) { row, sealed in
            try run("UPDATE report_identity SET key = \(sealed.key), sealed = \(sealed.bytes) WHERE report_id = \(row.text("id"))")
        }
    }
}
