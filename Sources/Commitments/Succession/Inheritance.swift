import Foundation
import Kernel
import Storage
import Work

/// What a successor in office says to the pledges somebody else signed.
package struct Inheritance: CommitmentRecord, Equatable, Identifiable {
    package static let kind = "inheritance"

    /// What the successor says of the pledges that came with the office.
    package enum Decision: String, Sendable, CaseIterable {
        /// Named, and not decided yet.
        case pending
        case accepted
        /// Some pledges are not taken over as they are; which and why stands beside them.
        case contested

        package var label: TextKey { TextKey("inheritance.decision.\(rawValue)") }
    }

    package var id: Identifier<Inheritance>
    package var commitment: Identifier<Commitment>
    package var signatory: Identifier<Signatory>
    package var account: String
    package var agency: String?
    package var name: String
    package var decision = Decision.pending
    /// Codes of the contested clauses.
    package var contested: [String] = []
    package var text = ""
    package var namedBy: String
    package var namedAt: Instant
    package var decidedAt: Instant?
    package var version = 1

    init(
        id: Identifier<Inheritance>, of signatory: Signatory, account: String, name: String, by author: String, at now: Instant
    ) {
        self.id = id
        commitment = signatory.commitment
        self.signatory = signatory.id
        self.account = account
        agency = signatory.agency
        self.name = name
        namedBy = author
        namedAt = now
    }

    package init(row: Row) {
        id = row.id("id")
        commitment = row.id("commitment_id")
        signatory = row.id("signatory_id")
        account = row.text("account_id")
        agency = row.textIfAny("agency_id")
        name = row.text("name")
        decision = Decision(rawValue: row.text("decision")) ?? .pending
        contested = TextList.read(row.text("contested"))
        text = row.text("text")
        namedBy = row.text("named_by")
        namedAt = row.instant("named_at")
        decidedAt = row.instantIfAny("decided_at")
        version = row.int("version")
    }

    package var key: String { id.text }
    package var holder: String? { agency }
    package var title: String { name }
    package var columns: [(name: String, value: Value)] {
        [
            ("commitment_id", commitment.value), ("signatory_id", signatory.value), ("account_id", account.value),
            ("agency_id", agency.value), ("name", name.value), ("decision", decision.rawValue.value),
            ("contested", .json(TextList.write(contested))), ("text", text.value), ("named_by", namedBy.value), ("named_at", namedAt.value),
            ("decided_at", decidedAt.value),
        ]
    }
}

/// Lists of texts in `jsonb` columns.
enum TextList {
    static func read(_ json: String) -> [String] { (try? JSONDecoder().decode([String].self, from: Data(json.utf8))) ?? [] }
    static func write(_ texts: [String]) -> String {
        // Force: a list of texts can always be written.
        String(decoding: try! JSONEncoder().encode(texts), as: UTF8.self)
    }
}

extension Transaction {
    package func inheritances(of commitment: Identifier<Commitment>) throws -> [Inheritance] {
        try rows("SELECT * FROM inheritance WHERE commitment_id = \(commitment) ORDER BY named_at, id").map(Inheritance.init(row:))
    }
}
