import Kernel
import Storage

/// What an edition is made of: a row, and its share of a sum over all of its kind.
package protocol EditionPart: Sendable {
    /// The statement that inserts it.
    var inserting: SQL { get }
    var digest: String { get }
}

extension PlanNode: EditionPart {}
extension PlanIndicator: EditionPart {}

extension Transaction {
    /// Inserts many parts of an edition that is about to be kept, and adds them to the edition's sum: for imports and new editions.
    package func insert<Part: EditionPart>(_ parts: [Part], into edition: inout PlanEdition) throws {
        try insert(parts, adding: &edition.content)
    }

    /// Inserts many parts at once, which costs PostgreSQL one wait for the server, and adds them to a sum. Statements and digests are made
    /// on every core, because while they are nobody else can write.
    func insert<Part: EditionPart>(_ parts: [Part], adding sum: inout ContentSum) throws {
        let pieces = Background.pieces(of: parts) { piece in
            var sum = ContentSum()
            for part in piece { sum.add(part.digest) }
            return (statements: piece.map(\.inserting), sum: sum)
        }
        for piece in pieces {
            try run(all: piece.statements)
            sum.add(piece.sum)
        }
    }
}
