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
            permissions: Permission.ofMasterplan, pages: MoneyParts.pages, endpoints: MoneyParts.endpoints, start: start)
    }

    @Sendable private static func start(_ installation: Installation) async throws {
        let subjects = PlanSubjects()
        subjects.register("plan_node") { tx, ids, actor in
            let nodes = try PlanNodes.visible(ids, actor, tx)
            var subjects: [String: PlanSubject] = [:]
            for node in nodes.values {
                let isPublic = try tx.planEdition(node.edition).map { !$0.isDraft } ?? false
                subjects[node.id.text] = PlanSubject(
                    title: node.name, url: PlanPaths.node(node.id.text), lead: node.agency, isPublic: isPublic)
            }
            return subjects
        }
        installation.services.put(subjects)
        let links = LinkDesk(
            database: installation.database, world: installation.world, directory: installation.services.get(), subjects: subjects)
        installation.services.put(MasterplanSite(links: links))
        MoneyParts.start(installation)
    }
}
