import Directory
import Kernel

extension Permission {
    /// Write commitments, open them for signing, name who signs, and end them.
    package static let draftCommitments: Permission = "commitments.draft"
    /// Be known as who signs for an agency, when the heads of all of them are named at once. Whether somebody may sign, and has it on her
    /// work list, follows from being named in the commitment, and from nothing else.
    package static let signCommitments: Permission = "commitments.sign"
    /// Plan and prove the steps of pledges for one's own agency, and write its action plan.
    package static let keepPledges: Permission = "commitments.keep"
    /// Lower, postpone or drop what one's own agency has pledged; it leaves a visible mark.
    package static let changePledges: Permission = "commitments.change"
    /// Look at the evidence of others and say whether it proves the step.
    package static let verifyPledges: Permission = "commitments.verify"
    /// Check and publish the action plans of agencies.
    package static let checkActionPlans: Permission = "commitments.check_plans"

    package static let ofCommitments: [Permission] = [
        .draftCommitments, .signCommitments, .keepPledges, .changePledges, .verifyPledges, .checkActionPlans,
    ]

    /// Under which something of commitments is owed, for the one work list.
    package static let owingCommitments: [Permission] = [
        .draftCommitments, .signCommitments, .keepPledges, .verifyPledges, .checkActionPlans,
    ]
}

extension BuiltinRole {
    /// What `Commitments` lets the built-in roles do at first; a regency changes it in the administration.
    package static let commitments: [BuiltinRole] = [
        BuiltinRole("agency_clerk", id: "Operator OPD", en: "Agency clerk", [.keepPledges]),
        BuiltinRole("agency_head", id: "Kepala OPD", en: "Agency head", [.signCommitments, .keepPledges, .changePledges]),
        BuiltinRole("village_head", id: "Kepala desa/lurah", en: "Village head", [.signCommitments, .keepPledges]),
        BuiltinRole(
            "planning_head", id: "Kepala Bappeda", en: "Planning head", [.draftCommitments, .verifyPledges, .checkActionPlans]),
        BuiltinRole("inspector", id: "Inspektorat", en: "Inspector", [.verifyPledges]),
    ]
}

/// Who may do what to which record.
enum CommitmentPolicy {
    /// Whether somebody may see a commitment that is still being written.
    static func maySeeDrafts(_ actor: Actor) -> Bool {
        actor.kind == .system || [Permission.draftCommitments, .verifyPledges].contains { actor.mayAnywhere($0) }
    }

    static func maySee(_ commitment: Commitment, _ actor: Actor) -> Bool { commitment.isPublic || maySeeDrafts(actor) }

    /// Writing belongs to the whole regency's text, so the permission must reach all of it.
    static func mayDraft(_ actor: Actor) -> Bool { actor.kind == .system || actor.may(.draftCommitments) }

    static func mayKeep(_ clause: Clause, _ actor: Actor) -> Bool { actor.may(.keepPledges, agency: clause.lead.text) }

    static func mayChange(_ clause: Clause, _ actor: Actor) -> Bool {
        actor.may(.changePledges, agency: clause.lead.text) || actor.may(.draftCommitments)
    }

    static func mayVerify(_ actor: Actor) -> Bool { actor.may(.verifyPledges) }
}
