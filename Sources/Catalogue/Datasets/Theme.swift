import Kernel
import Storage

/// What a dataset is about, as a code with names and validity: the themes of the European authority table that DCAT-AP uses, which other
/// portals understand, under the names Indonesian portals give them. Data, not code: a regency may end some and add its own.
package struct Theme: Sendable, Equatable, Identifiable {
    package var id: String { code }
    package var code: String
    package var titleIndonesian: String
    package var titleEnglish: String
    package var validFrom: Day
    package var validTo: Day?

    package func title(_ language: Language) -> String { language == .english ? titleEnglish : titleIndonesian }
    package func isValid(on day: Day) -> Bool { validFrom <= day && validTo.map { day <= $0 } ?? true }

    init(row: Row) {
        code = row.text("code")
        titleIndonesian = row.text("title_id")
        titleEnglish = row.text("title_en")
        validFrom = row.day("valid_from")
        validTo = row.dayIfAny("valid_to")
    }

    /// Address in the EU's table, for DCAT; `nil` for a regency's own.
    package var uri: String? {
        Theme.initial.contains { $0.0 == code } ? "http://publications.europa.eu/resource/authority/data-theme/\(code)" : nil
    }

    static let initial: [(String, String, String)] = [
        ("AGRI", "Pertanian, perikanan, dan pangan", "Agriculture, fisheries and food"),
        ("ECON", "Ekonomi dan keuangan", "Economy and finance"),
        ("EDUC", "Pendidikan, kebudayaan, dan olahraga", "Education, culture and sport"), ("ENER", "Energi", "Energy"),
        ("ENVI", "Lingkungan hidup", "Environment"), ("GOVE", "Pemerintahan", "Government and public sector"),
        ("HEAL", "Kesehatan", "Health"), ("JUST", "Hukum, ketertiban, dan keselamatan", "Justice, order and safety"),
        ("REGI", "Wilayah dan permukiman", "Regions and settlements"), ("SOCI", "Kependudukan dan kesejahteraan", "Population and society"),
        ("TECH", "Ilmu pengetahuan dan teknologi", "Science and technology"), ("TRAN", "Perhubungan", "Transport"),
    ]
}

extension Transaction {
    /// Every theme, ended ones included, in their order.
    package func themes() throws -> [Theme] { try rows("SELECT * FROM catalogue_theme ORDER BY position, code").map(Theme.init(row:)) }

    /// Puts the first themes there, once.
    func ensureThemes() throws {
        guard try row("SELECT code FROM catalogue_theme LIMIT 1") == nil else { return }
        for (position, theme) in Theme.initial.enumerated() {
            try run(
                """
                INSERT INTO catalogue_theme (code, title_id, title_en, position, valid_from)
                VALUES (\(theme.0), \(theme.1), \(theme.2), \(position), \(Day("2019-06-17")!))
                """)
        }
    }
}
