import Directory
import Kernel

extension Permission {
    package static let ofBooks: [Permission] = []
}

extension BuiltinRole {
    /// What `Books` lets the built-in roles do at first; a regency changes it in the administration.
    package static let books: [BuiltinRole] = []
}
