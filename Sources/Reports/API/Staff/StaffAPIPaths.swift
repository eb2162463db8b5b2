import Web

/// Addresses of the API for those who work on reports. A *case* is a report as they see it; `/api/reports` is what anyone sees.
package enum StaffAPIPaths {
    package static let work: Path = "/api/work"
    package static let cases: Path = "/api/cases"
    package static let table: Path = "/api/cases.csv"
    package static let one: Path = "/api/cases/{code}"
    package static let timeline: Path = "/api/cases/{code}/timeline"
    package static let identity: Path = "/api/cases/{code}/identity"
    package static let covering: Path = "/api/cases/{code}/covering"
    package static let photo: Path = "/api/photos/{id}"
    package static let thumbnail: Path = "/api/photos/{id}/thumbnail"
    package static let notifications: Path = "/api/notifications"
    package static let reading: Path = "/api/notifications/reading"

    /// Where an act is done: the noun it makes, below its case.
    package static func act(_ noun: CaseNoun) -> Path { Path("/api/cases/{code}/\(noun.word)") }
}

extension CaseNoun {
    /// The noun in addresses of the API, `assignment`.
    package var word: String { self == .sendingBack ? "sending-back" : "\(self)" }

    /// The noun of an act of the workflow; `nil` for those that officials do not do.
    package init?(act: String) {
        guard let noun = CaseNoun.allCases.first(where: { $0.acts.contains(act) }) else { return nil }
        self = noun
    }
}
