import Directory
import Kernel
import Masterplan
import Storage
import Work

/// Takes a sheet back before it was decided on.
package struct TakeSheetBack: InnovationAct {
    package let name = "take_back"
    package init() {}
    package func apply(to opened: inout OpenInnovation<InnovationSheet>) throws { opened.record.submittedAt = nil }
}

/// Sends a sheet back with what should be better; also one that is in the plan already, when the plan changes.
package struct ReturnSheet: InnovationAct {
    package let name = "return"
    package var reason: String
    package init(_ reason: String) { self.reason = Plain.text(reason) }
    package var issues: [Issue] { reasonIssues(reason) }
    package func apply(to opened: inout OpenInnovation<InnovationSheet>) throws {
        opened.record.decidedAt = opened.now
        try opened.write(reason)
    }
}

/// The planning agency finds it good.
package struct AcceptSheet: InnovationAct {
    package let name = "accept"
    package var note: String
    package init(note: String = "") { self.note = Plain.text(note) }
    package func apply(to opened: inout OpenInnovation<InnovationSheet>) throws {
        opened.record.decidedAt = opened.now
        if !note.isEmpty { try opened.write(note) }
    }
}

/// Takes it into the plan, at the initiative it belongs to.
package struct IncludeSheet: InnovationAct {
    package let name = "include"
    package init() {}
    package func apply(to opened: inout OpenInnovation<InnovationSheet>) throws {
        guard opened.before.node != nil else { throw AppError.conflict("error.sheet_not_connected") }
    }
}

/// Says which initiative of the masterplan a sheet belongs to, or that none is known yet.
package struct ConnectSheet: InnovationAct {
    package let name = "connect"
    package var node: Identifier<PlanNode>?
    package init(_ node: Identifier<PlanNode>?) { self.node = node }

    package func apply(to opened: inout OpenInnovation<InnovationSheet>) throws {
        if let node {
            try check(node, opened.before, opened.tx)
        } else if opened.before.state == "in_plan" {
            throw AppError.conflict("error.sheet_not_connected")
        }
        opened.record.node = node
        opened.details["node"] = node?.text ?? ""
    }

    func check(_ id: Identifier<PlanNode>, _ sheet: InnovationSheet, _ tx: Transaction) throws {
        guard let node = try tx.planNode(id), node.level == .initiative else { throw AppError.invalid("node", "error.sheet_node") }
        if let dimension = node.dimension, dimension != sheet.dimension { throw AppError.invalid("node", "error.sheet_node_dimension") }
    }
}

/// Gives a sheet up; it stays readable to those who wrote it.
package struct DropSheet: InnovationAct {
    package let name = "drop"
    package var reason: String
    package init(_ reason: String) { self.reason = Plain.text(reason) }
    package var issues: [Issue] { reasonIssues(reason) }
    package func apply(to opened: inout OpenInnovation<InnovationSheet>) throws { try opened.write(reason) }
}
