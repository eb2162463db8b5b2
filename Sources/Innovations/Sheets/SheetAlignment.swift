import Kernel
import Masterplan
import Storage
import Work

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

    /// Accepted sheets that name flagship programmes among the plans they serve: their points do.
    static let serving: FlagshipSources.Serving = { programmes, tx in
        let sheets = try tx.innovationSheets(
            "node_id IS NOT NULL AND state IN ('accepted', 'in_plan')", order: "code", limit: 10_000)
        var serving: [(point: Identifier<PlanNode>, programme: String)] = []
        for sheet in sheets {
            guard let node = sheet.node else { continue }
            for programme in sheet.named(programmes) { serving.append((point: node, programme: programme)) }
        }
        return serving
    }

    /// Which of these points of plans it names as served or as evidence.
    private func named(_ points: Set<String>) -> [String] {
        answers.values.flatMap { answer -> [String] in
            guard case .evidence(let rows) = answer else { return [] }
            return rows.map(\.reference).filter { $0.kind == "plan_node" && points.contains($0.id) }.map(\.id)
        }
    }

    /// Whether an output or outcome has a target in some year.
    private var hasTarget: Bool {
        answers.values.contains { answer in
            if case .indicators(let rows) = answer { rows.contains { !$0.targets.isEmpty } } else { false }
        }
    }
}
