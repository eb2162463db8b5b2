import Web

/// Addresses of years, money and imports of plans.
package enum MoneyPaths {
    package static let roadmap: Path = "/rencana/peta-jalan"
    package static let roadmapFile: Path = "/rencana/peta-jalan/unduh/{format}"
    package static let schedule: Path = "/rencana/jadwal/{kind}/{id}"
    package static let move: Path = "/rencana/jadwal/{kind}/{id}/pindah"
    package static let budget: Path = "/rencana/anggaran"
    package static let budgetFile: Path = "/rencana/anggaran/unduh/{format}"
    static let warningsFile: Path = "/rencana/anggaran/peringatan/unduh/{format}"
    package static let imports: Path = "/rencana/impor"
    package static let planImport: Path = "/rencana/impor/{id}"
    package static let importColumns: Path = "/rencana/impor/{id}/kolom"
    package static let importKeep: Path = "/rencana/impor/{id}/simpan"
    package static let importDiscard: Path = "/rencana/impor/{id}/buang"
}
