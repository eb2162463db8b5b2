import Catalogue
import Kernel
import Storage
import Work

extension ConflictReferee {
    /// The steward says which of two numbers holds, and why.
    /// - Parameter expecting: the version she saw.
    /// - Throws: `.notFound`, `.forbidden` for others than stewards, `.invalid` without a reason, `.conflict` when it is not open.
    package func rule(
        _ verdict: ValueConflict.Verdict, reason typed: String, on code: String, by actor: Actor, expecting version: Int? = nil
    ) async throws -> ValueConflict {
        guard let code = ShortCode.normalize(code) else { throw AppError.notFound }
        guard actor.may(.stewardData) else { throw actor.kind == .visitor ? AppError.unauthenticated : AppError.forbidden }
        let reason = Plain.text(typed)
        guard (20...2000).contains(reason.count) else { throw AppError.invalid("reason", "error.conflict_reason") }
        return try await desk.database.write { tx in
            guard var conflict = try tx.conflict(code: code) else { throw AppError.notFound }
            guard conflict.state != .vanished else { throw AppError.conflict("error.conflict_vanished") }
            if let version, version != conflict.version { throw AppError.conflict("error.changed_meanwhile") }
            conflict.state = .ruled
            conflict.verdict = verdict
            conflict.reason = reason
            conflict.ruledAt = world.now()
            conflict.ruledBy = actor.id
            try keep(&conflict, "conflict.ruled", by: actor, tx)
            try tx.closeObligations(of: conflict.reference, at: world.now())
            return conflict
        }
    }

    /// A conflict as far as somebody may see it, with its two datasets.
    /// - Throws: `.notFound` alike for a wrong code and for what is not hers to see.
    package func find(code typed: String, for actor: Actor) async throws -> (conflict: ValueConflict, first: Dataset, second: Dataset) {
        guard let code = ShortCode.normalize(typed) else { throw AppError.notFound }
        let found = try await desk.database.read { tx -> (ValueConflict, Dataset, Dataset)? in
            guard let conflict = try tx.conflict(code: code), let first = try tx.dataset(conflict.first.dataset),
                let second = try tx.dataset(conflict.second.dataset)
            else { return nil }
            return (conflict, first, second)
        }
        guard let found, ConflictReferee.maySee(found.1, found.2, actor) else { throw AppError.notFound }
        return found
    }

    /// Whether somebody may see what two datasets say differently: everybody where both are open, else stewards and those who may
    /// work on both.
    static func maySee(_ first: Dataset, _ second: Dataset, _ actor: Actor) -> Bool {
        ValueConflict.isPublic(first, second) || actor.may(.stewardData)
            || [first, second].allSatisfy { DatasetPolicy.mayWorkOn($0, actor) }
    }
}
