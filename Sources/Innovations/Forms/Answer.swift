import Kernel
import Masterplan
import Web
import Work

/// What stands in one field of a sheet.
package enum Answer: Sendable, Equatable {
    /// Of a line, a text, a day (`YYYY-MM-DD`), a choice (its value) or a number (decimal text).
    case text(String)
    case flag(Bool)
    /// Of several choices, or codes of villages.
    case texts([String])
    case readiness([Readiness])
    case indicators([SheetIndicator])
    case years([SheetYear])
    case risks([SheetRisk])
    case partners([SheetPartner])
    case codes(SubActivities)
    case evidence([Evidence])

    package var isEmpty: Bool {
        switch self {
        case .text(let text): text.isEmpty
        case .flag: false
        case .texts(let texts): texts.isEmpty
        case .readiness(let rows): rows.isEmpty
        case .indicators(let rows): rows.isEmpty
        case .years(let rows): rows.isEmpty
        case .risks(let rows): rows.isEmpty
        case .partners(let rows): rows.isEmpty
        case .codes(let codes): codes.codes.isEmpty && !codes.isUnbudgeted
        case .evidence(let rows): rows.isEmpty
        }
    }
}

/// Whether something a sheet needs is there already, such as a regulation, and by which document.
package struct Readiness: Sendable, Equatable {
    /// Value of the field's option.
    package var question: String
    package var isThere: Bool
    package var document: String

    package init(_ question: String, isThere: Bool, document: String = "") {
        self.question = question
        self.isThere = isThere
        self.document = document
    }
}

/// Something that is measured, with where it stood and where it shall stand each year. Values are decimal text: `98.5`.
package struct SheetIndicator: Sendable, Equatable {
    package var name: String
    package var unit: String
    package var baseline: String?
    package var targets: [Int: String]

    package init(_ name: String, unit: String, baseline: String? = nil, targets: [Int: String] = [:]) {
        self.name = name
        self.unit = unit
        self.baseline = baseline
        self.targets = targets
    }
}

/// Something that is done in a year, and what of it one source is meant to pay.
package struct SheetYear: Sendable, Equatable {
    package var year: Int
    package var activity: String
    /// Rupiah; `nil` while nobody knows, which is not zero.
    package var amount: Int?
    package var source: FundSource?

    package init(_ year: Int, _ activity: String, amount: Int? = nil, source: FundSource? = nil) {
        self.year = year
        self.activity = activity
        self.amount = amount
        self.source = source
    }
}

/// What may go wrong, and what is done about it.
package struct SheetRisk: Sendable, Equatable {
    package var risk: String
    package var mitigation: String

    package init(_ risk: String, mitigation: String = "") {
        self.risk = risk
        self.mitigation = mitigation
    }
}

/// Somebody outside the government who takes part.
package struct SheetPartner: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable {
        case campus, business, community, media, other
        package var label: TextKey { TextKey("innovation.partner.\(rawValue)") }
    }

    package var kind: Kind
    package var name: String

    package init(_ kind: Kind, _ name: String) {
        self.kind = kind
        self.name = name
    }
}

/// Where a sheet stands in the budget: codes of sub-activities, or openly nowhere yet.
package struct SubActivities: Sendable, Equatable {
    package var codes: [String]
    package var isUnbudgeted: Bool

    package init(_ codes: [String] = [], isUnbudgeted: Bool = false) {
        self.codes = codes
        self.isUnbudgeted = isUnbudgeted
    }

    /// What is wrong with a code as it was typed; `nil` for one that is right. Workbooks lose the zeros in front.
    static func fault(_ typed: String) -> Message? {
        do throws(NomenclatureCode.Fault) {
            return try NomenclatureCode(checking: typed).kind == .subActivity ? nil : Message("error.sheet_code", ["code": typed])
        } catch .zerosLost(let whole) {
            return Message("error.sheet_code_zeros", ["code": typed, "whole": whole])
        } catch {
            return Message("error.sheet_code", ["code": typed])
        }
    }
}

/// A record of Pendopo that shows the problem.
package struct Evidence: Sendable, Equatable {
    package var reference: Reference
    /// What it shows, in a few words.
    package var note: String

    package init(_ reference: Reference, note: String = "") {
        self.reference = reference
        self.note = note
    }
}
