import Web

/// Addresses of plans.
package enum PlanPaths {
    package static let list: Path = "/rencana"
    /// `?dari=ID` follows an edition, `?rpjmd=ID` besides re-bases it.
    package static let new: Path = "/rencana/baru"
    package static let alignment: Path = "/rencana/keselarasan"
    package static let alignmentFile: Path = "/rencana/keselarasan/unduh/{format}"
    package static let loose: Path = "/rencana/belum-terhubung"
    package static let waiting: Path = "/rencana/menunggu"
    package static let nomenclature: Path = "/rencana/nomenklatur"
    package static let importNomenclature: Path = "/rencana/nomenklatur/impor"
    /// One link or participation, with what can be done about it.
    package static let link: Path = "/rencana/kaitan/{id}"
    package static let linkAct: Path = "/rencana/kaitan/{id}/{act}"
    package static let part: Path = "/rencana/peran/{id}"
    package static let partAct: Path = "/rencana/peran/{id}/{act}"
    package static let edition: Path = "/rencana/{edition}"
    static let addNode: Path = "/rencana/{edition}/simpul"
    static let changeEdition: Path = "/rencana/{edition}/ubah"
    static let adopt: Path = "/rencana/{edition}/penetapan"
    static let compare: Path = "/rencana/{edition}/perbandingan"
    package static let node: Path = "/rencana/simpul/{id}"
    /// `ubah`, `hapus`, `indikator`, `kaitan`, `peran`.
    static let nodeAct: Path = "/rencana/simpul/{id}/{act}"
    static let indicatorAct: Path = "/rencana/indikator/{id}/{act}"

    static let apiEditions: Path = "/api/plans"
    static let apiEdition: Path = "/api/plans/{edition}"
    static let apiNodes: Path = "/api/plans/{edition}/nodes"
    static let apiFollow: Path = "/api/plans/{edition}/successor"
    static let apiAdopt: Path = "/api/plans/{edition}/adoption"
    static let apiCompare: Path = "/api/plans/{edition}/comparison"
    static let apiLoose: Path = "/api/plans/{edition}/loose-nodes"
    static let apiLost: Path = "/api/plans/{edition}/lost-links"
    static let apiAlignment: Path = "/api/plans/{edition}/alignment"
    static let apiNode: Path = "/api/plan-nodes/{id}"
    static let apiIndicators: Path = "/api/plan-nodes/{id}/indicators"
    static let apiIndicator: Path = "/api/plan-indicators/{id}"
    static let apiLinks: Path = "/api/plan-links"
    static let apiLink: Path = "/api/plan-links/{id}"
    static let apiLinkAct: Path = "/api/plan-links/{id}/acts"
    static let apiParts: Path = "/api/plan-participations"
    static let apiPart: Path = "/api/plan-participations/{id}"
    static let apiPartAct: Path = "/api/plan-participations/{id}/acts"
    static let apiNomenclature: Path = "/api/nomenclature"
    static let apiNomenclatureFile: Path = "/api/tables/nomenclature"
}
