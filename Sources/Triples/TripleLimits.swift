import Kernel

/// How far a document of strangers is followed.
enum TripleLimits {
    /// Statements of one document.
    static let statements = 2_000_000
    /// Nodes within nodes: readers call themselves for each.
    static let depth = 100
    /// Bytes of one text; what is longer is cut.
    static let text = 100_000

    static let tooMany = AppError.tooLarge(Message("triples.too_many", ["most": "\(statements)"]))
    static let tooDeep = AppError.malformed(Message("triples.too_deep", ["most": "\(depth)"]))
}

/// Statements as they come, until there are too many.
final class TripleList {
    private(set) var triples: [Triple] = []
    private(set) var failure: AppError?

    /// - Returns: whether to go on.
    func add(_ triple: Triple) -> Bool {
        guard failure == nil else { return false }
        guard triples.count < TripleLimits.statements else { return fail(TripleLimits.tooMany) }
        triples.append(triple)
        return true
    }

    func fail(_ error: AppError) -> Bool {
        failure = failure ?? error
        return false
    }
}
