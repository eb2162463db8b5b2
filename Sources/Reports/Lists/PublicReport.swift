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
        id = report.id
        code = report.code
        category = report.category
        topCategory = report.topCategory
        kind = report.kind
        state = report.state
        self.text = text
        village = report.place.village
        subdistrict = report.place.subdistrict
        position = PublicReport.position(report.place, tree[report.category])
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

extension PublicReport {
    /// The columns it is made of; a list of reports reads no others.
    static let columns: SQL = """
        id, code, category_id, top_category_id, kind, disclosure, state, is_public, public_text, village_code, subdistrict_code, latitude,
        longitude, agency_id, received_at, published_at, updated_at, due_at, claimed_at, checked_at, accepted_at, closed_at, closure,
        is_overdue, reopenings, rating
        """

    /// `nil` for every report the public may not see.
    init?(row: Row, _ tree: CategoryTree) {
        guard row.bool("is_public"), row.text("disclosure") != Report.Disclosure.confidential.rawValue,
            Report.Disclosure(rawValue: row.text("disclosure")) != nil, let text = row.textIfAny("public_text"),
            let publishedAt = row.instantIfAny("published_at")
        else { return nil }
        id = row.id("id")
        code = row.text("code")
        category = row.text("category_id")
        topCategory = row.text("top_category_id")
        kind = Report.Kind(rawValue: row.text("kind")) ?? .complaint
        state = row.text("state")
        self.text = text
        let place = ReportPlace(
            village: row.textIfAny("village_code"), subdistrict: row.textIfAny("subdistrict_code"),
            latitude: row.doubleIfAny("latitude"), longitude: row.doubleIfAny("longitude"))
        village = place.village
        subdistrict = place.subdistrict
        position = PublicReport.position(place, tree[category])
        agency = row.textIfAny("agency_id")
        receivedAt = row.instant("received_at")
        self.publishedAt = publishedAt
        updatedAt = row.instant("updated_at")
        dueAt = row.instantIfAny("due_at")
        claimedAt = row.instantIfAny("claimed_at")
        checkedAt = row.instantIfAny("checked_at")
        acceptedAt = row.instantIfAny("accepted_at")
        closedAt = row.instantIfAny("closed_at")
        closure = row.textIfAny("closure").flatMap(Report.Closure.init(rawValue:))
        isOverdue = row.bool("is_overdue")
        reopenings = row.int("reopenings")
        rating = row.intIfAny("rating")
    }

    /// An unknown category hides the place rather than showing it exactly.
    private static func position(_ place: ReportPlace, _ category: Category?) -> Position? {
        let rounding = category?.rounding ?? 1000
        return place.rounded(metres: rounding).map { Position(latitude: $0.latitude, longitude: $0.longitude, rounding: rounding) }
    }
}
