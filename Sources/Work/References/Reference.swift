import Kernel

/// A record of some capability, named so that others can point at it without knowing its type.
package struct Reference: Hashable, Sendable, CustomStringConvertible {
    /// What it is, for example `report`, `dataset`, `agency`.
    package var kind: String
    package var id: String

    package init(_ kind: String, _ id: String) {
        self.kind = kind
        self.id = id
    }

    package init<Subject>(_ kind: String, _ id: Identifier<Subject>) { self.init(kind, id.text) }

    package var description: String { "\(kind):\(id)" }
}
