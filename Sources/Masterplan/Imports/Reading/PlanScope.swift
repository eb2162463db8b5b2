import Directory
import Kernel

/// What somebody says a file is: the kind of plan, its years, and whose it is where the file does not say.
package struct PlanScope: Sendable, Hashable {
    package var kind: PlanEdition.Kind
    package var years: ClosedRange<Int>
    /// The one agency all rows belong to; `nil` when the rows name theirs.
    package var agency: Identifier<Agency>?
    /// Whether it says what was spent of a Renja that is there already, and not what is planned.
    package var isSpending: Bool

    package init(kind: PlanEdition.Kind, years: ClosedRange<Int>, agency: Identifier<Agency>? = nil, isSpending: Bool = false) {
        self.kind = kind
        self.years = years
        self.agency = agency
        self.isSpending = isSpending
    }

    /// Kinds that come from SIPD.
    package static let kinds: [PlanEdition.Kind] = [.strategic, .annualGovernment, .annualWork]

    /// Whether every agency has an edition of its own.
    package var isByAgency: Bool { kind != .annualGovernment }
}

/// Agencies as tables name them: by our code, by their name, or by SIPD's code that begins with their field of government.
struct AgencyFinder {
    private var byCode: [String: Identifier<Agency>] = [:]
    private var byName: [String: Identifier<Agency>] = [:]
    private var byField: [String: Identifier<Agency>] = [:]
    private var fields: [Identifier<Agency>: String] = [:]
    private var known: [String: Identifier<Agency>?] = [:]

    init(_ agencies: [Agency]) {
        var shared: Set<String> = []
        for agency in agencies {
            byCode[Plain.folded(agency.code)] = agency.id
            byName[Plain.folded(agency.name)] = agency.id
            if let field = agency.governmentFunctions.first {
                fields[agency.id] = field
                // Where several agencies have a field, it says nothing about which.
                if byField.updateValue(agency.id, forKey: field) != nil { shared.insert(field) }
            }
        }
        for field in shared { byField[field] = nil }
    }

    /// The agency that a row's cells name; `nil` when there is none or when they name none.
    mutating func find(code: String, title: String) -> Identifier<Agency>? {
        let key = "\(code)\u{1F}\(title)"
        if let found = known[key] { return found }
        var found: Identifier<Agency>?
        if !code.isEmpty { found = byCode[Plain.folded(code)] }
        if found == nil, !title.isEmpty { found = byName[Plain.folded(title)] }
        if found == nil, !code.isEmpty { found = PlanCode.agencyField(code).flatMap { byField[$0] } }
        known[key] = .some(found)
        return found
    }

    func field(of agency: Identifier<Agency>) -> String? { fields[agency] }
}

/// The nomenclature as the importer asks it: in memory, because a file asks a hundred thousand times.
package struct NomenclatureTable: Sendable {
    /// Titles by code.
    package var titles: [String: String]
    /// New codes by the ones they replace.
    package var replaced: [String: String]

    package init(titles: [String: String] = [:], replaced: [String: String] = [:]) {
        self.titles = titles
        self.replaced = replaced
    }

    var isEmpty: Bool { titles.isEmpty }
    func title(_ code: PlanCode) -> String? { titles[code.text] ?? titles[code.listed.text] }
    func replacement(of code: PlanCode) -> String? { replaced[code.text] ?? replaced[code.listed.text] }

    /// Old codes by the new ones that took their place.
    var previous: [String: String] = [:]

    /// The code that something had before the nomenclature gave it this one.
    func previous(of code: PlanCode) -> String? {
        guard !previous.isEmpty else { return nil }
        if let own = previous[code.text] { return own }
        guard let shared = previous[code.listed.text].flatMap({ NomenclatureCode($0) }), let field = NomenclatureCode(code.text)?.field
        else {
            return nil
        }
        return shared.isForEveryField ? shared.with(field: field).description : shared.description
    }
}
