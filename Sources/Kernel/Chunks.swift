extension Array {
    /// Pieces of at most so many, for what takes only a number at a time, such as `IN (…)`.
    package func chunks(of size: Int) -> [[Element]] {
        stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
    }
}
