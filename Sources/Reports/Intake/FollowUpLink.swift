import Kernel
import Storage

extension ReportDesk {
    /// The secret of a report's follow-up link: 128 bits that only this installation can compute, so that it need not be
    /// kept anywhere and can be written into every message to the reporter.
    package func secret(of report: Report) -> String {
        vault.code(for: "\(report.id.text):\(report.linkVersion)", purpose: "report-link").withUnsafeBytes {
            base64URL(UnsafeRawBufferPointer(rebasing: $0.prefix(16)))
        }
    }

    /// The bearer of a follow-up link as an actor.
    /// - Throws: `.notFound` alike for a wrong code and a wrong secret.
    package func reporter(code: String, secret shown: String) async throws -> (report: Report, actor: Actor) {
        guard let code = ShortCode.normalize(code) else { throw AppError.notFound }
        guard let report = try await database.read({ tx in try tx.report(code: code) }), isEqual(secret(of: report), shown) else {
            throw AppError.notFound
        }
        return (report, Actor(kind: .reporter, id: report.id.text))
    }

    /// Compares without telling by its duration how much was right.
    private func isEqual(_ a: String, _ b: String) -> Bool {
        let a = Array(a.utf8)
        let b = Array(b.utf8)
        guard a.count == b.count else { return false }
        return zip(a, b).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
