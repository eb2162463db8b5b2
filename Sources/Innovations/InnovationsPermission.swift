import Directory
import Kernel

extension Permission {
    package static let ofInnovations: [Permission] = []
}

extension BuiltinRole {
    /// What `Innovations` lets the built-in roles do at first; a regency changes it in the administration.
    package static let innovations: [BuiltinRole] = []
}
