import Commitments
import Directory
import Kernel
import Masterplan
import Storage
import Web

extension BookSource {
    /// Clauses of the plan's commitments in force, and of those that have ended: what was promised then stays what was promised.
    static let pledges = BookSource { data, at in
        let own = try at.way.map { way in
            Set(try (at.tx.commitments(belongingTo: way) + at.tx.commitments(belongingTo: way, ended: true)).map(\.id))
        }
        let clauses = try at.tx.pledgedClauses().filter { !$0.isDropped && (own?.contains($0.commitment) ?? true) }
        data.clauses = clauses.map { clause in
            var said = BookData.Clause()
            said.code = clause.code
            said.text = clause.text(at.language)
            said.lead = at.agency(clause.lead.text)
            said.target = clause.target.text(Format(language: at.language))
            said.dueOn = clause.due
            said.link = CommitmentPaths.pledge(clause.code)
            return said
        }
    }
}
