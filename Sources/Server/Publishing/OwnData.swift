import Assessments
import Catalogue
import Directory
import Kernel
import Reports
import Sharing
import Storage
import Web
import Work

extension Capability {
    /// Our own operations as datasets, once an hour where something has changed. Stands behind the capabilities it publishes of.
    static func ownData() -> Capability {
        Capability(
            name: "own-data",
            schedules: { installation in
                let services = installation.services
                let assessments: AssessmentSite = services.get()
                let publishing = OwnPublishing(
                    desk: services.get(),
                    publishers: [
                        ReportTables(site: services.get()), UseTables(database: installation.database, directory: services.get()),
                        CatalogueTables(database: installation.database, directory: services.get()),
                        SharingTables(site: services.get(), directory: services.get()),
                        PlanTables(database: installation.database, directory: services.get()),
                        InnovationTables(database: installation.database, directory: services.get()),
                        CommitmentTables(database: installation.database, directory: services.get()),
                        WorkshopTables(database: installation.database, directory: services.get()),
                        BookTables(database: installation.database, directory: services.get()),
                        AssessmentTables(results: { try await assessments.desk.publicResults() }, directory: services.get()),
                    ])
                return [Schedule("own-data", every: 3600) { _ = try await publishing.publish() }]
            }, start: { $0.services.put(WebhookSender { try await WebhookPost.post($0, $1, $2) }) })
    }
}
