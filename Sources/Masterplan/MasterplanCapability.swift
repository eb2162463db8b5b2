import Directory
import Kernel
import Storage
import Web
import Work

extension Capability {
    /// The plan graph: editions, nodes, nomenclature, links between agencies, money and the roadmap. Needs the directory.
    package static func masterplan() throws -> Capability {
        Capability(
            name: "masterplan", migrations: MasterplanMigrations.all, words: try MasterplanWords.load(),
            permissions: Permission.ofMasterplan,
            pages: EditionRoutes.all + NodeRoutes.all + ViewRoutes.all + FindingRoutes.all + PlanListRoutes.all + MoneyParts.pages,
            endpoints: EditionEndpoints.all + NodeEndpoints.all + ProposalEndpoints.all + NomenclatureEndpoints.all + FindingEndpoints.all
                + PlanListEndpoints.all + MoneyParts.endpoints,
            menu: [
                MenuItem("plan.title", link: PlanPaths.list(), permission: .readPlans),
                MenuItem("plan.waiting", link: PlanPaths.waiting(), permission: .answerPlans),
            ],
            schedules: { installation in
                let site = installation.services.get(MasterplanSite.self)
                return [
                    Schedule("plans.proposals", every: 300) { try await site.links.escalate() },
                    Schedule("plans.alignment", every: 10) { try await site.alignment.ahead() },
                ]
            },
            subscribers: { installation in [PlanNotifier(links: installation.services.get(MasterplanSite.self).links).subscriber] },
            start: start)
    }

    @Sendable private static func start(_ installation: Installation) async throws {
        let subjects = PlanSubjects()
        subjects.registerNodes()
        installation.services.put(subjects)
        let links = LinkDesk(
            database: installation.database, world: installation.world, directory: installation.services.get(), subjects: subjects)
        let sources = AlignmentSources()
        installation.services.put(sources)
        let serving = FlagshipSources()
        installation.services.put(serving)
        installation.services.put(MasterplanSite(links: links, sources: sources, serving: serving))
        let stages = PlanStages()
        stages.addOwn()
        installation.services.put(stages)
        MoneyParts.start(installation)
    }
}
