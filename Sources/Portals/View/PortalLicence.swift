/// Under which conditions data may be used.
package struct PortalLicence: Sendable, Hashable {
    /// As CKAN's list of licences has it.
    package var id: String
    /// SPDX code, as the catalogue keeps it.
    package var code: String
    /// As CKAN's list of licences has it, without the version: of linked data, CKAN knows a licence by its title.
    package var title: String
    package var url: String?
    package var isOpen: Bool

    /// What the catalogue offers, and what is usual elsewhere.
    package static let known: [PortalLicence] = [
        PortalLicence(
            id: "cc-by", code: "CC-BY-4.0", title: "Creative Commons Attribution",
            url: "https://creativecommons.org/licenses/by/4.0/", isOpen: true),
        PortalLicence(
            id: "cc-by-sa", code: "CC-BY-SA-4.0", title: "Creative Commons Attribution Share-Alike",
            url: "https://creativecommons.org/licenses/by-sa/4.0/", isOpen: true),
        PortalLicence(
            id: "cc-zero", code: "CC0-1.0", title: "Creative Commons CCZero",
            url: "https://creativecommons.org/publicdomain/zero/1.0/", isOpen: true),
        PortalLicence(
            id: "cc-nc", code: "CC-BY-NC-4.0", title: "Creative Commons Non-Commercial (Any)",
            url: "https://creativecommons.org/licenses/by-nc/4.0/", isOpen: false),
        PortalLicence(
            id: "odc-pddl", code: "PDDL-1.0", title: "Open Data Commons Public Domain Dedication and License (PDDL)",
            url: "https://opendatacommons.org/licenses/pddl/1-0/", isOpen: true),
        PortalLicence(
            id: "odc-odbl", code: "ODbL-1.0", title: "Open Data Commons Open Database License (ODbL)",
            url: "https://opendatacommons.org/licenses/odbl/1-0/", isOpen: true),
        PortalLicence(
            id: "odc-by", code: "ODC-By-1.0", title: "Open Data Commons Attribution License",
            url: "https://opendatacommons.org/licenses/by/1-0/", isOpen: true),
        PortalLicence(id: "other-closed", code: "other", title: "Other (Not Open)", url: nil, isOpen: false), none,
    ]

    /// Nothing is said about it.
    package static let none = PortalLicence(id: "notspecified", code: "", title: "License not specified", url: nil, isOpen: false)

    /// By SPDX code; a code that is not known keeps its name and counts as not open.
    package init(code: String) {
        if code.isEmpty {
            self = .none
        } else {
            self =
                PortalLicence.known.first { $0.code.lowercased() == code.lowercased() }
                ?? PortalLicence(id: portalName(code), code: code, title: code, url: nil, isOpen: false)
        }
    }

    init(id: String, code: String, title: String, url: String?, isOpen: Bool) {
        self.id = id
        self.code = code
        self.title = title
        self.url = url
        self.isOpen = isOpen
    }
}

/// How often a dataset gets new figures, by the EU's authority table, which DCAT-AP asks for.
package struct PortalFrequency: Sendable, Hashable {
    /// The catalogue's own word, such as `yearly`.
    package var name: String
    /// `ANNUAL`
    package var code: String
    /// ISO 8601, such as `P1Y`; `nil` without a rhythm.
    package var period: String?

    package var uri: String { "http://publications.europa.eu/resource/authority/frequency/\(code)" }

    private static let known: [String: (String, String?)] = [
        "daily": ("DAILY", "P1D"), "weekly": ("WEEKLY", "P1W"), "monthly": ("MONTHLY", "P1M"), "quarterly": ("QUARTERLY", "P3M"),
        "half_yearly": ("ANNUAL_2", "P6M"), "yearly": ("ANNUAL", "P1Y"), "five_yearly": ("QUINQUENNIAL", "P5Y"),
        "once": ("NEVER", nil), "irregular": ("IRREG", nil),
    ]

    package init?(_ name: String) {
        guard let (code, period) = PortalFrequency.known[name] else { return nil }
        self.name = name
        self.code = code
        self.period = period
    }
}
