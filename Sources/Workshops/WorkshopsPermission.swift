import Directory
import Kernel

extension Permission {
    /// Prepare workshops, open and close their rounds, invite, and keep the council and the team.
    package static let holdWorkshops: Permission = "workshops.hold"
    /// Take part in open rounds and read their results.
    package static let joinWorkshops: Permission = "workshops.join"

    package static let ofWorkshops: [Permission] = [.holdWorkshops, .joinWorkshops]
}

extension BuiltinRole {
    /// What `Workshops` lets the built-in roles do at first; a regency changes it in the administration.
    package static let workshops: [BuiltinRole] = [
        BuiltinRole("planning_head", id: "Kepala Bappeda", en: "Planning head", [.holdWorkshops, .joinWorkshops]),
        BuiltinRole("triage_officer", id: "Petugas triase", en: "Triage officer", [.joinWorkshops]),
        BuiltinRole("agency_clerk", id: "Operator OPD", en: "Agency clerk", [.joinWorkshops]),
        BuiltinRole("agency_head", id: "Kepala OPD", en: "Agency head", [.joinWorkshops]),
        BuiltinRole("village_head", id: "Kepala desa/lurah", en: "Village head", [.joinWorkshops]),
        BuiltinRole("regent", id: "Bupati", en: "Regent", [.joinWorkshops]),
    ]
}
