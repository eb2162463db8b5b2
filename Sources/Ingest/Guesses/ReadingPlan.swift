/// Where the table lies in the sheet and how each of its columns is read: all that the import needs of an inspection.
struct ReadingPlan: Sendable {
    /// The first row that can be data.
    var firstRow = 1
}
