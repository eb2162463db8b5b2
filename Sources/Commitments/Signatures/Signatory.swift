import Directory
import Kernel
import Storage
import Work

/// An office that is to sign a commitment, with who holds it.
package struct Signatory: CommitmentRecord, Equatable, Identifiable {
    package static let kind = "signatory"

    /// The office by which somebody signs.
    package enum Office: String, Sendable, CaseIterable {
        case regent
        case deputy
        case regionalSecretary = "regional_secretary"
        case agencyHead = "agency_head"
        /// BUMD.
        case enterprise
        case hospital
        case subdistrict
        case village
        /// Of a ministry or the province, where the agreement is with them.
        case counter

        package var label: TextKey { TextKey("signatory.office.\(rawValue)") }

        /// By which the head of an agency signs.
        init(head kind: Agency.Kind) {
            self =
                switch kind {
                case .hospital: .hospital
                case .regionalEnterprise: .enterprise
                case .subdistrict: .subdistrict
                case .village, .urbanVillage: .village
                case .secretariat, .inspectorate, .agency, .board, .unit, .publicHealthCentre, .technicalUnit: .agencyHead
                }
        }
    }

    /// Whether this office has signed.
    package enum State: String, Sendable, CaseIterable { case waiting, signed }

    package var id: Identifier<Signatory>
    package var commitment: Identifier<Commitment>
    package var position: Int
    package var office: Office
    /// The office as the text names it, such as `Kepala Dinas Kesehatan`.
    package var officeTitle: String
    package var agency: String?
    /// Of a counter-signatory: the ministry or province.
    package var institution: String?
    /// Who holds the office; once signed, who held it then.
    package var account: String
    package var name: String
    package var state = State.waiting
    package var provider: String?
    package var signedAt: Instant?
    package var keyID: String?
    /// What was signed, as one canonical text; see ``SignatureDeed``.
    package var deed: String?
    package var signature: [UInt8]?
    /// Of a certified signature: the provider's own number, and the hash of the signed file.
    package var documentID: String?
    package var fileHash: String?
    package var updatedAt: Instant
    package var version = 1

    package init(
        id: Identifier<Signatory>, commitment: Identifier<Commitment>, position: Int, draft: SignatoryDraft, name: String, at now: Instant
    ) {
        self.id = id
        self.commitment = commitment
        self.position = position
        office = draft.office
        officeTitle = draft.title
        agency = draft.agency
        institution = draft.institution
        account = draft.account
        self.name = name
        updatedAt = now
    }

    package init(row: Row) {
        id = row.id("id")
        commitment = row.id("commitment_id")
        position = row.int("position")
        office = Office(rawValue: row.text("office")) ?? .agencyHead
        officeTitle = row.text("title")
        agency = row.textIfAny("agency_id")
        institution = row.textIfAny("institution")
        account = row.textIfAny("account_id") ?? ""
        name = row.text("name")
        state = State(rawValue: row.text("state")) ?? .waiting
        provider = row.textIfAny("provider")
        signedAt = row.instantIfAny("signed_at")
        keyID = row.textIfAny("key_id")
        deed = row.textIfAny("deed")
        signature = row.bytesIfAny("signature")
        documentID = row.textIfAny("document_id")
        fileHash = row.textIfAny("file_hash")
        updatedAt = row.instant("updated_at")
        version = row.int("version")
    }

    package var key: String { id.text }
    package var holder: String? { agency }
    package var title: String { officeTitle }
    package var columns: [(name: String, value: Value)] {
        [
            ("commitment_id", commitment.value), ("position", position.value), ("office", office.rawValue.value),
            ("title", officeTitle.value), ("agency_id", agency.value), ("institution", institution.value), ("account_id", account.value),
            ("name", name.value), ("state", state.rawValue.value), ("provider", provider.value), ("signed_at", signedAt.value),
            ("key_id", keyID.value), ("deed", deed.value), ("signature", signature.value), ("document_id", documentID.value),
            ("file_hash", fileHash.value), ("updated_at", updatedAt.value),
        ]
    }
}

/// Who is to sign for which office.
package struct SignatoryDraft: Sendable, Equatable {
    package var office: Signatory.Office
    package var title: String
    package var agency: String?
    package var institution: String?
    package var account: String

    package init(_ office: Signatory.Office, title: String, agency: String? = nil, institution: String? = nil, account: String) {
        self.office = office
        self.title = Plain.line(title)
        self.agency = agency
        self.institution = institution.map(Plain.line).flatMap { $0.isEmpty ? nil : $0 }
        self.account = account
    }

    var issues: [Issue] {
        var issues: [Issue] = []
        if title.isEmpty { issues.append(Issue("title", "error.missing")) }
        if title.count > 200 { issues.append(Issue("title", Message("error.too_long", ["max": "200", "length": "\(title.count)"]))) }
        if office == .counter, institution == nil { issues.append(Issue("institution", "error.missing")) }
        if office != .counter, agency == nil { issues.append(Issue("agency", "error.missing")) }
        return issues
    }
}

extension Transaction {
    /// Those who sign a commitment, in the order of the text.
    package func signatories(of commitment: Identifier<Commitment>) throws -> [Signatory] {
        try rows("SELECT * FROM signatory WHERE commitment_id = \(commitment) ORDER BY position, id").map(Signatory.init(row:))
    }
}
