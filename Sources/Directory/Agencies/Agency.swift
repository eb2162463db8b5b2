import Kernel
import Work

/// A unit of government (OPD, perangkat daerah) or one that works with it: who reports are assigned to and who owns plans.
package struct Agency: Hashable, Sendable, Identifiable {
    package enum Kind: String, Sendable, CaseIterable, Codable {
        case secretariat, inspectorate, agency, board, unit, subdistrict, village, hospital
        case urbanVillage = "urban_village"
        case publicHealthCentre = "public_health_centre"
        case technicalUnit = "technical_unit"
        case regionalEnterprise = "regional_enterprise"

        package var label: TextKey { TextKey("directory.agency_kind.\(rawValue)") }
    }

    /// Duties that exist once in a regency and that other parts of Pendopo look for.
    package enum Function: String, Sendable, CaseIterable, Codable {
        /// Dinas Kominfo: triage of reports, data stewardship, integration.
        case ict
        /// Bappeda.
        case planning
        /// Inspektorat.
        case inspectorate

        package var label: TextKey { TextKey("directory.agency_function.\(rawValue)") }
    }

    package var id: Identifier<Agency>
    /// The regency's own short code, unique, such as `DISHUB`.
    package var code: String
    package var name: String
    package var kind: Kind
    package var parent: Identifier<Agency>?
    /// The subdistrict or village it serves, for offices of one.
    package var region: RegionCode?
    package var functions: Set<Function>
    /// Codes of government functions (bidang urusan) such as `1.03`.
    package var governmentFunctions: [String]
    /// 5 or 6 working days a week.
    package var daysPerWeek: Int
    package var email: String?
    package var phone: String?
    package var address: String?
    package var validFrom: Day
    /// Last day it exists; `nil` while no end is known.
    package var validTo: Day?
    package var mergedInto: Identifier<Agency>?
    package var version: Int

    package init(
        id: Identifier<Agency>, code: String, name: String, kind: Kind, parent: Identifier<Agency>? = nil, region: RegionCode? = nil,
        functions: Set<Function> = [], governmentFunctions: [String] = [], daysPerWeek: Int = 5, validFrom: Day, version: Int = 1
    ) {
        self.id = id
        self.code = code
        self.name = name
        self.kind = kind
        self.parent = parent
        self.region = region
        self.functions = functions
        self.governmentFunctions = governmentFunctions
        self.daysPerWeek = daysPerWeek
        self.validFrom = validFrom
        self.version = version
    }

    package var reference: Reference { Reference("agency", id) }

    /// Whether work can be given to it on that day.
    package func isActive(on day: Day) -> Bool { mergedInto == nil && validFrom <= day && validTo.map { day <= $0 } ?? true }

    /// Its fields as history keeps them.
    var fields: [String: String] {
        var fields = [
            "code": code, "name": name, "kind": kind.rawValue, "parent": parent?.text, "region": region?.text,
            "functions": functions.map(\.rawValue).sorted().joined(separator: " "),
            "governmentFunctions": governmentFunctions.joined(separator: " "), "daysPerWeek": "\(daysPerWeek)", "email": email,
            "phone": phone, "address": address, "validFrom": validFrom.description, "validTo": validTo?.description,
            "mergedInto": mergedInto?.text,
        ].compactMapValues { $0 }
        fields = fields.filter { !$0.value.isEmpty }
        return fields
    }
}
