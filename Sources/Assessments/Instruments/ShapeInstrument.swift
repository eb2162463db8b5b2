import Directory
import Kernel
import Storage
import Work

extension AssessmentDesk {
    /// Begins an instrument, or the next edition of one that is published.
    /// - Parameter code: small letters, digits and hyphens; the same for all its editions.
    @discardableResult
    package func create(_ draft: InstrumentDraft, code typed: String, by actor: Actor) async throws -> Instrument {
        try await database.write { tx in try create(draft, code: typed, by: actor, tx) }
    }

    func create(_ draft: InstrumentDraft, code typed: String, by actor: Actor, _ tx: Transaction) throws -> Instrument {
        try needShaping(actor)
        let code = Plain.line(typed).lowercased()
        var issues = draft.issues
        if code.wholeMatch(of: /[a-z0-9][a-z0-9\-]{1,39}/) == nil { issues.append(Issue("code", "error.instrument_name")) }
        guard issues.isEmpty else { throw AppError.invalid(issues) }
        if try tx.assessmentInstrument(code: code, edition: 1) != nil { throw AppError.invalid("code", "error.instrument_name_taken") }
        let instrument = Instrument(id: world.newID(), code: code, edition: 1, draft, by: actor.id, at: world.now())
        try begin(instrument, "created", by: actor, tx)
        return instrument
    }

    /// Changes a draft.
    @discardableResult
    package func edit(_ id: String, _ draft: InstrumentDraft, by actor: Actor, expecting version: Int? = nil) async throws -> Instrument {
        try await database.write { tx in
            var instrument = try draftInstrument(id, by: actor, expecting: version, tx)
            guard draft.issues.isEmpty else { throw AppError.invalid(draft.issues) }
            instrument.draft = draft
            try change(&instrument, "edited", by: actor, tx)
            return instrument
        }
    }

    /// Puts other items into a draft, as they were read from a file.
    @discardableResult
    package func replaceItems(_ id: String, _ items: [InstrumentItem], by actor: Actor, expecting version: Int? = nil) async throws
        -> Instrument
    {
        try await database.write { tx in
            var instrument = try draftInstrument(id, by: actor, expecting: version, tx)
            instrument.draft.items = items
            guard instrument.draft.issues.isEmpty else { throw AppError.invalid(instrument.draft.issues) }
            try change(&instrument, "imported", by: actor, details: ["items": "\(items.count)"], tx)
            return instrument
        }
    }

    /// Publishes a draft whose weights total 100 everywhere. From then on it never changes.
    @discardableResult
    package func publish(_ id: String, by actor: Actor, expecting version: Int? = nil) async throws -> Instrument {
        try await database.write { tx in try publish(id, by: actor, expecting: version, tx) }
    }

    func publish(_ id: String, by actor: Actor, expecting version: Int? = nil, _ tx: Transaction) throws -> Instrument {
        var instrument = try draftInstrument(id, by: actor, expecting: version, tx)
        let issues = instrument.draft.issues + instrument.draft.openWeights
        guard issues.isEmpty else { throw AppError.invalid(issues) }
        (instrument.state, instrument.publishedBy, instrument.publishedAt) = (.published, actor.id, world.now())
        try change(&instrument, "published", by: actor, details: ["code": instrument.code, "edition": "\(instrument.edition)"], tx)
        return instrument
    }

    /// The next edition of a published instrument, as a draft that begins as its copy.
    @discardableResult
    package func follow(_ id: String, by actor: Actor) async throws -> Instrument {
        try await database.write { tx in
            try needShaping(actor)
            guard let old = try tx.kept(Instrument.self, id) else { throw AppError.notFound }
            guard old.state == .published else { throw AppError.conflict("error.instrument_still_draft") }
            let editions = try tx.assessmentInstruments().filter { $0.code == old.code }
            if let open = editions.first(where: { $0.state == .draft }) {
                throw AppError.conflict(Message("error.instrument_next_begun", ["edition": "\(open.edition)"]))
            }
            let next = Instrument(
                id: world.newID(), code: old.code, edition: (editions.map(\.edition).max() ?? 0) + 1, old.draft, by: actor.id,
                at: world.now())
            try begin(next, "created", by: actor, details: ["follows": old.key], tx)
            return next
        }
    }

    private func draftInstrument(_ id: String, by actor: Actor, expecting version: Int?, _ tx: Transaction) throws -> Instrument {
        try needShaping(actor)
        guard let instrument = try tx.kept(Instrument.self, id) else { throw AppError.notFound }
        guard instrument.state == .draft else { throw AppError.conflict("error.instrument_published") }
        if let version, version != instrument.version { throw AppError.conflict("error.changed_meanwhile") }
        return instrument
    }

    private func needShaping(_ actor: Actor) throws {
        guard actor.kind == .system || actor.may(.shapeInstruments) else { throw AppError.forbidden }
    }
}
