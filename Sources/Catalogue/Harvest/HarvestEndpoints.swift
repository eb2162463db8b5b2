import Directory
import HTTPTypes
import Kernel
import Storage
import Web

/// Sources over the API: the same desk and the same checks as the pages.
enum HarvestEndpoints {
    private static let permission = Permission.administerCatalogue

    static let all: [Endpoint] = [list, one, create, change, run, objects, followed, follow]

    private static let names = BodyForm([
        "title": "title", "kind": "kind", "url": "url", "agencyId": "agency", "tableId": "table", "hours": "hours", "isEnabled": "enabled",
        "version": "version",
    ])

    private static let members: [Schema.Member] = [
        .required("title", .string(min: 3, max: 200)), .required("url", .string(min: 1, max: 2000)),
        .required("agencyId", Schema.id.orNull.about("Whose the fetched datasets become; null for a file, whose table says it.")),
        .required("tableId", Schema.id.orNull.about("The table that a file brings versions of; else null.")),
        .required("hours", .integer(1...8760)), .required("isEnabled", .boolean),
    ]

    private static let list = Endpoint(
        .get, "/api/harvest-sources", "Sources that data are fetched from", permission: permission,
        response: .items(of: SourceItem.schema)
    ) { request in
        let sources = try await request.database.read { tx in
            try tx.harvestSources().map { ($0, try tx.harvestRuns(of: $0.id, limit: 1)) }
        }
        return try .json(Items(sources.map { SourceItem($0.0, $0.1, request) }))
    }

    private static let one = Endpoint(
        .get, "/api/harvest-sources/{id}", "One source with its latest runs", permission: permission, response: SourceItem.schema
    ) { request in try await answer(request) }

    private static let create = Endpoint(
        .post, "/api/harvest-sources", "Add a source", permission: permission,
        request: .named("NewHarvestSource", .object(members + [.required("kind", .choice(HarvestSource.Kind.self))])),
        response: SourceItem.schema, status: .created
    ) { request in
        try await request.reading(names) { data in
            let source = try await request.harvestDesk.add(try HarvestRoutes.read(data).draft, by: request.actor)
            return try .created(SourceItem(source, [], request), at: "/api/harvest-sources/\(source.id)")
        }
    }

    private static let change = Endpoint(
        .patch, "/api/harvest-sources/{id}", "Change a source, or stop it", permission: permission,
        request: .change("HarvestSourceChange", members), response: SourceItem.schema
    ) { request in
        let source = try await HarvestRoutes.find(request)
        return try await request.reading(names, over: HarvestRoutes.filled(source)) { data in
            let sent = try HarvestRoutes.read(data)
            try await request.harvestDesk.change(source.id, sent.draft, seen: sent.version, by: request.actor)
            return try await answer(request)
        }
    }

    private static let run = Endpoint(
        .post, "/api/harvest-sources/{id}/runs", "Fetch from a source now", permission: permission, response: RunItem.schema,
        status: .created
    ) { request in
        let source = try await HarvestRoutes.find(request)
        let run = try await request.harvestDesk.run(source.id, by: request.actor)
        return try .created(RunItem(run, request), at: "/api/harvest-sources/\(source.id)")
    }

    private static let objects = Endpoint(
        .get, "/api/harvest-sources/{id}/objects", "What a source has or had, with what went wrong", permission: permission,
        parameters: [
            .init("state", .choice(HarvestObject.State.self), "Only those in this state."),
            .init("after", .id, "Those after this one; the last of the page before."),
        ],
        response: .items(of: ObjectItem.schema)
    ) { request in
        let source = try await HarvestRoutes.find(request)
        let state = request.query["state"].flatMap(HarvestObject.State.init)
        let after = request.query["after"] ?? ""
        let objects = try await request.database.read { try $0.harvestObjects(of: source.id, state: state, after: after) }
        return try .json(Items(objects.map { ObjectItem($0, request) }))
    }

    private static let followed = Endpoint(
        .get, "/api/datasets/{name}/tables/{table}/source", "Where a table's file is fetched from", permission: .produceData,
        or: [.stewardData], response: SourceItem.schema
    ) { request in
        let table = try await sentTable(request)
        let found = try await request.database.read { tx in
            try tx.fileSource(of: table.id).map { ($0, try tx.harvestRuns(of: $0.id)) }
        }
        guard let (source, runs) = found else { throw AppError.notFound }
        return try .json(SourceItem(source, runs, request))
    }

    private static let follow = Endpoint(
        .put, "/api/datasets/{name}/tables/{table}/source", "Have a table's file fetched again and again, or no longer",
        about: "The first time at once. What is fetched becomes a submission of the table, which waits to be looked at as any other.",
        permission: .produceData, or: [.stewardData],
        request: .object(
            .required("url", .string(min: 1, max: 2000)), .optional("hours", .integer(1...8760).about("24 unless given.")),
            .optional("isEnabled", .boolean)), response: SourceItem.schema
    ) { request in
        struct Body: Decodable {
            var url: String
            var hours: Int?
            var isEnabled: Bool?
        }
        let table = try await sentTable(request)
        let body = try await request.json(Body.self)
        let source = try await request.harvestDesk.follow(
            table.id, url: body.url, hours: body.hours ?? 24, isEnabled: body.isEnabled ?? true, by: request.actor)
        let runs = try await request.database.read { try $0.harvestRuns(of: source.id) }
        return try .json(SourceItem(source, runs, request))
    }

    /// A table of the dataset in the address, for those who may send files for it; to others it is not there.
    private static func sentTable(_ request: Request) async throws -> Distribution {
        let dataset = try await DatasetEndpoints.find(request)
        let wanted = try request.parameter("table")
        let tables = try await request.database.read { tx in try tx.distributions(of: dataset.id) }
        let table = tables.first { $0.name == wanted || $0.id.text == wanted }
        guard DatasetPolicy.mayWorkOn(dataset, request.actor), let table else { throw AppError.notFound }
        return table
    }

    private static func answer(_ request: Request) async throws -> Reply {
        let source = try await HarvestRoutes.find(request)
        let runs = try await request.database.read { try $0.harvestRuns(of: source.id) }
        return try .json(SourceItem(source, runs, request))
    }
}
