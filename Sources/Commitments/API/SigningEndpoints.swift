import Directory
import HTTPTypes
import Kernel
import Signing
import Storage
import Web
import Work

/// Signing, keys, deeds, and checking them.
enum SigningEndpoints {
    static let all = [sign, stream, deed, paper, verify, keys, makeKey, withdrawKey]
    private static let rate = RateLimit("signing", 30, per: 600)

    static let sign = Endpoint(
        .post, CommitmentPaths.apiSignature, "Sign as the person who asks",
        about: "Only with a session of one's own: keys of other systems cannot sign. `seen` is the hash of the text that was read.",
        request: .object(
            .required("seen", .string(max: 64)), .optional("keyPassword", .string(max: 200)), .optional("code", .string(max: 20)),
            .optional("nik", .string(max: 16)), .optional("passphrase", .string(max: 200))),
        response: CommitmentSchemas.commitment, rate: rate
    ) { request in
        let (code, body, desk) = (try request.parameter("code"), try await request.jsonValue(), request.commitments.desk)
        let seen = body["seen"]?.string ?? ""
        try await CommitmentEndpoints.naming {
            if desk.signatures.provider == .bsre {
                try await desk.signCertified(
                    code, seen: seen, nik: body["nik"]?.string ?? "", passphrase: body["passphrase"]?.string ?? "", by: request.actor,
                    words: request.installation.words)
            } else {
                try await desk.sign(
                    SignCommitment(seen: seen, keyPassword: body["keyPassword"]?.string ?? "", code: body["code"]?.string ?? ""), code,
                    by: request.actor, request.desk.signIn)
            }
        }
        return .json(try await CommitmentEndpoints.answer(code, request))
    }

    static let stream = Endpoint(
        .get, CommitmentPaths.apiStream, "Signatures as they come, as server-sent events",
        about: "Each event's data is the commitment's version; the stream ends after a minute and may be asked again.",
        parameters: [.init("since", .integer(0...Int.max), "The version that is known.")], responseType: "text/event-stream"
    ) { request in try await CommitmentRoutes.ceremony(request, since: request.query.int("since") ?? 0).reply }

    static let deed = Endpoint(
        .get, CommitmentPaths.apiDeed, "The text with every signature and the keys they were made with", response: .any
    ) { request in
        let desk = request.commitments.desk
        let file = try await desk.file(of: try request.parameter("code"), for: request.actor)
        guard file.commitment.isPublic else { throw AppError.notFound }
        return .json(desk.bundle(of: file).plainJSON)
    }

    static let paper = Endpoint(
        .get, CommitmentPaths.apiPaper, "The commitment as PDF, with the deed inside it", responseType: "application/pdf",
        rate: RateLimit("commitment-paper", 30, per: 600)
    ) { request in .bytes(try await CommitmentRoutes.pdf(request), type: "application/pdf") }

    static let verify = Endpoint(
        .post, CommitmentPaths.apiVerification, "Check a deed (JSON) or a paper (PDF) that somebody has",
        request: .object(.required("file", .file)), requestType: "multipart/form-data",
        response: .object(
            .required("outcome", .choice(BundleCheck.Outcome.self)), .required("commitment", .string.orNull),
            .required(
                "signatures",
                .array(
                    of: .object(
                        .required("office", .string), .required("holder", .string), .required("verdict", .choice(SignatureVerdict.self)))))),
        limits: .uploads(1, each: 32 << 20), rate: RateLimit("commitment-check", 60, per: 600)
    ) { request in
        guard let file = try await request.form().files("file").first else { throw AppError.invalid("file", "error.missing") }
        let found = try await request.commitments.desk.check(try await file.bytes())
        let answer: JSONValue = [
            "outcome": .string(found.outcome.rawValue), "commitment": CommitmentJSON.text(found.commitment?.code),
            "signatures": .array(
                found.signatures.map {
                    [
                        "office": .string($0.signatory.officeTitle), "holder": .string($0.signatory.name),
                        "verdict": .string($0.verdict.rawValue),
                    ]
                }),
        ]
        return .json(answer)
    }

    static let keys = Endpoint(
        .get, CommitmentPaths.apiKeys, "The published keys of every office holder, a JSON Web Key Set", response: .any
    ) { request in
        let keys = try await request.database.read { try $0.holderKeySet() }
        return .json(keys.json.plainJSON)
    }

    static let makeKey = Endpoint(
        .post, CommitmentPaths.apiKeys, "Make a signing key of one's own, sealed by one's own password",
        about: "Only with a session of one's own and a fresh code. A key one had before retires.",
        request: .object(
            .required("keyPassword", .string(max: 200)), .required("keyPasswordRepeated", .string(max: 200)),
            .required("code", .string(max: 20))),
        response: .object(.required("id", .string)), status: .created, rate: rate
    ) { request in
        let body = try await request.jsonValue()
        let key = try await CommitmentEndpoints.naming {
            try await request.commitments.desk.makeKey(
                password: body["keyPassword"]?.string ?? "", repeated: body["keyPasswordRepeated"]?.string ?? "",
                code: body["code"]?.string ?? "", by: request.actor, request.desk.signIn)
        }
        return .created(["id": .string(key.id)], at: CommitmentPaths.apiKeys())
    }

    static let withdrawKey = Endpoint(
        .post, CommitmentPaths.apiKeyWithdrawal, "Say that a key is in other hands; none of its signatures counts any more",
        request: .object(.required("reason", .string(max: 500))), status: .noContent
    ) { request in
        let body = try await request.jsonValue()
        try await request.commitments.desk.withdrawKey(
            try request.parameter("id"), reason: body["reason"]?.string ?? "", by: request.actor)
        return .noContent
    }
}
