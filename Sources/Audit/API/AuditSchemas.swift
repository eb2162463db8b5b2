import Kernel
import Web
import Work

/// How events and verifications look in JSON.
enum AuditSchemas {
    static let actorKinds = [Actor.Kind.visitor, .reporter, .account, .client, .system].map(\.rawValue)

    static let event = Schema.named(
        "Event",
        .object(
            .required("id", .id), .required("at", .instant), .required("kind", .string.example("report.assign")),
            .required(
                "actor",
                .object(.required("kind", .choice(actorKinds)), .required("id", .string), .required("name", .string.orNull))),
            .required(
                "subject",
                .object(
                    .required("kind", .string), .required("id", .string), .required("title", .string.orNull),
                    .required("url", .string.orNull))),
            .required("sequence", .integer(1...Int.max)), .required("agency", .string.orNull),
            .required("visibility", .choice(["open", "party", "internal"])), .required("details", .map(of: .string)),
            .required("digest", .string.about("Digest of the record after it; empty when it keeps none.")),
            .required(
                "seal",
                .object(.required("position", .integer(1...Int.max)), .required("hash", .string), .required("at", .instant)).orNull)))

    static let run = Schema.named(
        "Verification",
        .object(
            .required("id", .id), .required("askedAt", .instant), .required("finishedAt", .instant.orNull),
            .required("isSound", .boolean.orNull),
            .required("position", .integer.orNull), .required("hash", .string.orNull), .required("seals", .integer.orNull),
            .required("records", .integer.orNull),
            .required("findings", .array(of: .object(.required("kind", .choice(Finding.Kind.self)), .required("sentence", .string))))))

    static func json(_ row: EventRow) -> JSONValue {
        let event = row.event
        let seal: JSONValue =
            if let position = row.position, let hash = row.hash, let at = row.sealedAt {
                ["position": .integer(position), "hash": .string(hash), "at": .string(at.description)]
            } else { .null }
        return [
            "id": .string(event.id.text), "at": .string(event.at.description), "kind": .string(event.kind),
            "actor": ["kind": .string(event.actorKind.rawValue), "id": .string(event.actorID), "name": text(row.actor?.title)],
            "subject": [
                "kind": .string(event.subject.kind), "id": .string(event.subject.id), "title": text(row.subject?.title),
                "url": text(row.subject?.url),
            ],
            "sequence": .integer(event.sequence), "agency": text(event.agency), "visibility": .string(event.visibility.rawValue),
            "details": .object(event.details.mapValues { .string($0) }), "digest": .string(event.digest), "seal": seal,
        ]
    }

    static func json(_ run: VerificationDesk.Run, _ request: Request) -> JSONValue {
        let result = run.result
        let findings = result?.findings.map { finding -> JSONValue in
            ["kind": .string(finding.kind.rawValue), "sentence": .string(finding.sentence(request.page.words, request.page.format))]
        }
        return [
            "id": .string(run.id.text), "askedAt": .string(run.askedAt.description), "finishedAt": text(result?.finishedAt.description),
            "isSound": result.map { .bool($0.isSound) } ?? .null, "position": number(result?.position), "hash": text(result?.hash),
            "seals": number(result?.seals), "records": number(result?.records), "findings": .array(findings ?? []),
        ]
    }

    private static func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
    private static func number(_ value: Int?) -> JSONValue { value.map { .integer($0) } ?? .null }
}
