import Kernel
import Storage
import Synchronization

/// One of the stages on the way from an empty plan to printed books, as it stands now. Nobody ticks them off: each is read from the records
/// it is about.
package struct PlanStage: Sendable, Hashable {
    /// In the order in which they are gone through.
    package enum Name: String, Sendable, CaseIterable, Codable {
        case basis, draft, team, workshops, sheets, alignment, adoption, commitment, books

        package var title: TextKey { TextKey("plan.stage.\(rawValue)") }
        /// What to do while it is not finished, in the words of a button.
        package var step: TextKey { TextKey("plan.stage.\(rawValue).step") }
    }

    package enum State: String, Sendable, CaseIterable, Codable {
        case waiting, begun, done

        package var label: TextKey { TextKey("plan.stage.state.\(rawValue)") }
    }

    package var name: Name
    package var state: State
    /// What is there already, such as "2 of 4 workshops held".
    package var standing: Message
    /// Where it goes on, or can be looked at.
    package var link: String

    package init(_ name: Name, _ state: State, _ standing: Message, link: String) {
        self.name = name
        self.state = state
        self.standing = standing
        self.link = link
    }
}

/// Who tells how the stages stand, among the installation's services. A capability that keeps a part of the way adds its own at its start:
///
///     services.find(PlanStages.self)?.add(WorkshopStages.workshops)
package final class PlanStages: Sendable {
    /// How one stage stands on the way to a plan. Only what belongs to that plan counts.
    package typealias Look = @Sendable (Transaction, PlanWay) throws -> PlanStage

    private let looks = Mutex<[Look]>([])

    package init() {}

    package func add(_ look: @escaping Look) { looks.withLock { $0.append(look) } }

    /// Every stage that some capability tells of, in their order.
    package func all(_ tx: Transaction, _ way: PlanWay) throws -> [PlanStage] {
        let found = try looks.withLock(\.self).map { try $0(tx, way) }
        return PlanStage.Name.allCases.flatMap { name in found.filter { $0.name == name } }
    }
}
