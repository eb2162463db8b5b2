import Directory
import HTTPTypes
import Ingest
import Kernel
import Storage
import Web

/// Datasets over the API: search and read for everyone, make and change for producers and stewards.
enum DatasetEndpoints {
    static let all = [list, one, versions, mine, create, change, addTable, changeTable, access, withdraw, restore]

    private static let facets = Schema.map(of: .array(of: .object(.required("value", .string), .required("count", .integer))))

    private static let list = Endpoint(
        .get, "/api/datasets", "Search the catalogue",
        about:
            "Values of one facet, separated by commas, are alternatives; facets narrow each other. Counts of a facet leave its own filter out.",
        parameters: [.init("q", .string(max: 200), "Words in any of their forms.")]
            + CatalogueFacet.allCases.map { .init($0.rawValue, .string(max: 1000), "Only with these values of `\($0.rawValue)`.") } + [
                .init("order", .choice(CatalogueQuery.Order.allCases.map(\.rawValue)), "`relevance` unless given."),
                .init("offset", .integer(0...1_000_000), "How many to pass over."),
                .init("limit", .integer(1...200), "How many to give, 50 unless given."),
            ],
        response: .object(.required("total", .integer), .required("items", .array(of: DatasetJSON.item)), .required("facets", facets))
    ) { request in
        var query = CatalogueQuery(
            text: request.query["q"] ?? "", order: request.query.choice("order") ?? .relevance, offset: request.query.int("offset") ?? 0,
            limit: request.pageLimit)
        for facet in CatalogueFacet.allCases {
            let values = request.query.all(facet.rawValue).flatMap { $0.split(separator: ",").map(String.init) }
            if !values.isEmpty { query.filters[facet] = Set(values) }
        }
        let found = request.catalogueIndex.search(query)
        let counts = found.facets.map { facet, counts in
            (facet.rawValue, JSONValue.array(counts.prefix(200).map { ["value": .string($0.value), "count": .integer($0.count)] }))
        }
        return .json([
            "total": .integer(found.total), "items": .array(found.entries.map { DatasetJSON.json($0.dataset) }),
            "facets": .object(Dictionary(counts) { $1 }),
        ])
    }

    private static let one = Endpoint(
        .get, "/api/datasets/{name}", "One dataset with its tables", about: "By name or id. Drafts are found by those who work on them.",
        response: DatasetJSON.whole
    ) { request in
        let name = try request.parameter("name")
        if let entry = request.catalogueIndex.find(name) { return .json(DatasetJSON.json(entry, for: request.actor)) }
        return try await answer(request, try await find(request))
    }

    private static let versions = Endpoint(
        .get, "/api/datasets/{name}/tables/{table}/versions", "Every version of a table, the newest first",
        about: "A thousand at once; `next` is what to send as `before` for those before them.",
        parameters: [.init("before", .integer(1...Int.max), "Only versions before that number.")],
        response: .object(.required("items", .array(of: DatasetJSON.version)), .required("next", .integer.orNull))
    ) { request in
        guard let entry = request.catalogueIndex.find(try request.parameter("name")),
            let table = entry.distribution(named: try request.parameter("table"))
        else { throw AppError.notFound }
        let isPrivileged = DatasetPolicy.maySeeFiles(entry.dataset, request.actor, isOpen: false)
        let (before, most) = (request.query.int("before"), 1000)
        let (versions, withheld) = try await request.database.read { tx in
            let versions = try tx.versions(of: table.id, before: before, limit: most)
            return (versions, isPrivileged ? [] : try tx.withheld(versions))
        }
        let isWhole = DatasetPolicy.maySeeFiles(entry.dataset, request.actor)
        let next = versions.count == most ? versions.last.flatMap { $0.number > 1 ? $0.number : nil } : nil
        return .json(
            [
                "items": .array(versions.map { DatasetJSON.json($0, isWhole: isWhole && !withheld.contains($0.id)) }),
                "next": next.map(JSONValue.integer) ?? .null,
            ] as JSONValue)
    }

    private static let mine = Endpoint(
        .get, "/api/my/datasets", "Datasets of the caller's agencies, what is due first at the top", permission: .produceData,
        or: [.supportData, .stewardData],
        parameters: [
            .init("offset", .integer(0...1_000_000), "How many to pass over."), .init("limit", .integer(1...200), "How many to give."),
        ],
        response: .object(.required("items", .array(of: DatasetJSON.item)))
    ) { request in
        let reach = [Permission.produceData, .supportData, .stewardData].map { request.actor.agencies(for: $0) }
        let agencies: Set<String>? = reach.contains { $0 == nil } ? nil : reach.reduce(into: Set()) { $0.formUnion($1 ?? []) }
        let (offset, limit) = (request.query.int("offset") ?? 0, request.pageLimit)
        let found = try await request.database.read { tx in try tx.datasets(agencies: agencies, offset: offset, limit: limit) }
        return .json(["items": .array(found.map { DatasetJSON.json($0) })])
    }

    private static let create = Endpoint(
        .post, "/api/datasets", "Make a dataset with its first table, as a draft", permission: .produceData, or: [.stewardData],
        request: .named("NewDataset", .object(DatasetBody.members(isNew: true))), response: DatasetJSON.whole, status: .created
    ) { request in
        try await request.reading(DatasetBody.names, over: DatasetForm.form(DatasetDraft()), more: DatasetBody.more) { data in
            let dataset = try await request.catalogueDesk.create(try DatasetForm.draft(data).draft, by: request.actor)
            var reply = try await answer(request, dataset)
            reply.status = .created
            return reply.header("Location", "/api/datasets/\(dataset.name)")
        }
    }

    private static let change = Endpoint(
        .patch, "/api/datasets/{name}", "Describe a dataset anew",
        about: "What the body does not name stays; `null` empties. Send the `version` that was seen.", permission: .produceData,
        or: [.stewardData], request: .named("DatasetChange", .object(DatasetBody.members(isNew: false))), response: DatasetJSON.whole
    ) { request in
        let dataset = try await find(request)
        let form = DatasetForm.form(DatasetDraft(dataset), version: dataset.version)
        return try await request.reading(DatasetBody.names, over: form, more: DatasetBody.more) { data in
            let (draft, version) = try DatasetForm.draft(data)
            return try await answer(
                request, try await request.catalogueDesk.perform(EditDataset(draft), on: dataset.id, by: request.actor, expecting: version))
        }
    }

    private static let addTable = Endpoint(
        .post, "/api/datasets/{name}/tables", "Add a table", permission: .produceData, or: [.stewardData],
        request: .object(
            .required("title", .string(min: 2, max: 200)), .optional("name", .string(max: 100)),
            .optional("schema", .any.about("Table Schema v2."))), response: DatasetJSON.whole, status: .created
    ) { request in
        struct Body: Decodable {
            var title: String
            var name: String?
            var schema: TableSchema?
        }
        let dataset = try await find(request)
        let body = try await request.json(Body.self)
        let act = AddDistribution(name: body.name ?? "", title: body.title, schema: body.schema ?? TableSchema())
        var reply = try await answer(request, try await request.catalogueDesk.perform(act, on: dataset.id, by: request.actor))
        reply.status = .created
        return reply.header("Location", "/api/datasets/\(dataset.name)")
    }

    private static let changeTable = Endpoint(
        .patch, "/api/datasets/{name}/tables/{table}", "Give a table another title, schema or standard",
        about: "The next file is read with the schema; versions that are published keep theirs.", permission: .produceData,
        or: [.stewardData],
        request: .object(
            .optional("title", .string(min: 2, max: 200)), .optional("schema", .any.about("Table Schema v2.")),
            .optional("standard", .id.orNull)), response: DatasetJSON.whole
    ) { request in
        struct Body: Decodable {
            var title: String?
            var schema: TableSchema?
        }
        let dataset = try await find(request)
        let body = try await request.json(Body.self)
        let named = try await request.jsonValue()["standard"]
        let wanted = try request.parameter("table")
        let tables = try await request.database.read { tx in try tx.distributions(of: dataset.id) }
        guard let table = tables.first(where: { $0.name == wanted || $0.id.text == wanted }) else { throw AppError.notFound }
        let standard: Identifier<DataStandard>?? = named.map { $0.string.map { Identifier($0) } }
        let act = EditDistribution(table.id, title: body.title, schema: body.schema, standard: standard)
        return try await answer(request, try await request.catalogueDesk.perform(act, on: dataset.id, by: request.actor))
    }

    private static let access = Endpoint(
        .put, "/api/datasets/{name}/access", "Open, restrict or close a dataset", permission: .stewardData,
        request: .object(
            .required("access", .choice(Dataset.Access.self)), .optional("reason", .string(max: 2000)), .optional("reviewOn", .day.orNull),
            .optional("version", .integer)), response: DatasetJSON.whole
    ) { request in
        struct Body: Decodable {
            var access: Dataset.Access
            var reason: String?
            var reviewOn: Day?
            var version: Int?
        }
        let body = try await request.json(Body.self)
        return try await act(request, ChangeAccess(body.access, reason: body.reason ?? "", reviewOn: body.reviewOn), body.version)
    }

    private static let withdraw = Endpoint(
        .post, "/api/datasets/{name}/withdrawal", "Take a dataset out of the catalogue", permission: .stewardData,
        request: .object(.required("reason", .string(min: 10, max: 2000)), .optional("version", .integer)), response: DatasetJSON.whole
    ) { request in
        struct Body: Decodable {
            var reason: String
            var version: Int?
        }
        let body = try await request.json(Body.self)
        return try await act(request, WithdrawDataset(reason: body.reason), body.version)
    }

    private static let restore = Endpoint(
        .delete, "/api/datasets/{name}/withdrawal", "Put a withdrawn dataset back", permission: .stewardData, response: DatasetJSON.whole
    ) { request in try await act(request, RestoreDataset(), nil) }

    private static func act(_ request: Request, _ act: any DatasetAct, _ version: Int?) async throws -> Reply {
        let dataset = try await find(request)
        return try await BodyForm(["reason": "access_reason", "reviewOn": "access_review_on"]).naming {
            try await answer(request, try await request.catalogueDesk.perform(act, on: dataset.id, by: request.actor, expecting: version))
        }
    }

    /// A dataset by name or id, as far as the caller may know of it.
    static func find(_ request: Request) async throws -> Dataset {
        let name = try request.parameter("name")
        let found = try await request.database.read { tx in
            try tx.dataset(named: name) ?? Identifier<Dataset>(checking: name).flatMap { try tx.dataset($0) }
        }
        guard let found, DatasetPolicy.maySee(found, request.actor) else { throw AppError.notFound }
        return found
    }

    static func answer(_ request: Request, _ dataset: Dataset) async throws -> Reply {
        let tables = try await request.database.read { tx in
            try tx.distributions(of: dataset.id).map { ($0, try $0.currentVersion.flatMap { try tx.datasetVersion($0) }) }
        }
        return .json(DatasetJSON.json(dataset, tables, for: request.actor))
    }
}
