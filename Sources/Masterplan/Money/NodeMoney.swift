import Kernel
import Storage
import Work

/// Money of a node without a schedule, as imports bring it: a part of the sum over its edition's money.
struct NodeMoney: EditionPart {
    var node: Identifier<PlanNode>
    var line: MoneyLine
    var kind = EditionMoney.Kind.planned

    private var subject: Reference { Reference("plan_node", node) }

    var inserting: SQL { line.inserting(subject, kind: kind.rawValue) }
    var digest: String { line.digest(subject, kind.rawValue) }
}
