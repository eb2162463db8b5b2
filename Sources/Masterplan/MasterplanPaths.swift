import Web

/// Addresses of plans.
package enum PlanPaths {
    package static let list: Path = "/rencana"
    package static let new: Path = "/rencana/baru"
    package static let alignment: Path = "/rencana/keselarasan"
    package static let alignmentFile: Path = "/rencana/keselarasan/unduh/{format}"
    package static let loose: Path = "/rencana/belum-terhubung"
    package static let waiting: Path = "/rencana/menunggu"
    package static let nomenclature: Path = "/rencana/nomenklatur"
    package static let importNomenclature: Path = "/rencana/nomenklatur/impor"
    /// One link or participation, with what can be done about it.
    package static let link: Path = "/rencana/kaitan/{id}"
    package static let part: Path = "/rencana/peran/{id}"
    package static let edition: Path = "/rencana/{edition}"
    package static let node: Path = "/rencana/simpul/{id}"
}
