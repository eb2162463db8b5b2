import Directory
import Documents
import Kernel
import Masterplan
import Storage
import Web
import Work

extension Capability {
    /// Joint commitments, their signatures, and pledges whose state is computed. Needs the directory and the masterplan.
    /// - Parameter references: of every capability, for what clauses are bound to and what evidence points at.
    package static func commitments(references: ReferenceResolver = ReferenceResolver([])) throws -> Capability {
        Capability(
            name: "commitments", migrations: CommitmentsMigrations.all, words: try CommitmentsWords.load(),
            permissions: Permission.ofCommitments,
            pages: PledgeRoutes.all + CommitmentRoutes.all + DraftRoutes.all + SigningRoutes.all + StepRoutes.all + SuccessionRoutes.all
                + ActionPlanRoutes.all + CommitmentListRoutes.all,
            endpoints: CommitmentEndpoints.all + SigningEndpoints.all + PledgeEndpoints.all + ActionPlanEndpoints.all
                + CommitmentListRoutes.endpoints,
            menu: [
                MenuItem("pledge.menu", link: CommitmentPaths.myPledges(), permission: .keepPledges),
                MenuItem("commitment.menu", link: CommitmentPaths.work(), permission: .draftCommitments),
            ],
            schedules: { installation in
                let site: CommitmentSite = installation.services.get()
                return [Schedule("commitments.watch", every: 3600) { try await site.desk.watch() }]
            },
            subscribers: { installation in
                let site: CommitmentSite = installation.services.get()
                return [CommitmentNotifier(desk: site.desk).subscriber]
            },
            start: { installation in
                let (settings, services) = (installation.settings, installation.services)
                var desk = CommitmentDesk(
                    database: installation.database, world: installation.world, directory: services.get(), files: installation.files,
                    references: references, signatures: services.find() ?? SignatureSettings(), absolute: { settings.absolute($0) })
                desk.links = services.find(MasterplanSite.self)?.links
                desk.press = services.find()
                desk.opensWithoutPassword = settings.isDemo
                desk.roadmap = services.find()
                // Asked when a paper is made: templates may be composed after commitments.
                desk.house = { [weak services] in
                    try await services?.find(HousePaper.self)?.style() ?? HousePaper.Style()
                }
                desk.templates = { [weak installation] in installation?.services.find(CommitmentTemplates.self) }
                services.find(PlanStages.self)?.add(CommitmentStage.look)
                services.find(PlanSubjects.self)?.register(Clause.kind) { tx, ids, actor in
                    try SharedClauses.describe(ids, for: actor, tx)
                }
                services.put(CommitmentSite(desk: desk))
            })
    }
}
