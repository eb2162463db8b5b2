/// The different values of one column of a sample, with how often each stands there.
struct ColumnEvidence {
    struct Value {
        var bytes: [UInt8]
        var kind: RawRow.Kind
        var count: Int

        func view<Result>(_ body: (ByteView) -> Result) -> Result {
            bytes.withUnsafeBufferPointer { body(ByteView($0.baseAddress!, $0.count)) }
        }

        var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    let column: Int
    let heading: String
    private(set) var values: [Value] = []
    private(set) var filled = 0
    private(set) var blank = 0
    /// Rows whose value was not kept because there were too many different ones.
    private(set) var passedOver = 0
    private var known = ByteTable()

    /// More different values are not kept; what they look like is known by then.
    private static let mostValues = 3000

    init(column: Int, heading: String) {
        self.column = column
        self.heading = heading
    }

    mutating func add(_ cell: ByteView, _ kind: RawRow.Kind) {
        guard cell.count > 0 else {
            blank += 1
            return
        }
        filled += 1
        if let index = known[cell], values[Int(index)].kind == kind {
            values[Int(index)].count += 1
        } else if values.count < ColumnEvidence.mostValues {
            known.insert(cell, Int32(values.count))
            values.append(Value(bytes: cell.array, kind: kind, count: 1))
        } else {
            passedOver += 1
        }
    }

    /// Rows whose value satisfies the question, of those kept.
    func weight(_ holds: (ByteView, RawRow.Kind) -> Bool) -> Int {
        values.reduce(0) { sum, value in value.view { holds($0, value.kind) } ? sum + value.count : sum }
    }

    /// The same without values that mean that nothing is known.
    func without(_ marks: Set<String>) -> ColumnEvidence {
        guard !marks.isEmpty else { return self }
        var rest = self
        let gone = rest.values.filter { marks.contains($0.text) }.reduce(0) { $0 + $1.count }
        rest.values.removeAll { marks.contains($0.text) }
        rest.filled -= gone
        rest.blank += gone
        return rest
    }

    /// Rows of the values kept.
    var weight: Int { filled - passedOver }

    func examples(_ most: Int) -> [String] { values.prefix(most).map { CellProblem.shortened($0.text) } }
}
