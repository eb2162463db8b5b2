import Directory
import Kernel
import Storage
import Work

extension InnovationDesk {
    /// Writes on a sheet beside others, for somebody whom the caller lets do so at a record of its own, as in a workshop's room. The lead
    /// stays who it is. What others did to other fields meanwhile is joined; where both changed the same field nothing is written.
    /// - Parameters:
    ///   - draft: every field as it stood on the screen.
    ///   - version: of the sheet that was open on it.
    ///   - told: what she has been told before of fields that others changed too; over that she may write.
    /// - Throws: `.conflict` with what stands now in each field that both changed, and for a sheet that is in no state to be written.
    @discardableResult
    package func writeTogether(
        _ draft: SheetDraft, on id: Identifier<InnovationSheet>, seen version: Int, told: ToldChanges? = nil, by actor: Actor,
        in tx: Transaction
    ) throws -> InnovationSheet {
        guard let now = try tx.innovationSheet(id) else { throw AppError.notFound }
        var draft = draft
        draft.lead = now.lead
        if version != now.version { draft = try joined(draft, with: now, since: version, told, tx) }
        return try perform(EditSheet(draft), on: id.text, by: actor, isInvited: true, in: tx)
    }

    private func joined(
        _ draft: SheetDraft, with now: InnovationSheet, since version: Int, _ told: ToldChanges?, _ tx: Transaction
    ) throws -> SheetDraft {
        let versions = try tx.versions(of: now.reference)
        guard let base = versions.first(where: { $0.version == version })?.fields else {
            throw AppError.conflict("error.changed_meanwhile")
        }
        let known = versions.first { $0.version == told?.version }?.fields ?? [:]
        var written = now
        draft.apply(to: &written)
        let (mine, theirs) = (written.fields ?? [:], now.fields ?? [:])
        let names = Set(base.keys).union(mine.keys).union(theirs.keys).subtracting(["state", "form_version", "node", "lead"])
        let disputed = names.filter { name in
            guard mine[name] != base[name], theirs[name] != base[name], mine[name] != theirs[name] else { return false }
            return told?.fields.contains(name) != true || theirs[name] != known[name]
        }
        guard disputed.isEmpty else {
            let issues = disputed.sorted().map { name -> Issue in
                let values = ["from": base[name] ?? "–", "to": theirs[name] ?? "–", ToldChanges.mark: "\(now.version)"]
                return Issue(name, Message("directory.changed_field", values))
            }
            throw AppError(.conflict, "directory.changed_meanwhile", issues: issues)
        }
        var joined = draft
        for name in names where mine[name] == base[name] {
            switch name {
            case "title": joined.title = now.title
            case "dimension": joined.dimension = now.dimension
            case "pillar": joined.pillar = now.pillar
            case "from_year": joined.fromYear = now.fromYear
            case "to_year": joined.toYear = now.toYear
            default: if name.hasPrefix("f.") { joined.answers[String(name.dropFirst(2))] = now.answers[String(name.dropFirst(2))] }
            }
        }
        return joined
    }
}
