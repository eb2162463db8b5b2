import Kernel

/// Something in a table that may say too much about a person.
package struct PrivacyFinding: Hashable, Sendable, Codable {
    package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// National identity number.
        case nationalID
        /// Family card number.
        case familyCard
        /// A civil servant's number.
        case employeeNumber
        case phone
        case email
        /// Names of people beside their addresses.
        case nameAndAddress
        /// The day somebody was born, beside other traits.
        case birthDate
        /// Counts below five by area.
        case smallCells
    }

    package var kind: Kind
    /// Names of the fields in the output.
    package var fields: [String]
    /// Rows in which it was found.
    package var count: Int
    /// A few of the values with what identifies blotted out.
    package var examples: [String]
    /// Whether the dataset cannot be open while this stands.
    package var blocksOpen: Bool
    package var message: Message
    /// What would do away with it, the mildest first.
    package var remedies: [Remedy]
    /// Why somebody says that it is nobody's data; `nil` when nobody does.
    package var declared: HarmlessDeclaration?
}
