import Commitments
import Directory
import Innovations
import Kernel
import Masterplan
import Storage
import Web
import Workshops

/// What a gatherer has at hand.
package struct BookGathering {
    package let tx: Transaction
    package let directory: DirectoryIndex
    package let words: Words
    package let language: Language
    package let today: Day
    package let kind: Book.Kind
    /// Who is to read it: what she may not see where it is kept is not in it.
    package let actor: Actor
    /// The plan the book tells of, and what belongs to it; `nil` where there is none.
    package let way: PlanWay?

    func t(_ key: TextKey, _ values: [String: String] = [:]) -> String { words(Message(key, values), language) }
    /// An agency's name; nothing for none.
    func agency(_ id: String?) -> String { id.flatMap { directory.agencies[$0]?.name } ?? "" }
}

/// Puts into the data what one capability keeps.
package struct BookSource: Sendable {
    package typealias Gather = @Sendable (inout BookData, BookGathering) throws -> Void

    let gather: Gather

    package init(_ gather: @escaping Gather) { self.gather = gather }
}

/// Every capability that books tell of, in the order in which they are asked.
enum BookSources {
    static func all(_ installation: Installation) -> [BookSource] {
        let services = installation.services
        // Where a capability is not composed its tables are not there.
        var sources: [BookSource] = services.find(MasterplanSite.self) == nil ? [] : [.plans]
        if services.find(InnovationDesk.self) != nil { sources += [.innovations, .map] }
        if let roadmap = services.find(RoadmapSources.self) { sources.append(.initiatives(roadmap)) }
        if services.find(WorkshopDesk.self) != nil { sources.append(.workshops) }
        if services.find(CommitmentSite.self) != nil { sources.append(.pledges) }
        return sources + [.holes]
    }
}
