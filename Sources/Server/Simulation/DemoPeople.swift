import Directory
import Kernel
import Reports
import Storage

/// Somebody of the demo's cast who signs in; Siti, the citizen, has no account.
struct CastMember: Sendable {
    var username: String
    var name: String
    var position: String
    /// Code of the agency, empty for somebody from outside, and the roles held for it; a role with `*` before it is held for the whole
    /// regency.
    var agency: String
    var roles: [String]

    static let all = [
        CastMember(
            username: "triase", name: "Rina Kartikasari", position: "Petugas triase dan walidata, Dinas Kominfo", agency: "DISKOMINFO",
            roles: ["*triage_officer", "agency_clerk"]),
        CastMember(
            username: "operator", name: "Agus Priyanto", position: "Operator, Dinas PU Bina Marga dan SDA", agency: "DPUBM-SDA",
            roles: ["agency_clerk"]),
        CastMember(
            username: "kepala", name: "Hendra Wijaya", position: "Kepala Dinas PU Bina Marga dan SDA", agency: "DPUBM-SDA",
            roles: ["agency_head"]),
        CastMember(
            username: "lurah", name: "Sutrisno", position: "Lurah Gebang, Patrang", agency: "KEL-35.09.20.1003", roles: ["village_head"]),
        CastMember(
            username: "bappeda", name: "Dewi Maharani", position: "Kepala Bappeda", agency: "BAPPEDA",
            roles: ["*planning_head", "agency_head"]),
        CastMember(username: "bupati", name: "Bambang Suryanegara", position: "Bupati", agency: "SETDA", roles: ["*regent"]),
        CastMember(
            username: "penilai", name: "Ratri Widyaningsih", position: "Penilai pusat", agency: "", roles: ["*central_assessor"]),
    ]
    /// Village of the cast's village head.
    static let village = "35.09.20.1003"
    static let citizen = "Siti Aminah"
}

/// Everyone who acts for the government in the simulation.
struct DemoPeople: Sendable {
    /// Whoever verifies and assigns; the first is of the cast.
    var triage: [Actor] = []
    var coordinator = Actor.visitor
    /// Scores for the central team.
    var assessor = Actor.visitor
    /// Whoever checks priority statistics for the statistics office.
    var trustee: Actor?
    /// By agency id.
    var clerks: [String: Actor] = [:]
    /// By id of the village's office.
    var checkers: [String: Actor] = [:]
    /// Accounts beyond the cast: they act in the past and nobody can sign in as them. Heads of agencies are not among them
    /// (``DemoCommitments/makeHolders(_:)``).
    var others: [Identifier<Account>] = []

    /// Makes the cast and, for every other agency and village, somebody who can act.
    static func make(_ directory: DirectoryIndex, permissions: [Permission], _ tx: Transaction, _ chance: inout Chance) throws -> DemoPeople
    {
        let writer = AccountWriter(tx, world: directory.world, by: .system)
        let roles = RoleStore(tx)
        let agencies = directory.agencies
        let resolver = GrantResolver(agencies: agencies, permissions: Set(permissions))
        var people = DemoPeople()
        func actor(_ member: CastMember) throws -> (Actor, Account) {
            let agency = agencies.find(code: member.agency)
            guard agency != nil || member.agency.isEmpty else { throw DemoDefect("no agency \(member.agency)") }
            let draft = AccountDraft(name: member.name, username: member.username, position: member.position, agency: agency?.id)
            let account = try writer.create(draft, passwordHash: nil)
            for key in member.roles {
                let isWide = key.hasPrefix("*")
                guard let role = try roles.find(key: isWide ? String(key.dropFirst()) : key) else { throw DemoDefect("no role \(key)") }
                try writer.grant(GrantDraft(role: role.id, agency: isWide ? nil : agency?.id, validFrom: directory.today), to: account)
            }
            return (try resolver.actor(account, tx, on: directory.today), account)
        }
        for member in CastMember.all {
            let (actor, _) = try actor(member)
            switch member.username {
            case "triase": people.triage.append(actor)
            case "operator": people.clerks[agencies.find(code: member.agency)!.id.text] = actor
            case "lurah": people.checkers[agencies.find(code: member.agency)!.id.text] = actor
            case "bappeda": people.clerks[agencies.find(code: member.agency)!.id.text] = actor
            case "penilai": people.assessor = actor
            default: break
            }
        }
        func extra(_ username: String, _ position: String, _ agency: String, _ roles: [String]) throws -> Actor {
            let name = Names.one(&chance)
            let (made, account) = try actor(CastMember(username: username, name: name, position: position, agency: agency, roles: roles))
            people.others.append(account.id)
            return made
        }
        people.triage.append(try extra("triase2", "Petugas triase", "DISKOMINFO", ["*triage_officer"]))
        people.trustee = try extra("bps", "Pembina data, BPS", "BAPPEDA", ["*data_trustee"])
        people.coordinator = try extra("sekda", "Sekretaris Daerah", "SETDA", ["*coordinator"])
        let offices: Set<Agency.Kind> = [.village, .urbanVillage]
        for agency in agencies.active(on: directory.today) where agency.kind != .subdistrict {
            let name = "u-" + agency.code.lowercased()
            if offices.contains(agency.kind), people.checkers[agency.id.text] == nil {
                let position = agency.kind == .village ? "Kepala desa" : "Lurah"
                people.checkers[agency.id.text] = try extra(name, position, agency.code, ["village_head"])
            } else if !offices.contains(agency.kind), people.clerks[agency.id.text] == nil {
                people.clerks[agency.id.text] = try extra(name, "Operator", agency.code, ["agency_clerk"])
            }
        }
        return people
    }
}

/// The demo's own data does not fit together: a defect of this program.
struct DemoDefect: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = "demo: \(description)" }
}
