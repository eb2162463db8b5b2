import Kernel
import Work

/// Who may see and do what with one dataset. Everything not allowed here is refused.
package enum DatasetPolicy {
    /// Whether the dataset as those who make it see it (drafts, submissions, problems) may be opened: its own agency and the stewards.
    package static func mayWorkOn(_ dataset: Dataset, _ actor: Actor) -> Bool {
        guard actor.kind == .account || actor.kind == .client else { return actor.kind == .system }
        let agency = dataset.producer.text
        return actor.may(.produceData, agency: agency) || actor.may(.supportData, agency: agency)
            || actor.may(.stewardData, agency: agency)
    }

    /// Whether everybody may know that it exists: open and restricted ones are listed, closed ones by title only (Perpres 39/2019
    /// demands that the list of data is complete; UU 14/2008 that what is withheld is named).
    package static func isListed(_ dataset: Dataset) -> Bool { dataset.state == .published || dataset.state == .withdrawn }

    /// Whether its metadata may be seen.
    package static func maySee(_ dataset: Dataset, _ actor: Actor) -> Bool { isListed(dataset) || mayWorkOn(dataset, actor) }

    /// Whether hashes and counts of whole files may be seen: of open datasets by everybody, of others by who may read all of them anyway.
    /// - Parameter isOpen: whether the dataset counts as open; as its access says unless given.
    package static func maySeeFiles(_ dataset: Dataset, _ actor: Actor, isOpen: Bool? = nil) -> Bool {
        if isOpen ?? (dataset.access == .open) { return maySee(dataset, actor) }
        return mayWorkOn(dataset, actor)
            || dataset.access != .closed && actor.may(.readRestrictedData, agency: dataset.producer.text)
    }

    /// Whether it may be described anew or given a table.
    package static func mayEdit(_ dataset: Dataset, _ actor: Actor) -> Bool {
        actor.kind == .system || actor.may(.produceData, agency: dataset.producer.text) || actor.may(.stewardData)
    }

    /// Whether an act of the workflow is this actor's to do. What Pendopo publishes of its own it may do by itself.
    package static func may(_ act: Workflow.Act, on submission: Submission, _ actor: Actor) -> Bool {
        if actor.kind == .system { return true }
        return switch act.by {
        case .holder(let permission): actor.may(permission, agency: submission.producer.text)
        case .anyone(let permission): actor.may(permission)
        case .checker, .reporter, .system: false
        }
    }

    /// Whether a submission, with what was found in the file, may be opened: also by the trustee it waits for.
    package static func maySee(_ submission: Submission, of dataset: Dataset, _ actor: Actor) -> Bool {
        maySeeSubmission(in: submission.state, of: dataset, actor)
    }

    /// The same where only the submission's state was read.
    static func maySeeSubmission(in state: String, of dataset: Dataset, _ actor: Actor) -> Bool {
        mayWorkOn(dataset, actor) || (state == "checked" && actor.may(.trusteeData))
    }
}
