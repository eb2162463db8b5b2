import Commitments
import Directory
import Innovations
import Kernel
import Signing
import Storage
import Work

/// Whose office it is to sign.
extension DemoCommitments {
    struct Holder: Sendable {
        var account: Account
        var actor: Actor
        var office: Signatory.Office
        var title: String
        var agency: Agency
        var key: SigningKey?
    }

    /// The regent, the cast's heads, and a head for every other agency, who get accounts like the cast's: the next commitment of all of
    /// them is to be signed too.
    func makeHolders(_ tx: Transaction) throws -> [Holder] {
        let (agencies, today) = (desk.directory.agencies, day(-390))
        let resolver = GrantResolver(agencies: agencies, permissions: Set(permissions))
        let store = AccountStore(tx)
        let cast = ["SETDA": "bupati", "DPUBM-SDA": "kepala", "BAPPEDA": "bappeda"]
        let kinds: Set<Agency.Kind> = [
            .secretariat, .inspectorate, .agency, .board, .unit, .hospital, .regionalEnterprise, .subdistrict,
        ]
        guard let role = try RoleStore(tx).find(key: "agency_head") else { throw DemoDefect("no role agency_head") }
        let writer = AccountWriter(tx, world: time.world, by: .system)
        var chance = Chance(seed: seed &* 31)
        var holders: [Holder] = []
        for agency in agencies.active(on: today) where kinds.contains(agency.kind) {
            let (office, title) = Self.office(agency)
            let account: Account
            if let name = cast[agency.code], let found = try store.find(signInName: name) {
                account = found
            } else {
                let draft = AccountDraft(
                    name: Names.one(&chance), username: "kepala-" + agency.code.lowercased(), position: title, agency: agency.id)
                account = try writer.create(draft, passwordHash: nil)
                try writer.grant(GrantDraft(role: role.id, agency: agency.id, validFrom: today), to: account)
            }
            let isRegent = agency.code == "SETDA"
            holders.append(
                Holder(
                    account: account, actor: try resolver.actor(account, tx, on: desk.directory.today), office: isRegent ? .regent : office,
                    title: isRegent ? "Bupati" : title, agency: agency))
        }
        return holders.sorted { ($0.office == .regent ? 0 : 1, $0.agency.code) < ($1.office == .regent ? 0 : 1, $1.agency.code) }
    }

    /// Who came into an office whose holder left, and is still to be named to what that one signed.
    func succeed(_ holder: Holder, _ tx: Transaction) throws {
        guard let role = try RoleStore(tx).find(key: "agency_head") else { throw DemoDefect("no role agency_head") }
        var chance = Chance(seed: seed &* 37)
        let writer = AccountWriter(tx, world: time.world, by: .system)
        let draft = AccountDraft(
            name: Names.one(&chance), username: "penerus-" + holder.agency.code.lowercased(), position: holder.title,
            agency: holder.agency.id)
        let account = try writer.create(draft, passwordHash: nil)
        try writer.grant(GrantDraft(role: role.id, agency: holder.agency.id, validFrom: day(-2)), to: account)
    }

    private static func office(_ agency: Agency) -> (Signatory.Office, String) {
        switch agency.kind {
        case .hospital: (.hospital, "Direktur \(agency.name)")
        case .regionalEnterprise: (.enterprise, "Direktur \(agency.name)")
        case .subdistrict: (.subdistrict, "Camat \(agency.name.replacing("Kecamatan ", with: ""))")
        case .inspectorate: (.agencyHead, "Inspektur")
        default: (.agencyHead, "Kepala \(agency.name)")
        }
    }
}
