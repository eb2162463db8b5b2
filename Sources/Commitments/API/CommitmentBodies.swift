import Directory
import Kernel
import Storage
import Web
import Work

/// What the bodies of commitments say.
extension CommitmentEndpoints {
    static func answer(_ code: String, _ request: Request) async throws -> JSONValue {
        CommitmentJSON.commitment(try await request.commitments.desk.file(of: code, for: request.actor))
    }

    static func plain(_ typed: String) throws -> String {
        guard let code = ShortCode.normalize(typed) else { throw AppError.notFound }
        return code
    }

    static func draft(_ body: JSONValue) throws -> CommitmentDraft {
        guard let start = body["startsOn"]?.string.flatMap({ Day($0) }), let end = body["endsOn"]?.string.flatMap({ Day($0) }) else {
            throw AppError.invalid("startsOn", "error.not_a_day")
        }
        return CommitmentDraft(
            title: body["title"]?.string ?? "", titleEnglish: body["titleEnglish"]?.string, preamble: body["preamble"]?.string ?? "",
            preambleEnglish: body["preambleEnglish"]?.string, startsOn: start, endsOn: end)
    }

    static func clauseDraft(_ body: JSONValue, _ request: Request) async throws -> ClauseDraft {
        guard let due = body["due"]?.string.flatMap({ Day($0) }) else { throw AppError.invalid("due", "error.not_a_day") }
        let (desk, actor) = (request.commitments.desk, request.actor)
        let typed = ([body["subject"]?.string] + (body["subjects"]?.array ?? []).map(\.string)).compactMap { $0 }.filter { !$0.isEmpty }
        let subjects = try await desk.database.read { tx in
            try typed.map { line in try RecordName.find(line, hasTitles: true, desk.references, for: actor, tx).first }
        }
        if subjects.contains(where: { $0 == nil }) { throw AppError.invalid("subject", "error.clause_subject_unknown") }
        return ClauseDraft(
            text: body["text"]?.string ?? "", textEnglish: body["textEnglish"]?.string, promise: body["promise"]?.string ?? "",
            promiseEnglish: body["promiseEnglish"]?.string, dimension: body["dimension"]?.string.flatMap(PledgeDimension.init),
            area: body["area"]?.string, lead: body["lead"]?.string ?? "",
            supporters: body["supporters"]?.array?.compactMap(\.string) ?? [], subjects: subjects.compactMap { $0 },
            target: try target(body["target"] ?? [:]),
            due: due)
    }

    static func target(_ body: JSONValue) throws -> Target {
        var value: String?
        if let typed = body["value"]?.string, !typed.isEmpty {
            value = Target.decimal(typed)
            if value == nil { throw AppError.invalid("target.value", "error.not_a_number") }
        }
        return Target(
            value: value, unit: body["unit"]?.string, words: body["words"]?.string, isLowerBetter: body["isLowerBetter"] == .bool(true))
    }

    /// Runs an act, with the fields it complains of called by their JSON paths.
    @discardableResult
    static func naming<T: Sendable>(_ act: () async throws -> T) async throws -> T {
        try await BodyForm(
            [
                "titleEnglish": "title_english", "preambleEnglish": "preamble_english", "startsOn": "starts_on", "endsOn": "ends_on",
                "textEnglish": "text_english", "promiseEnglish": "promise_english", "target.value": "target_value",
                "target.unit": "target_unit", "target.words": "target_words", "doneOn": "done_on", "keyPassword": "key_password",
                "keyPasswordRepeated": "key_password_repeated", "code": "otp",
            ]
        ).naming(act)
    }
}
