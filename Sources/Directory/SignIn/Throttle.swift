import Kernel
import Storage

/// Slows down guessing: each failure for an account or from an address makes the next try wait longer.
///
/// Kept in the database, so that a restart forgets nothing. A try is counted before the password is looked at and taken back
/// when it was right: a hundred tries at once count as a hundred.
struct Throttle {
    enum Subject: Sendable {
        case account(String)
        case address(String)

        /// Failures that cost nothing: people mistype, and many share an office's address.
        var free: Int { if case .account = self { 5 } else { 30 } }
    }

    /// Longest wait in seconds. An attacker can make somebody wait that long but never lock them out.
    static let longestWait = 900.0
    /// Seconds after which failures are forgotten.
    static let memory = 86_400.0

    let vault: Vault
    let tx: Transaction

    /// Counts a try.
    /// - Throws: ``Kernel/AppError/tooMany(retryAfter:)`` while the wait after the last failure is not over.
    func begin(_ subjects: [Subject], now: Instant) throws {
        for subject in subjects {
            guard let row = try tx.row("SELECT failures, failed_at FROM sign_in_throttle WHERE key = \(key(subject))") else { continue }
            let since = now.seconds(since: row.instant("failed_at"))
            let wait = Throttle.wait(after: row.int("failures"), free: subject.free)
            if since < wait { throw AppError.tooMany(retryAfter: Int((wait - since).rounded(.up))) }
        }
        let forgotten = now.adding(seconds: -Throttle.memory)
        for subject in subjects {
            try tx.run(
                """
                INSERT INTO sign_in_throttle (key, failures, failed_at) VALUES (\(key(subject)), 1, \(now))
                ON CONFLICT (key) DO UPDATE SET failed_at = excluded.failed_at,
                    failures = CASE WHEN sign_in_throttle.failed_at < \(forgotten) THEN 1 ELSE sign_in_throttle.failures + 1 END
                """)
        }
    }

    /// Takes a try back that was right: the account starts afresh, the address loses this one try.
    func succeed(_ subjects: [Subject]) throws {
        for subject in subjects {
            if case .account = subject {
                try tx.run("DELETE FROM sign_in_throttle WHERE key = \(key(subject))")
            } else {
                try tx.run("UPDATE sign_in_throttle SET failures = failures - 1 WHERE key = \(key(subject)) AND failures > 0")
            }
        }
    }

    /// Removes what is forgotten anyway.
    static func purge(_ tx: Transaction, now: Instant) throws {
        try tx.run("DELETE FROM sign_in_throttle WHERE failed_at < \(now.adding(seconds: -Throttle.memory))")
    }

    /// Seconds to wait after so many failures: none, then 2, 4, 8 … up to ``longestWait``.
    static func wait(after failures: Int, free: Int) -> Double {
        guard failures >= free else { return 0 }
        return min(longestWait, Double(1 << min(failures - free + 1, 20)))
    }

    /// A keyed hash: what people type as their name is now and then their password.
    private func key(_ subject: Subject) -> String {
        switch subject {
        case .account(let name): "account:" + vault.fingerprint(name, purpose: "throttle.account")
        case .address(let address): "address:" + vault.fingerprint(address, purpose: "throttle.address")
        }
    }
}
