import HTTPTypes
import Kernel
import Web

/// Opening the reporter's identity.
enum IdentityEndpoints {
    static let all = [
        Endpoint(
            .post, StaffAPIPaths.identity, "Open the reporter's name and contact, for a reason",
            about: """
                Each opening is recorded for good, and the reporter reads on her own page who it was, when and why. `identity` is null when she \
                left none or it was removed; nothing is recorded then.
                """,
            permission: .openIdentities,
            request: .object(.required("reason", .string(min: 10, max: 500).about("What for; the reporter reads it."))),
            response: .object(.required("identity", identity.orNull)), rate: RateLimit("identity", 60, per: 600)
        ) { request in
            let sent = try await request.json(Sent.self)
            let file = try await request.caseFile()
            let desk = request.reports.desk
            return try await request.once { [actor = request.actor] tx in
                let identity = try desk.openIdentity(of: file.report.id, by: actor, reason: sent.reason, in: tx)
                return try .json(["identity": identity.map(json) ?? .null])
            }
        }
    ]

    private struct Sent: Decodable { var reason: String }

    private static let identity = Schema.named(
        "ReporterIdentity",
        .object(
            .required("name", .string), .required("phone", .string), .required("mail", .string), .required("nationalID", .string)))

    private static func json(_ identity: ReporterIdentity) -> JSONValue {
        [
            "name": .string(identity.name), "phone": .string(identity.phone), "mail": .string(identity.mail),
            "nationalID": .string(identity.nationalID),
        ]
    }
}
