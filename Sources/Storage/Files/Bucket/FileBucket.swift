/// An object store that keeps files for several nodes, each under the hash of its content. All calls block, and return when the store
/// has answered; what it cannot do for now is `unavailable`.
package protocol FileBucket: Sendable {
    /// What to call it when people are told of it; without secrets.
    var name: String { get }
    /// Keeps a file; on return the store has one under this hash. What is there already is not replaced: it should have the same content,
    /// which is found out when it is read.
    func put(fileAt path: String, as hash: String) throws
    /// Writes what is kept under a hash to a new file; `false` when there is nothing. Whoever asks compares the content with the hash.
    func get(_ hash: String, to path: String) throws -> Bool
    func exists(_ hash: String) throws -> Bool
    /// Forgets what is kept under a hash. Does nothing when there is nothing.
    func remove(_ hash: String) throws
    /// Every hash there is, in order.
    func forEach(_ body: (String) throws -> Void) throws
}
