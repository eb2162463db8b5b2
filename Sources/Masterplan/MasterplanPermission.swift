import Directory
import Kernel

extension Permission {
    package static let ofMasterplan: [Permission] = []
}

extension BuiltinRole {
    /// What `Masterplan` lets the built-in roles do at first; a regency changes it in the administration.
    package static let masterplan: [BuiltinRole] = []
}
