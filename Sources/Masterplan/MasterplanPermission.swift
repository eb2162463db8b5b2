import Directory
import Kernel

extension Permission {
    /// Change every plan, propose and answer for every agency: the planning agency.
    package static let stewardPlans: Permission = "plans.steward"
    /// Change one's own agency's plans, and what it answers for in others.
    package static let writePlans: Permission = "plans.write"
    /// Propose links and shared work for one's own agency, and accept or decline what others propose.
    package static let answerPlans: Permission = "plans.answer"
    /// Adopt a plan: from then on it cannot be changed.
    package static let adoptPlans: Permission = "plans.adopt"
    /// Read drafts.
    package static let readPlans: Permission = "plans.read"
    /// Import and change the nomenclature.
    package static let importNomenclature: Permission = "plans.nomenclature"

    /// Under which something of plans is owed.
    package static let owingPlans: [Permission] = [.answerPlans, .stewardPlans]

    package static let ofMasterplan: [Permission] = [
        .stewardPlans, .writePlans, .answerPlans, .adoptPlans, .readPlans, .importNomenclature,
    ]
}

extension BuiltinRole {
    /// What `Masterplan` lets the built-in roles do at first; a regency changes it in the administration.
    package static let masterplan: [BuiltinRole] = [
        BuiltinRole(
            "planning_head", id: "Kepala Bappeda", en: "Planning head",
            [.stewardPlans, .adoptPlans, .readPlans, .importNomenclature]),
        BuiltinRole("agency_clerk", id: "Operator OPD", en: "Agency clerk", [.writePlans, .answerPlans, .readPlans]),
        BuiltinRole("agency_head", id: "Kepala OPD", en: "Agency head", [.writePlans, .answerPlans, .readPlans]),
        BuiltinRole("triage_officer", id: "Petugas triase", en: "Triage officer", [.readPlans]),
        BuiltinRole("village_head", id: "Kepala desa/lurah", en: "Village head", [.answerPlans, .readPlans]),
        BuiltinRole("regent", id: "Bupati", en: "Regent", [.readPlans, .adoptPlans]),
        BuiltinRole("inspector", id: "Inspektorat", en: "Inspector", [.readPlans]),
    ]
}
