import Directory
import Ingest
import Kernel
import Storage
import Work

extension CatalogueDesk {
    /// Makes a dataset with its first table, as a draft.
    /// - Parameter table: title of the first table; the dataset's own when `nil`.
    @discardableResult
    package func create(_ draft: DatasetDraft, table: String? = nil, by actor: Actor) async throws -> Dataset {
        let dataset = try await database.write { tx in try create(draft, table: table, by: actor, in: tx) }
        try await index.refresh()
        return dataset
    }

    @discardableResult
    package func create(_ draft: DatasetDraft, table: String? = nil, by actor: Actor, in tx: Transaction) throws -> Dataset {
        var issues = draft.issues(themes: try tx.themes(), on: directory.today)
        if let producer = draft.producer, directory.agencies[producer]?.isActive(on: directory.today) != true {
            issues.append(Issue("producer", "error.dataset_producer"))
        }
        if try tx.dataset(named: draft.slug) != nil { issues.append(Issue("name", "error.dataset_name_taken")) }
        guard issues.isEmpty, let producer = draft.producer else { throw AppError.invalid(issues) }
        guard actor.kind == .system || actor.may(.produceData, agency: producer.text) || actor.may(.stewardData) else {
            throw AppError.forbidden
        }
        let now = world.now()
        var dataset = Dataset(id: world.newID(), name: draft.slug, title: draft.title, producer: producer, createdAt: now)
        draft.apply(to: &dataset)
        try tx.insert(dataset)
        try tx.insert(
            Distribution(id: world.newID(), dataset: dataset.id, name: "data", title: table ?? draft.title, createdAt: now))
        try record("dataset.created", dataset, by: actor, tx)
        return dataset
    }
}

/// Describes a dataset anew.
package struct EditDataset: DatasetAct {
    package let name = "edited"
    package var draft: DatasetDraft

    package init(_ draft: DatasetDraft) { self.draft = draft }

    package func apply(to opened: inout DatasetCase) throws {
        var issues = draft.issues(themes: try opened.tx.themes(), on: opened.desk.directory.today, keeping: opened.before.name)
        // A restriction that was reviewed late may still be described otherwise; only a new review day must lie ahead.
        if draft.accessReviewOn == opened.before.accessReviewOn { issues.removeAll { $0.field == "access_review_on" } }
        if draft.slug != opened.before.name {
            if opened.before.publishedAt != nil { issues.append(Issue("name", "error.dataset_name_permanent")) }
            if try opened.tx.dataset(named: draft.slug) != nil { issues.append(Issue("name", "error.dataset_name_taken")) }
        }
        // Opening up and closing is an act of its own once others rely on it.
        if opened.before.state != .draft, draft.access != opened.before.access {
            issues.append(Issue("access", "error.dataset_access_by_steward"))
        }
        guard issues.isEmpty else { throw AppError.invalid(issues) }
        draft.apply(to: &opened.dataset)
        opened.details["changed"] = opened.before.changedFields(to: opened.dataset).joined(separator: " ")
    }
}

/// Opens, restricts or closes a dataset; with the law and a day of review when it is not open.
package struct ChangeAccess: DatasetAct {
    package let name = "access_changed"
    package var access: Dataset.Access
    package var reason: String
    package var reviewOn: Day?

    package init(_ access: Dataset.Access, reason: String = "", reviewOn: Day? = nil) {
        self.access = access
        self.reason = Plain.text(reason)
        self.reviewOn = reviewOn
    }

    package func isAllowed(on dataset: Dataset, _ actor: Actor) -> Bool { actor.kind == .system || actor.may(.stewardData) }

    package func apply(to opened: inout DatasetCase) throws {
        var issues: [Issue] = []
        if access != .open {
            if reason.count < 10 { issues.append(Issue("access_reason", "error.dataset_access_reason")) }
            if reviewOn.map({ $0 <= opened.desk.directory.today }) ?? true {
                issues.append(Issue("access_review_on", "error.dataset_access_review"))
            }
        } else if let blocked = try opened.tx.openBlock(of: opened.dataset.id) {
            issues.append(Issue("access", Message("error.dataset_not_openable", ["count": "\(blocked)"])))
        }
        guard issues.isEmpty else { throw AppError.invalid(issues) }
        opened.details = ["from": opened.before.access.rawValue, "to": access.rawValue]
        if access == .open {
            let withheld = try opened.tx.withheldCount(of: opened.dataset.id)
            if withheld > 0 { opened.details["withheld"] = "\(withheld)" }
        }
        opened.dataset.access = access
        opened.dataset.accessReason = access == .open ? nil : reason
        opened.dataset.accessReviewOn = access == .open ? nil : reviewOn
        // Looked at again: what was owed of the earlier day is done.
        try opened.tx.closeObligations(of: opened.dataset.reviewReference, at: opened.now)
    }
}

/// Takes a dataset out of the catalogue; its page says so and why.
package struct WithdrawDataset: DatasetAct {
    package let name = "withdrawn"
    package var reason: String

    package init(reason: String) { self.reason = Plain.text(reason) }

    package func isAllowed(on dataset: Dataset, _ actor: Actor) -> Bool { actor.kind == .system || actor.may(.stewardData) }

    package func apply(to opened: inout DatasetCase) throws {
        guard opened.before.state == .published else { throw AppError.conflict("error.dataset_not_published") }
        guard reason.count >= 10 else { throw AppError.invalid("reason", "error.reason_short") }
        opened.dataset.state = .withdrawn
        opened.dataset.dueOn = nil
        opened.dataset.withdrawnReason = reason
        try opened.tx.closeObligations(of: opened.dataset.reviewReference, at: opened.now)
        try opened.tx.closeObligations(of: opened.dataset.reference, at: opened.now)
    }
}

/// Puts a withdrawn dataset back.
package struct RestoreDataset: DatasetAct {
    package let name = "restored"

    package init() {}

    package func isAllowed(on dataset: Dataset, _ actor: Actor) -> Bool { actor.kind == .system || actor.may(.stewardData) }

    package func apply(to opened: inout DatasetCase) throws {
        guard opened.before.state == .withdrawn else { throw AppError.conflict("error.dataset_not_withdrawn") }
        opened.dataset.state = .published
        opened.dataset.withdrawnReason = nil
        opened.dataset.dueOn = opened.dataset.frequency.days.map { opened.desk.directory.today.adding($0) }
    }
}

extension Dataset {
    /// Names of the fields that differ, for the event.
    fileprivate func changedFields(to other: Dataset) -> [String] {
        let pairs: [(String, Bool)] = [
            ("name", name != other.name), ("title", title != other.title || titleEnglish != other.titleEnglish),
            ("description", description != other.description), ("access", access != other.access || accessReason != other.accessReason),
            ("kind", kind != other.kind), ("priority", isPriority != other.isPriority), ("dimension", dimension != other.dimension),
            ("themes", themes != other.themes), ("tags", tags != other.tags), ("area", area != other.area),
            ("period", temporalFrom != other.temporalFrom || temporalTo != other.temporalTo), ("frequency", frequency != other.frequency),
            ("licence", licence != other.licence), ("contact", contact != other.contact), ("standard", standardCode != other.standardCode),
            ("bps", bps != other.bps),
        ]
        return pairs.filter(\.1).map(\.0)
    }
}

extension Transaction {
    /// Findings of the privacy gate in the versions that are shown, where nobody let them pass: what keeps a dataset from being opened.
    /// Earlier ones do not: ``CatalogueReader`` keeps them shut (``isWithheld(_:)``).
    func openBlock(of dataset: Identifier<Dataset>) throws -> Int? {
        let shown = try rows(
            """
            SELECT submission.outcome AS outcome FROM distribution
                JOIN dataset_version ON dataset_version.id = distribution.current_version_id
                JOIN submission ON submission.id = dataset_version.submission_id
            WHERE distribution.dataset_id = \(dataset) AND submission.override_reason IS NULL
            """)
        let findings = shown.compactMap { row in row.textIfAny("outcome").flatMap(WideOutcomes.read)?.findings }
        let total = findings.reduce(0, +)
        return total > 0 ? total : nil
    }
}
