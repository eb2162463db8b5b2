import Web

/// Addresses of everything citizens see of reports.
package enum ReportPaths {
    package static let home = SitePaths.home
    package static let form = SitePaths.report
    /// A photo that was accepted while another field failed; the value is a sealed draft.
    package static let keptPhoto: Path = "/lapor/foto/{photo}"
    package static let receipt: Path = "/lapor/terima/{code}/{secret}"
    package static let track = SitePaths.track

    /// The reporter's own page. Whoever has the link is the reporter, so it is never logged, cached or told to other sites.
    package static let follow: Path = "/ikuti/{code}/{secret}"
    /// What the forms of that page post to, by act.
    package static let followAct: Path = "/ikuti/{code}/{secret}/{act}"
    package static let followPhoto: Path = "/ikuti/{code}/{secret}/foto/{id}"
    package static let followThumbnail: Path = "/ikuti/{code}/{secret}/foto/{id}/kecil"

    package static let list = SitePaths.reports
    package static let listTable: Path = "/laporan.csv"
    package static let feed: Path = "/laporan.atom"
    package static let report: Path = "/laporan/{code}"
    package static let statistics = SitePaths.statistics
    package static let statisticsTable: Path = "/laporan/statistik.csv"

    package static let photo: Path = "/foto/{id}"
    package static let thumbnail: Path = "/foto/{id}/kecil"

    package static let privacy = SitePaths.privacy
    package static let about = SitePaths.about
}

/// Addresses of the public API that pages use themselves.
package enum ReportAPIPaths {
    package static let reports: Path = "/api/reports"
    package static let report: Path = "/api/reports/{code}"
    package static let timeline: Path = "/api/reports/{code}/timeline"
    package static let map: Path = "/api/reports/map"
    package static let photos: Path = "/api/photos"
    package static let statistics: Path = "/api/statistics/{dimension}"
    package static let categories: Path = "/api/categories"
    /// Outlines of the regency's subdistricts, kept on phones for offline maps.
    package static let outlines: Path = "/api/regions/outlines"
    /// The village of a position.
    package static let locate: Path = "/api/regions/locate"
}
