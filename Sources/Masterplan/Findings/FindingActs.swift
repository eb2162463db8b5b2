import Kernel
import Storage
import Web
import Work

extension PlanDesk {
    /// Writes down what an evaluation found at a point of a plan, be it adopted or not.
    /// - Parameters:
    ///   - recommendation: what should be done; it becomes a line of the next action plan.
    ///   - source: where it comes from, such as `LHE 2026`.
    @discardableResult
    package func find(
        at id: Identifier<PlanNode>, _ typed: String, recommendation: String, source: String = "", by actor: Actor
    ) async throws -> PlanFinding {
        try await database.write { tx in
            guard let node = try PlanNodes.visible([id.text], actor, tx)[id.text], PlanFinding.mayRead(actor) else {
                throw AppError.notFound
            }
            guard PlanFinding.mayWrite(node.agency, actor) else { throw AppError.forbidden }
            let (text, advice, source) = (Plain.text(typed), Plain.text(recommendation), Plain.line(source))
            var issues: [Issue] = []
            if text.count < 10 { issues.append(Issue("text", "plan.error.finding_short")) }
            if advice.count < 10 { issues.append(Issue("recommendation", "plan.error.recommendation_short")) }
            for (field, words, most) in [("text", text, 4000), ("recommendation", advice, 2000), ("source", source, 300)]
            where words.count > most { issues.append(Issue(field, "plan.error.too_long")) }
            guard issues.isEmpty else { throw AppError.invalid(issues) }
            let finding = PlanFinding(
                id: world.newID(), at: node, text: text, recommendation: advice, source: source, by: actor, at: world.now())
            try tx.run(
                """
                INSERT INTO plan_finding (id, node_key, node_id, edition_id, agency_id, finding, recommendation, source, state, answer,
                    created_by, created_at, updated_at, version)
                VALUES (\(finding.id), \(finding.key), \(finding.node), \(finding.edition), \(finding.agency), \(finding.text),
                    \(finding.recommendation), \(finding.source), \(finding.state.rawValue), \(finding.answer), \(finding.createdBy),
                    \(finding.createdAt), \(finding.updatedAt), \(finding.version))
                """)
            try record(finding, "made", by: actor, tx)
            return finding
        }
    }

    /// Says what became of a finding: `take` with what was done, `decline` with the reason, `reopen`.
    @discardableResult
    package func settle(
        _ id: Identifier<PlanFinding>, _ act: String, text typed: String, by actor: Actor, expecting version: Int? = nil
    ) async throws -> PlanFinding {
        try await database.write { tx in
            guard PlanFinding.mayRead(actor), var finding = try tx.planFinding(id) else { throw AppError.notFound }
            // Whoever answers for the point now, not who did when it was found.
            let agency = try tx.currentNodes([finding.node.text])[finding.node.text]?.agency ?? finding.agency
            guard PlanFinding.mayWrite(agency, actor) else { throw AppError.forbidden }
            if let version, version != finding.version { throw AppError.conflict("error.changed_meanwhile") }
            let text = Plain.text(typed)
            switch (act, finding.state) {
            case ("take", .open): finding.state = .taken
            case ("decline", .open): finding.state = .declined
            case ("reopen", .taken), ("reopen", .declined): finding.state = .open
            case ("take", _), ("decline", _), ("reopen", _): throw AppError.conflict("plan.error.finding_settled")
            default: throw AppError.notFound
            }
            guard text.count >= 10 else { throw AppError.invalid("text", "plan.error.finding_answer") }
            guard text.count <= 2000 else { throw AppError.invalid("text", "plan.error.too_long") }
            let before = finding.version
            (finding.answer, finding.updatedAt, finding.version) = (text, world.now(), before + 1)
            let saved = try tx.run(
                """
                UPDATE plan_finding SET state = \(finding.state.rawValue), answer = \(finding.answer), updated_at = \(finding.updatedAt),
                    version = \(finding.version)
                WHERE id = \(id) AND version = \(before)
                """)
            guard saved == 1 else { throw AppError.conflict("error.changed_meanwhile") }
            try record(finding, act, by: actor, tx)
            return finding
        }
    }

    private func record(_ finding: PlanFinding, _ act: String, by actor: Actor, _ tx: Transaction) throws {
        try tx.record(
            Event(
                "plan_finding.\(act)", of: finding.reference, sequence: finding.version, by: actor, in: world, agency: finding.agency,
                details: ["state": finding.state.rawValue], digest: finding.digest))
    }
}

extension MasterplanDigests {
    static let finding = RecordDigest(
        PlanFinding.kind,
        ids: RecordDigest.ids(of: "plan_finding"),
        digests: { tx, ids in
            var digests: [String: String] = [:]
            for id in ids { digests[id] = try tx.planFinding(Identifier(id))?.digest }
            return digests
        })
}

extension MasterplanReferences {
    static let finding = ReferenceKind(
        PlanFinding.kind,
        views: { tx, ids, actor in
            guard PlanFinding.mayRead(actor) else { return [:] }
            var views: [String: ReferenceView] = [:]
            for row in try tx.rows("SELECT * FROM plan_finding WHERE id IN (\(SQL.list(ids)))") {
                let finding = PlanFinding(row: row)
                views[finding.id.text] = ReferenceView(
                    title: String(finding.text.prefix(120)), url: PlanPaths.nodeFindings(finding.node.text))
            }
            return views
        })
}
