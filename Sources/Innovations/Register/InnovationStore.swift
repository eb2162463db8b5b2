import Directory
import Kernel
import Storage
import Work

extension Innovation {
    init(row: Row) {
        id = row.id("id")
        code = row.text("code")
        agency = row.id("agency_id")
        sheet = row.idIfAny("sheet_id")
        idea = row.idIfAny("idea_id")
        replicates = row.idIfAny("replicates_id")
        state = row.text("state")
        workflowVersion = row.int("workflow_version")
        version = row.int("version")
        title = row.text("title")
        initiator = Initiator(rawValue: row.text("initiator")) ?? .agency
        form = Form(rawValue: row.text("form")) ?? .other
        isDigital = row.bool("is_digital")
        function = row.text("function")
        theme = row.text("theme")
        design = row.text("design")
        purpose = row.text("purpose")
        benefit = row.text("benefit")
        result = row.text("result")
        beneficiaries = row.intIfAny("beneficiaries")
        criteria = Set(row.text("criteria").split(separator: " ").compactMap { Criterion(rawValue: String($0)) })
        proofs = Dictionary(
            (row.textIfAny("proofs").map(parseFlatJSON) ?? [:]).compactMap { number, proof in Int(number).map { ($0, proof) } },
            uniquingKeysWith: { $1 })
        trialOn = row.dayIfAny("trial_on")
        appliedOn = row.dayIfAny("applied_on")
        createdAt = row.instant("created_at")
        updatedAt = row.instant("updated_at")
    }

    private var criteriaText: String { criteria.map(\.rawValue).sorted().joined(separator: " ") }

    package static func find(_ id: String, _ tx: Transaction) throws -> Innovation? {
        try tx.row("SELECT * FROM innovation WHERE id = \(id)").map(Innovation.init(row:))
    }

    package func insert(_ tx: Transaction) throws {
        try tx.run(
            """
            INSERT INTO innovation (id, code, agency_id, sheet_id, idea_id, replicates_id, state, workflow_version, version, title,
                initiator, form, is_digital, function, theme, design, purpose, benefit, result, beneficiaries, criteria, proofs,
                trial_on, applied_on, created_at, updated_at)
            VALUES (\(id), \(code), \(agency), \(sheet), \(idea), \(replicates), \(state), \(workflowVersion), \(version), \(title),
                \(initiator.rawValue), \(form.rawValue), \(isDigital), \(function), \(theme), \(design), \(purpose), \(benefit),
                \(result), \(beneficiaries), \(criteriaText), \(proofText), \(trialOn), \(appliedOn), \(createdAt), \(updatedAt))
            """)
    }

    package func save(from version: Int, _ tx: Transaction) throws {
        let saved = try tx.run(
            """
            UPDATE innovation SET agency_id = \(agency), sheet_id = \(sheet), state = \(state), version = \(self.version),
                title = \(title), initiator = \(initiator.rawValue), form = \(form.rawValue), is_digital = \(isDigital),
                function = \(function), theme = \(theme), design = \(design), purpose = \(purpose), benefit = \(benefit),
                result = \(result), beneficiaries = \(beneficiaries), criteria = \(criteriaText), trial_on = \(trialOn),
                proofs = \(proofText), applied_on = \(appliedOn), updated_at = \(updatedAt)
            WHERE id = \(id) AND version = \(version)
            """)
        guard saved == 1 else { throw AppError.conflict("error.changed_meanwhile") }
    }
}

/// What to look for in the register.
package struct RegisterQuery: Sendable {
    package var state: String?
    package var agency: String?
    package var initiator: Innovation.Initiator?
    package var isDigital: Bool?
    package var words = ""

    package init(
        state: String? = nil, agency: String? = nil, initiator: Innovation.Initiator? = nil, isDigital: Bool? = nil, words: String = ""
    ) {
        self.state = state
        self.agency = agency
        self.initiator = initiator
        self.isDigital = isDigital
        self.words = words
    }
}

extension Transaction {
    package func innovation(code typed: String) throws -> Innovation? {
        try row("SELECT * FROM innovation WHERE code = \(Plain.line(typed).uppercased())").map(Innovation.init(row:))
    }

    package func innovations(ofSheet sheet: Identifier<InnovationSheet>) throws -> [Innovation] {
        try rows("SELECT * FROM innovation WHERE sheet_id = \(sheet) ORDER BY code").map(Innovation.init(row:))
    }

    /// Entries that repeat this one elsewhere.
    package func replications(of innovation: Identifier<Innovation>) throws -> [Innovation] {
        try rows("SELECT * FROM innovation WHERE replicates_id = \(innovation) ORDER BY code").map(Innovation.init(row:))
    }

    /// Entries that fit, by code.
    package func innovations(_ query: RegisterQuery, after: String? = nil, limit: Int) throws -> [Innovation] {
        var conditions: [SQL] = ["1 = 1"]
        if let state = query.state { conditions.append("state = \(state)") }
        if let agency = query.agency { conditions.append("agency_id = \(agency)") }
        if let initiator = query.initiator { conditions.append("initiator = \(initiator.rawValue)") }
        if let isDigital = query.isDigital { conditions.append("is_digital = \(isDigital)") }
        let words = Plain.folded(query.words).split(separator: " ").map(String.init)
        var found: [Innovation] = []
        try each(
            "SELECT * FROM innovation WHERE \(SQL.joined(conditions, separator: " AND ")) AND code > \(after ?? "") ORDER BY code"
        ) { row in
            let innovation = Innovation(row: row)
            let text = "\(innovation.code) \(innovation.title) \(innovation.theme) \(innovation.purpose)"
            if begins(words, in: text) { found.append(innovation) }
            return found.count < limit
        }
        return found
    }
}

/// Whether each of these folded words begins a word of the text.
func begins(_ words: [String], in text: String) -> Bool {
    if words.isEmpty { return true }
    let own = Plain.folded(text).split(separator: " ")
    return words.allSatisfy { word in own.contains { $0.hasPrefix(word) } }
}
