import Kernel
import Storage
import Work

extension ReportDesk {
    /// Receives a report: record, sealed identity, photos, event, verification clock, work-list entry and statistics in one
    /// transaction. When this returns, all of it is on disk.
    /// - Throws: `.invalid` with every field to mend.
    package func submit(_ submission: Submission, by actor: Actor) async throws -> Receipt {
        let checked = check(submission)
        // Everything is made ready before the one thread that writes is asked, if the rules are in memory as they nearly always are.
        let ready = try rules.inMemory(at: world.now()).map { try prepare(checked, $0, by: actor) }
        if let ready { recent.add(ready.event) }
        return try await database.write { tx in try receive(checked, ready, by: actor, tx) }
    }

    /// As ``submit(_:by:)``, within a transaction that does more.
    package func submit(_ submission: Submission, by actor: Actor, in tx: Transaction) throws -> Receipt {
        try receive(check(submission), nil, by: actor, tx)
    }

    /// A submission with its place found, and what is wrong with it as far as that can be told without the database.
    private struct Checked: Sendable {
        var submission: Submission
        var place: ReportPlace
        var issues: [Issue]
    }

    private func check(_ submission: Submission) -> Checked {
        let (plain, issues) = submission.plain()
        let (place, placeIssues) = place(of: plain)
        return Checked(submission: plain, place: place, issues: issues + placeIssues)
    }

    private func prepare(_ checked: Checked, _ rules: RuleBook.Rules, by actor: Actor) throws -> PreparedReport {
        let plain = checked.submission
        let now = world.now()
        let today = day(of: now)
        let found = rules.categories[plain.category].flatMap { $0.isValid(on: today) ? $0 : nil }
        let all = checked.issues + (found.map { $0.issues(in: plain.answers, on: today) } ?? [Issue("category", "error.no_such_category")])
        guard all.isEmpty, let category = found else { throw AppError.invalid(all) }
        return prepare(plain, checked.place, category, rules.workflow, by: actor, at: now)
    }

    private func receive(_ checked: Checked, _ ready: PreparedReport?, by actor: Actor, _ tx: Transaction) throws -> Receipt {
        // A repetition gets its receipt even when the rules have changed since; one that is ready finds out by itself.
        if ready == nil, let earlier = try receipt(of: checked.submission, tx) { return earlier }
        var prepared = try ready ?? prepare(checked, rules.rules(at: world.now(), tx), by: actor)
        for _ in 0..<20 {
            if try tx.run(prepared.report) == 1 {
                try tx.run(all: prepared.others)
                return prepared.receipt
            }
            if let earlier = try receipt(of: checked.submission, tx) { return earlier }
            // The code was taken: one in a thousand is when there are a million reports.
            prepared = try prepare(checked, rules.rules(at: world.now(), tx), by: actor)
        }
        throw AppError.unavailable("error.no_code_free")
    }

    /// Everything that is wrong with a submission, found without writing: what ``submit(_:by:)`` would refuse.
    func issues(_ submission: Submission, _ category: Category?) -> [Issue] {
        let checked = check(submission)
        let answers = category.map { $0.issues(in: checked.submission.answers, on: day(of: world.now())) }
        return checked.issues + (answers ?? [Issue("category", "error.no_such_category")])
    }

    /// The day on the regency's clocks.
    private func day(of now: Instant) -> Day { now.parts(offsetHours: ground.calendar(nil).offsetHours).day }

    /// Finds the village of a place; what the citizen chose from the list counts before what her phone says.
    private func place(of submission: Submission) -> (ReportPlace, [Issue]) {
        var place = ReportPlace(
            latitude: submission.latitude, longitude: submission.longitude, accuracy: submission.accuracy, note: submission.placeNote)
        if !submission.village.isEmpty {
            if ground.isVillage(submission.village) {
                place.village = submission.village
                place.subdistrict = String(submission.village.prefix(8))
            } else if ground.isSubdistrict(submission.village) {
                place.subdistrict = submission.village
            } else {
                return (place, [Issue("village", "error.no_such_village")])
            }
        }
        guard let latitude = submission.latitude, let longitude = submission.longitude else {
            return (place, place.subdistrict == nil ? [Issue("place", "error.place_missing")] : [])
        }
        guard (-90...90).contains(latitude), (-180...180).contains(longitude) else { return (place, [Issue("place", "error.position")]) }
        switch ground.locate(latitude, longitude) {
        case .village(let code, let finding):
            if place.village == nil {
                // The code of a subdistrict where no villages are known.
                if code.utf8.count > 8 { place.village = code }
                place.subdistrict = String(code.prefix(8))
                place.finding = finding
            }
            return (place, [])
        case .subdistrict(let code):
            if place.subdistrict == nil {
                place.subdistrict = code
                place.finding = .boundary
            }
            return (place, [])
        case .outside(let neighbour):
            let message: Message = neighbour.map { Message("error.outside_known", ["neighbour": $0]) } ?? "error.outside"
            return (place, [Issue("place", message)])
        }
    }

    /// What was received under the submission's key before.
    /// - Throws: `.invalid` when that was something else and the sender wants to know.
    private func receipt(of submission: Submission, _ tx: Transaction) throws -> Receipt? {
        guard let key = submission.clientKey, let row = try tx.row("SELECT * FROM report WHERE client_key = \(key)") else { return nil }
        let report = Report(row: row)
        if submission.keyNamesContent, report.text != submission.text {
            throw AppError.invalid("Idempotency-Key", "error.idempotency_key_used")
        }
        return Receipt(id: report.id, code: report.code, secret: secret(of: report), receivedAt: report.receivedAt, isRepeat: true)
    }
}
