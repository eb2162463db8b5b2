import Foundation
import Kernel
import Web

/// Points for the live map: public reports at their rounded places, those close together at a zoom as one.
///
/// The rounding comes first and everything else is reckoned from it: were reports sought by their exact places, asking for
/// ever smaller boxes would give an exact place away.
enum ReportMap {
    /// So many of the newest reports that fit the filters are shown; the page says so.
    static let mostReports = 2000

    struct Point: Sendable, Equatable {
        var latitude: Double
        var longitude: Double
        var count: Int
        /// The report, when it is the only one.
        var report: PublicReport?
    }

    /// - Parameter zoom: of web maps, 0…20: a tile of 256 pixels is 360° / 2^zoom wide; points nearer than 60 pixels are one.
    static func points(_ reports: [PublicReport], in box: MapBounds?, zoom: Int) -> [Point] {
        let cell = 360 / pow(2, Double(min(max(zoom, 0), 20))) * 60 / 256
        var groups: [Cell: [PublicReport]] = [:]
        for report in reports {
            guard let position = report.position,
                box?.contains(latitude: position.latitude, longitude: position.longitude) ?? true
            else { continue }
            let key = Cell(row: Int((position.latitude / cell).rounded(.down)), column: Int((position.longitude / cell).rounded(.down)))
            groups[key, default: []].append(report)
        }
        return groups.sorted { ($0.key.row, $0.key.column) < ($1.key.row, $1.key.column) }.map { _, group in
            let positions = group.compactMap(\.position)
            let middle = { (value: (PublicReport.Position) -> Double) in
                (positions.reduce(0) { $0 + value($1) } / Double(positions.count) * 100_000).rounded() / 100_000
            }
            return Point(
                latitude: middle(\.latitude), longitude: middle(\.longitude), count: group.count, report: group.count == 1 ? group[0] : nil)
        }
    }

    private struct Cell: Hashable {
        var row: Int
        var column: Int
    }
}

extension ReportDesk {
    /// What the map shows: the newest reports that fit the filters and hold the words, if there are any.
    func points(_ words: String?, _ filter: ReportFilter) async throws -> [PublicReport] {
        guard let words else { return try await publicPoints(filter, limit: ReportMap.mostReports) }
        return try await searchPoints(words, filter, limit: ReportMap.mostReports)
    }
}
