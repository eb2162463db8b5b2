import Directory
import Kernel

/// Permissions of this capability; the roles of Perpres 39/2019 as a regency has them.
extension Permission {
    /// Make datasets of one's own agency and send tables in (produsen data).
    package static let produceData: Permission = "catalogue.produce"
    /// Check what one's own agency is about to send (walidata pendukung).
    package static let supportData: Permission = "catalogue.support"
    /// Check, return and publish what producers send; keep standards and themes (walidata).
    package static let stewardData: Permission = "catalogue.steward"
    /// Check priority statistics once more (pembina data).
    package static let trusteeData: Permission = "catalogue.trustee"
    /// Change data standards, themes and what is published of our own.
    package static let administerCatalogue: Permission = "catalogue.administer"
    /// Open restricted data of every agency, such as the planning agency and the inspectorate; each reading is recorded.
    package static let readRestrictedData: Permission = "catalogue.read_restricted"

    /// Under which something of the catalogue is owed.
    package static let owingData: [Permission] = [.produceData, .stewardData, .trusteeData]

    package static let ofCatalogue: [Permission] = [
        .produceData, .supportData, .stewardData, .trusteeData, .administerCatalogue, .readRestrictedData,
    ]
}

extension BuiltinRole {
    /// What the catalogue lets the built-in roles do at first; a regency changes it in the administration.
    package static let catalogue: [BuiltinRole] = [
        // The triage officer of the ICT agency is the regency's data steward as well.
        BuiltinRole("triage_officer", id: "Petugas triase", en: "Triage officer", [.stewardData, .administerCatalogue]),
        BuiltinRole("agency_clerk", id: "Operator OPD", en: "Agency clerk", [.produceData]),
        BuiltinRole("agency_head", id: "Kepala OPD", en: "Agency head", [.produceData, .supportData]),
        BuiltinRole("village_head", id: "Kepala desa/lurah", en: "Village head", [.produceData]),
        BuiltinRole("planning_head", id: "Kepala Bappeda", en: "Planning head", [.readRestrictedData]),
        BuiltinRole("inspector", id: "Inspektorat", en: "Inspector", [.readRestrictedData]),
        BuiltinRole("data_trustee", id: "Pembina data (BPS)", en: "Data trustee (statistics office)", [.trusteeData]),
    ]
}
