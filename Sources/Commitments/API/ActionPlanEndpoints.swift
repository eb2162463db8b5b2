import Directory
import HTTPTypes
import Kernel
import Storage
import Web
import Work

/// Action plans of agencies.
enum ActionPlanEndpoints {
    static let all = [list, one, write, move]

    static let list = Endpoint(
        .get, CommitmentPaths.apiPlans, "Action plans of a year",
        about:
            "Those not published yet are seen by their agency and by whoever checks. `without` names the agencies that have published none.",
        parameters: [Endpoint.Parameter("year", .integer(CommitmentDesk.years), "This year unless given.")],
        response: .object(.required("items", .array(of: CommitmentSchemas.plan)), .required("without", .array(of: .id)))
    ) { request in
        let year = request.query.int("year") ?? request.commitments.directory.today.civil.year
        let actor = request.actor
        let found = try await request.database.read { tx in
            try tx.actionPlans(year: year).filter { ActionPlanPolicy.maySee($0, actor) }.map {
                ($0, try tx.actionItems(of: $0.id).map(\.draft))
            }
        }
        let has = Set(found.filter { $0.0.state == .published }.map(\.0.agency))
        let without = ActionPlan.expected(request.commitments.directory).filter { !has.contains($0.id.text) }
        let answer: JSONValue = [
            "items": .array(found.map { CommitmentJSON.plan($0.0, $0.1) }), "without": .array(without.map { .string($0.id.text) }),
        ]
        return .json(answer)
    }

    static let one = Endpoint(.get, CommitmentPaths.apiPlan, "One action plan", response: CommitmentSchemas.plan) { request in
        .json(try await answer(request))
    }

    static let write = Endpoint(
        .put, CommitmentPaths.apiPlan, "Write the rows of an agency's plan for a year", permission: .keepPledges,
        request: .object(.required("items", .array(of: CommitmentSchemas.sentItem, max: 100)), .optional("version", .integer)),
        response: CommitmentSchemas.plan
    ) { request in
        let (year, agency) = try ActionPlanRoutes.address(request)
        let body = try await request.jsonValue()
        let items = (body["items"]?.array ?? []).map { item in
            ActionItemDraft(
                source: item["source"]?.string.flatMap(ActionItem.Source.init) ?? .commitment, clause: item["clause"]?.string,
                activity: item["activity"]?.string ?? "", output: item["output"]?.string ?? "", owner: item["owner"]?.string ?? "",
                supporters: item["supporters"]?.array?.compactMap(\.string) ?? [],
                months: item["months"]?.array?.compactMap(\.integer) ?? [], preparation: item["preparation"]?.string ?? "",
                budgetCode: item["budgetCode"]?.string,
                subject: item["subject"]?["kind"]?.string.flatMap { kind in item["subject"]?["id"]?.string.map { Reference(kind, $0) } })
        }
        try await request.commitments.desk.write(
            items, agency: agency, year: year, by: request.actor, expecting: body["version"]?.integer)
        return .json(try await answer(request))
    }

    static let move = Endpoint(
        .post, CommitmentPaths.apiPlanState, "Propose a plan, publish it, send it back, or revise it", permission: .keepPledges,
        or: [.checkActionPlans],
        request: .object(
            .required("act", .choice(["propose", "publish", "return", "revise"])), .optional("reason", .string(max: 2000)),
            .optional("version", .integer)),
        response: CommitmentSchemas.plan
    ) { request in
        let (year, agency) = try ActionPlanRoutes.address(request)
        let body = try await request.jsonValue()
        try await request.commitments.desk.move(
            body["act"]?.string ?? "", agency: agency, year: year, reason: body["reason"]?.string ?? "", by: request.actor,
            expecting: body["version"]?.integer)
        return .json(try await answer(request))
    }

    private static func answer(_ request: Request) async throws -> JSONValue {
        let (year, agency) = try ActionPlanRoutes.address(request)
        let actor = request.actor
        let found = try await request.database.read { tx -> (ActionPlan, [ActionItemDraft])? in
            guard let plan = try tx.actionPlan(agency: agency, year: year), ActionPlanPolicy.maySee(plan, actor) else { return nil }
            return (plan, try tx.actionItems(of: plan.id).map(\.draft))
        }
        guard let found else { throw AppError.notFound }
        return CommitmentJSON.plan(found.0, found.1)
    }
}
