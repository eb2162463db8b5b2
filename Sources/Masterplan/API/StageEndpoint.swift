import HTTPTypes
import Kernel
import Storage
import Web

extension EditionEndpoints {
    static let stages = Endpoint(
        .get, PlanPaths.apiStages, "How far the way from an empty plan to the books is",
        about: "The stages in their order, each read from the records it is about; the first that is not `done` is the next step.",
        permission: .stewardPlans,
        parameters: [
            Endpoint.Parameter("plan", .id, "The smart-city plan they lead to; the one that is worked on unless said.")
        ],
        response: .object(.required("items", .array(of: stage)))
    ) { request in
        let page = request.page
        let plan = request.query["plan"].flatMap { Identifier<PlanEdition>(checking: $0) }
        let items = try await request.planStages(to: plan).map { stage -> JSONValue in
            [
                "name": .string(stage.name.rawValue), "state": .string(stage.state.rawValue), "title": .string(page.t(stage.name.title)),
                "standing": .string(page.t(stage.standing)), "page": .string(stage.link),
            ]
        }
        return .json(["items": .array(items)])
    }

    private static let stage = Schema.object(
        .required("name", .choice(PlanStage.Name.self)), .required("state", .choice(PlanStage.State.self)), .required("title", .string),
        .required("standing", .string.about("What is there already, in words.")),
        .required("page", .string.about("Where people go on with it.")))
}
