/// Where a field's bytes lie in a canonical CSV.
struct Field: BitwiseCopyable {
    var offset: Int
    var length: Int32
    var isQuoted: Bool
    /// The bytes hold doubled quotes.
    var hasEscapes: Bool

    var isMissing: Bool { length == 0 && !isQuoted }
}

/// The fields of some rows, column by column, so that each column's can be worked on in one go.
final class FieldBatch {
    let columns: Int
    let capacity: Int
    var rows = 0
    private let fields: UnsafeMutablePointer<Field>

    init(columns: Int) {
        self.columns = columns
        capacity = max(16, min(2048, (1 << 18) / columns))
        fields = .allocate(capacity: columns * capacity)
    }

    deinit { fields.deallocate() }

    @inline(__always) func column(_ index: Int) -> UnsafeMutablePointer<Field> { fields + index &* capacity }
}
