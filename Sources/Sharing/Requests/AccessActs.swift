import Catalogue
import Directory
import Kernel
import Storage
import Work

/// The owner asks back.
package struct AskAboutRequest: CaseAct {
    package let name = "ask"
    package var text: String
    package init(_ text: String) { self.text = Plain.text(text) }
    package var issues: [Issue] { text.count < 5 ? [Issue("text", "error.required")] : [] }
    package func apply(to opened: inout OpenCase<AccessRequest>) throws { try opened.write(text) }
}

/// The agency that asks answers the owner's question.
package struct ReplyOnRequest: CaseAct {
    package let name = "reply"
    package var text: String
    package init(_ text: String) { self.text = Plain.text(text) }
    package var issues: [Issue] { text.count < 5 ? [Issue("text", "error.required")] : [] }
    package func apply(to opened: inout OpenCase<AccessRequest>) throws { try opened.write(text) }
}

/// The owner says no, and why.
package struct RefuseAccess: CaseAct {
    package let name = "refuse"
    package var reason: String
    package init(_ reason: String) { self.reason = Plain.text(reason) }
    package var issues: [Issue] { reason.count < 20 ? [Issue("text", "error.access_reason")] : [] }
    package func apply(to opened: inout OpenCase<AccessRequest>) throws {
        opened.record.decidedAt = opened.now
        opened.record.decidedBy = opened.actor.id
        try opened.write(reason)
    }
}

/// The agency that asks needs it no longer.
package struct WithdrawRequest: CaseAct {
    package let name = "withdraw"
    package init() {}
    package func apply(to opened: inout OpenCase<AccessRequest>) throws {}
}

/// The owner grants it under terms; from this moment the gate goes by them.
package struct GrantAccess: CaseAct {
    package let name = "grant"
    package var terms: Terms
    package var until: Day
    package var note: String

    package init(_ terms: Terms, until: Day, note: String = "") {
        self.terms = terms
        self.until = until
        self.note = Plain.text(note)
    }

    package func apply(to opened: inout OpenCase<AccessRequest>) throws {
        let request = opened.record
        guard let table = try opened.tx.distribution(request.table), let dataset = try opened.tx.dataset(request.dataset),
            let version = try table.currentVersion.flatMap({ try opened.tx.datasetVersion($0) })
        else { throw AppError.notFound }
        guard dataset.access == .restricted, dataset.state == .published else { throw AppError.conflict("error.access_not_restricted") }
        let issues = terms.issues(version.shape) + AgreementDesk.issues(until: until, opened.desk.directory.today)
        guard issues.isEmpty else { throw AppError.invalid(issues) }
        opened.record.decidedAt = opened.now
        opened.record.decidedBy = opened.actor.id
        if !note.isEmpty { try opened.write(note) }
        // What it renews ends where it begins, so that nobody reads under two agreements at once.
        for var old in try opened.tx.agreements(of: request.table, with: request.asker, at: opened.now) {
            old.endedAt = opened.now
            old.ending = .replaced
            try opened.desk.keep(&old, "agreement.replaced", by: opened.actor, opened.tx)
        }
        let world = opened.desk.world
        let agreement = Agreement(
            id: world.newID(), code: ShortCode.make(world.random(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }), request: request.id,
            dataset: request.dataset, table: request.table, owner: request.owner, user: request.asker, purpose: request.purpose,
            terms: terms,
            beginsAt: opened.now, untilOn: until, remindedDays: nil, endedAt: nil, ending: nil, endReason: "", endedBy: nil,
            grantedBy: opened.actor.id, version: 1)
        try agreement.insert(opened.tx)
        try opened.desk.record(agreement, "agreement.granted", by: opened.actor, opened.tx)
        opened.details["agreement"] = agreement.code
    }
}
