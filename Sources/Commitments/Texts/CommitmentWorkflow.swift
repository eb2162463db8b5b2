import Kernel
import Work

/// The lives of what is promised, as values.
package enum CommitmentWorkflow {
    /// A commitment is written, opened for signing with its text frozen, in force once everybody has signed, and ended.
    package static let commitment = Workflow(
        name: "commitment", version: 1, initial: "draft",
        states: [
            Workflow.State("draft", owedBy: .draftCommitments), Workflow.State("open", owedBy: .signCommitments),
            Workflow.State("in_force"), Workflow.State("ended", isFinal: true),
        ],
        acts: [
            Workflow.Act("edit", from: ["draft"], by: .anyone(.draftCommitments)),
            Workflow.Act("open", from: ["draft"], to: "open", by: .anyone(.draftCommitments)),
            // Only while nobody has signed: what somebody signed is never rewritten.
            Workflow.Act("reopen", from: ["open"], to: "draft", by: .anyone(.draftCommitments), needs: [.reason]),
            Workflow.Act("replace_holder", from: ["open"], by: .anyone(.draftCommitments)),
            Workflow.Act("sign", from: ["open"], by: .holder(.signCommitments)),
            Workflow.Act("enter_force", from: ["open"], to: "in_force", by: .system),
            Workflow.Act("end", from: ["open", "in_force"], to: "ended", by: .anyone(.draftCommitments), needs: [.reason]),
        ], clocks: [])

    /// A milestone is claimed with evidence and looked at by somebody else.
    package static let milestone = Workflow(
        name: "milestone", version: 1, initial: "planned",
        states: [
            Workflow.State("planned", owedBy: .keepPledges), Workflow.State("submitted", owedBy: .verifyPledges),
            Workflow.State("verified", isFinal: true),
        ],
        acts: [
            Workflow.Act("submit", from: ["planned"], to: "submitted", by: .holder(.keepPledges), needs: [.evidence]),
            Workflow.Act("return", from: ["submitted"], to: "planned", by: .anyone(.verifyPledges), needs: [.reason, .otherThanClaimer]),
            Workflow.Act("verify", from: ["submitted"], to: "verified", by: .anyone(.verifyPledges), needs: [.otherThanClaimer]),
        ], clocks: [])

    /// An agency's action plan is proposed by the agency, checked by the planning agency, published.
    package static let actionPlan = Workflow(
        name: "action_plan", version: 1, initial: "draft",
        states: [
            Workflow.State("draft", owedBy: .keepPledges), Workflow.State("proposed", owedBy: .checkActionPlans),
            Workflow.State("published", isFinal: true),
        ],
        acts: [
            Workflow.Act("edit", from: ["draft"], by: .holder(.keepPledges)),
            Workflow.Act("propose", from: ["draft"], to: "proposed", by: .holder(.keepPledges)),
            Workflow.Act("return", from: ["proposed"], to: "draft", by: .anyone(.checkActionPlans), needs: [.reason, .otherThanClaimer]),
            Workflow.Act("publish", from: ["proposed"], to: "published", by: .anyone(.checkActionPlans), needs: [.otherThanClaimer]),
            Workflow.Act("revise", from: ["published"], to: "draft", by: .holder(.keepPledges), needs: [.reason]),
        ], clocks: [])
}
