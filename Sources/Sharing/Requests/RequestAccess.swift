import Catalogue
import Columns
import Directory
import Kernel
import Storage
import Work

/// What an agency asks for.
package struct RequestAccess: Sendable {
    package var table: Identifier<Distribution>
    package var asker: Identifier<Agency>
    package var purpose: String
    package var columns: [String]
    package var filter: String
    package var until: Day
    package var renews: Identifier<Agreement>?

    package init(
        _ table: Identifier<Distribution>, for asker: Identifier<Agency>, purpose: String, columns: [String] = [], filter: String = "",
        until: Day, renews: Identifier<Agreement>? = nil
    ) {
        self.table = table
        self.asker = asker
        self.purpose = Plain.text(purpose)
        self.columns = columns
        self.filter = filter
        self.until = until
        self.renews = renews
    }
}

extension AgreementDesk {
    /// The longest time an agreement may run: two years; then it is looked at anew.
    package static let longestDays = 730

    /// Asks for access. The owner has it on the work list from now on.
    /// - Throws: `.notFound` for tables nobody may know of, `.forbidden` when it is not the actor's agency that would ask, `.invalid`
    ///   with what to mend, `.conflict` when the same agency already asks for the same table.
    package func request(_ act: RequestAccess, by actor: Actor) async throws -> AccessRequest {
        guard actor.may(.requestData, agency: act.asker.text) else {
            throw actor.kind == .visitor ? AppError.unauthenticated : AppError.forbidden
        }
        return try await cases.database.write { tx in
            guard let table = try tx.distribution(act.table), let dataset = try tx.dataset(table.dataset), DatasetPolicy.isListed(dataset),
                let version = try table.currentVersion.flatMap({ try tx.datasetVersion($0) })
            else { throw AppError.notFound }
            let issues = try issues(act, dataset, version.shape)
            guard issues.isEmpty else { throw AppError.invalid(issues) }
            let isAsked = try tx.count(
                """
                SELECT count(*) FROM access_request WHERE distribution_id = \(table.id) AND asker_id = \(act.asker)
                    AND state IN ('requested', 'questioned')
                """)
            guard isAsked == 0 else { throw AppError.conflict("error.access_asked") }
            let now = world.now()
            let request = AccessRequest(
                id: world.newID(), code: newCode(), state: Workflow.accessRequest.initial, workflowVersion: Workflow.accessRequest.version,
                version: 1, dataset: dataset.id, table: table.id, owner: dataset.producer, asker: act.asker, purpose: act.purpose,
                columns: act.columns, filter: act.filter, until: act.until, renews: act.renews, askedBy: actor.id, askedAt: now,
                updatedAt: now)
            try request.insert(tx)
            try cases.begin(
                request, clock: "decision", by: actor, details: ["dataset": dataset.id.text, "asker": act.asker.text], tx)
            return request
        }
    }

    private func issues(_ act: RequestAccess, _ dataset: Dataset, _ shape: TableShape) throws -> [Issue] {
        var issues: [Issue] = []
        switch dataset.access {
        case .restricted: break
        case .open: issues.append(Issue("", "error.access_open"))
        case .closed: issues.append(Issue("", "error.access_closed"))
        }
        if directory.agencies[act.asker]?.isActive(on: directory.today) != true { issues.append(Issue("agency", "error.access_agency")) }
        if act.asker == dataset.producer { issues.append(Issue("agency", "error.access_own")) }
        if !(20...2000).contains(act.purpose.count) { issues.append(Issue("purpose", "error.access_purpose")) }
        return issues + Terms(columns: act.columns, filter: act.filter).issues(shape)
            + AgreementDesk.issues(until: act.until, directory.today)
    }

    static func issues(until: Day, _ today: Day) -> [Issue] {
        if until <= today { return [Issue("until", "error.not_in_future")] }
        let most = today.adding(longestDays)
        return until > most ? [Issue("until", Message("error.access_too_long", ["days": "\(longestDays)"]))] : []
    }

    func newCode() -> String { ShortCode.make(world.random(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }) }
}
