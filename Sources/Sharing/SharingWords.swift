import Catalogue
import Foundation
import Kernel
import Web

/// Sentences about sharing between agencies and with citizens, in both languages.
package enum SharingWords {
    package static func load() throws -> Words { try Words.shipped(in: Bundle.module.bundleURL.appendingPathComponent("Text")) }

    static func tag(_ page: Page, _ request: AccessRequest) -> Tag {
        let kind: Tag.Kind =
            switch request.state {
            case "requested": .warn
            case "questioned": .info
            case "granted": .good
            case "refused": .bad
            default: .idle
            }
        return Tag(page.t(TextKey("access.state.\(request.state)")), kind)
    }

    static func tag(_ page: Page, _ agreement: Agreement, at now: Instant, offsetHours: Int) -> Tag {
        if agreement.isInForce(at: now, offsetHours: offsetHours) { return Tag(page.t("agreement.state.running"), .good) }
        return Tag(page.t((agreement.ending ?? .expired).label), agreement.ending == .revoked ? .bad : .idle)
    }

    /// The rows of a request or an agreement in words, and as they are kept; `nil` for all.
    static func rows(_ page: Page, _ filter: String, _ choices: RowChoices?) -> HTML? {
        guard !filter.isEmpty else { return nil }
        let kept: HTML = "<span class=\"code\">\(filter)</span>"
        return choices?.words(filter, page).map { "\($0) <small class=\"muted\">(\(kept))</small>" } ?? kept
    }

    static func mask(_ page: Page, _ mask: Mask) -> String {
        switch mask {
        case .hidden: page.t("mask.hidden")
        case .partly(let first, let last): page.t("mask.partly", ["first": "\(first)", "last": "\(last)"])
        case .yearOnly: page.t("mask.year")
        case .smallHidden(let below): page.t("mask.small", ["below": "\(below)"])
        case .rounded(let to): page.t("mask.rounded", ["to": "\(to)"])
        }
    }
}
