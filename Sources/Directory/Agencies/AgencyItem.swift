import Kernel
import Web

/// An agency as the API gives it.
struct AgencyItem: Encodable, Sendable {
    var id: String
    var code: String
    var name: String
    var kind: Agency.Kind
    var parentId: String?
    var region: String?
    var functions: [String]
    var governmentFunctions: [String]
    var daysPerWeek: Int
    var email: String?
    var phone: String?
    var address: String?
    var validFrom: Day
    var validTo: Day?
    var mergedIntoId: String?
    var version: Int

    init(_ agency: Agency) {
        id = agency.id.text
        code = agency.code
        name = agency.name
        kind = agency.kind
        parentId = agency.parent?.text
        region = agency.region?.text
        functions = agency.functions.map(\.rawValue).sorted()
        governmentFunctions = agency.governmentFunctions
        daysPerWeek = agency.daysPerWeek
        email = agency.email
        phone = agency.phone
        address = agency.address
        validFrom = agency.validFrom
        validTo = agency.validTo
        mergedIntoId = agency.mergedInto?.text
        version = agency.version
    }

    static let schema = Schema.named(
        "Agency",
        .object(
            .required("id", .id), .required("code", .string.example("DISHUB")), .required("name", .string),
            .required("kind", .choice(Agency.Kind.self)),
            .optional("parentId", .id), .optional("region", .string.about("Code of the subdistrict or village it is the office of.")),
            .required("functions", .array(of: .choice(Agency.Function.self))),
            .required("governmentFunctions", .array(of: .string.example("1.03"))), .required("daysPerWeek", .integer(5...6)),
            .optional("email", .string),
            .optional("phone", .string), .optional("address", .string), .required("validFrom", .day), .optional("validTo", .day),
            .optional("mergedIntoId", .id), .required("version", .integer(0...Int.max))))
}

/// What the API takes of an agency.
enum AgencyBody {
    static let names = BodyForm(
        [
            "code": "code", "name": "name", "kind": "kind", "parentId": "parent", "region": "region", "daysPerWeek": "days_per_week",
            "email": "email", "phone": "phone", "address": "address", "validFrom": "valid_from", "validTo": "valid_to",
            "version": "version",
        ])

    static let members: [Schema.Member] = [
        .required("code", .string(min: 2, max: 40)), .required("name", .string(min: 2, max: 160)),
        .required("kind", .choice(Agency.Kind.self)), .optional("parentId", .id), .optional("region", .string(max: 13)),
        .optional("functions", .array(of: .choice(Agency.Function.self)).about("Duties that exist once in the regency.")),
        .optional("governmentFunctions", .array(of: .string(max: 5), max: 30)), .optional("daysPerWeek", .integer(5...6)),
        .optional("email", .string(max: 254)), .optional("phone", .string(max: 40)), .optional("address", .string(max: 500)),
        .optional("validFrom", .day.about("Today unless given.")), .optional("validTo", .day),
    ]

    /// What is one box each, or one line, on the page.
    static func lists(_ form: Form, _ body: JSONValue) -> Form {
        var form = form
        if let functions = body["functions"] {
            let chosen = Set((functions.array ?? []).compactMap(\.string))
            for function in Agency.Function.allCases {
                form = form.setting("function.\(function.rawValue)", chosen.contains(function.rawValue) ? "1" : "")
            }
        }
        if let codes = body["governmentFunctions"] {
            form = form.setting("governmentFunctions", (codes.array ?? []).compactMap(\.string).joined(separator: " "))
        }
        return form
    }
}
