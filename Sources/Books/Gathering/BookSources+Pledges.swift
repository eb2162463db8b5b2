import Commitments
import Directory
import Kernel
import Storage
import Web

extension BookSource {
    /// Clauses of the commitments in force.
    static let pledges = BookSource { data, at in
        data.clauses = try at.tx.pledgedClauses().filter { !$0.isDropped }.map { clause in
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
