import Kernel
import Storage
import Work

// A report that was joined to another follows it to its end. Its reporter judges the result like the other one's, on her own report; when
// it is not done she opens the other one again, because it is that one which is worked on.

extension Report {
    /// Whether there is a result that can be judged.
    var hasResult: Bool { ["checked", "closed"].contains(state) }
    /// Whether it has ended and there is none.
    var hasEndedWithoutResult: Bool { ["rejected", "closed_incomplete", "withdrawn"].contains(state) }
}

extension ReportDesk {
    /// Where an act of a reporter is done: on her own report, but what she reopens is the one that hers follows.
    package func target(of act: any ReportAct, by report: Report) -> Identifier<Report> {
        act.name == "reopen" ? report.mergedInto.map { Identifier($0) } ?? report.id : report.id
    }

    /// Whether an act that is the reporter's is also that of somebody whose report was joined to this one. Only where anyone may read it:
    /// of any other she knows no more than that hers follows it.
    func mayAsJoined(_ act: Workflow.Act, _ main: Report, _ actor: Actor, _ tx: Transaction) throws -> Bool {
        guard act.name == "reopen", actor.kind == .reporter, ReportPolicy.maySee(main, .visitor) else { return false }
        return try tx.count("SELECT count(*) FROM report WHERE id = \(actor.id) AND state = 'merged' AND merged_into = \(main.id)") == 1
    }
}

extension ReportCase {
    /// - Throws: `.conflict` while the report that this one follows has no result.
    func needFollowedIsDone() throws {
        let main = try before.mergedInto.flatMap { try tx.report(Identifier($0)) }
        guard main?.hasResult == true else { throw AppError.conflict("error.joined_not_done") }
    }
}
