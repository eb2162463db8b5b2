import Web

/// Addresses of requests for information.
package enum InformationPaths {
    /// The public register.
    package static let register: Path = "/permintaan-informasi"
    package static let new: Path = "/permintaan-informasi/baru"
    package static let year: Path = "/permintaan-informasi/laporan/{year}"
    package static let yearTable: Path = "/permintaan-informasi/laporan/{year}/tabel.csv"
    package static let follow: Path = "/permintaan-informasi/ikuti/{code}/{secret}"
    package static let followAct: Path = "/permintaan-informasi/ikuti/{code}/{secret}/{noun}"

    package static let list: Path = "/kerja/permintaan-informasi"
    /// For officers: `?laporan=CODE` converts a citizen's report.
    package static let receive: Path = "/kerja/permintaan-informasi/baru"
    package static let one: Path = "/kerja/permintaan-informasi/{code}"
    package static let act: Path = "/kerja/permintaan-informasi/{code}/{noun}"

    package static let apiRegister: Path = "/api/information-requests"
    package static let apiYear: Path = "/api/information-requests/years/{year}"
    package static let apiCases: Path = "/api/information-cases"
    package static let apiCase: Path = "/api/information-cases/{code}"
    package static let apiActs: Path = "/api/information-cases/{code}/acts"
}
