import Web

/// Addresses of the officials' pages about reports.
package enum StaffPaths {
    package static let workList = SitePaths.work
    package static let reports: Path = "/kerja/laporan"
    package static let reportsTable: Path = "/kerja/laporan.csv"
    package static let report: Path = "/kerja/laporan/{code}"
    /// An act as the noun it makes, such as `/kerja/laporan/K7M-Q2X-94/penugasan`.
    package static let act: Path = "/kerja/laporan/{code}/{noun}"
    /// Where parts of a citizen's photo are covered before the public sees it.
    package static let cover: Path = "/kerja/laporan/{code}/foto/{id}"
    package static let identity: Path = "/kerja/laporan/{code}/identitas"
    package static let notifications: Path = "/kerja/pemberitahuan"
    package static let readNotifications: Path = "/kerja/pemberitahuan/terbaca"
}
