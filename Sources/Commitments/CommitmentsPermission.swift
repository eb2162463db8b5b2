import Directory
import Kernel

extension Permission {
    package static let ofCommitments: [Permission] = []
}

extension BuiltinRole {
    /// What `Commitments` lets the built-in roles do at first; a regency changes it in the administration.
    package static let commitments: [BuiltinRole] = []
}
