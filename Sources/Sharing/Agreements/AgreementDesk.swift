import Catalogue
import Columns
import Directory
import Kernel
import Storage
import Synchronization
import Work

/// Where agencies agree on reading each other's restricted data, and what the catalogue's gate asks about it.
package struct AgreementDesk: Sendable {
    package let cases: CaseDesk
    let index: CatalogueIndex
    let files: VersionFiles
    let reach = ReachedRows()

    package init(cases: CaseDesk, index: CatalogueIndex, files: VersionFiles) {
        self.cases = cases
        self.index = index
        self.files = files
    }

    var world: World { cases.world }
    var directory: DirectoryIndex { cases.directory }

    /// What the gate asks: by which agreement, if any, somebody may read a table today. Asked of the database each time, so that an
    /// agreement that was ended opens nothing from that moment on. Whatever is unclear opens nothing.
    package var lookup: AgreementLookup {
        AgreementLookup { dataset, table, actor in
            guard actor.kind == .account || actor.kind == .client, actor.mayAnywhere(.useSharedData), dataset.access == .restricted else {
                return nil
            }
            let now = world.now()
            let found = try await cases.database.read { tx -> (Agreement, TableShape)? in
                // As the record says now: what is kept in memory may be some seconds old.
                guard let present = try tx.dataset(dataset.id), present.access == .restricted, present.state == .published else {
                    return nil
                }
                let mine = try tx.agreements(of: table, at: now).first { agreement in
                    agreement.dataset == present.id && agreement.owner == present.producer
                        && agreement.isInForce(at: now, offsetHours: directory.offsetHours)
                        && actor.may(.useSharedData, agency: agreement.user.text)
                }
                guard let mine, let version = try tx.distribution(table)?.currentVersion.flatMap({ try tx.datasetVersion($0) }) else {
                    return nil
                }
                return (mine, version.shape)
            }
            return found.flatMap { agreement, shape in agreement.terms.rule(shape, agreement: agreement.id.text) }
        }
    }

    /// The owner ends an agreement; the next reading is refused.
    @discardableResult
    package func revoke(_ code: String, reason typed: String, by actor: Actor, expecting version: Int? = nil) async throws -> Agreement {
        let reason = Plain.text(typed)
        return try await cases.database.write { tx in
            guard let code = ShortCode.normalize(code), var agreement = try tx.agreement(code: code), agreement.maySee(actor) else {
                throw AppError.notFound
            }
            guard actor.may(.decideSharing, agency: agreement.owner.text) else { throw AppError.forbidden }
            guard reason.count >= 20 else { throw AppError.invalid("reason", "error.access_reason") }
            guard agreement.endedAt == nil else { throw AppError.conflict("error.agreement_ended") }
            if let version, version != agreement.version { throw AppError.conflict("error.changed_meanwhile") }
            agreement.endedAt = world.now()
            agreement.ending = .revoked
            agreement.endReason = reason
            agreement.endedBy = actor.id
            try cases.keep(&agreement, "agreement.revoked", by: actor, tx)
            return agreement
        }
    }

    /// Days before the end at which both agencies are told.
    static let reminders = [30, 7, 1]

    /// Reminds of agreements that end soon and ends those whose time is up. Doing it twice changes nothing more.
    /// - Returns: how many were reminded of or ended.
    @discardableResult
    package func watch() async throws -> Int {
        let today = directory.today
        // Only those of which something is to be told: many that were told of must not keep others from their turn.
        let due = AgreementDesk.reminders.map { days -> SQL in
            "(until_on <= \(today.adding(days)) AND (reminded_days IS NULL OR reminded_days > \(days)))"
        }
        let near = try await cases.database.read { tx in
            try tx.rows(
                """
                SELECT * FROM agreement WHERE ended_at IS NULL AND (until_on < \(today) OR \(SQL.joined(due, separator: " OR ")))
                ORDER BY until_on, id LIMIT 500
                """
            ).map(Agreement.init(row:))
        }
        var done = 0
        for seen in near {
            let changed = try await cases.database.write { tx -> Bool in
                guard var agreement = try tx.agreement(seen.id.text), agreement.endedAt == nil else { return false }
                let left = agreement.untilOn.daysSinceEpoch - today.daysSinceEpoch
                if left < 0 {
                    agreement.endedAt = agreement.expiresAt(offsetHours: directory.offsetHours)
                    agreement.ending = .expired
                    try cases.keep(&agreement, "agreement.expired", by: .system, tx)
                    return true
                }
                guard let due = AgreementDesk.reminders.last(where: { left <= $0 }), agreement.remindedDays.map({ $0 > due }) ?? true else {
                    return false
                }
                agreement.remindedDays = due
                try cases.keep(&agreement, "agreement.reminded", by: .system, details: ["days": "\(left)"], tx)
                return true
            }
            if changed { done += 1 }
        }
        return done
    }
}

/// How many rows terms open of a version, counted once.
final class ReachedRows: Sendable {
    private let known = Mutex<[String: Int]>([:])

    func count(_ key: String, _ count: () throws -> Int) rethrows -> Int {
        if let known = known.withLock({ $0[key] }) { return known }
        let counted = try count()
        known.withLock { known in
            if known.count > 2000 { known.removeAll() }
            known[key] = counted
        }
        return counted
    }
}
