import Kernel

/// The reference data and other datasets that foreign keys may point at, given by whoever keeps them.
package protocol ReferenceValues: Sendable {
    /// All values of a key of another table, each as canonical texts in the order of the fields; `nil` when there is no such table or field.
    func keys(of resource: String, fields: [String]) throws(AppError) -> Set<[String]>?
}
