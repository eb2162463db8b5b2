import Kernel
import Storage
import Web
import Work

extension Capability {
    /// Books 1 to 3 and the other papers, made from what the capabilities keep.
    package static func books() throws -> Capability {
        Capability(name: "books", migrations: BooksMigrations.all, words: try BooksWords.load(), permissions: Permission.ofBooks)
    }
}
