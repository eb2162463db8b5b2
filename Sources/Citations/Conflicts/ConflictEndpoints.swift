import Catalogue
import HTTPTypes
import Kernel
import Web

/// What two datasets say differently, for machines.
enum ConflictEndpoints {
    static let all = [list, one, rule]

    private static let side = Schema.object(
        .required("dataset", .string), .required("title", .string), .required("agency", .string), .required("table", .id),
        .required("column", .string))

    private static let schema = Schema.named(
        "ValueConflict",
        .object(
            .required("id", .id), .required("code", .string), .required("standard", .string),
            .required("state", .choice(ValueConflict.State.self)),
            .required("first", side), .required("second", side), .required("differing", .integer), .required("common", .integer),
            .required(
                "examples",
                .array(
                    of: .object(
                        .required("area", .string), .required("period", .string), .required("first", .string), .required("second", .string))
                )),
            .required("foundAt", .instant), .required("verdict", .choice(ValueConflict.Verdict.self).orNull), .required("reason", .string),
            .required("ruledAt", .instant.orNull), .required("version", .integer)))

    static let list = Endpoint(
        .get, ConflictPaths.apiConflicts, "What datasets say differently of the same standard, area and period, the newest first",
        about: "Found by itself, decided by the steward. Only where the caller may read both datasets.",
        parameters: [.init("state", .choice(ValueConflict.State.self), "Open and ruled unless given.")] + Endpoint.Parameter.paging,
        response: .page(of: schema)
    ) { request in
        let states = request.query.choice("state", ValueConflict.State.self).map { [$0] } ?? [.open, .ruled]
        let after = try request.cursor("conflicts")?.values.first
        let views = try await request.citations.conflicts(states, before: after, limit: request.pageLimit + 1, request)
        return try .json(request.page("conflicts", views, { json($0, request) }) { Cursor([$0.conflict.id.text]) })
    }

    static let one = Endpoint(.get, ConflictPaths.apiConflict, "One of them", response: schema) { request in
        .json(json(try await request.citations.conflictView(try request.parameter("code"), for: request.actor, request), request))
    }

    static let rule = Endpoint(
        .post, ConflictPaths.apiVerdict, "Say which of the two holds, and why; shown on both datasets", permission: .stewardData,
        request: .object(
            .required("verdict", .choice(ValueConflict.Verdict.self)), .required("reason", .string(min: 20, max: 2000)),
            .optional("version", .integer)),
        response: schema
    ) { request in
        let body = try await request.jsonValue()
        let verdict = ValueConflict.Verdict(rawValue: body["verdict"]?.string ?? "") ?? .neither
        let code = try request.parameter("code")
        _ = try await request.citations.referee.rule(
            verdict, reason: body["reason"]?.string ?? "", on: code, by: request.actor, expecting: body["version"]?.integer)
        return .json(json(try await request.citations.conflictView(code, for: request.actor, request), request))
    }

    private static func json(_ view: ConflictView, _ request: Request) -> JSONValue {
        let conflict = view.conflict
        func side(_ side: ValueConflict.Side, _ dataset: Dataset, _ agency: String) -> JSONValue {
            [
                "dataset": .string(dataset.name), "title": .string(dataset.title(request.language)), "agency": .string(agency),
                "table": .string(side.distribution.text), "column": .string(side.column),
            ]
        }
        return [
            "id": .string(conflict.id.text), "code": .string(conflict.code), "standard": .string(conflict.standard),
            "state": .string(conflict.state.rawValue), "first": side(conflict.first, view.first, view.firstAgency),
            "second": side(conflict.second, view.second, view.secondAgency), "differing": .integer(conflict.differing),
            "common": .integer(conflict.common),
            "examples": .array(
                conflict.examples.map {
                    ["area": .string($0.area), "period": .string($0.period), "first": .string($0.first), "second": .string($0.second)]
                }), "foundAt": .string(conflict.foundAt.description),
            "verdict": conflict.verdict.map { .string($0.rawValue) } ?? .null, "reason": .string(conflict.reason),
            "ruledAt": conflict.ruledAt.map { .string($0.description) } ?? .null, "version": .integer(conflict.version),
        ]
    }
}
