import Crypto
import Directory
import Foundation
import Kernel
import Storage
import Work

/// An idea somebody sent in: a citizen without an account, who follows it by a secret link, or a colleague. Who a citizen is nobody
/// asks.
package struct Idea: InnovationRecord, Identifiable {
    package static let kind = "innovation_idea"
    package static var workflow: Workflow { .innovationIdea }

    package var id: Identifier<Idea>
    /// A ``ShortCode``: it is read over the phone.
    package var code: String
    package var state: String
    package var workflowVersion: Int
    package var version: Int
    package var title: String
    package var text: String
    /// Code of a village it is about.
    package var village: String?
    /// Account of the colleague who sent it; `nil` for citizens.
    package var account: String?
    /// Where it was passed on to.
    package var agency: Identifier<Agency>?
    /// The entry of the register that was made of it.
    package var innovation: Identifier<Innovation>?
    package var receivedAt: Instant
    package var updatedAt: Instant

    package var recordID: String { id.text }
    package var holder: String? { agency?.text }
    /// Citizens' words stay in the one record.
    package var fields: [String: String]? { nil }

    package var digested: [String?] {
        [
            id.text, code, state, String(workflowVersion), String(version), title, text, village, account, agency?.text, innovation?.text,
            receivedAt.description, updatedAt.description,
        ]
    }

    package func isSender(_ actor: Actor) -> Bool {
        actor.kind == .reporter && actor.id == id.text || actor.kind == .account && account != nil && actor.id == account
    }

    package func maySee(_ actor: Actor, _ tx: Transaction) throws -> Bool {
        isSender(actor) || actor.may(.answerIdeas) || holder.map { actor.may(.editInnovations, agency: $0) } ?? false
    }

    package func may(_ act: Workflow.Act, _ actor: Actor) -> Bool {
        switch act.by {
        case .holder(let permission): actor.may(.answerIdeas) || holder.map { actor.may(permission, agency: $0) } ?? false
        case .anyone(let permission): actor.may(permission)
        case .reporter: isSender(actor)
        case .system: actor.kind == .system
        case .checker: false
        }
    }
}

extension Workflow {
    /// Whoever sends an idea hears of it within fourteen working days, wherever it was passed on to.
    package static let innovationIdea: Workflow = {
        let answerer = Doer.holder(.editInnovations)
        let open = ["received", "passed_on"]
        return Workflow(
            name: Idea.kind, version: 1, initial: "received",
            states: [
                State("received", owedBy: .answerIdeas, clock: "answer"), State("passed_on", owedBy: .editInnovations, clock: "answer"),
                State("accepted", isFinal: true), State("declined", isFinal: true), State("withdrawn", isFinal: true),
            ],
            acts: [
                Act("pass_on", from: open, to: "passed_on", by: .anyone(.answerIdeas), needs: [.agency]),
                Act("accept", from: open, to: "accepted", by: answerer, needs: [.text], clocks: [.stop("answer")]),
                Act("decline", from: open, to: "declined", by: answerer, needs: [.reason], clocks: [.stop("answer")]),
                Act("withdraw", from: open, to: "withdrawn", by: .reporter, clocks: [.stop("answer")]),
                Act("alert", from: open, by: .system),
            ], clocks: [ClockRule("answer", days: ["*": 14])])
    }()
}

extension Idea {
    init(row: Row) {
        id = row.id("id")
        code = row.text("code")
        state = row.text("state")
        workflowVersion = row.int("workflow_version")
        version = row.int("version")
        title = row.text("title")
        text = row.text("text")
        village = row.textIfAny("village")
        account = row.textIfAny("account_id")
        agency = row.idIfAny("agency_id")
        innovation = row.idIfAny("innovation_id")
        receivedAt = row.instant("received_at")
        updatedAt = row.instant("updated_at")
    }

    package static func find(_ id: String, _ tx: Transaction) throws -> Idea? {
        try tx.row("SELECT * FROM innovation_idea WHERE id = \(id)").map(Idea.init(row:))
    }

    package func insert(_ tx: Transaction) throws {
        try tx.run(
            """
            INSERT INTO innovation_idea (id, code, state, workflow_version, version, title, text, village, account_id, agency_id,
                innovation_id, received_at, updated_at)
            VALUES (\(id), \(code), \(state), \(workflowVersion), \(version), \(title), \(text), \(village), \(account), \(agency),
                \(innovation), \(receivedAt), \(updatedAt))
            """)
    }

    package func save(from version: Int, _ tx: Transaction) throws {
        let saved = try tx.run(
            """
            UPDATE innovation_idea SET state = \(state), version = \(self.version), agency_id = \(agency),
                innovation_id = \(innovation), updated_at = \(updatedAt)
            WHERE id = \(id) AND version = \(version)
            """)
        guard saved == 1 else { throw AppError.conflict("error.changed_meanwhile") }
    }
}

extension Transaction {
    package func idea(code typed: String) throws -> Idea? {
        guard let code = ShortCode.normalize(typed) else { return nil }
        return try row("SELECT * FROM innovation_idea WHERE code = \(code)").map(Idea.init(row:))
    }

    /// Ideas the actor works on, the newest first.
    package func ideas(for actor: Actor, state: String? = nil, before: String? = nil, limit: Int) throws -> [Idea] {
        var conditions: [SQL] = []
        if !actor.may(.answerIdeas) {
            guard let agencies = actor.agencies(for: .editInnovations) else { return [] }
            conditions.append("agency_id IN (\(SQL.list(agencies.sorted())))")
        }
        if let state { conditions.append("state = \(state)") }
        if let before { conditions.append("id < \(before)") }
        let condition: SQL = conditions.isEmpty ? "1 = 1" : SQL.joined(conditions, separator: " AND ")
        return try rows("SELECT * FROM innovation_idea WHERE \(condition) ORDER BY id DESC LIMIT \(limit)").map(Idea.init(row:))
    }
}

extension InnovationDesk {
    /// The secret of the link by which a citizen follows her idea: 128 bits that only this installation can compute.
    package func secret(of idea: Idea) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Data(idea.id.text.utf8), using: vault.key(for: "innovation-idea-link"))
        return base64URL(Array(code).prefix(16))
    }

    /// The bearer of the link as an actor.
    /// - Throws: `.notFound` alike for a wrong code and a wrong secret.
    package func sender(code: String, secret shown: String) async throws -> (idea: Idea, actor: Actor) {
        guard let idea = try await database.read({ tx in try tx.idea(code: code) }) else { throw AppError.notFound }
        let secret = secret(of: idea)
        // Compared without telling by its duration how much was right.
        guard secret.utf8.count == shown.utf8.count, zip(secret.utf8, shown.utf8).reduce(0, { $0 | ($1.0 ^ $1.1) }) == 0 else {
            throw AppError.notFound
        }
        return (idea, Actor(kind: .reporter, id: idea.id.text))
    }
}
