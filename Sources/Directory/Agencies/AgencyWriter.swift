import Kernel
import Storage
import Work

/// Changes to agencies inside a transaction, for pages, importers and the demo alike.
package struct AgencyWriter {
    let tx: Transaction
    let world: World
    let actor: Actor
    private let known = Known()

    /// The other agencies, read once however many are written.
    private final class Known {
        var agencies: [Identifier<Agency>: Agency]?
    }

    package init(_ tx: Transaction, world: World, by actor: Actor) {
        self.tx = tx
        self.world = world
        self.actor = actor
    }

    @discardableResult
    package func create(_ draft: AgencyDraft) throws -> Agency {
        let id: Identifier<Agency> = world.newID()
        let agency = draft.applied(to: Agency(id: id, code: draft.code, name: draft.name, kind: draft.kind, validFrom: draft.validFrom))
        try check(draft, id)
        try AgencyStore(tx).insert(agency, now: world.now())
        try keep(agency, "agency.created")
        return agency
    }

    @discardableResult
    package func update(_ id: Identifier<Agency>, _ draft: AgencyDraft, seen: Int, kind: String = "agency.changed") throws -> Agency {
        guard let old = try AgencyStore(tx).find(id) else { throw AppError.notFound }
        try tx.needVersion(seen, of: old.reference, current: old.version)
        var new = draft.applied(to: old)
        if new == old { return old }
        guard old.mergedInto == nil else { throw AppError.conflict("directory.agency.was_merged") }
        try check(draft, id)
        new.version = old.version + 1
        guard try AgencyStore(tx).update(new) else { throw AppError.conflict("directory.changed_meanwhile") }
        let changed = Set(old.fields.keys).union(new.fields.keys).filter { old.fields[$0] != new.fields[$0] }.sorted()
        try keep(new, kind, details: ["fields": changed.joined(separator: " ")])
        return new
    }

    /// - Parameters:
    ///   - last: its last day where that is known already; what it was merged into may be over by now as well, then.
    ///   - isPast: whether what it was merged into may have been merged itself since, as a table of the past tells it. Who works there,
    ///     what lies below and what is granted then goes to the one at the end of the chain.
    func merge(
        _ id: Identifier<Agency>, into target: Identifier<Agency>, seen: Int, today: Day, endedOn last: Day? = nil, isPast: Bool = false
    ) throws {
        let store = AgencyStore(tx)
        guard let old = try store.find(id), let other = try store.find(target) else { throw AppError.notFound }
        try tx.needVersion(seen, of: old.reference, current: old.version)
        guard old.mergedInto == nil else { throw AppError.conflict("directory.agency.was_merged") }
        let tree = AgencyTree(try store.all())
        var heir = isPast ? tree.successor(of: target) ?? other : other
        guard id != target, last != nil || heir.id == id || heir.isActive(on: today) else {
            throw AppError.invalid("into", "directory.agency.bad_merge_target")
        }
        guard heir.id != id else { throw AppError.invalid("into", Message("directory.agency.merged_back", ["name": other.name])) }
        guard tree.reach(of: id).isDisjoint(with: [target.text, heir.id.text]) else {
            throw AppError.invalid("into", "directory.agency.merge_below")
        }
        for child in tree.children(of: id) {
            var draft = AgencyDraft(child)
            draft.parent = heir.id
            try moveChild(child, draft)
        }
        try tx.run("UPDATE person SET agency_id = \(heir.id) WHERE agency_id = \(id)")
        try moveGrants(from: id, to: heir.id, today: today)
        try moveClients(from: id, to: heir.id)
        var merged = old
        merged.validTo = last ?? max(today, old.validFrom)
        merged.mergedInto = target
        // Its duties go along, unless the other agency's kind of duty is taken already.
        merged.functions = []
        merged.version += 1
        guard try store.update(merged) else { throw AppError.conflict("directory.changed_meanwhile") }
        try keep(merged, "agency.merged", details: ["into": target.text])
        heir.functions.formUnion(old.functions)
        heir.version += 1
        guard try store.update(heir) else { throw AppError.conflict("directory.changed_meanwhile") }
        try keep(heir, "agency.absorbed", details: ["from": id.text])
        try tx.touch(.access)
    }

    /// A merged-in agency below keeps everything but its parent; the usual checks would refuse ended ones.
    private func moveChild(_ child: Agency, _ draft: AgencyDraft) throws {
        var new = draft.applied(to: child)
        new.version += 1
        guard try AgencyStore(tx).update(new) else { throw AppError.conflict("directory.changed_meanwhile") }
        try keep(new, "agency.changed", details: ["fields": "parent"])
    }

    /// Grants for the old agency end today, and the same ones begin for the new one.
    private func moveGrants(from id: Identifier<Agency>, to target: Identifier<Agency>, today: Day) throws {
        let roles = RoleStore(tx)
        var moved: Set<Identifier<Account>> = []
        for var grant in try roles.allGrants() where grant.agency == id && grant.validTo.map({ $0 >= today }) ?? true {
            try roles.end(grant.id, on: today)
            grant.id = world.newID()
            grant.agency = target
            grant.validFrom = max(today, grant.validFrom)
            grant.grantedAt = world.now()
            try roles.insert(grant)
            moved.insert(grant.account)
        }
        // What somebody may do has changed; her history says so, and through what.
        for account in try moved.sorted().compactMap({ try AccountStore(tx).find($0) }) {
            try tx.note("account.roles_moved", of: account, by: actor, in: world, details: ["from": id.text, "into": target.text])
        }
    }

    /// Other systems that act for the old agency act for the new one from now on, with the same keys.
    private func moveClients(from id: Identifier<Agency>, to target: Identifier<Agency>) throws {
        let store = APIClientStore(tx)
        for var client in try store.all() where client.agency == id {
            client.agency = target
            client.version += 1
            guard try store.update(client) else { throw AppError.conflict("directory.changed_meanwhile") }
            try tx.keep(
                client.reference, version: client.version, "api_client.changed", fields: client.fields, by: actor, in: world,
                digest: store.digest(of: client.id))
        }
    }

    private func check(_ draft: AgencyDraft, _ id: Identifier<Agency>) throws {
        let others = try known.agencies ?? Dictionary(AgencyStore(tx).all().map { ($0.id, $0) }) { $1 }
        known.agencies = others
        var issues = draft.issues(for: id, among: AgencyTree(Array(others.values)))
        if let region = draft.region, try RegionStore(tx).find(region) == nil {
            issues.append(Issue("region", Message("directory.region.unknown", ["code": region.text])))
        }
        guard issues.isEmpty else { throw AppError.invalid(issues) }
    }

    private func keep(_ agency: Agency, _ kind: String, details: [String: String] = [:]) throws {
        try tx.keep(
            agency.reference, version: agency.version, kind, fields: agency.fields, by: actor, in: world, agency: agency.id.text,
            details: details)
        known.agencies?[agency.id] = agency
        try tx.touch(.agencies)
    }
}
