import Directory
import Kernel
import Storage
import Web

/// What the pages and endpoints of plans stand on, put among the installation's services at the start.
package struct MasterplanSite: Sendable {
    package let links: LinkDesk
    package let desk: PlanDesk
    package let alignment: AlignmentDesk
    package let flagships: FlagshipDesk
    package let loose = LooseCounts()

    /// - Parameters:
    ///   - sources: records of other capabilities that count in the alignment matrix.
    ///   - serving: those that say which flagship programmes they serve.
    package init(links: LinkDesk, sources: AlignmentSources, serving: FlagshipSources) {
        self.links = links
        desk = PlanDesk(links: links)
        alignment = AlignmentDesk(database: links.database, directory: links.directory, sources: sources)
        flagships = FlagshipDesk(database: links.database, sources: serving)
    }

    package var subjects: PlanSubjects { links.subjects }
    package var directory: DirectoryIndex { links.directory }
    package var database: Database { links.database }
}

extension Request {
    /// Plans and what is proposed about them.
    package var plans: MasterplanSite { installation.services.get() }
}
