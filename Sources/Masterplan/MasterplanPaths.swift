import Web

/// Addresses of plans.
package enum PlanPaths {
    package static let list: Path = "/rencana"
    /// `?dari=ID` follows an edition, `?rpjmd=ID` besides re-bases it; `?jenis=KIND` chooses the kind beforehand.
    package static let new: Path = "/rencana/baru"
    package static let alignment: Path = "/rencana/keselarasan"
    package static let alignmentFile: Path = "/rencana/keselarasan/unduh/{format}"
    /// A list as a file: `rencana`, `isi`, `perbandingan`, `belum-terhubung`, `menunggu`, `nomenklatur`, `impor`.
    static let listFile: Path = "/rencana/unduh/{list}/{format}"
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
    /// What evaluations found, as the edition's to-do list.
    package static let findings: Path = "/rencana/{edition}/temuan"
    static let findingsFile: Path = "/rencana/{edition}/temuan/unduh/{format}"
    package static let nodeFindings: Path = "/rencana/simpul/{id}/temuan"
    /// `place` is where the form stands and its answer leads back to: `daftar` or `simpul`.
    static let findingAct: Path = "/rencana/temuan/{id}/{place}"
    package static let node: Path = "/rencana/simpul/{id}"
    /// `ubah`, `hapus`, `indikator`, `kaitan`, `peran`.
    static let nodeAct: Path = "/rencana/simpul/{id}/{act}"
    static let indicatorAct: Path = "/rencana/indikator/{id}/{act}"

    static let apiEditions: Path = "/api/plans"
    static let apiStages: Path = "/api/plan-stages"
    static let apiEdition: Path = "/api/plans/{edition}"
    static let apiNodes: Path = "/api/plans/{edition}/nodes"
    static let apiFollow: Path = "/api/plans/{edition}/successor"
    static let apiAdopt: Path = "/api/plans/{edition}/adoption"
    static let apiCompare: Path = "/api/plans/{edition}/comparison"
    static let apiFindings: Path = "/api/plans/{edition}/findings"
    static let apiNodeFindings: Path = "/api/plan-nodes/{id}/findings"
    static let apiFindingAct: Path = "/api/plan-findings/{id}/acts"
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
