import Directory
import HTTPTypes
import Kernel
import Storage
import Web

/// The smart-city council and the implementation team for machines.
enum BodyEndpoints {
    static let all = [bodies, keepBody, changeBody]

    private static let bodySchema = Schema.named(
        "WorkshopBody",
        .object(
            .required("id", .id), .required("kind", .choice(WorkshopBody.Kind.self)), .required("name", .string),
            .required("decree", .string),
            .required("decreeOn", .day), .required("validFrom", .day), .required("validTo", .day.orNull),
            .required(
                "members",
                .array(
                    of: .object(
                        .required("name", .string), .required("institution", .choice(Participant.Institution.self)),
                        .required("role", .choice(WorkshopBody.Role.self))))), .required("version", .integer)))
    private static let bodyMembers: [Schema.Member] = [
        .required("kind", .choice(WorkshopBody.Kind.self)), .required("name", .string(max: 200)), .required("decree", .string(max: 100)),
        .required("decreeOn", .day), .required("validFrom", .day), .optional("validTo", .day.orNull),
        .required(
            "members",
            .array(
                of: .object(
                    .required("name", .string(max: 100)), .required("institution", .choice(Participant.Institution.self)),
                    .required("role", .choice(WorkshopBody.Role.self))), max: 500)),
    ]

    static let bodies = Endpoint(
        .get, WorkshopsPaths.apiBodies, "The smart-city council and the implementation team",
        response: .object(.required("items", .array(of: bodySchema)))
    ) { request in
        let bodies = try await request.database.read { tx in try tx.workshopBodies() }
        return .json(["items": .array(bodies.map(json))] as JSONValue)
    }

    static let keepBody = Endpoint(
        .post, WorkshopsPaths.apiBodies, "Keep a new council or team", permission: .holdWorkshops, request: .object(bodyMembers),
        response: bodySchema, status: .created
    ) { request in
        let body = try await request.workshops.keep(bodyDraft(try await request.jsonValue()), by: request.actor)
        return .created(json(body), at: WorkshopsPaths.apiBody(body.id.text))
    }

    static let changeBody = Endpoint(
        .put, WorkshopsPaths.apiBody, "Keep a council or team as it is after another decree", permission: .holdWorkshops,
        request: .object(bodyMembers + [.required("version", .integer)]), response: bodySchema
    ) { request in
        let json = try await request.jsonValue()
        let body = try await request.workshops.keep(
            bodyDraft(json), as: try request.parameter("id"), seen: json["version"]?.integer, by: request.actor)
        return .json(BodyEndpoints.json(body))
    }

    private static func bodyDraft(_ json: JSONValue) -> BodyDraft {
        func line(_ name: String) -> String { Plain.line(json[name]?.string ?? "") }
        func day(_ name: String) -> Day? { json[name]?.string.flatMap { Day($0) } }
        var draft = BodyDraft()
        draft.kind = WorkshopBody.Kind(rawValue: line("kind")) ?? .team
        draft.name = line("name")
        draft.decree = line("decree")
        draft.decreeOn = day("decreeOn")
        draft.validFrom = day("validFrom")
        draft.validTo = day("validTo")
        // A bar in a name would be another column.
        draft.members = (json["members"]?.array ?? []).map { member in
            let name = Plain.line(member["name"]?.string ?? "").replacing("|", with: "/")
            return "\(name) | \(member["institution"]?.string ?? "") | \(member["role"]?.string ?? "")"
        }.joined(separator: "\n")
        return draft
    }

    private static func json(_ body: WorkshopBody) -> JSONValue {
        [
            "id": .string(body.id.text), "kind": .string(body.kind.rawValue), "name": .string(body.name), "decree": .string(body.decree),
            "decreeOn": .string(body.decreeOn.description), "validFrom": .string(body.validFrom.description),
            "validTo": body.validTo.map { .string($0.description) } ?? .null,
            "members": .array(
                body.members.map {
                    ["name": .string($0.name), "institution": .string($0.institution.rawValue), "role": .string($0.role.rawValue)]
                }),
            "version": .integer(body.version),
        ]
    }
}
