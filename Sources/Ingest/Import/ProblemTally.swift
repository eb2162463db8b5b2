/// Counts problems exactly and keeps the first of them.
struct ProblemTally {
    private(set) var kept: [CellProblem] = []
    private var counts: [Int]
    private let fields: [String]
    private let most: Int

    init(fields: [String], most: Int) {
        self.fields = fields
        self.most = most
        counts = [Int](repeating: 0, count: CellProblem.Kind.allCases.count * (fields.count + 1))
    }

    private static let position = Dictionary(uniqueKeysWithValues: CellProblem.Kind.allCases.enumerated().map { ($1, $0) })

    /// - Parameter column: the field's position, -1 for the row as a whole.
    mutating func count(_ kind: CellProblem.Kind, column: Int) {
        counts[ProblemTally.position[kind]! * (fields.count + 1) + column + 1] += 1
    }

    mutating func keep(_ problem: CellProblem) { if kept.count < most { kept.append(problem) } }

    var all: [ProblemCount] {
        CellProblem.Kind.allCases.enumerated().flatMap { index, kind in
            (0...fields.count).compactMap { place in
                let count = counts[index * (fields.count + 1) + place]
                return count == 0 ? nil : ProblemCount(kind: kind, field: place == 0 ? "" : fields[place - 1], count: count)
            }
        }.sorted { $0.count > $1.count }
    }
}
