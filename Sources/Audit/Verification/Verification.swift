import Kernel
import Storage
import Work

/// Proves that nothing was changed behind Pendopo's back: walks the whole chain of seals, counts every subject's events,
/// holds every record against its last event, what follows from records against them, and the chain against the heads written outside
/// the database.
///
/// It reads in pieces, each in a snapshot of its own, so that a history of any length can be walked while the server serves.
package struct Verification: Sendable {
    /// How many findings of one pass are told; after so many, somebody has to look anyway.
    package static let mostFindings = 20

    let database: Database
    let world: World
    let digests: [RecordDigest]
    let derivations: [Derivation]
    let heads: HeadLog?
    /// Rows per piece.
    let piece: Int

    /// - Parameters:
    ///   - digests: of every capability, for the kinds of records that can be held against their events.
    ///   - derivations: of every capability, for what is kept beside records and follows from them.
    ///   - heads: `nil` where the file is not at hand; then nobody can tell a chain that was computed anew.
    package init(
        database: Database, world: World, digests: [RecordDigest], derivations: [Derivation] = [], heads: HeadLog?, piece: Int = 1000
    ) {
        self.database = database
        self.world = world
        self.digests = digests
        self.derivations = derivations
        self.heads = heads
        self.piece = piece
    }

    /// - Parameter progress: called after every piece with the number of seals, events and records walked so far.
    package func run(progress: @escaping @Sendable (Int) -> Void = { _ in }) async throws -> VerificationResult {
        var result = VerificationResult(startedAt: world.now())
        let log = try heads?.read()
        result.hasHeadLog = log?.exists ?? false
        if let line = log?.falseLine { result.findings.append(Finding(.headFalse, position: line)) }

        var chain = ChainWalk(heads: log?.standing ?? [])
        try await chain.finish(piece, in: database) { progress($0.seals) }
        result.take(chain)

        var events = EventWalk()
        try await events.finish(piece, in: database) { [seals = chain.seals] in progress(seals + $0.events) }
        result.waiting = events.waiting
        result.findings += events.findings

        var misfits = MisfitSearch()
        while !misfits.isDone {
            misfits = try await database.read { [misfits, piece] tx in
                try misfits.searched(piece, limit: Verification.mostFindings, tx)
            }
        }
        // The walk along the chain has named those of events.
        result.findings += misfits.found.filter { !["event", "event_seal"].contains($0.table) }.map(Finding.init)
        guard misfits.found.isEmpty else {
            // What nobody can read cannot be compared, and trying it would stop the program.
            result.finishedAt = world.now()
            return result
        }

        var subjects = SubjectWalk(digests)
        try await subjects.finish(piece, in: database) { [before = chain.seals + events.events] in progress(before + $0.subjects) }
        result.subjects = subjects.subjects
        result.records = subjects.records
        result.findings += subjects.findings

        for digest in digests {
            var records = RecordWalk(digest)
            try await records.finish(piece, in: database)
            result.findings += records.findings
        }
        for derivation in derivations {
            var walk = DerivationWalk(derivation)
            do { try await walk.finish(piece, in: database) } catch let error as AppError where error == .databaseTooSlow {
                result.leftOut = (result.leftOut ?? []) + [derivation.kind]
            }
            result.findings += walk.findings
        }
        result.finishedAt = world.now()
        return result
    }
}

extension VerificationResult {
    fileprivate mutating func take(_ chain: ChainWalk) {
        seals = chain.seals
        position = chain.position
        hash = chain.hash
        heads = chain.headsMet
        findings += chain.findings
    }
}
