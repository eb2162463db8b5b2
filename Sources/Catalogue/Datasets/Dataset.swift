import Directory
import Kernel
import Work

/// What one agency publishes about one thing: metadata asked once, and one or more tables (``Distribution``).
package struct Dataset: Sendable, Equatable, Identifiable {
    package enum State: String, Sendable, CaseIterable, Codable {
        /// No version of it was ever published; only producer and steward see it.
        case draft
        case published
        /// Was published and is no longer; its page says so and why, its versions can still be cited.
        case withdrawn
    }

    /// Terbuka, terbatas, tertutup.
    package enum Access: String, Sendable, CaseIterable, Codable {
        case open, restricted, closed
    }

    /// Kinds of Perpres 39/2019 art. 1.
    package enum Kind: String, Sendable, CaseIterable, Codable {
        case statistical, geospatial, financial, other
    }

    package var id: Identifier<Dataset>
    /// Its address, `^[a-z0-9_-]{2,100}$`, unique; never changes once published.
    package var name: String
    package var title: String
    package var titleEnglish: String?
    /// Plain text.
    package var description: String
    package var producer: Identifier<Agency>
    package var state: State
    package var access: Access
    /// The law that restricts it and why (UU 14/2008 art. 17 and the like); for restricted and closed ones.
    package var accessReason: String?
    /// When the restriction is looked at again.
    package var accessReviewOn: Day?
    package var kind: Kind
    /// Data prioritas: re-checked by the trustee before it is published.
    package var isPriority: Bool
    package var dimension: Dimension?
    /// Codes of ``Theme``s.
    package var themes: [String]
    package var tags: [String]
    /// The region it is about; the regency itself when it covers all of it.
    package var area: RegionCode?
    package var temporalFrom: Day?
    package var temporalTo: Day?
    package var frequency: Frequency
    /// SPDX code such as `CC-BY-4.0`.
    package var licence: String
    package var contact: String
    /// Code of the data standard (SDSN), such as `SD00001.00.00`.
    package var standardCode: String?
    /// Answers to BPS's forms MS-Keg and MS-Ind by their numbers, such as `keg.4.1`.
    package var bps: [String: String]
    package var createdAt: Instant
    package var updatedAt: Instant
    /// When its first version was published.
    package var publishedAt: Instant?
    /// The day its next version is owed; `nil` for what is published once or irregularly.
    package var dueOn: Day?
    /// Why it was withdrawn.
    package var withdrawnReason: String?
    package var version: Int

    package init(
        id: Identifier<Dataset>, name: String, title: String, titleEnglish: String? = nil, description: String = "",
        producer: Identifier<Agency>, state: State = .draft, access: Access = .open, accessReason: String? = nil,
        accessReviewOn: Day? = nil, kind: Kind = .statistical, isPriority: Bool = false, dimension: Dimension? = nil,
        themes: [String] = [], tags: [String] = [], area: RegionCode? = nil, temporalFrom: Day? = nil, temporalTo: Day? = nil,
        frequency: Frequency = .yearly, licence: String = "CC-BY-4.0", contact: String = "", standardCode: String? = nil,
        bps: [String: String] = [:], createdAt: Instant, updatedAt: Instant? = nil, publishedAt: Instant? = nil, dueOn: Day? = nil,
        version: Int = 1
    ) {
        self.id = id
        self.name = name
        self.title = title
        self.titleEnglish = titleEnglish
        self.description = description
        self.producer = producer
        self.state = state
        self.access = access
        self.accessReason = accessReason
        self.accessReviewOn = accessReviewOn
        self.kind = kind
        self.isPriority = isPriority
        self.dimension = dimension
        self.themes = themes
        self.tags = tags
        self.area = area
        self.temporalFrom = temporalFrom
        self.temporalTo = temporalTo
        self.frequency = frequency
        self.licence = licence
        self.contact = contact
        self.standardCode = standardCode
        self.bps = bps
        self.createdAt = createdAt
        self.updatedAt = updatedAt ?? createdAt
        self.publishedAt = publishedAt
        self.dueOn = dueOn
        self.version = version
    }

    package var reference: Reference { Reference("dataset", id) }

    package func title(_ language: Language) -> String { language == .english ? titleEnglish ?? title : title }

    /// Whether a text can be a dataset's name.
    package static func isName(_ text: String) -> Bool {
        (2...100).contains(text.utf8.count)
            && text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 || $0 == 45 }
    }

    /// Whether a new dataset may not have this name: addresses of pages below /data, and the names that CKAN's `name_validator` refuses, or
    /// a portal that harvests us could not take the dataset over.
    package static func isReserved(_ name: String) -> Bool {
        ["kelola", "periksa", "isi", "utang", "baru", "cari", "standar", "angka", "new", "edit", "search"].contains(name)
    }
}

/// The six dimensions of the smart-city masterplan.
package enum Dimension: String, Sendable, CaseIterable, Codable {
    case governance, branding, economy, living, society, environment

    package var label: TextKey { TextKey("catalogue.dimension.\(rawValue)") }
}

/// How often a dataset gets a new version.
package enum Frequency: String, Sendable, CaseIterable, Codable {
    case daily, weekly, monthly, quarterly
    case halfYearly = "half_yearly"
    case yearly
    case fiveYearly = "five_yearly"
    case once, irregular

    package var label: TextKey { TextKey("catalogue.frequency.\(rawValue)") }

    /// Days between two versions; `nil` when none is owed.
    package var days: Int? {
        switch self {
        case .daily: 1
        case .weekly: 7
        case .monthly: 31
        case .quarterly: 92
        case .halfYearly: 183
        case .yearly: 366
        case .fiveYearly: 1827
        case .once, .irregular: nil
        }
    }
}

extension Dataset.State { package var label: TextKey { TextKey("catalogue.state.\(rawValue)") } }
extension Dataset.Access { package var label: TextKey { TextKey("catalogue.access.\(rawValue)") } }
extension Dataset.Kind { package var label: TextKey { TextKey("catalogue.kind.\(rawValue)") } }
