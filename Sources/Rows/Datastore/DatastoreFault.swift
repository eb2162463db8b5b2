/// What is wrong with a call of CKAN's datastore, in the field and the English words that CKAN itself uses: clients read them.
package struct DatastoreFault: Error, Hashable, Sendable {
    /// The parameter; the key of the message in a `Validation Error`.
    package var field: String
    package var message: String

    package init(_ field: String, _ message: String) {
        self.field = field
        self.message = message
    }
}
