import HTTPTypes
import Kernel
import Storage
import Web

/// Findings, for machines.
enum FindingEndpoints {
    static let all = [list, add, settle]
    private static let others: [Permission] = [.stewardPlans, .writePlans]

    static let finding = Schema.named(
        "PlanFinding",
        .object(
            .required("id", .id), .required("node", .id.about("The point as the edition that was asked has it, or as it was found.")),
            .required("key", .string), .required("agency", .id.orNull), .required("text", .string), .required("recommendation", .string),
            .required("source", .string), .required("state", .choice(PlanFinding.State.self)), .required("answer", .string),
            .required("createdAt", .instant), .required("version", .integer)))

    static func json(_ line: FindingLine) -> JSONValue {
        let finding = line.finding
        return [
            "id": .string(finding.id.text), "node": .string((line.node?.id ?? finding.node).text), "key": .string(finding.key),
            "agency": PlanJSON.text(line.node?.agency ?? finding.agency), "text": .string(finding.text),
            "recommendation": .string(finding.recommendation), "source": .string(finding.source),
            "state": .string(finding.state.rawValue), "answer": .string(finding.answer),
            "createdAt": .string(finding.createdAt.description), "version": .integer(finding.version),
        ]
    }

    static let list = Endpoint(
        .get, PlanPaths.apiFindings, "What evaluations found at the points of a plan: its to-do list, open ones first",
        about: "Findings follow a point's key through the editions; those whose point this edition has dropped come last.",
        permission: .readPlans, or: others, response: .object(.required("items", .array(of: finding)))
    ) { request in .json(["items": .array(try await FindingRoutes.ofEdition(request).lines.map(json))]) }

    static let add = Endpoint(
        .post, PlanPaths.apiNodeFindings, "Write down what an evaluation found at a point", permission: .stewardPlans, or: [.writePlans],
        request: .object(
            .required("text", .string(min: 10, max: 4000)), .required("recommendation", .string(min: 10, max: 2000)),
            .optional("source", .string(max: 300))), response: finding, status: .created
    ) { request in
        let (body, id) = (try await request.jsonValue(), try request.id("id", PlanNode.self))
        let made = try await request.plans.desk.find(
            at: id, body["text"]?.string ?? "", recommendation: body["recommendation"]?.string ?? "", source: body["source"]?.string ?? "",
            by: request.actor)
        return .created(json(FindingLine(finding: made, node: nil)), at: PlanPaths.apiFindings(made.edition.text))
    }

    static let settle = Endpoint(
        .post, PlanPaths.apiFindingAct, "Say what became of a finding: taken up, declined, or open again", permission: .stewardPlans,
        or: [.writePlans],
        request: .object(
            .required("act", .choice(["take", "decline", "reopen"])), .required("text", .string(min: 10, max: 2000)),
            .optional("version", .integer)), response: finding
    ) { request in
        let (body, id) = (try await request.jsonValue(), try request.id("id", PlanFinding.self))
        let settled = try await request.plans.desk.settle(
            id, body["act"]?.string ?? "", text: body["text"]?.string ?? "", by: request.actor, expecting: body["version"]?.integer)
        return .json(json(FindingLine(finding: settled, node: nil)))
    }
}
