import Directory
import Kernel
import Storage
import Web
import Work

extension Capability {
    /// The history of everything, its seals and their verification. Needs the directory. Writing down the head of the chain,
    /// now and then and at the end, is the server's part: only it knows when serving ends.
    /// - Parameters:
    ///   - digests: of every capability, for holding records against their events.
    ///   - derivations: of every capability, for computing anew what follows from records; by the hours the regency's clocks are ahead.
    ///   - references: of every capability, for naming records.
    package static func audit(
        digests: [RecordDigest], derivations: @escaping @Sendable (_ offsetHours: Int) -> [Derivation] = { _ in [] },
        references: ReferenceResolver
    ) throws -> Capability {
        Capability(
            name: "audit", migrations: AuditMigrations.all, words: try .audit(), permissions: Permission.ofAudit, pages: AuditRoutes.all,
            endpoints: AuditEndpoints.all, menu: [MenuItem("audit.list.title", link: AuditPaths.events(), permission: .readAudit)],
            jobs: { installation in
                [
                    JobHandler(VerificationDesk.job, lane: .making) { job in
                        guard let id = job.payload["verification"] else { return }
                        try await installation.services.get(VerificationDesk.self).run(Identifier(id))
                    }
                ]
            },
            schedules: { installation in
                let offset = installation.settings.offsetHours
                return [
                    Schedule("audit.nightly", every: 1800) {
                        try await installation.services.get(VerificationDesk.self).askNightly(offsetHours: offset)
                    }
                ]
            },
            start: { installation in
                let log = HeadLog(dataFolder: installation.settings.dataFolder, vault: installation.vault)
                installation.services.put(
                    HeadKeeper(database: installation.database, world: installation.world, log: log, logger: installation.logger))
                installation.services.put(
                    VerificationDesk(
                        database: installation.database, world: installation.world, digests: digests,
                        derivations: derivations(installation.settings.offsetHours), heads: log))
                installation.services.put(
                    AuditDesk(
                        database: installation.database, world: installation.world, directory: installation.services.get(),
                        references: references))
            })
    }
}
