import Directory
import Kernel

extension Permission {
    package static let ofWorkshops: [Permission] = []
}

extension BuiltinRole {
    /// What `Workshops` lets the built-in roles do at first; a regency changes it in the administration.
    package static let workshops: [BuiltinRole] = []
}
