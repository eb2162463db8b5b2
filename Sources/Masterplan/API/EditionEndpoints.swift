import HTTPTypes
import Kernel
import Storage
import Web

/// Plans as wholes, for machines.
enum EditionEndpoints {
    static let all = [list, draft, one, change, follow, adopt, compare, nodes, add, loose, lost, alignment, stages]
    private static let writers: [Permission] = [.writePlans]

    static let list = Endpoint(
        .get, PlanPaths.apiEditions, "Plans the caller may read: adopted ones, and drafts for those who work on plans",
        parameters: [Endpoint.Parameter("kind", .choice(PlanEdition.Kind.self), "Only plans of this kind.")],
        response: .object(.required("items", .array(of: PlanSchemas.edition)))
    ) { request in
        let (actor, kind) = (request.actor, request.query.choice("kind", PlanEdition.Kind.self))
        let found = try await request.database.read { tx in try tx.planEditions(kind).filter { $0.maySee(actor) } }
        return .json(["items": .array(found.map(PlanJSON.edition))])
    }

    static let draft = Endpoint(
        .post, PlanPaths.apiEditions, "Begin an empty plan", permission: .stewardPlans, or: writers,
        request: .object(
            PlanSchemas.editionBody + [
                .required("kind", .choice(PlanEdition.Kind.self)), .optional("agency", .id.about("Of Renstra and Renja.")),
                .optional("basis", .id.orNull.about("The RPJMD it is written for; of an RPJMD the RPJPD.")),
            ]),
        response: PlanSchemas.edition, status: .created
    ) { request in
        let body = try await request.jsonValue()
        let kind = PlanEdition.Kind(rawValue: body["kind"]?.string ?? "") ?? .masterplan
        let made = try await request.plans.desk.draft(editionDraft(body, kind), by: request.actor)
        return .created(PlanJSON.edition(made), at: PlanPaths.apiEdition(made.id.text))
    }

    static let one = Endpoint(.get, PlanPaths.apiEdition, "One plan", response: PlanSchemas.edition) { request in
        .json(PlanJSON.edition(try await EditionRoutes.edition(request)))
    }

    static let change = Endpoint(
        .patch, PlanPaths.apiEdition, "Change a draft's title, years, legal basis or the plan it is written for", permission: .stewardPlans,
        or: writers,
        request: .object(
            .optional("title", .string(min: 5, max: 200)), .optional("fromYear", .integer(2000...2099)),
            .optional("toYear", .integer(2000...2099)), .optional("legalBasis", .string(max: 300)), .optional("basis", .id.orNull),
            .optional("version", .integer)),
        response: PlanSchemas.edition
    ) { request in
        let (body, old) = (try await request.jsonValue(), try await EditionRoutes.edition(request))
        let draft = EditionDraft(
            old.kind, title: body["title"]?.string ?? old.title, legalBasis: body["legalBasis"]?.string ?? old.legalBasis,
            fromYear: body["fromYear"]?.integer ?? old.fromYear, toYear: body["toYear"]?.integer ?? old.toYear, agency: old.agency,
            basis: body["basis"].map { $0.string.map { Identifier<PlanEdition>($0) } } ?? old.basis)
        return .json(
            PlanJSON.edition(
                try await request.plans.desk.change(old.id, draft, by: request.actor, expecting: body["version"]?.integer)))
    }

    static let follow = Endpoint(
        .post, PlanPaths.apiFollow, "Begin a new edition from a plan, its keys, links and agreed parts kept",
        about:
            "With `basis`, the id of an RPJMD, links into the old RPJMD follow the keys into the new one, and `lost` names what has no counterpart there.",
        permission: .stewardPlans, or: writers,
        request: .object(PlanSchemas.editionBody + [.optional("basis", .id)]),
        response: .object(
            .required("plan", PlanSchemas.edition), .required("nodes", .integer), .required("links", .integer),
            .required("lost", .array(of: lostLink))),
        status: .created
    ) { request in
        let (body, old) = (try await request.jsonValue(), try await EditionRoutes.edition(request))
        let draft = editionDraft(body, old.kind)
        let basis = body["basis"]?.string.flatMap { Identifier<PlanEdition>(checking: $0) }
        let desk = request.plans.desk
        let made =
            if let basis { try await desk.rebase(old.id, onto: basis, with: draft, by: request.actor) } else {
                try await desk.follow(old.id, with: draft, by: request.actor)
            }
        return try .created(
            [
                "plan": PlanJSON.edition(made.edition), "nodes": .integer(made.nodes), "links": .integer(made.links),
                "lost": .array(made.lost.map(lostJSON)),
            ],
            at: PlanPaths.apiEdition(made.edition.id.text))
    }

    static let adopt = Endpoint(
        .post, PlanPaths.apiAdopt, "Adopt a plan; from then on it cannot be changed and everybody may read it", permission: .adoptPlans,
        request: .object(.required("legalBasis", .string(min: 5, max: 300)), .required("on", .day), .optional("version", .integer)),
        response: PlanSchemas.edition
    ) { request in
        let (body, id) = (try await request.jsonValue(), try request.id("edition", PlanEdition.self))
        guard let day = Day(body["on"]?.string ?? "") else { throw AppError.invalid("on", "error.missing") }
        return .json(
            PlanJSON.edition(
                try await request.plans.desk.adopt(
                    id, legalBasis: body["legalBasis"]?.string ?? "", on: day, by: request.actor, expecting: body["version"]?.integer)))
    }

    static let compare = Endpoint(
        .get, PlanPaths.apiCompare, "What changed since another edition, counted and in words",
        parameters: [Endpoint.Parameter("with", .id, "The older edition; the one it follows without this.")],
        response: .object(
            .required("sentence", .string.about("In the language asked for.")),
            .required("counts", .map(of: .integer).about("By kind of change and level, such as `removed.activity`.")),
            .required(
                "changes",
                .array(
                    of: .object(
                        .required("change", .choice(PlanComparison.Change.self)), .required("node", PlanSchemas.node),
                        .required("from", .string), .required("to", .string),
                        .required("indicator", .string.about("Which indicator, where `from` and `to` are its unit, polarity or baseline.")))
                ).about("The first \(PlanComparison.most) of each kind.")))
    ) { request in
        let (_, _, found) = try await EditionRoutes.compare(request, request.query["with"])
        let counts = Dictionary(
            uniqueKeysWithValues: found.counts.map { ("\($0.key.change.rawValue).\($0.key.level.rawValue)", JSONValue.integer($0.value)) })
        let lines = found.lines.map { line -> JSONValue in
            [
                "change": .string(line.change.rawValue), "node": PlanJSON.node(line.node), "from": .string(line.from),
                "to": .string(line.to), "indicator": .string(line.indicator),
            ]
        }
        return .json([
            "sentence": .string(found.sentence { request.t($0, $1) }), "counts": .object(counts), "changes": .array(lines),
        ])
    }

    static let nodes = Endpoint(
        .get, PlanPaths.apiNodes, "Nodes of a plan, in the order of their ids",
        parameters: Endpoint.Parameter.paging + [
            Endpoint.Parameter("level", .choice(PlanLevel.self), "Only nodes of this level."),
            Endpoint.Parameter("parent", .string(max: 36), "Only what stands right below this node; `top` for those below none."),
            Endpoint.Parameter("q", .string(max: 200), "Words that must all occur in code and title."),
        ], response: .page(of: PlanSchemas.node)
    ) { request in
        let edition = try await EditionRoutes.edition(request)
        let after = try request.cursor("plan-nodes")?.values.first ?? ""
        let (limit, level) = (request.pageLimit, request.query.choice("level", PlanLevel.self))
        let (parent, sought) = (request.query["parent"], request.query["q"])
        let found = try await request.database.read { tx in
            var which: SQL = level.map { "AND level = \($0.rawValue)" } ?? ""
            if let parent { which = parent == "top" ? "\(which) AND parent_id IS NULL" : "\(which) AND parent_id = \(parent)" }
            for word in Plain.folded(sought ?? "").split(separator: " ").prefix(6) { which = "\(which) AND folded LIKE \("%\(word)%")" }
            return try tx.rows(
                "SELECT * FROM plan_node WHERE edition_id = \(edition.id) AND id > \(after) \(which) ORDER BY id LIMIT \(limit + 1)"
            ).map(PlanNode.init(row:))
        }
        return try .json(request.page("plan-nodes", found, PlanJSON.node) { Cursor([$0.id.text]) })
    }

    static let add = Endpoint(
        .post, PlanPaths.apiNodes, "Add a node to a draft", permission: .stewardPlans, or: writers,
        request: PlanSchemas.nodeBody(isNew: true), response: PlanSchemas.node, status: .created
    ) { request in
        let (body, id) = (try await request.jsonValue(), try request.id("edition", PlanEdition.self))
        let level = PlanLevel(rawValue: body["level"]?.string ?? "") ?? .initiative
        let draft = NodeEndpoints.draft(body, over: NodeDraft(level, title: ""))
        let node = try await request.plans.desk.add(draft, to: id, by: request.actor)
        return .created(PlanJSON.node(node), at: PlanPaths.apiNode(node.id.text))
    }

    private static func editionDraft(_ body: JSONValue, _ kind: PlanEdition.Kind) -> EditionDraft {
        EditionDraft(
            kind, title: body["title"]?.string ?? "", legalBasis: body["legalBasis"]?.string ?? "",
            fromYear: body["fromYear"]?.integer ?? 0, toYear: body["toYear"]?.integer ?? 0, agency: body["agency"]?.string,
            basis: body["basis"]?.string.map { Identifier($0) })
    }
}
