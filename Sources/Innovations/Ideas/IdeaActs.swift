import Directory
import Kernel
import Storage
import Work

/// An idea as it is sent in.
package struct SubmitIdea: Sendable {
    package var title: String
    package var text: String
    package var village: String?
    /// Names this submission, so that sending it twice makes one idea.
    package var clientKey: String?

    package init(title: String, text: String, village: String? = nil, clientKey: String? = nil) {
        self.title = Plain.line(title)
        self.text = Plain.text(text)
        self.village = village
        self.clientKey = clientKey
    }

    func issues(_ places: PlacesSnapshot) -> [Issue] {
        var issues: [Issue] = []
        if !(5...150).contains(title.count) { issues.append(Issue("title", "error.idea_title")) }
        if !(20...5000).contains(text.count) { issues.append(Issue("text", "error.idea_text")) }
        if let village {
            let isKnown = RegionCode(village).map { $0.kind == .village && places.isOwn($0) && places.region($0) != nil } ?? false
            if !isKnown { issues.append(Issue("village", Message("error.sheet_village", ["code": village]))) }
        }
        return issues
    }
}

extension InnovationDesk {
    /// Receives an idea; the sender gets its code and, without an account, the secret of her link.
    package func submit(_ act: SubmitIdea, by actor: Actor) async throws -> Idea {
        let issues = act.issues(directory.places.now)
        guard issues.isEmpty else { throw AppError.invalid(issues) }
        return try await database.write { tx in
            if let key = act.clientKey, let row = try tx.row("SELECT * FROM innovation_idea WHERE client_key = \(key)") {
                return Idea(row: row)
            }
            let now = world.now()
            let idea = Idea(
                id: world.newID(), code: ShortCode.make(world.random(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }),
                state: Workflow.innovationIdea.initial, workflowVersion: Workflow.innovationIdea.version, version: 1, title: act.title,
                text: act.text, village: act.village, account: actor.kind == .account ? actor.id : nil, receivedAt: now, updatedAt: now)
            try begin(idea, by: actor.kind == .account ? actor : Actor(kind: .reporter, id: idea.id.text), tx)
            if let key = act.clientKey { try tx.run("UPDATE innovation_idea SET client_key = \(key) WHERE id = \(idea.id)") }
            return idea
        }
    }
}

/// To the agency whose work it is; the time goes on.
package struct PassIdeaOn: InnovationAct {
    package let name = "pass_on"
    package var agency: Identifier<Agency>
    package init(to agency: Identifier<Agency>) { self.agency = agency }
    package func apply(to opened: inout OpenInnovation<Idea>) throws {
        guard opened.desk.directory.agencies[agency]?.isActive(on: opened.desk.directory.today) == true else {
            throw AppError.invalid("agency", "error.sheet_lead")
        }
        opened.record.agency = agency
        opened.details["agency"] = agency.text
    }
}

/// It becomes an entry of the register, in the words of whoever accepts it, of the agency that will try it.
package struct AcceptIdea: InnovationAct {
    package let name = "accept"
    package var answer: String
    package var title: String
    package var agency: Identifier<Agency>?

    /// - Parameters:
    ///   - title: as the register shall have it; the sender's own when empty.
    ///   - agency: `nil` leaves it with the agency that has it.
    package init(_ answer: String, title: String = "", agency: Identifier<Agency>? = nil) {
        self.answer = Plain.text(answer)
        self.title = Plain.line(title)
        self.agency = agency
    }

    package var issues: [Issue] { reasonIssues(answer) }

    package func apply(to opened: inout OpenInnovation<Idea>) throws {
        let isWide = opened.actor.may(.answerIdeas) || opened.actor.kind == .system
        guard let owner = agency ?? opened.before.agency else { throw AppError.invalid("agency", "error.idea_agency") }
        guard isWide || owner == opened.before.agency else { throw AppError.invalid("agency", "error.sheet_lead_other") }
        var draft = InnovationDraft()
        draft.agency = owner
        draft.title = title.isEmpty ? opened.before.title : title
        draft.initiator = opened.before.account == nil ? .citizen : .civilServant
        let innovation = try opened.desk.register(draft, idea: opened.before.id, by: opened.actor, in: opened.tx)
        opened.record.agency = owner
        opened.record.innovation = innovation.id
        opened.details["innovation"] = innovation.code
        try opened.write(answer, isPublic: true)
    }
}

/// Says no to an idea, with a reason for everybody to read.
package struct DeclineIdea: InnovationAct {
    package let name = "decline"
    package var reason: String
    package init(_ reason: String) { self.reason = Plain.text(reason) }
    package var issues: [Issue] { reasonIssues(reason) }
    package func apply(to opened: inout OpenInnovation<Idea>) throws { try opened.write(reason, isPublic: true) }
}

package struct WithdrawIdea: InnovationAct {
    package let name = "withdraw"
    package init() {}
    package func apply(to opened: inout OpenInnovation<Idea>) throws {}
}
