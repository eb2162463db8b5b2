import Directory
import Kernel
import Storage
import Web
import Work

/// The smart-city council, which steers, or the implementation team, which executes: by decree, for a time, with members and roles.
package struct WorkshopBody: Sendable, Equatable, Identifiable {
    package static let kind = "workshop_body"

    package enum Kind: String, Sendable, CaseIterable, Codable {
        case council, team
        package var label: TextKey { TextKey("workshop.body.\(rawValue)") }
    }

    package enum Role: String, Sendable, CaseIterable, Codable {
        case chair, deputy, secretary, coordinator, member
        package var label: TextKey { TextKey("workshop.role.\(rawValue)") }
    }

    package struct Member: Sendable, Equatable {
        package var name: String
        package var institution: Participant.Institution
        package var role: Role

        package init(_ name: String, _ institution: Participant.Institution, _ role: Role) {
            self.name = name
            self.institution = institution
            self.role = role
        }
    }

    package var id: Identifier<WorkshopBody>
    package var kind: Kind
    package var name: String
    /// Number of the decree, such as `188.45/120/2026`.
    package var decree: String
    package var decreeOn: Day
    package var validFrom: Day
    package var validTo: Day?
    package var members: [Member]
    package var version: Int

    package var reference: Reference { Reference(Self.kind, id) }
    package func isValid(on day: Day) -> Bool { validFrom <= day && validTo.map { day <= $0 } ?? true }

    package var fields: [String: String] {
        var fields = [
            "kind": kind.rawValue, "name": name, "decree": decree, "decree_on": decreeOn.description, "valid_from": validFrom.description,
            "members": membersText,
        ]
        fields["valid_to"] = validTo?.description
        return fields
    }

    /// `name | institution | role`, one a line, with codes.
    package var membersText: String {
        members.map { "\($0.name) | \($0.institution.rawValue) | \($0.role.rawValue)" }.joined(separator: "\n")
    }

    /// Reads ``membersText``.
    /// - Returns: the members, and each line that cannot be read.
    static func members(_ typed: String) -> (members: [Member], wrong: [String]) {
        var members: [Member] = []
        var wrong: [String] = []
        for line in typed.split(separator: "\n").map({ Plain.line(String($0)) }) where !line.isEmpty {
            let parts = line.split(separator: "|", omittingEmptySubsequences: false).map { Plain.line(String($0)) }
            guard parts.count == 3, (2...100).contains(parts[0].count), let institution = Participant.Institution(rawValue: parts[1]),
                let role = Role(rawValue: parts[2])
            else {
                wrong.append(line)
                continue
            }
            members.append(Member(parts[0], institution, role))
        }
        return (members, wrong)
    }

    init(row: Row) {
        id = row.id("id")
        kind = Kind(rawValue: row.text("kind")) ?? .team
        name = row.text("name")
        decree = row.text("decree")
        decreeOn = row.day("decree_on")
        validFrom = row.day("valid_from")
        validTo = row.dayIfAny("valid_to")
        members = Self.members(row.text("members")).members
        version = row.int("version")
    }

    init(id: Identifier<WorkshopBody>, _ draft: BodyDraft, version: Int) throws {
        guard draft.issues.isEmpty, let decreeOn = draft.decreeOn, let validFrom = draft.validFrom else {
            throw AppError.invalid(draft.issues)
        }
        self.id = id
        kind = draft.kind
        name = draft.name
        decree = draft.decree
        self.decreeOn = decreeOn
        self.validFrom = validFrom
        validTo = draft.validTo
        members = Self.members(draft.members).members
        self.version = version
    }
}

/// What somebody says about a council or team, before it is checked.
package struct BodyDraft: Sendable {
    package var kind: WorkshopBody.Kind = .team
    package var name = ""
    package var decree = ""
    package var decreeOn: Day?
    package var validFrom: Day?
    package var validTo: Day?
    package var members = ""

    package init() {}

    package var issues: [Issue] {
        var issues: [Issue] = []
        if !(5...200).contains(name.count) { issues.append(Issue("name", "error.workshop_body_name")) }
        if !(3...100).contains(decree.count) { issues.append(Issue("decree", "error.workshop_decree")) }
        if decreeOn == nil { issues.append(Issue("decree_on", "error.missing")) }
        if validFrom == nil { issues.append(Issue("valid_from", "error.missing")) }
        if let validFrom, let validTo, validTo < validFrom { issues.append(Issue("valid_to", "error.workshop_validity")) }
        let (found, wrong) = WorkshopBody.members(members)
        if let line = wrong.first { issues.append(Issue("members", Message("error.workshop_member", ["line": line]))) }
        if found.filter({ $0.role == .chair }).count > 1 { issues.append(Issue("members", "error.workshop_chair")) }
        if wrong.isEmpty, found.isEmpty { issues.append(Issue("members", "error.workshop_no_members")) }
        if found.count > 500 { issues.append(Issue("members", Message("error.too_long", ["max": "500", "length": "\(found.count)"]))) }
        return issues
    }
}

extension Transaction {
    package func workshopBodies() throws -> [WorkshopBody] {
        try rows("SELECT * FROM workshop_body ORDER BY kind, valid_from DESC, id").map(WorkshopBody.init(row:))
    }

    package func workshopBody(_ id: String) throws -> WorkshopBody? {
        try row("SELECT * FROM workshop_body WHERE id = \(id)").map(WorkshopBody.init(row:))
    }
}

extension WorkshopDesk {
    /// Keeps a new council or team, or one as it is after another decree.
    /// - Parameters:
    ///   - id: `nil` for a new one.
    ///   - version: the one that was seen.
    package func keep(_ draft: BodyDraft, as id: String? = nil, seen version: Int? = nil, by actor: Actor) async throws -> WorkshopBody {
        guard actor.kind == .system || actor.may(.holdWorkshops) else { throw AppError.forbidden }
        return try await database.write { tx in
            guard let id else {
                let body = try WorkshopBody(id: world.newID(), draft, version: 1)
                try tx.run(
                    """
                    INSERT INTO workshop_body (id, kind, name, decree, decree_on, valid_from, valid_to, members, version)
                    VALUES (\(body.id), \(body.kind.rawValue), \(body.name), \(body.decree), \(body.decreeOn), \(body.validFrom),
                        \(body.validTo), \(body.membersText), \(body.version))
                    """)
                try tx.keep(body.reference, version: 1, "workshop_body.kept", fields: body.fields, by: actor, in: world)
                return body
            }
            guard let before = try tx.workshopBody(id) else { throw AppError.notFound }
            if let version { try tx.needVersion(version, of: before.reference, current: before.version) }
            let body = try WorkshopBody(id: before.id, draft, version: before.version + 1)
            let saved = try tx.run(
                """
                UPDATE workshop_body SET kind = \(body.kind.rawValue), name = \(body.name), decree = \(body.decree),
                    decree_on = \(body.decreeOn), valid_from = \(body.validFrom), valid_to = \(body.validTo), members = \(body.membersText),
                    version = \(body.version)
                WHERE id = \(body.id) AND version = \(before.version)
                """)
            guard saved == 1 else { throw AppError.conflict("error.changed_meanwhile") }
            try tx.keep(body.reference, version: body.version, "workshop_body.kept", fields: body.fields, by: actor, in: world)
            return body
        }
    }
}
