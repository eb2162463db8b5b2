import Directory
import Kernel
import Storage
import Work

/// Reminds producers of versions that are owed: on the work list two weeks before, then louder and to more people the longer it takes.
package struct Reminders: Sendable {
    /// Days from the due day at which a level is reached: the clerk, the clerk once late, the agency's head, the steward. Proposals.
    package static let levels = [-14, 1, 8, 31]

    let desk: CatalogueDesk
    /// Datasets that are looked at together.
    private let batch: Int

    package init(_ desk: CatalogueDesk, batch: Int = 500) {
        self.desk = desk
        self.batch = batch
    }

    /// The level a dataset has reached; `nil` before the first.
    package static func level(_ dueOn: Day, on today: Day) -> Int? {
        levels.lastIndex { today.daysSinceEpoch - dueOn.daysSinceEpoch >= $0 }
    }

    /// Puts what is due soon on the work list and raises what is late. Doing it twice a day reminds nobody twice.
    /// - Returns: how many were reminded.
    @discardableResult
    package func run() async throws -> Int {
        let today = desk.directory.today
        let soon = today.adding(-Self.levels[0])
        var (reminded, after) = (0, "")
        while true {
            let ids = try await desk.database.read { [after] tx in
                try tx.rows(
                    """
                    SELECT id FROM dataset WHERE due_on IS NOT NULL AND due_on <= \(soon) AND state = 'published' AND id > \(after)
                    ORDER BY id LIMIT \(batch)
                    """
                ).map { $0.id("id", Dataset.self) }
            }
            for id in ids {
                if try await desk.database.write({ tx in try remind(id, today, tx) }) { reminded += 1 }
            }
            guard let last = ids.last, ids.count == batch else { break }
            after = last.text
        }
        return try await reviews(today) + reminded
    }

    /// Days before the day of review from which it stands on the steward's work list.
    package static let reviewAhead = 14

    /// Restrictions whose day of review has come near: whether data must still be kept from the public is the steward's to look at again.
    /// Those that are on her list already are passed over, so that each run comes to others.
    private func reviews(_ today: Day) async throws -> Int {
        let soon = today.adding(Self.reviewAhead)
        let near = try await desk.database.read { tx in
            try tx.rows(
                """
                SELECT * FROM dataset WHERE access_review_on IS NOT NULL AND access_review_on <= \(soon) AND access <> 'open'
                    AND state = 'published' AND NOT EXISTS (
                        SELECT 1 FROM obligation WHERE obligation.subject_kind = 'dataset_review'
                            AND obligation.subject_id = dataset.id AND obligation.closed_at IS NULL)
                ORDER BY id LIMIT \(batch)
                """
            ).map(Dataset.init(row:))
        }
        var opened = 0
        for seen in near {
            let isNew = try await desk.database.write { tx -> Bool in
                guard let dataset = try tx.dataset(seen.id), dataset.access != .open, let reviewOn = dataset.accessReviewOn,
                    reviewOn <= soon, try tx.obligations(of: dataset.reviewReference).isEmpty
                else { return false }
                try tx.open(
                    Obligation(
                        id: desk.world.newID(), subject: dataset.reviewReference, task: "dataset.review", permission: .stewardData,
                        agency: nil, category: nil, subjectCode: dataset.name, openedAt: desk.world.now(),
                        dueAt: reviewOn.at(TimeOfDay(hour: 23, minute: 59), offsetHours: desk.directory.offsetHours)))
                try tx.record(
                    Event(
                        "dataset.review_due", of: dataset.reviewReference, sequence: try tx.nextSequence(of: dataset.reviewReference),
                        by: .system, in: desk.world, agency: dataset.producer.text, details: ["review": reviewOn.description]))
                return true
            }
            if isNew { opened += 1 }
        }
        return opened
    }

    private func remind(_ id: Identifier<Dataset>, _ today: Day, _ tx: Transaction) throws -> Bool {
        guard let dataset = try tx.dataset(id), dataset.state == .published, let dueOn = dataset.dueOn,
            let level = Self.level(dueOn, on: today)
        else { return false }
        let open = try tx.obligations(of: dataset.reference).first { $0.task == "dataset.due" }
        if let open {
            guard open.level < level else { return false }
            try tx.moveObligations(of: dataset.reference, level: level)
        } else {
            try tx.open(
                Obligation(
                    id: desk.world.newID(), subject: dataset.reference, task: "dataset.due", permission: .produceData,
                    agency: dataset.producer.text, category: nil, subjectCode: dataset.name, openedAt: desk.world.now(),
                    dueAt: dueOn.at(TimeOfDay(hour: 23, minute: 59), offsetHours: desk.directory.offsetHours), level: level))
        }
        // Not an event of the dataset: nothing about it has changed.
        let subject = Reference("dataset_due", dataset.id)
        try tx.record(
            Event(
                "dataset.reminded", of: subject, sequence: try tx.nextSequence(of: subject), by: .system, in: desk.world,
                agency: dataset.producer.text,
                details: ["level": "\(level)", "days": "\(dataset.daysLate(on: today) ?? 0)", "due": dueOn.description]))
        return true
    }
}

extension Dataset {
    /// What the steward owes of a restriction: apart from the data that the producer owes.
    var reviewReference: Reference { Reference("dataset_review", id) }
}
