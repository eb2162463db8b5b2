import Kernel
import Storage

/// Every agency as it was at one moment, in memory: lists, parents, and the reach of a grant.
package final class AgencyTree: Sendable {
    /// By name, ended ones included.
    package let all: [Agency]
    private let byID: [Identifier<Agency>: Agency]
    private let below: [Identifier<Agency>: [Agency]]

    package init(_ agencies: [Agency] = []) {
        all = agencies
        byID = Dictionary(agencies.map { ($0.id, $0) }) { $1 }
        below = Dictionary(grouping: agencies.filter { $0.parent != nil }, by: { $0.parent! })
    }

    package subscript(_ id: Identifier<Agency>) -> Agency? { byID[id] }
    /// The agency of an id as grants and cases keep it.
    package subscript(_ id: String) -> Agency? { byID[Identifier(id)] }
    package func find(code: String) -> Agency? { all.first { $0.code == code } }
    /// Its name, or the id when there is no such agency.
    package func name(_ id: String) -> String { self[id]?.name ?? id }

    package func active(on day: Day) -> [Agency] { all.filter { $0.isActive(on: day) } }
    package func children(of id: Identifier<Agency>) -> [Agency] { below[id] ?? [] }

    /// The one agency with a duty such as ICT or planning; `nil` while none is named.
    package func with(_ function: Agency.Function, on day: Day) -> Agency? {
        all.first { $0.functions.contains(function) && $0.isActive(on: day) }
    }

    /// The office of a subdistrict or village.
    package func office(of region: RegionCode, on day: Day) -> Agency? {
        let kinds: Set<Agency.Kind> = [.subdistrict, .village, .urbanVillage]
        return all.first { $0.region == region && kinds.contains($0.kind) && $0.isActive(on: day) }
    }

    /// Where its duties went: the agency itself, or the one it was merged into, and so on.
    package func successor(of id: Identifier<Agency>) -> Agency? {
        var at = byID[id]
        for _ in 0..<all.count { if let next = at?.mergedInto { at = byID[next] } else { break } }
        return at
    }

    /// Ids of the agency and of everything below it: what a grant for it reaches.
    package func reach(of id: Identifier<Agency>) -> Set<String> {
        var reached: Set<String> = []
        var open = [id]
        while let next = open.popLast() {
            if reached.insert(next.text).inserted { open += children(of: next).map(\.id) }
        }
        return reached
    }

    /// Agencies with how deep they lie, each after its parent, for tree lists.
    package func outline(_ isWanted: (Agency) -> Bool = { _ in true }) -> [(agency: Agency, depth: Int)] {
        var lines: [(Agency, Int)] = []
        func add(_ agencies: [Agency], _ depth: Int) {
            for agency in agencies where isWanted(agency) && depth < 12 {
                lines.append((agency, depth))
                add(children(of: agency.id), depth + 1)
            }
        }
        // Below a parent that is not wanted an agency would vanish, so it stands at the top.
        add(all.filter { agency in agency.parent.flatMap { byID[$0] }.map { !isWanted($0) } ?? true }, 0)
        return lines
    }
}
