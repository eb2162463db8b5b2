import HTTPTypes
import Kernel
import Storage
import Web

/// What is still missing in a plan, for machines: nodes without a place, links that were lost, the alignment matrix.
extension EditionEndpoints {
    static let loose = Endpoint(
        .get, PlanPaths.apiLoose, "Nodes that wait unconnected", permission: .readPlans, or: [.stewardPlans, .writePlans],
        parameters: Endpoint.Parameter.paging, response: .page(of: PlanSchemas.node)
    ) { request in
        let edition = try await EditionRoutes.edition(request)
        let after = try request.cursor("loose-nodes")?.values.first ?? ""
        let limit = request.pageLimit
        let found = try await request.database.read { tx in try tx.looseNodes(in: edition, after: after, limit: limit + 1) }
        return try .json(request.page("loose-nodes", found, PlanJSON.node) { Cursor([$0.id.text]) })
    }

    static let lost = Endpoint(
        .get, PlanPaths.apiLost, "Links a re-based draft has lost: what they led to has no counterpart in the new RPJMD",
        about: "A link leaves the list once its node is joined with something of the new RPJMD.",
        response: .object(.required("items", .array(of: lostLink)))
    ) { request in
        let edition = try await EditionRoutes.edition(request)
        let found = try await request.database.read { tx in try tx.lostLinks(of: edition) }
        return .json(["items": .array(found.map(lostJSON))])
    }

    static let lostLink = Schema.object(
        .required("node", PlanSchemas.node), .required("kind", .choice(PlanLink.Kind.self)), .required("was", PlanSchemas.node))

    static func lostJSON(_ lost: LostLink) -> JSONValue {
        ["node": PlanJSON.node(lost.node), "kind": .string(lost.kind.rawValue), "was": PlanJSON.node(lost.was)]
    }

    static let alignment = Endpoint(
        .get, PlanPaths.apiAlignment, "The alignment matrix of a smart-city plan, those points first that lack the most",
        parameters: Endpoint.Parameter.paging + [
            Endpoint.Parameter("dimension", .choice(CityDimension.all.map(\.id)), "Only points of this dimension."),
            Endpoint.Parameter("agency", .id, "Only points this agency answers for."),
            Endpoint.Parameter("flagship", .id, "Only points that serve this flagship programme."),
        ],
        response: .object(
            .required("items", .array(of: PlanSchemas.alignment)), .required("next", .string.orNull), .required("points", .integer),
            .required("holes", .map(of: .integer).about("How many points of the plan lack each column.")))
    ) { request in
        let id: Identifier<PlanEdition> = try request.id("edition")
        var after: (Int, String)?
        if let values = try request.cursor("alignment")?.values, values.count == 2 { after = (Int(values[0]) ?? 0, values[1]) }
        let table = try await AlignmentTable.load(request, limit: request.pageLimit, edition: id, after: after)
        let next = table.next.flatMap(AlignmentTable.mark).map { Cursor(["\($0.0)", $0.1]).text("alignment", request.installation.vault) }
        return try .json([
            "items": .array(table.rows.map { PlanJSON.alignment($0, table) }), "next": PlanJSON.text(next),
            "points": .integer(table.points),
            "holes": .object(Dictionary(uniqueKeysWithValues: table.holes.map { ($0.key.rawValue, JSONValue.integer($0.value)) })),
        ])
    }

}
