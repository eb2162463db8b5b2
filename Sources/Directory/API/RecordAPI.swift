import HTTPTypes
import Kernel
import Storage
import Web
import Work

/// What the endpoints of all records that administrators keep have in common.
///
/// `POST` adds, `PATCH` changes what it names and leaves the rest, `DELETE` takes away. Whoever changes a record says which
/// version of it was seen; when somebody was quicker the answer is 409 with each field that changed, from what to what.
extension Endpoint.Parameter {
    /// For operations without a body.
    package static let version = Endpoint.Parameter(
        "version", .integer(0...Int.max), "The version that was seen: 409 with what changed when somebody acted since.", isRequired: true)
}

extension Schema.Member {
    package static let version = Schema.Member.required(
        "version", .integer(0...Int.max).about("The version that was seen: 409 with what changed when somebody acted since."))
}

extension Schema {
    /// The body of a change: what is left out stays as it is, `null` empties what may be empty.
    /// - Parameter members: those of the body that adds such a record.
    package static func change(_ name: String, _ members: [Member], version: Bool = true) -> Schema {
        let optional = members.map { Member.optional($0.name, $0.isRequired || $0.schema.isNullable ? $0.schema : $0.schema.orNull) }
        return .named(name, .object(version ? optional + [.version] : optional))
    }

    private var isNullable: Bool { if case .orNull = shape { true } else { false } }

    static let recordVersion = Schema.named(
        "RecordVersion",
        .object(
            .required("version", .integer(0...Int.max)), .required("at", .instant), .required("by", actor),
            .required(
                "fields",
                .map(of: .string).about("The record after it. Of what is personal only a fingerprint that begins with # is kept."))))

    /// Who did something.
    package static let actor = Schema.named(
        "Actor",
        .object(
            .required("kind", .choice(["visitor", "reporter", "account", "client", "system"])), .required("id", .string),
            .optional("name", .string)))
}

/// Who did something, as the API gives it.
package struct ActorItem: Encodable, Sendable {
    package var kind: String
    package var id: String
    package var name: String?

    package init(kind: String, id: String, name: String?) {
        self.kind = kind
        self.id = id
        self.name = name
    }
}

/// Who set something, where only the id is kept.
package struct SetterItem: Encodable, Sendable {
    package var id: String
    package var name: String?

    package init(_ id: String, _ names: [String: String]) {
        self.id = id
        name = names[id]
    }
}

extension Schema {
    package static let setter = Schema.named(
        "Setter", .object(.required("id", .string.about("Empty for Pendopo itself.")), .optional("name", .string)))
}

private struct RecordVersionItem: Encodable, Sendable {
    var version: Int
    var at: Instant
    var by: ActorItem
    var fields: [String: String]
}

/// The answer of lists that are short enough to be given at once.
package struct Items<Item: Encodable & Sendable>: Encodable, Sendable {
    package var items: [Item]
    package init(_ items: [Item]) { self.items = items }
}

extension Schema {
    package static func items(of item: Schema) -> Schema { .object(.required("items", .array(of: item))) }
}

extension Endpoint {
    /// What a record looked like after each change, the newest first: what its page shows as history.
    /// - Parameter subject: finds the record, or throws when the caller may not see it.
    package static func history(
        _ path: Path, _ summary: String, permission: Permission, of subject: @escaping @Sendable (Request) async throws -> Reference
    ) -> Endpoint {
        Endpoint(.get, path, summary, permission: permission, response: .items(of: .recordVersion)) { request in
            let subject = try await subject(request)
            let versions = try await request.database.read { try $0.versions(of: subject) }
            let names = try await request.desk.names(of: versions.map(\.actorID))
            return try .json(
                Items(
                    versions.map {
                        RecordVersionItem(
                            version: $0.version, at: $0.at,
                            by: ActorItem(kind: $0.actorKind.rawValue, id: $0.actorID, name: names[$0.actorID]), fields: $0.fields)
                    }))
        }
    }
}

extension Request {
    /// The parameter ``Endpoint/Parameter/version``.
    package var seenVersion: Int { query.int("version") ?? -1 }
}
