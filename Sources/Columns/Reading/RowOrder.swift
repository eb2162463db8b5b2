/// A column by which rows are sorted.
package struct RowOrder: Sendable, Hashable {
    package var column: String
    package var isDescending: Bool
    /// Whether rows without a value come before all others, whatever the direction; else they come last.
    package var isMissingFirst: Bool

    package init(_ column: String, isDescending: Bool = false, isMissingFirst: Bool = false) {
        self.column = column
        self.isDescending = isDescending
        self.isMissingFirst = isMissingFirst
    }
}

/// An order in terms of codes.
struct CodeOrder {
    let column: StoredColumn
    let isDescending: Bool
    let isMissingFirst: Bool

    /// The place of a code in the order, 0…n.
    @inline(__always) func rank(_ code: UInt64) -> UInt64 {
        if code == 0 { return isMissingFirst ? 0 : column.codes }
        return (isDescending ? column.codes &- code : code &- 1) &+ (isMissingFirst ? 1 : 0)
    }

    /// The code at a place.
    func code(_ rank: UInt64) -> UInt64 {
        if rank == (isMissingFirst ? 0 : column.codes) { return 0 }
        let place = rank - (isMissingFirst ? 1 : 0)
        return isDescending ? column.codes - place : place + 1
    }

    /// Bits that a place needs.
    var bits: Int { 64 - column.codes.leadingZeroBitCount }
}
