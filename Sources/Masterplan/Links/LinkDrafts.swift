import Directory
import Kernel
import Work

/// What somebody proposes: that an agency takes part.
package struct ParticipationDraft: Sendable {
    package var subject: Reference
    package var agency: String
    package var role: Participation.Role
    /// Percent of the whole.
    package var share: Int?
    /// The last day to answer; ten working days from now where nothing is said.
    package var dueOn: Day?
    package var note: String

    package init(
        _ subject: Reference, agency: String, role: Participation.Role = .support, share: Int? = nil, dueOn: Day? = nil, note: String = ""
    ) {
        self.subject = subject
        self.agency = agency
        self.role = role
        self.share = share
        self.dueOn = dueOn
        self.note = note
    }

    func issues(_ directory: DirectoryIndex, lead: String?) -> [Issue] {
        var issues: [Issue] = []
        if directory.agencies[agency]?.isActive(on: directory.today) != true { issues.append(Issue("agency", "plan.error.no_agency")) }
        if role == .support, agency == lead { issues.append(Issue("agency", "plan.error.is_lead")) }
        if let share, !(1...100).contains(share) { issues.append(Issue("share", "plan.error.share")) }
        if let dueOn, dueOn < directory.today { issues.append(Issue("due", "plan.error.due_past")) }
        if note.count > 2000 { issues.append(Issue("note", "plan.error.too_long")) }
        return issues
    }
}

/// What somebody proposes: that two nodes are joined.
package struct LinkDraft: Sendable {
    package var from: Identifier<PlanNode>
    package var to: Identifier<PlanNode>
    package var kind: PlanLink.Kind
    package var share: Int?
    package var dueOn: Day?
    package var note: String

    package init(
        from: Identifier<PlanNode>, to: Identifier<PlanNode>, kind: PlanLink.Kind, share: Int? = nil, dueOn: Day? = nil, note: String = ""
    ) {
        self.from = from
        self.to = to
        self.kind = kind
        self.share = share
        self.dueOn = dueOn
        self.note = note
    }
}
