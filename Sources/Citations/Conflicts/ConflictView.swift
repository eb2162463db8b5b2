import Catalogue
import Directory
import Kernel
import Storage
import Web

/// A conflict with the names of its two datasets, as pages and the API show it.
struct ConflictView: Sendable {
    var conflict: ValueConflict
    var first: Dataset
    var second: Dataset
    var firstAgency: String
    var secondAgency: String
    /// Names of areas by code, as far as they are known.
    var areas: [String: String]
    /// Who ruled; `nil` before, and for readers who need not know.
    var ruledBy: String?
}

extension CitationSite {
    func conflictView(_ code: String, for actor: Actor, _ request: Request) async throws -> ConflictView {
        let (conflict, first, second) = try await referee.find(code: code, for: actor)
        return try await view(conflict, first, second, request)
    }

    /// Conflicts that somebody may see, the newest first.
    func conflicts(_ states: [ValueConflict.State], before: String?, limit: Int, _ request: Request) async throws -> [ConflictView] {
        let found = try await request.database.read { tx in
            try tx.conflicts(in: states, before: before, limit: limit).compactMap { conflict -> (ValueConflict, Dataset, Dataset)? in
                guard let first = try tx.dataset(conflict.first.dataset), let second = try tx.dataset(conflict.second.dataset) else {
                    return nil
                }
                return (conflict, first, second)
            }
        }
        var views: [ConflictView] = []
        for (conflict, first, second) in found where ConflictReferee.maySee(first, second, request.actor) {
            views.append(try await view(conflict, first, second, request))
        }
        return views
    }

    private func view(_ conflict: ValueConflict, _ first: Dataset, _ second: Dataset, _ request: Request) async throws -> ConflictView {
        let directory = desk.directory
        let places = directory.places.now
        var areas: [String: String] = [:]
        for example in conflict.examples { areas[example.area] = RegionCode(example.area).flatMap { places.region($0)?.name } }
        let isStaff = request.actor.kind == .account && request.actor.may(.stewardData)
        let ids = isStaff ? Set([conflict.ruledBy].compactMap(\.self)) : []
        let names = try await ids.isEmpty ? [:] : request.database.read { try $0.actorNames(ids) }
        return ConflictView(
            conflict: conflict, first: first, second: second, firstAgency: directory.agencies.name(first.producer.text),
            secondAgency: directory.agencies.name(second.producer.text), areas: areas, ruledBy: conflict.ruledBy.flatMap { names[$0] })
    }
}
