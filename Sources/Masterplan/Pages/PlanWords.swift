import Kernel
import Web

/// States of plans as tags.
enum PlanTags {
    static func tag(_ page: Page, _ edition: PlanEdition) -> Tag {
        let kind: Tag.Kind =
            switch edition.status {
            case .draft: .warn
            case .adopted: .good
            case .replaced: .idle
            }
        return Tag(page.t(edition.status.label), kind)
    }

    static func tag(_ page: Page, _ state: Acceptance) -> Tag {
        let kind: Tag.Kind =
            switch state {
            case .proposed: .warn
            case .questioned: .info
            case .accepted: .good
            case .declined: .bad
            case .withdrawn: .idle
            }
        return Tag(page.t(state.label), kind)
    }

    /// Those of several pieces that are there.
    static func some(_ pieces: [HTML?]) -> [HTML] { pieces.compactMap { $0 } }

    /// "Still one agency's own": the mark of a point that nobody else has joined.
    static func ownOnly(_ page: Page) -> Tag { Tag(page.t("plan.own_only"), .warn) }
}
