import Kernel

/// What came of sealing some rows of a table anew.
package struct Resealed: Sendable {
    /// How many rows were sealed under the current key.
    package var sealed = 0
    /// Numbers of the rows that do not open any more, because a key or bytes were lost. They stay as they are: one of them must
    /// not keep all others under an old key.
    package var lost: [String] = []
    /// Number of the last row that was looked at, after which to go on; `nil` when there was none.
    package var last: String?

    package init() {}

    /// Seals rows anew that are not yet under the current key.
    /// - Parameters:
    ///   - old: the rows, by their number in the column `id`, with columns of key and sealed bytes.
    ///   - keep: stores what a row holds from now on.
    package init(
        _ old: [Row], key: String = "key", bytes: String = "sealed", in vault: Vault, context: (Row) -> String,
        keep: (Row, Vault.Sealed) throws -> Void
    ) throws {
        for row in old {
            let name = context(row)
            last = row.text("id")
            if let plain = try? vault.open(Vault.Sealed(key: row.text(key), bytes: row.bytes(bytes)), context: name) {
                try keep(row, vault.seal(plain, context: name))
                sealed += 1
            } else {
                lost.append(row.text("id"))
            }
        }
    }
}
