import Kernel

/// An agency as somebody typed it, before it is checked.
package struct AgencyDraft: Hashable, Sendable {
    package var code: String
    package var name: String
    package var kind: Agency.Kind
    package var parent: Identifier<Agency>?
    package var region: RegionCode?
    package var functions: Set<Agency.Function>
    package var governmentFunctions: [String]
    package var daysPerWeek: Int
    package var email: String?
    package var phone: String?
    package var address: String?
    package var validFrom: Day
    package var validTo: Day?

    package init(
        code: String, name: String, kind: Agency.Kind, parent: Identifier<Agency>? = nil, region: RegionCode? = nil,
        functions: Set<Agency.Function> = [], governmentFunctions: [String] = [], daysPerWeek: Int = 5, email: String? = nil,
        phone: String? = nil, address: String? = nil, validFrom: Day, validTo: Day? = nil
    ) {
        self.code = code
        self.name = name
        self.kind = kind
        self.parent = parent
        self.region = region
        self.functions = functions
        self.governmentFunctions = governmentFunctions
        self.daysPerWeek = daysPerWeek
        self.email = email
        self.phone = phone
        self.address = address
        self.validFrom = validFrom
        self.validTo = validTo
    }

    /// The draft that leaves an agency as it is.
    package init(_ agency: Agency) {
        self.init(
            code: agency.code, name: agency.name, kind: agency.kind, parent: agency.parent, region: agency.region,
            functions: agency.functions, governmentFunctions: agency.governmentFunctions, daysPerWeek: agency.daysPerWeek,
            email: agency.email, phone: agency.phone, address: agency.address, validFrom: agency.validFrom, validTo: agency.validTo)
    }

    func applied(to agency: Agency) -> Agency {
        var agency = agency
        agency.code = code
        agency.name = name
        agency.kind = kind
        agency.parent = parent
        agency.region = region
        agency.functions = functions
        agency.governmentFunctions = governmentFunctions
        agency.daysPerWeek = daysPerWeek
        agency.email = email
        agency.phone = phone
        agency.address = address
        agency.validFrom = validFrom
        agency.validTo = validTo
        return agency
    }

    /// What is wrong with it among the other agencies.
    func issues(for id: Identifier<Agency>, among others: AgencyTree) -> [Issue] {
        var issues: [Issue] = []
        if name.isEmpty { issues.append(Issue("name", "directory.required")) }
        if !AgencyDraft.isCode(code) { issues.append(Issue("code", "directory.agency.bad_code")) }
        if let other = others.all.first(where: { $0.code == code && $0.id != id }) {
            issues.append(Issue("code", Message("directory.agency.code_taken", ["name": other.name])))
        }
        if let parent {
            if others[parent] == nil { issues.append(Issue("parent", "directory.agency.no_parent")) }
            if others.reach(of: id).contains(parent.text) { issues.append(Issue("parent", "directory.agency.parent_circle")) }
        }
        if let validTo, validTo < validFrom { issues.append(Issue("valid_to", "directory.ends_before_start")) }
        for function in functions {
            guard let other = others.all.first(where: { $0.functions.contains(function) && $0.id != id && $0.validTo == nil }) else {
                continue
            }
            issues.append(Issue("functions", Message("directory.agency.function_taken", ["name": other.name])))
        }
        let offices: Set<Agency.Kind> = [.subdistrict, .village, .urbanVillage]
        if offices.contains(kind), region == nil { issues.append(Issue("region", "directory.agency.needs_region")) }
        if let region,
            let other = others.all.first(where: {
                $0.region == region && $0.kind == kind && $0.id != id && $0.validTo == nil && $0.mergedInto == nil && offices.contains(kind)
            })
        {
            issues.append(Issue("region", Message("directory.agency.region_taken", ["name": other.name])))
        }
        return issues
    }

    /// 2 to 40 capital letters, digits, dots and hyphens.
    package static func isCode(_ code: String) -> Bool { code.wholeMatch(of: /[A-Z0-9][A-Z0-9.\-]{1,39}/) != nil }
}
