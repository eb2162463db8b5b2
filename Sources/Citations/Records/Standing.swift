import Catalogue
import Columns
import Kernel
import Signing
import Storage
import Synchronization

/// How a citation stands today: whether its deed is good, and whether a newer version says otherwise.
package struct Standing: Sendable, Equatable {
    package var verdict: KeySet.Verdict
    package var newer: Newer?

    /// The version shown today, where it is another one than the cited.
    package struct Newer: Sendable, Equatable {
        /// What the newer version answers to the cited question.
        package enum Outcome: Sendable, Equatable {
            /// It says the same.
            case same
            /// It says something else, and since when.
            case other(value: String?, difference: String?, since: Since)
            /// The same question cannot be asked of it, because columns were renamed or a row is gone.
            case unanswerable
            /// Whoever looks may not read it.
            case hidden
        }

        /// The earliest version from which on the other value holds.
        package struct Since: Sendable, Equatable {
            package var number: Int
            package var publishedAt: Instant
            /// Earlier ones were not looked at, or may not be read: it may be longer.
            package var isAtLatest = false
        }

        package var number: Int
        package var publishedAt: Instant
        package var outcome: Outcome
    }
}

extension CitationDesk {
    /// As many versions before the newest are looked at to find since when another value holds.
    static let mostVersions = 40

    /// Looks at as many earlier versions as ``mostVersions`` allows.
    package func standing(of citation: Citation, for actor: Actor) async throws -> Standing {
        let (keys, current, dataset) = try await database.read { tx in
            (try tx.keySet(), try tx.distribution(citation.distribution)?.currentVersion, try tx.dataset(citation.dataset))
        }
        let verdict = citation.verdict(keys)
        guard let current, let dataset, current != citation.version else { return Standing(verdict: verdict) }
        // What is kept is told to everybody who may see the citation: of open data as everybody reads them, and of withdrawn ones nothing,
        // for those only some may read.
        let isKept = dataset.state == .published
        let actor = isKept && dataset.access == .open ? Actor.visitor : actor
        let asked = "\(current) \(dataset.access)"
        if isKept, let known = compared[citation.id.text, asked] { return Standing(verdict: verdict, newer: known) }
        let (cited, newest) = try await database.read { tx in
            (try tx.datasetVersion(citation.version), try tx.datasetVersion(current))
        }
        guard let cited, let newest, newest.number > cited.number else { return Standing(verdict: verdict) }
        guard let filter = try? FilterText.filter(citation.filter, of: cited.shape) else { return Standing(verdict: verdict) }
        guard let answer = try await computed(newest.id, citation.formula, filter, for: actor) else {
            return Standing(verdict: verdict, newer: .init(number: newest.number, publishedAt: newest.publishedAt, outcome: .hidden))
        }
        let outcome: Standing.Newer.Outcome
        if says(answer, citation) {
            outcome = .same
        } else if let now = try? answer.get() {
            outcome = .other(
                value: now.value,
                difference: citation.computed.value.flatMap { old in now.value.flatMap { NumberText.difference(from: old, to: $0) } },
                since: try await since(newest, citation, cited, filter, for: actor))
        } else {
            outcome = .unanswerable
        }
        let newer = Standing.Newer(number: newest.number, publishedAt: newest.publishedAt, outcome: outcome)
        if isKept { compared[citation.id.text, asked] = newer }
        return Standing(verdict: verdict, newer: newer)
    }

    private func says(_ answer: Result<Computed, AppError>, _ citation: Citation) -> Bool {
        guard let computed = try? answer.get() else { return false }
        return computed.value == citation.computed.value && computed.series == citation.computed.series
    }

    /// The first of the versions that say something else without a break until the newest, looked for backwards from that one: tables that
    /// are published every hour have thousands after a cited one.
    private func since(
        _ newest: DatasetVersion, _ citation: Citation, _ cited: DatasetVersion, _ filter: RowFilter, for actor: Actor
    ) async throws -> Standing.Newer.Since {
        let earlier = try await database.read { tx in
            try tx.versions(of: citation.distribution, before: newest.number, limit: CitationDesk.mostVersions)
        }
        var since = Standing.Newer.Since(number: newest.number, publishedAt: newest.publishedAt)
        for version in earlier {
            guard version.number > cited.number else { return since }
            guard let answer = try await computed(version.id, citation.formula, filter, for: actor) else { break }
            if says(answer, citation) { return since }
            (since.number, since.publishedAt) = (version.number, version.publishedAt)
        }
        since.isAtLatest = true
        return since
    }

    /// - Returns: `nil` when the actor may not read that version; a failure when the question makes no sense for it.
    private func computed(
        _ version: Identifier<DatasetVersion>, _ formula: Formula, _ filter: RowFilter, for actor: Actor
    ) async throws -> Result<Computed, AppError>? {
        let table: OpenedTable
        do {
            table = try await reader.open(.version(version), for: actor, purpose: .citation, isCounted: false)
        } catch let error as AppError {
            guard [.notFound, .forbidden, .unauthenticated].contains(error.kind) else { throw error }
            return nil
        }
        guard table.rule.isWhole else { return nil }
        return await Background.run { Result { () throws(AppError) in try Computed(formula, of: filter, in: table.file) } }
    }
}

/// What was compared before: a citation against a version never gives another answer to the same readers.
final class ComparedValues: Sendable {
    private static let most = 5000
    private let known = Mutex<[String: Standing.Newer]>([:])

    subscript(citation: String, version: String) -> Standing.Newer? {
        get { known.withLock { $0["\(citation) \(version)"] } }
        set {
            known.withLock { known in
                if known.count >= ComparedValues.most { known.removeAll() }
                known["\(citation) \(version)"] = newValue
            }
        }
    }
}
