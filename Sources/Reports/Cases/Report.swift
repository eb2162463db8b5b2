import Kernel
import Work

/// One report of a citizen (laporan): what is wrong, where, who must answer, and how far it has come.
///
/// *Claimed*, *checked* and *accepted* are three facts of three people and are never merged into one.
package struct Report: Sendable, Equatable {
    /// What is asked for; it fixes the time there is to finish (PermenPANRB 62/2018, held as data in the workflow's clocks).
    package enum Kind: String, Sendable, CaseIterable, Codable {
        case complaint, information, aspiration, oversight
    }

    /// Who may see the report and its reporter.
    package enum Disclosure: String, Sendable, CaseIterable, Codable {
        /// Public once triage approved it; the reporter's name stays with those who handle it.
        case open
        /// As `open`, and the reporter's name is hidden from the agency reported on as well.
        case anonymous
        /// Hidden from all but those who must act; in no public page, list, count, map, search or API.
        case confidential
    }

    /// How a case ended.
    package enum Closure: String, Sendable, CaseIterable, Codable {
        case accepted, silent, rejected, merged, incomplete, withdrawn
    }

    package var id: Identifier<Report>
    package var code: String
    /// Which of the secret links counts; raising it makes earlier ones worthless.
    package var linkVersion = 1
    /// Made by the sender, so that sending twice makes one report.
    package var clientKey: String?
    package var state: String
    package var workflowVersion: Int
    /// Raised by every act; the sequence of its event.
    package var version: Int
    package var category: String
    /// Top of the category tree above ``category``, for lists.
    package var topCategory: String
    package var kind: Kind
    package var disclosure: Disclosure
    /// Approved by triage and not confidential: the one condition of every public view.
    package var isPublic = false
    /// What the citizen wrote.
    package var text: String
    /// What the public reads, as triage approved it.
    package var publicText: String?
    /// Answers to the category's questions, by their code.
    package var answers: [String: String] = [:]
    package var place: ReportPlace
    /// The agency that has it now.
    package var agency: String?
    /// The agency whose people may check the work: the village of the place, `nil` for the regency's own checkers.
    package var checker: String?
    /// `web`, `api`, or the name of another channel.
    package var channel: String
    package var language: Language
    package var receivedAt: Instant
    package var publishedAt: Instant?
    package var updatedAt: Instant
    /// When it must be finished; known once triage has set the kind.
    package var dueAt: Instant?
    package var claimedAt: Instant?
    package var claimedBy: String?
    package var checkedAt: Instant?
    package var checkedBy: String?
    package var acceptedAt: Instant?
    package var closedAt: Instant?
    package var closure: Closure?
    /// Whether the work was claimed before its due date and checked since; `nil` until then.
    package var isInTime: Bool?
    /// Working days from receipt to claim, pauses left out; `nil` until checked.
    package var workingDays: Int?
    package var returns = 0
    package var reopenings = 0
    /// Escalation: 0 officer, 1 section head, 2 agency head, 3 regional secretary, 4 regent.
    package var level = 0
    package var isOverdue = false
    package var mergedInto: String?
    package var rating: Int?

    package var reference: Reference { Reference("report", id) }
}

/// Where a report is about: exact for those who handle it, rounded for the public.
package struct ReportPlace: Sendable, Equatable {
    /// How the village was found.
    package enum Finding: String, Sendable, Codable {
        /// Chosen from the lists.
        case list
        /// The position lies within the village's boundary.
        case boundary
        /// No boundary is known there; the nearest village centre was taken, and the page says so.
        case nearest
    }

    package var village: String?
    package var subdistrict: String?
    package var latitude: Double?
    package var longitude: Double?
    /// Metres, as the phone said.
    package var accuracy: Double?
    package var finding: Finding
    /// The citizen's own words, such as a house number or a landmark.
    package var note: String

    package init(
        village: String? = nil, subdistrict: String? = nil, latitude: Double? = nil, longitude: Double? = nil, accuracy: Double? = nil,
        finding: Finding = .list, note: String = ""
    ) {
        self.village = village
        self.subdistrict = subdistrict
        self.latitude = latitude
        self.longitude = longitude
        self.accuracy = accuracy
        self.finding = finding
        self.note = note
    }

    /// The position for the public: the middle of a square of so many metres, `nil` when there is none or the category
    /// shows none (`metres` 0 shows it as it is).
    package func rounded(metres: Int) -> (latitude: Double, longitude: Double)? {
        guard let latitude, let longitude else { return nil }
        guard metres > 0 else { return (latitude, longitude) }
        // 111,320 m to a degree of latitude; good to a metre or two within a regency near the equator.
        let step = Double(metres) / 111_320
        let middle = { (value: Double) in ((value / step).rounded(.down) + 0.5) * step }
        let cut = { (value: Double) in (value * 100_000).rounded() / 100_000 }
        return (cut(middle(latitude)), cut(middle(longitude)))
    }
}
