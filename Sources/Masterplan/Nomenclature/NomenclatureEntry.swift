import Kernel
import Storage
import Work

/// One edition of the national list of programmes, activities and sub-activities with their codes, such as the one SIPD uses for 2027.
package struct NomenclatureEdition: Sendable, Equatable, Identifiable {
    package var id: Identifier<NomenclatureEdition>
    /// What it is called by those who import it, such as `2027`.
    package var name: String
    package var validFrom: Day
    /// The last day; `nil` while no end is known.
    package var validTo: Day?
    package var content: ContentSum
    package var entries: Int
    package var version: Int

    package var reference: Reference { Reference("nomenclature", id) }

    package var digest: String {
        Seal.digest([id.text, name, validFrom.description, validTo?.description, content.text, String(entries), String(version)])
    }

    package init(row: Row) {
        id = row.id("id")
        name = row.text("name")
        validFrom = row.day("valid_from")
        validTo = row.dayIfAny("valid_to")
        content = ContentSum(row.text("content")) ?? ContentSum()
        entries = row.int("entries")
        version = row.int("version")
    }

    init(id: Identifier<NomenclatureEdition>, name: String, validFrom: Day, validTo: Day? = nil) {
        self.id = id
        self.name = name
        self.validFrom = validFrom
        self.validTo = validTo
        content = ContentSum()
        entries = 0
        version = 0
    }

    package func isValid(on day: Day) -> Bool { validFrom <= day && validTo.map { day <= $0 } ?? true }
}

/// One line of the nomenclature.
package struct NomenclatureEntry: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable, Codable {
        /// Urusan, one digit.
        case affair
        /// Bidang urusan.
        case field
        case programme, activity
        case subActivity = "sub_activity"
        package var label: TextKey { TextKey("nomenclature.kind.\(rawValue)") }
    }

    package var code: String
    package var kind: Kind
    package var parent: String?
    package var title: String
    /// What is achieved by it (kinerja).
    package var performance: String
    package var indicator: String
    package var unit: String
    /// Whether it serves a minimum service standard (SPM).
    package var isMinimumStandard: Bool
    /// The code this one takes the place of.
    package var previous: String?

    package init(
        code: String, kind: Kind, parent: String? = nil, title: String, performance: String = "", indicator: String = "", unit: String = "",
        isMinimumStandard: Bool = false, previous: String? = nil
    ) {
        self.code = code
        self.kind = kind
        self.parent = parent
        self.title = title
        self.performance = performance
        self.indicator = indicator
        self.unit = unit
        self.isMinimumStandard = isMinimumStandard
        self.previous = previous
    }

    package var digest: String {
        Seal.digest([code, kind.rawValue, parent, title, performance, indicator, unit, isMinimumStandard ? "1" : "0", previous])
    }

    package init(row: Row) {
        code = row.text("code")
        kind = Kind(rawValue: row.text("kind")) ?? .subActivity
        parent = row.textIfAny("parent")
        title = row.text("title")
        performance = row.text("performance")
        indicator = row.text("indicator")
        unit = row.text("unit")
        isMinimumStandard = row.bool("is_minimum")
        previous = row.textIfAny("previous")
    }

    private static let row = RowStatement.insert(
        into: "nomenclature_entry",
        ["edition_id", "code", "kind", "parent", "title", "performance", "indicator", "unit", "is_minimum", "previous", "folded"])

    fileprivate func inserting(into edition: Identifier<NomenclatureEdition>) -> SQL {
        NomenclatureEntry.row.of([
            edition.value, code.value, kind.rawValue.value, parent.value, title.value, performance.value, indicator.value, unit.value,
            isMinimumStandard.value, previous.value, Plain.folded(code + " " + title + " " + indicator).value,
        ])
    }
}

/// A line as a part of its edition.
struct KeptEntry: EditionPart {
    var entry: NomenclatureEntry
    var edition: Identifier<NomenclatureEdition>

    var inserting: SQL { entry.inserting(into: edition) }
    var digest: String { entry.digest }
}
