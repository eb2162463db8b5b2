import Directory
import Kernel

extension BuiltinRole {
    /// What reports let the built-in roles do at first; a regency changes it in the administration.
    package static let reports: [BuiltinRole] = [
        BuiltinRole("triage_officer", id: "Petugas triase", en: "Triage officer", [.triageReports, .openIdentities, .readReports]),
        BuiltinRole(
            "coordinator", id: "Koordinator pengaduan", en: "Reports coordinator",
            [.coordinateReports, .triageReports, .checkReports, .readReports]),
        BuiltinRole("agency_clerk", id: "Operator OPD", en: "Agency clerk", [.handleReports, .openIdentities]),
        BuiltinRole("agency_head", id: "Kepala OPD", en: "Agency head", [.handleReports, .openIdentities, .readReports, .hearAsHead]),
        BuiltinRole("section_head", id: "Kepala bidang", en: "Section head", [.readReports, .hearAsSection]),
        BuiltinRole("regional_secretary", id: "Sekretaris daerah", en: "Regional secretary", [.readReports, .hearAsSecretary]),
        BuiltinRole("village_head", id: "Kepala desa/lurah", en: "Village head", [.checkReports]),
        BuiltinRole("planning_head", id: "Kepala Bappeda", en: "Planning head", [.readReports]),
        BuiltinRole("regent", id: "Bupati", en: "Regent", [.coordinateReports, .readReports, .hearAsRegent]),
        BuiltinRole("inspector", id: "Inspektorat", en: "Inspector", [.readReports]),
    ]
}
