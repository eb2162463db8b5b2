import Directory
import Kernel
import Storage

/// What a gatherer has at hand.
package struct BookGathering {
    package let tx: Transaction
    package let directory: DirectoryIndex
    package let words: Words
    package let language: Language
    package let today: Day

    func t(_ key: TextKey, _ values: [String: String] = [:]) -> String { words(Message(key, values), language) }
    /// An agency's name; nothing for none.
    func agency(_ id: String?) -> String { id.flatMap { directory.agencies[$0]?.name } ?? "" }
}

/// Puts into the data what one capability keeps.
package struct BookSource: Sendable {
    package typealias Gather = @Sendable (inout BookData, BookGathering) throws -> Void

    let gather: Gather

    package init(_ gather: @escaping Gather) { self.gather = gather }
}
