import Foundation
import Kernel
import Masterplan
import Storage
import Work

/// A record of another capability as people name it: the address of its page, its code or `kind:code`.
package enum RecordName {
    /// - Returns: its reference, and its other kinds where it has several; nothing when there is none that this actor may see.
    /// - Parameter hasTitles: whether words of a title find points of plans too.
    /// - Throws: `.invalid` at `subject` when several points have these words in their title, naming some.
    package static func find(
        _ typed: String, hasTitles: Bool = false, _ references: ReferenceResolver, for actor: Actor, _ tx: Transaction
    ) throws -> [Reference] {
        let line = Plain.line(typed)
        if line.contains("/") { return try references.find(lastStep(of: line), for: actor, tx) }
        let parts = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
        guard let last = parts.last, !last.isEmpty else { return [] }
        if parts.count == 2 {
            let named = Reference(parts[0], last)
            if try references.views(of: [named], for: actor, tx)[named] != nil { return [named] }
            let found = try references.find(last, for: actor, among: [parts[0]], tx)
            if !found.isEmpty { return found }
        } else {
            let found = try references.find(last, for: actor, tx)
            if !found.isEmpty { return found }
        }
        return hasTitles ? try points(line, actor, tx) : []
    }

    /// The id or code at the end of `https://…/rencana/simpul/ID?bahasa=id#kaitan`.
    private static func lastStep(of address: String) -> String {
        let path = address.prefix { $0 != "?" && $0 != "#" }
        return path.split(separator: "/").last.map { $0.removingPercentEncoding ?? String($0) } ?? ""
    }

    /// Points of plans that hold or are being written, by words of their title.
    private static func points(_ typed: String, _ actor: Actor, _ tx: Transaction) throws -> [Reference] {
        guard typed.count >= 4 else { return [] }
        let editions = try tx.planEditions().filter { $0.status != .replaced && $0.maySee(actor) }
        var found: [PlanNode] = []
        for edition in editions where found.count < 6 { found += try tx.planNodes(matching: typed, in: edition.id, limit: 6) }
        let exact = found.filter { Plain.folded($0.title) == Plain.folded(typed) || Plain.folded($0.name) == Plain.folded(typed) }
        let chosen = exact.isEmpty ? found : exact
        guard chosen.count > 1 else { return chosen.map(\.reference) }
        let names = chosen.prefix(5).map(\.name).joined(separator: "; ")
        throw AppError.invalid("subject", Message("error.clause_subject_many", ["names": names]))
    }
}
