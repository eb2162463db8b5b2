import Kernel
import Storage
import Work

extension ReportDesk {
    /// Receives a report: record, sealed identity, photos, event, verification clock, work-list entry and statistics in one
    /// transaction. When this returns, all of it is on disk.
    /// - Throws: `.invalid` with every field to mend.
    package func submit(_ submission: Submission, by actor: Actor) async throws -> Receipt {
        let checked = check(submission)
        return try await database.write { tx in try receive(checked, by: actor, tx) }
    }

    /// As ``submit(_:by:)``, within a transaction that does more.
    package func submit(_ submission: Submission, by actor: Actor, in tx: Transaction) throws -> Receipt {
        try receive(check(submission), by: actor, tx)
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

    private func receive(_ checked: Checked, by actor: Actor, _ tx: Transaction) throws -> Receipt {
        let plain = checked.submission
        if let earlier = try receipt(forKey: plain.clientKey, tx) { return earlier }
        let now = world.now()
        let tree = try rules.categories(at: now, tx)
        let today = now.parts(offsetHours: ground.calendar(nil).offsetHours).day
        let found = tree[plain.category].flatMap { $0.isValid(on: today) ? $0 : nil }
        let all = checked.issues + (found.map { $0.issues(in: plain.answers) } ?? [Issue("category", "error.no_such_category")])
        guard all.isEmpty, let category = found else { throw AppError.invalid(all) }
        return try receive(plain, checked.place, category, by: actor, at: now, tx)
    }

    /// Everything that is wrong with a submission, found without writing: what ``submit(_:by:)`` would refuse.
    func issues(_ submission: Submission, _ category: Category?) -> [Issue] {
        let checked = check(submission)
        let answers = category.map { $0.issues(in: checked.submission.answers) }
        return checked.issues + (answers ?? [Issue("category", "error.no_such_category")])
    }

    private func receive(
        _ submission: Submission, _ place: ReportPlace, _ category: Category, by actor: Actor, at now: Instant, _ tx: Transaction
    ) throws -> Receipt {
        let workflow = try rules.currentWorkflow(at: now, tx)
        let report = Report(
            id: world.newID(), code: try freshCode(tx), clientKey: submission.clientKey, state: workflow.initial,
            workflowVersion: workflow.version, version: 1, category: category.id, topCategory: category.parent ?? category.id,
            kind: submission.kind ?? category.kind, disclosure: submission.disclosure, text: submission.text, answers: submission.answers,
            place: place, channel: submission.channel, language: submission.language, receivedAt: now, updatedAt: now)
        try tx.insert(report)
        if !submission.identity.isEmpty { try tx.insert(submission.identity, of: report.id, vault, at: now) }
        let photos = submission.photos.enumerated().map { index, photo in
            ReportPhoto(
                id: world.newID(), report: report.id, sequence: 1, role: .before, position: index, draft: photo, isPublic: false,
                addedAt: now)
        }
        for photo in photos { try tx.insert(photo) }
        let calendar = ground.calendar(nil)
        if let state = workflow.state(report.state), let name = state.clock, let rule = workflow.clock(name) {
            let clock = Clock(
                id: world.newID(), of: report.reference, rule: rule, class: report.kind.rawValue, unit: "regency", calendar: calendar,
                at: now)
            try tx.insert(clock)
            if let owedBy = state.owedBy {
                try tx.open(
                    Obligation(
                        id: world.newID(), subject: report.reference, task: "report.\(report.state)", permission: owedBy, agency: nil,
                        category: report.category, subjectCode: report.code, openedAt: now, dueAt: clock.dueAt))
            }
        }
        if let change = TallyChange(from: nil, to: report, offsetHours: calendar.offsetHours) { try tx.insert(change, world) }
        try tx.record(
            Event(
                "report.submit", of: report.reference, sequence: 1, by: actor, in: world, visibility: .party,
                details: ["category": category.id, "channel": report.channel], digest: report.digest(notes: [], photos: photos)))
        return Receipt(id: report.id, code: report.code, secret: secret(of: report), receivedAt: now, isRepeat: false)
    }

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

    /// A code nobody has. One in a thousand tries meets a taken one when there are a million reports.
    private func freshCode(_ tx: Transaction) throws -> String {
        for _ in 0..<20 {
            let bytes = world.random(4)
            let code = ShortCode.make(bytes.reduce(0) { $0 << 8 | UInt32($1) })
            if try tx.row("SELECT id FROM report WHERE code = \(code)") == nil { return code }
        }
        throw AppError.unavailable("error.no_code_free")
    }

    private func receipt(forKey key: String?, _ tx: Transaction) throws -> Receipt? {
        guard let key, let row = try tx.row("SELECT * FROM report WHERE client_key = \(key)") else { return nil }
        let report = Report(row: row)
        return Receipt(id: report.id, code: report.code, secret: secret(of: report), receivedAt: report.receivedAt, isRepeat: true)
    }
}
