import Kernel
import Storage

/// The public side of a report, made by one rule that fails closed: only of reports that triage approved and that are not
/// confidential, only approved words and photos, only a rounded position. Every public page, list, map, search, feed and
/// API answer is made of this and of nothing else.
package struct PublicReport: Sendable, Equatable {
    package var id: Identifier<Report>
    package var code: String
    package var category: String
    package var topCategory: String
    package var kind: Report.Kind
    package var state: String
    package var text: String
    package var village: String?
    package var subdistrict: String?
    package var position: Position?
    package var agency: String?
    package var receivedAt: Instant
    package var publishedAt: Instant
    package var updatedAt: Instant
    package var dueAt: Instant?
    package var claimedAt: Instant?
    package var checkedAt: Instant?
    package var acceptedAt: Instant?
    package var closedAt: Instant?
    package var closure: Report.Closure?
    package var isOverdue: Bool
    package var reopenings: Int
    package var rating: Int?

    /// A rounded position, WGS 84.
    package struct Position: Sendable, Equatable {
        package var latitude: Double
        package var longitude: Double
        /// Metres to which it was rounded; 0 for not at all.
        package var rounding: Int
    }

    /// `nil` for every report the public may not see.
    package init?(_ report: Report, _ tree: CategoryTree) {
        guard report.isPublic, report.disclosure != .confidential, let text = report.publicText, let publishedAt = report.publishedAt
        else { return nil }
        // An unknown category hides the place rather than showing it exactly.
        let rounding = tree[report.category]?.rounding ?? 1000
        id = report.id
        code = report.code
        category = report.category
        topCategory = report.topCategory
        kind = report.kind
        state = report.state
        self.text = text
        village = report.place.village
        subdistrict = report.place.subdistrict
        position = report.place.rounded(metres: rounding).map {
            Position(latitude: $0.latitude, longitude: $0.longitude, rounding: rounding)
        }
        agency = report.agency
        receivedAt = report.receivedAt
        self.publishedAt = publishedAt
        updatedAt = report.updatedAt
        dueAt = report.dueAt
        claimedAt = report.claimedAt
        checkedAt = report.checkedAt
        acceptedAt = report.acceptedAt
        closedAt = report.closedAt
        closure = report.closure
        isOverdue = report.isOverdue
        reopenings = report.reopenings
        rating = report.rating
    }
}
