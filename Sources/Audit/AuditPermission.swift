import Directory
import Kernel

extension Permission {
    /// Read the history of everything: for agencies a grant names, or for the whole regency.
    package static let readAudit: Permission = "audit.read"

    package static let ofAudit: [Permission] = [.readAudit]
}

extension BuiltinRole {
    /// What the audit lets the built-in roles do at first.
    package static let audit: [BuiltinRole] = [BuiltinRole("inspector", id: "Inspektorat", en: "Inspector", [.readAudit])]
}
