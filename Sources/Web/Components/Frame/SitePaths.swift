/// The addresses every page links to. Who answers them is composed in `Server`.
package enum SitePaths {
    package static let home: Path = "/"
    package static let report: Path = "/lapor"
    package static let reports: Path = "/laporan"
    package static let statistics: Path = "/laporan/statistik"
    package static let track: Path = "/lacak"
    /// The catalogue of published data.
    package static let data: Path = "/data"
    /// What was promised, what is planned, what is tried out.
    package static let pledges: Path = "/janji"
    package static let plans: Path = "/rencana"
    package static let innovations: Path = "/inovasi"
    package static let signIn: Path = "/masuk"
    package static let signOut: Path = "/keluar"
    package static let account: Path = "/akun"
    /// The work list of officials, where they begin.
    package static let work: Path = "/kerja"
    package static let privacy: Path = "/privasi"
    package static let about: Path = "/tentang"
    package static let openAPI: Path = "/api/openapi.json"
    package static let patterns: Path = "/_patterns"
    /// What is shown for a page that cannot be had without a network.
    package static let offline: Path = "/luring"
    package static let manifest: Path = "/manifest.webmanifest"
    package static let serviceWorker: Path = "/sw.js"
}
