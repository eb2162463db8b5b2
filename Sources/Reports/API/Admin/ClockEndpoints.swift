import Directory
import HTTPTypes
import Kernel
import Storage
import Web
import Work

/// The clocks of the reports' workflow over the API. Taking over those of another regency is posting the `clocks` of its
/// `GET /api/clocks/{version}`.
enum ClockEndpoints {
    private static let edit = Permission.configureReports

    static let all = [versions, workflow, preview, publish]

    private static let rule = Schema.named(
        "ClockRule",
        .object(
            .required("name", .string.example("finish")),
            .required("days", .map(of: .integer).about("Working days by kind of report; `*` for every kind not named.")),
            .required("alerts", .array(of: .integer, max: 100).about("Percentages of the time at which the next level is told."))))

    private static let version = Schema.named(
        "ClockVersion",
        .object(
            .required("version", .integer(1...Int.max)), .required("validFrom", .instant),
            .required("by", .string.orNull.about("Who published it; null for Pendopo itself.")),
            .required("isInForce", .boolean.about("Whether reports received now get it.")),
            .required("running", .integer(0...Int.max).about("Reports that live by it and have a running clock.")),
            .required("clocks", .array(of: rule))))

    private static let versions = Endpoint(
        .get, "/api/clocks", "Every version of the clocks of reports, the newest first", permission: edit, response: .items(of: version)
    ) { request in
        let view = try await ClockRoutes.view(request)
        return .json(["items": .array(view.versions.map { json($0, view) })] as JSONValue)
    }

    private static let workflow = Endpoint(
        .get, "/api/clocks/{version}", "The whole workflow of a version: states, acts and clocks", permission: edit,
        response: .named("Workflow", .any)
    ) { request in try .json(try await ClockRoutes.workflow(request)) }

    private static let body = Schema.named(
        "NewClocks",
        .object(
            .required("version", .integer(1...Int.max).about("The newest version that was seen; 409 when somebody published since.")),
            .optional("validFrom", .day.about("From when it holds; today, which means at once, unless given.")),
            .required("clocks", .array(of: rule, max: 20).about("All of them, with the names and kinds they have."))))

    private static let preview = Endpoint(
        .post, "/api/clocks/preview", "What publishing such clocks would change", about: "Checks everything and stores nothing.",
        permission: edit, request: body,
        response: .object(
            .required(
                "changes",
                .array(
                    of: .object(
                        .required("clock", .string), .required("kind", .string.orNull), .required("before", .string),
                        .required("after", .string)))),
            .required("validFrom", .day), .required("running", .integer(0...Int.max).about("Reports that keep the clocks they have.")),
            .required(
                "examples",
                .array(of: .object(.required("kind", .choice(Report.Kind.self)), .required("before", .day), .required("after", .day)))
                    .about("When a report received on that day would be due.")))
    ) { request in
        try await reading(request) { sent, view in
            let preview = try await ClockRoutes.preview(
                request, ClockDraft(sent.clocks), from: sent.validFrom ?? request.directory.today, seen: sent.version, view)
            return .json(
                [
                    "changes": .array(
                        preview.changes.map {
                            [
                                "clock": .string($0.clock), "kind": $0.kind.map(JSONValue.string) ?? .null, "before": .string($0.before),
                                "after": .string($0.after),
                            ]
                        }), "validFrom": .string(preview.from.description), "running": .integer(preview.running),
                    "examples": .array(
                        preview.examples.map {
                            [
                                "kind": .string($0.kind.rawValue), "before": .string($0.before.description),
                                "after": .string($0.after.description),
                            ]
                        }),
                ] as JSONValue)
        }
    }

    private static let publish = Endpoint(
        .post, "/api/clocks", "Publish a new version of the clocks",
        about: "Reports received before keep the clocks they were promised.", permission: edit, request: body, response: version,
        status: .created
    ) { request in
        try await reading(request) { sent, _ in
            let next = try await PublishClocks(request.directory, rules: request.reports.desk.rules).run(
                ClockDraft(sent.clocks), from: sent.validFrom ?? request.directory.today, seen: sent.version, by: request.actor)
            let view = try await ClockRoutes.view(request)
            guard let made = view.versions.first(where: { $0.workflow.version == next.version }) else { throw AppError.notFound }
            return .created(json(made, view), at: "/api/clocks/\(next.version)")
        }
    }

    private struct Sent: Decodable {
        var version: Int
        var validFrom: Day?
        var clocks: [ClockRule]
    }

    private static func reading(_ request: Request, _ act: (Sent, ClockPages.View) async throws -> Reply) async throws -> Reply {
        let sent = try await request.json(Sent.self)
        let places = Dictionary(sent.clocks.enumerated().map { ($1.name, $0) }) { first, _ in first }
        // The form's fields are `days.CLOCK.KIND` and `alerts.CLOCK`; what changed meanwhile is named by the clock alone.
        let names = BodyForm(["validFrom": "valid_from", "clocks": "file"]) { field in
            let parts = field.split(separator: ".").map(String.init)
            guard let place = places[parts.count == 1 ? field : parts[1]] else { return nil }
            return parts.count == 1 ? "clocks[\(place)]" : "clocks[\(place)].\(([parts[0]] + parts.dropFirst(2)).joined(separator: "."))"
        }
        return try await names.naming { try await act(sent, try await ClockRoutes.view(request)) }
    }

    private static func json(_ version: ClockPages.Version, _ view: ClockPages.View) -> JSONValue {
        let clocks = version.workflow.clocks.map { rule -> JSONValue in
            [
                "name": .string(rule.name), "days": .object(rule.days.mapValues(JSONValue.integer)),
                "alerts": .array(rule.alerts.map(JSONValue.integer)),
            ]
        }
        return [
            "version": .integer(version.workflow.version), "validFrom": .string(version.validFrom.description),
            "by": version.by.map(JSONValue.string) ?? .null, "isInForce": .bool(version.workflow.version == view.current.version),
            "running": .integer(view.running[version.workflow.version, default: 0]), "clocks": .array(clocks),
        ]
    }
}
