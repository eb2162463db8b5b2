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

        package struct Since: Sendable, Equatable {
            package var number: Int
            package var publishedAt: Instant
        }

        package var number: Int
        package var publishedAt: Instant
        package var outcome: Outcome
    }
}

extension CitationDesk {
    /// As many versions after the cited one are looked at to find since when another value holds.
    private static let mostVersions = 200

    package func standing(of citation: Citation, for actor: Actor) async throws -> Standing {
        let (keys, current) = try await database.read { tx in
            (try tx.keySet(), try tx.distribution(citation.distribution)?.currentVersion)
        }
        let verdict = citation.verdict(keys)
        guard let current, current != citation.version else { return Standing(verdict: verdict) }
        if let known = compared[citation.id.text, current.text] { return Standing(verdict: verdict, newer: known) }
        let versions = try await database.read { tx in try tx.versions(of: citation.distribution, limit: CitationDesk.mostVersions) }
        guard let cited = versions.first(where: { $0.id == citation.version }), let newest = versions.first(where: { $0.id == current }),
            newest.number > cited.number
        else { return Standing(verdict: verdict) }
        guard let filter = try? FilterText.filter(citation.filter, of: cited.shape) else { return Standing(verdict: verdict) }

        var first: Standing.Newer.Since?
        var last: Computed?
        for version in versions.reversed() where version.number > cited.number && version.number <= newest.number {
            guard let computed = try await computed(version.id, citation.formula, filter, for: actor) else {
                return Standing(verdict: verdict, newer: .init(number: newest.number, publishedAt: newest.publishedAt, outcome: .hidden))
            }
            last = try? computed.get()
            let isSame = last?.value == citation.computed.value && last?.series == citation.computed.series && last != nil
            if isSame { first = nil } else { first = first ?? .init(number: version.number, publishedAt: version.publishedAt) }
        }
        let outcome: Standing.Newer.Outcome
        if let first {
            outcome =
                last.map { now in
                    .other(
                        value: now.value,
                        difference: citation.computed.value.flatMap { old in now.value.flatMap { NumberText.difference(from: old, to: $0) }
                        },
                        since: first)
                } ?? .unanswerable
        } else {
            outcome = .same
        }
        let newer = Standing.Newer(number: newest.number, publishedAt: newest.publishedAt, outcome: outcome)
        compared[citation.id.text, current.text] = newer
        return Standing(verdict: verdict, newer: newer)
    }

    /// - Returns: `nil` when the actor may not read that version; a failure when the question makes no sense for it.
    private func computed(
        _ version: Identifier<DatasetVersion>, _ formula: Formula, _ filter: RowFilter, for actor: Actor
    ) async throws -> Result<Computed, AppError>? {
        let table: OpenedTable
        do { table = try await reader.open(.version(version), for: actor, purpose: .citation) } catch let error as AppError {
            guard [.notFound, .forbidden, .unauthenticated].contains(error.kind) else { throw error }
            return nil
        }
        guard table.rule.isWhole else { return nil }
        return await Background.run { Result { () throws(AppError) in try Computed(formula, of: filter, in: table.file) } }
    }
}

/// What was compared before: a citation against a version never gives another answer.
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
