import HTTPTypes
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
    var daysPerWeek: Int
    var email: String?
    var phone: String?
    var address: String?
    var validFrom: Day
    var validTo: Day?
    var mergedIntoId: String?

    init(_ agency: Agency) {
        id = agency.id.text
        code = agency.code
        name = agency.name
        kind = agency.kind
        parentId = agency.parent?.text
        region = agency.region?.text
        functions = agency.functions.map(\.rawValue).sorted()
        daysPerWeek = agency.daysPerWeek
        email = agency.email
        phone = agency.phone
        address = agency.address
        validFrom = agency.validFrom
        validTo = agency.validTo
        mergedIntoId = agency.mergedInto?.text
    }

    static let schema = Schema.named(
        "Agency",
        .object(
            .required("id", .id), .required("code", .string.example("DISHUB")), .required("name", .string),
            .required("kind", .choice(Agency.Kind.self)),
            .optional("parentId", .id), .optional("region", .string.about("Code of the subdistrict or village it is the office of.")),
            .required("functions", .array(of: .choice(Agency.Function.self))), .required("daysPerWeek", .integer(5...6)),
            .optional("email", .string),
            .optional("phone", .string), .optional("address", .string), .required("validFrom", .day), .optional("validTo", .day),
            .optional("mergedIntoId", .id)))
}

enum AgencyEndpoints {
    private struct Body: Decodable {
        var code: String
        var name: String
        var kind: Agency.Kind
        var parentId: String?
        var region: String?
        var daysPerWeek: Int?
        var email: String?
        var phone: String?
        var address: String?
        var validFrom: Day?
    }

    static let all: [Endpoint] = [
        Endpoint(
            .get, "/api/agencies", "Agencies, by code", about: "Who works for the regency and how to reach them; public.",
            parameters: [.init("active", .boolean, "`false` gives those that ended or were merged as well.")] + Endpoint.Parameter.paging,
            response: .page(of: AgencyItem.schema)
        ) { request in
            let today = request.directory.today
            let onlyActive = request.query["active"] != "false"
            let after = try request.cursor("agencies")?.values.first
            let found = request.directory.agencies.all.sorted { $0.code < $1.code }.filter { agency in
                (!onlyActive || agency.isActive(on: today)) && (after.map { agency.code > $0 } ?? true)
            }
            return try .json(request.page("agencies", Array(found.prefix(request.pageLimit + 1)), AgencyItem.init) { Cursor([$0.code]) })
        },
        Endpoint(.get, "/api/agencies/{id}", "One agency", response: AgencyItem.schema) { request in
            guard let agency = request.directory.agencies[try request.id("id", Agency.self)] else { throw AppError.notFound }
            return try .json(AgencyItem(agency))
        },
        Endpoint(
            .post, "/api/agencies", "Add an agency", permission: DirectoryPermission.agencies,
            request: .named(
                "NewAgency",
                .object(
                    .required("code", .string(min: 2, max: 40)), .required("name", .string(min: 2, max: 160)),
                    .required("kind", .choice(Agency.Kind.self)), .optional("parentId", .id), .optional("region", .string(max: 13)),
                    .optional("daysPerWeek", .integer(5...6)), .optional("email", .string(max: 254)), .optional("phone", .string(max: 40)),
                    .optional("address", .string(max: 500)), .optional("validFrom", .day))),
            response: AgencyItem.schema, status: .created
        ) { request in
            let body = try await request.json(Body.self)
            let region = try body.region.map { text in
                guard let code = RegionCode(text) else { throw AppError.invalid("region", "directory.import.expect_region_code") }
                return code
            }
            let draft = AgencyDraft(
                code: Plain.line(body.code).uppercased(), name: Plain.line(body.name), kind: body.kind,
                parent: body.parentId.map { Identifier($0) },
                region: region, daysPerWeek: body.daysPerWeek ?? 5, email: body.email.map(Plain.line), phone: body.phone.map(Plain.line),
                address: body.address.map(Plain.text), validFrom: body.validFrom ?? request.directory.today)
            let (actor, world) = (request.actor, request.world)
            try actor.need(DirectoryPermission.agencies, agency: draft.parent?.text)
            let reply = try await request.once { tx in
                let agency = try AgencyWriter(tx, world: world, by: actor).create(draft)
                return try .created(AgencyItem(agency), at: "/api/agencies/\(agency.id)")
            }
            try await request.directory.refresh()
            return reply
        },
    ]
}
