import Kernel
import Masterplan
import Storage

extension InnovationSheet {
    /// Sheets in the alignment matrix: those that were accepted fill its columns with their codes, their outputs and who shares them.
    static let alignment = AlignmentSource(
        InnovationSheet.kind,
        shares: { tx in
            let sheets = try tx.innovationSheets(
                "node_id IS NOT NULL AND state IN ('accepted', 'in_plan')", order: "code", limit: 10_000)
            let parts = try sheets.map(\.id.text).chunks(of: 500).reduce(into: [:] as [String: [Participation]]) { all, ids in
                all.merge(try tx.participations(of: InnovationSheet.kind, ids)) { $1 }
            }
            return sheets.compactMap { sheet in
                guard let node = sheet.node else { return nil }
                let partners = (parts[sheet.id.text] ?? []).filter { $0.role == .support && $0.state == .accepted }.map(\.agency)
                return AlignmentShare(
                    subject: sheet.reference, node: node, agencies: [sheet.lead.text] + partners, codes: sheet.subActivities.codes,
                    hasIndicator: sheet.hasTarget, isShared: !partners.isEmpty)
            }
        },
        mark: { tx in
            let row = try tx.row(
                "SELECT count(*) AS sheets, CAST(coalesce(sum(version), 0) AS bigint) AS versions FROM innovation_sheet")!
            return "\(row.int("sheets")) \(row.int("versions"))"
        })

    /// Whether an output or outcome has a target in some year.
    private var hasTarget: Bool {
        answers.values.contains { answer in
            if case .indicators(let rows) = answer { rows.contains { !$0.targets.isEmpty } } else { false }
        }
    }
}
