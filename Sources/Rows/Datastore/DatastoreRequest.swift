import Tables

/// What a caller of `datastore_search` or of a dump may say of rows.
package struct DatastoreRequest: Sendable {
    /// An object, or a list of objects of which one must hold.
    package var filters: JSONText?
    /// A text for the whole row, or an object of texts for single fields.
    package var q: JSONText?
    package var fullText: String?
    /// Whether `q` is plain words; else it is a query with `&`, `|`, `!`, `:*` and parentheses.
    package var isPlain = true
    /// `nil` for all, with `_id` first.
    package var fields: [String]?
    package var sort: String?
    package var isDistinct = false
    package var limit = 100
    package var offset = 0

    package init() {}
}
