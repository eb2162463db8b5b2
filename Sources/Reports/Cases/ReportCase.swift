import Kernel
import Storage
import Work

/// A report in the hands of one act: what the act may read, and what it leaves behind.
///
/// The act changes `report`, adds notes and photos and names details; ``ReportDesk`` does the rest for every act alike:
/// state, clocks, obligations, event, statistics.
package struct ReportCase {
    package var report: Report
    package let before: Report
    package let workflow: Workflow
    package let actor: Actor
    package let now: Instant
    /// Codes for the event.
    package var details: [String: String] = [:]
    package var visibility: Event.Visibility = .party
    /// The end of the day by which the work is promised in this act.
    package var promisedDueAt: Instant?
    /// Whether deadlines stay as they are although another agency has the case from now on.
    package var keepsDeadlines = false
    /// Its clocks as this act leaves them, once they have been wound; `nil` where it winds none.
    var clocks: [Clock]?
    let tx: Transaction
    let desk: ReportDesk
    let act: Workflow.Act

    /// Keeps words. `publicly` is what the public reads at once, for the words of officials; the words of citizens wait
    /// for triage.
    package mutating func write(_ text: String, visibility: Event.Visibility, publicly: String? = nil, code: String? = nil) throws {
        try tx.insert(
            ReportNote(
                id: desk.world.newID(), report: report.id, sequence: before.version + 1, act: act.name, at: now, visibility: visibility,
                text: text, publicText: publicly, by: actor, agency: desk.agencyActing(actor, report), code: code))
    }

    /// Keeps photos that were re-encoded and stored beforehand.
    package func attach(_ photos: [PhotoDraft], role: ReportPhoto.Role, isPublic: Bool = false) throws {
        let taken = try tx.count("SELECT count(*) FROM report_photo WHERE report_id = \(report.id)")
        for (index, photo) in photos.enumerated() {
            try tx.insert(
                ReportPhoto(
                    id: desk.world.newID(), report: report.id, sequence: before.version + 1, role: role, position: taken + index,
                    draft: photo, isPublic: isPublic, addedAt: now))
        }
    }
}

/// One thing that can be done to a report. Its `name` is that of an act of the workflow, which says in which states it
/// exists, who may do it and what it needs; `apply` says what it changes.
package protocol ReportAct: Sendable {
    var name: String { get }
    /// What is wrong with the input, before anything is opened.
    func issues(_ needs: [Workflow.Need]) -> [Issue]
    func apply(to reportCase: inout ReportCase) throws
}

extension ReportAct {
    package func issues(_ needs: [Workflow.Need]) -> [Issue] { [] }
}
