import Storage

/// A pass over the history or over records that goes on piece by piece, each in a snapshot of its own.
protocol PieceWalk: Sendable {
    var isDone: Bool { get }
    /// One piece further.
    func walked(_ piece: Int, _ tx: Transaction) throws -> Self
}

extension PieceWalk {
    /// Walks to the end. What was found stays where a piece fails.
    /// - Parameter progress: called after every piece.
    mutating func finish(_ piece: Int, in database: Database, progress: (Self) -> Void = { _ in }) async throws {
        while !isDone {
            self = try await database.read { [walk = self] tx in try walk.walked(piece, tx) }
            progress(self)
        }
    }
}
