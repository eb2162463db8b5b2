import Directory
import Documents
import Kernel
import Storage
import Web
import Work

extension Capability {
    /// The selection and the yearly evaluation: the regency's own scores, the central team's beside them, and evidence. Needs the
    /// directory and the masterplan.
    /// - Parameter references: of every capability, for what is named as evidence.
    package static func assessments(references: ReferenceResolver = ReferenceResolver([])) throws -> Capability {
        Capability(
            name: "assessments", migrations: AssessmentsMigrations.all, words: try AssessmentsWords.load(),
            permissions: Permission.ofAssessments,
            pages: ResultRoutes.all + AssessmentRoutes.all + ComponentRoutes.all + CentralRoutes.all + InstrumentRoutes.all
                + PackRoutes.all,
            endpoints: InstrumentEndpoints.all + AssessmentEndpoints.all + AnswerEndpoints.all + CentralEndpoints.all
                + ResultEndpoints.all,
            menu: [MenuItem("assessment.menu", link: AssessmentPaths.list(), permission: .openAssessments)],
            schedules: { installation in
                let site: AssessmentSite = installation.services.get()
                return [Schedule("assessments.watch", every: 3600) { try await site.desk.watch() }]
            },
            subscribers: { installation in
                let site: AssessmentSite = installation.services.get()
                return [AssessmentNotifier(desk: site.desk).subscriber]
            },
            start: { installation in
                let (settings, services) = (installation.settings, installation.services)
                var desk = AssessmentDesk(
                    database: installation.database, world: installation.world, directory: services.get(), files: installation.files,
                    references: references, absolute: { settings.absolute($0) })
                desk.press = services.find()
                services.put(AssessmentSite(desk: desk))
                services.find(DirectoryDesk.self)?.sections.register(
                    AdminSection(
                        title: "instrument.list", about: "instrument.list.about", path: AssessmentPaths.instruments,
                        permission: .shapeInstruments))
                try await desk.ensureInstruments()
            })
    }
}

/// What the pages and endpoints of assessments stand on, put among the installation's services at the start.
package struct AssessmentSite: Sendable {
    package let desk: AssessmentDesk

    package init(desk: AssessmentDesk) { self.desk = desk }

    var directory: DirectoryIndex { desk.directory }
}

extension Request {
    /// Assessments of this installation.
    package var assessments: AssessmentSite { installation.services.get() }
}
