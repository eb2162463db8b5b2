/// What stands between the words of a query, with where it stands.
indirect enum SoQLExpression {
    case column(String, at: Int)
    case text(String, at: Int)
    case number(String, at: Int)
    case boolean(Bool, at: Int)
    case null(at: Int)
    /// `*` only as what `count` counts.
    case star(at: Int)
    case call(String, [SoQLExpression], isDistinct: Bool, at: Int)
    case compare(SoQLExpression, String, SoQLExpression, at: Int)
    case between(SoQLExpression, SoQLExpression, SoQLExpression, at: Int)
    case isIn(SoQLExpression, [SoQLExpression], at: Int)
    case like(SoQLExpression, SoQLExpression, at: Int)
    case isNull(SoQLExpression, at: Int)
    case all([SoQLExpression])
    case any([SoQLExpression])
    case not(SoQLExpression)

    var position: Int {
        switch self {
        case .column(_, let at), .text(_, let at), .number(_, let at), .boolean(_, let at), .null(let at), .star(let at),
            .call(_, _, _, let at), .compare(_, _, _, let at), .between(_, _, _, let at), .isIn(_, _, let at), .like(_, _, let at),
            .isNull(_, let at):
            at
        case .all(let parts), .any(let parts): parts.first?.position ?? 1
        case .not(let part): part.position
        }
    }

    /// A value that stands for itself.
    var literal: String? {
        switch self {
        case .text(let text, _), .number(let text, _): text
        case .boolean(let value, _): value ? "true" : "false"
        default: nil
        }
    }
}

/// A thing that is selected or ordered by.
struct SoQLSelection {
    var expression: SoQLExpression
    var alias: String?
}

struct SoQLOrdering {
    var expression: SoQLExpression
    var isDescending = false
    var isMissingFirst = false
}

/// A query taken apart, not yet checked against columns.
struct SoQLQuery {
    /// `nil` for everything.
    var selections: [SoQLSelection]?
    var isDistinct = false
    var filter: SoQLExpression?
    var groups: [SoQLExpression] = []
    var having: SoQLExpression?
    var order: [SoQLOrdering] = []
    var search: String?
    var limit: Int?
    var offset: Int?
}
