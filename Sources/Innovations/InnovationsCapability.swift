import Directory
import Kernel
import Masterplan
import Storage
import Web
import Work

extension Capability {
    /// Innovation sheets by form definitions that are data, quick wins, and the register of innovations. Needs the directory and the
    /// masterplan.
    /// - Parameter references: of every capability, for what sheets name as evidence.
    package static func innovations(references: ReferenceResolver = ReferenceResolver([])) throws -> Capability {
        Capability(
            name: "innovations", migrations: InnovationsMigrations.all, words: try InnovationsWords.load(),
            permissions: Permission.ofInnovations,
            pages: SheetRoutes.all + SheetEditRoutes.all + QuickWinRoutes.all + RegisterRoutes.all + IdeaRoutes.all + FormRoutes.all,
            endpoints: SheetEndpoints.all + QuickWinEndpoints.all + InnovationEndpoints.all + IdeaEndpoints.all + FormEndpoints.all,
            menu: [
                MenuItem("innovation.menu", link: InnovationsPaths.sheets(), permission: .editInnovations),
                MenuItem("innovation.ideas", link: InnovationsPaths.ideas(), permission: .answerIdeas),
            ],
            schedules: { installation in
                let desk: InnovationDesk = installation.services.get()
                return [
                    Schedule("innovations.sheets", every: 300) { try await desk.escalate(InnovationSheet.self) },
                    Schedule("innovations.ideas", every: 300) { try await desk.escalate(Idea.self) },
                ]
            },
            subscribers: { installation in
                let desk: InnovationDesk = installation.services.get()
                return [InnovationNotifier(desk: desk).subscriber]
            },
            start: { installation in
                let services = installation.services
                let desk = InnovationDesk(
                    database: installation.database, world: installation.world, vault: installation.vault, directory: services.get(),
                    references: references)
                services.put(desk)
                services.put(SheetGuests())
                services.find(PlanSubjects.self)?.register(InnovationSheet.kind, describe: InnovationsReferences.subject)
                services.find(RoadmapSources.self)?.add(desk.roadmapSource)
                services.find(PlanStages.self)?.add(SheetStage.look)
                services.find(AlignmentSources.self)?.add(InnovationSheet.alignment)
                services.find(FlagshipSources.self)?.add(InnovationSheet.serving)
                services.find(DirectoryDesk.self)?.sections.register(
                    AdminSection(
                        title: "innovation.forms", about: "innovation.forms.about", path: InnovationsPaths.forms, permission: .shapeSheets))
                try await desk.ensureForm()
            })
    }
}

extension Request {
    /// Innovations of this installation.
    package var innovations: InnovationDesk { installation.services.get() }
}
