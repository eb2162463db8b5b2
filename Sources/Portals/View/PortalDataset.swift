import Directory
import Ingest
import Kernel

/// A dataset as other portals see it: what every format here is made of. The same for everybody, because only what everybody may
/// know is in it; rows are asked of the gate.
package struct PortalDataset: Sendable {
    package var id: String
    /// Its address, `^[a-z0-9_-]{2,100}$`.
    package var name: String
    package var title: String
    package var titleEnglish: String?
    package var description: String
    package var publisher: PortalPublisher
    /// Whether everybody may read the rows; else only what it is, not what is in it.
    package var isOpen: Bool
    /// Why the rows are not for everybody.
    package var accessReason: String?
    package var contact: String
    package var licence: PortalLicence
    package var groups: [PortalGroup]
    /// As CKAN allows them.
    package var tags: [String]
    package var area: PortalArea?
    package var temporalFrom: Day?
    package var temporalTo: Day?
    package var frequency: PortalFrequency?
    package var standardCode: String?
    package var kind: String
    package var isPriority: Bool
    /// Further facts, such as those of BPS's forms, in order.
    package var facts: [(key: String, value: String)]
    package var createdAt: Instant
    package var publishedAt: Instant
    package var modifiedAt: Instant
    package var tables: [PortalTable]

    /// The contact, where it is an address of mail and nothing else.
    package var email: String? { portalEmail(contact) }
    package func title(_ language: Language) -> String { language == .english ? titleEnglish ?? title : title }
}

/// One table of a dataset in its present version.
package struct PortalTable: Sendable {
    /// A column as other portals are told of it.
    package struct Column: Sendable, Equatable {
        package var name: String
        /// Of Table Schema: `string`, `integer`, `date`, …
        package var type: String
        package var title: String?
        package var about: String?
        package var unit: String?
        /// What the publisher says it stands for, such as an area's code.
        package var role: FieldRole?
    }

    package var id: String
    package var name: String
    package var title: String
    package var about: String
    package var position: Int
    /// Of the canonical CSV, in hexadecimal.
    package var hash: String
    package var bytes: Int
    package var rows: Int
    package var number: Int
    package var createdAt: Instant
    package var publishedAt: Instant
    /// Read when somebody asks: the catalogue holds thousands of schemas and shows few.
    package var describe: @Sendable () -> (columns: [Column], schema: String)

    package var columns: [Column] { describe().columns }
    /// Table Schema as JSON.
    package var schema: String { describe().schema }
}

/// Who publishes: an agency.
package struct PortalPublisher: Sendable, Hashable {
    package var id: String
    /// Made of the agency's code, for addresses.
    package var name: String
    package var title: String
    package var email: String?
    package var createdAt: Instant
}

/// What datasets are gathered under: a theme, or one of the six dimensions.
package struct PortalGroup: Sendable, Hashable {
    package var id: String
    package var name: String
    package var title: String
    package var titleEnglish: String
    package var about: String
    /// In a vocabulary that others know, for linked data.
    package var uri: String?
    package var isTheme: Bool
    /// Its value in the catalogue's own search.
    package var filter: String
}

/// The region a dataset is about.
package struct PortalArea: Sendable, Hashable {
    package var code: String
    package var name: String
    package var box: Box?
}
