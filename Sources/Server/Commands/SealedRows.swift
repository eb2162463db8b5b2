import Citations
import Directory
import Kernel
import Reports
import Sharing
import Storage
import Web

/// A table whose rows are sealed under keys of the vault. A table that is missing here would be lost with the next rotation, so
/// a test compares this list with the schema.
struct SealedRows: Sendable {
    /// Rows that are sealed anew in one transaction.
    static let batch = 200

    let table: String
    /// How many rows are not under the current key.
    let left: @Sendable (Transaction, Vault) throws -> Int
    /// Seals some of them anew, those after a number; none where that cannot be done and they are waited for.
    let reseal: @Sendable (Transaction, Vault, _ after: String) throws -> Resealed

    static let all: [SealedRows] = [
        SealedRows(
            table: "report_identity",
            left: { try $0.count("SELECT count(*) FROM report_identity WHERE key <> \($1.current)") },
            reseal: { try $0.resealIdentities($1, after: $2, limit: batch) }),
        SealedRows(
            table: "information_applicant",
            left: { try $0.count("SELECT count(*) FROM information_applicant WHERE key <> \($1.current)") },
            reseal: { try $0.resealApplicants($1, after: $2, limit: batch) }),
        SealedRows(
            table: "signing_key",
            left: { try $0.count("SELECT count(*) FROM signing_key WHERE seal_key <> \($1.current)") },
            reseal: { try $0.resealSigningKeys($1, after: $2, limit: batch) }),
        SealedRows(
            table: "data_subscription",
            left: { try $0.count("SELECT count(*) FROM data_subscription WHERE key <> \($1.current)") },
            reseal: { try $0.resealSubscribers($1, after: $2, limit: batch) }),
        SealedRows(
            table: "webhook",
            left: { try $0.count("SELECT count(*) FROM webhook WHERE key <> \($1.current)") },
            reseal: { try $0.resealWebhooks($1, after: $2, limit: batch) }),
        SealedRows(
            table: "account",
            left: { try $0.count("SELECT count(*) FROM account WHERE totp_key <> \($1.current)") },
            reseal: { try $0.resealSecondSteps($1, after: $2, limit: batch) }),
        SealedRows(
            table: "idempotency",
            left: { try $0.count("SELECT count(*) FROM idempotency WHERE answer_key <> \($1.current) AND answer_key <> ''") },
            reseal: { try $0.resealAnswers($1, after: $2, limit: batch) }),
        SealedRows(
            table: "resumed_form",
            left: { try $0.count("SELECT count(*) FROM resumed_form WHERE content_key <> \($1.current)") },
            reseal: { _, _, _ in Resealed() }),
    ]
}

extension Database {
    /// Seals everything anew that is not under the vault's current key.
    /// - Returns: how many rows were sealed, the tables that still have rows under an older key that opens them, and table and
    ///   number of each row that no key opens.
    func resealAll(_ vault: Vault, at now: Instant) async throws -> (sealed: Int, left: [String], lost: [String]) {
        try await write { tx in try tx.forgetResumedForms(at: now) }
        var (count, left, lost) = (0, [String](), [String]())
        for rows in SealedRows.all {
            var after = ""
            var unopened = 0
            while true {
                let some = try await write { [after] tx in try rows.reseal(tx, vault, after) }
                count += some.sealed
                unopened += some.lost.count
                lost += some.lost.map { "\(rows.table) \($0)" }
                guard let last = some.last else { break }
                after = last
            }
            if try await read({ tx in try rows.left(tx, vault) }) > unopened { left.append(rows.table) }
        }
        return (count, left, lost)
    }
}
