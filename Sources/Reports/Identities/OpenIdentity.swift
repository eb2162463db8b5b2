import Kernel
import Storage
import Work

extension ReportDesk {
    /// Opens a reporter's identity for somebody who must reach her. The reason is kept for good and the reporter sees it.
    /// - Returns: `nil` when the reporter left no identity; nothing is recorded then.
    package func openIdentity(of id: Identifier<Report>, by actor: Actor, reason: String) async throws -> ReporterIdentity? {
        try await database.write { tx in try openIdentity(of: id, by: actor, reason: reason, in: tx) }
    }

    /// As ``openIdentity(of:by:reason:)``, within a transaction that does more.
    func openIdentity(of id: Identifier<Report>, by actor: Actor, reason typed: String, in tx: Transaction) throws -> ReporterIdentity? {
        let reason = Plain.line(typed)
        guard reason.count >= 10 else { throw AppError.invalid("reason", "error.reason_too_short") }
        guard let report = try tx.report(id), ReportPolicy.mayWorkOn(report, actor) else { throw AppError.notFound }
        guard ReportPolicy.mayOpenIdentity(of: report, actor) else { throw AppError.forbidden }
        guard let identity = try tx.identity(of: id, vault) else { return nil }
        try tx.run(
            """
            INSERT INTO identity_access (id, report_id, account_id, agency_id, reason, at)
            VALUES (\(world.newID(IdentityAccess.self)), \(id), \(actor.id), \(agencyActing(actor, report)), \(reason), \(world.now()))
            """)
        let subject = Reference("report_identity", id)
        try tx.record(
            Event(
                "identity.opened", of: subject, sequence: tx.nextSequence(of: subject), by: actor, in: world,
                agency: agencyActing(actor, report), visibility: .party,
                digest: IdentityAccess.digest(try tx.identityAccesses(of: id))))
        return identity
    }
}
