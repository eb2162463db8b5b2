import Directory
import Kernel

extension Permission {
    /// Write the sheets, quick wins and entries of the register of one's own agency, and hand them in.
    package static let editInnovations: Permission = "innovations.edit"
    /// Decide on sheets and choose quick wins: the planning agency.
    package static let decideInnovations: Permission = "innovations.decide"
    /// Answer ideas of citizens and colleagues.
    package static let answerIdeas: Permission = "innovations.ideas"
    /// Change what a sheet asks.
    package static let shapeSheets: Permission = "innovations.form"

    /// Under which something of innovations is owed.
    package static let owingInnovations: [Permission] = [.editInnovations, .decideInnovations, .answerIdeas]

    package static let ofInnovations: [Permission] = [.editInnovations, .decideInnovations, .answerIdeas, .shapeSheets]
}

extension BuiltinRole {
    /// What `Innovations` lets the built-in roles do at first; a regency changes it in the administration.
    package static let innovations: [BuiltinRole] = [
        BuiltinRole("triage_officer", id: "Petugas triase", en: "Triage officer", [.answerIdeas]),
        BuiltinRole("agency_clerk", id: "Operator OPD", en: "Agency clerk", [.editInnovations]),
        BuiltinRole("agency_head", id: "Kepala OPD", en: "Agency head", [.editInnovations]),
        BuiltinRole("village_head", id: "Kepala desa/lurah", en: "Village head", [.editInnovations]),
        BuiltinRole(
            "planning_head", id: "Kepala Bappeda", en: "Planning head",
            [.editInnovations, .decideInnovations, .answerIdeas, .shapeSheets]),
    ]
}
