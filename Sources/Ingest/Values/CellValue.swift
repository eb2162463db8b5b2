import Kernel

/// What a cell says once it is read as its field's type.
struct CellValue {
    /// Canonical bytes, in the row or in the arena; of a cell that cannot be taken, the cell.
    var view: ByteView
    var isMissing = false
    var fault: CellProblem.Kind?
}
