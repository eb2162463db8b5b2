import Directory
import HTTPTypes
import Kernel
import Storage
import Web
import Work

/// Ideas for machines: sending one in, following it, and the acts of those who answer.
enum IdeaEndpoints {
    static let all = [submit, follow, withdraw, list, one, act] + files

    private static let answer = Schema.object(.required("act", .string), .required("at", .instant), .required("text", .string))
    private static let schema = Schema.named(
        "InnovationIdea",
        .object(
            .required("code", .string), .required("title", .string), .required("text", .string), .required("village", .string.orNull),
            .required("state", .string), .required("agency", .id.orNull), .required("innovation", .string.orNull),
            .required("isColleagues", .boolean), .required("receivedAt", .instant), .required("answers", .array(of: answer)),
            .required("version", .integer)))

    static let submit = Endpoint(
        .post, InnovationsPaths.apiIdeas, "Send an idea in",
        about:
            "`secret` opens the sender's own page; show it to nobody else. The header Idempotency-Key keeps a repetition from making two.",
        request: .object(
            .required("title", .string(min: 5, max: 150)), .required("text", .string(min: 20, max: 5000)),
            .optional("village", .string(max: 13).example("35.09.19.1001"))),
        response: .object(.required("code", .string), .required("secret", .string), .required("url", .string)), status: .created,
        rate: RateLimit("idea-api", 20, per: 3600)
    ) { request in
        let body = try await request.jsonValue()
        let desk = request.innovations
        let key = try request.idempotencyKey().map { "\(request.actor.kind.rawValue):\(request.actor.id):\($0)" }
        let act = SubmitIdea(
            title: body["title"]?.string ?? "", text: body["text"]?.string ?? "", village: body["village"]?.string,
            clientKey: IdeaRoutes.key(key, body["text"]?.string ?? "", request))
        let idea = try await desk.submit(act, by: request.actor)
        let secret = desk.secret(of: idea)
        return .json(
            [
                "code": .string(idea.code), "secret": .string(secret),
                "url": .string(request.installation.settings.absolute(InnovationsPaths.idea(idea.code, secret))),
            ] as JSONValue, status: .created)
    }.knowingRepetitions()

    static let follow = Endpoint(
        .get, InnovationsPaths.apiFollow, "An idea as its sender sees it",
        parameters: [.init("secret", .string(max: 60), "Of the sender's link.", isRequired: true)], response: schema
    ) { request in
        let (idea, actor) = try await request.innovations.sender(
            code: try request.parameter("code"), secret: request.query["secret"] ?? "")
        return .json(json(try await IdeaRoutes.view(idea, actor, request)))
    }

    static let withdraw = Endpoint(
        .delete, InnovationsPaths.apiFollow, "Take an idea back",
        parameters: [.init("secret", .string(max: 60), "Of the sender's link.", isRequired: true)],
        response: schema
    ) { request in
        let desk = request.innovations
        let (idea, actor) = try await desk.sender(code: try request.parameter("code"), secret: request.query["secret"] ?? "")
        let after = try await desk.perform(WithdrawIdea(), on: idea.recordID, by: actor)
        return .json(json(try await IdeaRoutes.view(after, actor, request)))
    }

    private static let answerers: (Permission, [Permission]) = (.answerIdeas, [.editInnovations])

    static let files = Endpoint.files(
        InnovationsPaths.apiIdeas.template, "Ideas the caller works on", permission: answerers.0, or: answerers.1,
        parameters: [.init("state", .string(max: 20), "State.")]
    ) { request, format in
        let ideas = try await request.database.read { [actor = request.actor, state = request.query["state"]] tx in
            try tx.ideas(for: actor, state: state, limit: 20_000)
        }
        return try await PlainTable.ideas(ideas, request.page, request.innovations.directory).reply(format, name: "innovation-ideas")
    }

    static let list = Endpoint(
        .get, InnovationsPaths.apiIdeas, "Ideas the caller works on, the newest first", permission: answerers.0, or: answerers.1,
        parameters: [.init("state", .string(max: 20), "State.")] + Endpoint.Parameter.paging, response: .page(of: schema)
    ) { request in
        let before = try request.cursor("innovation-ideas")?.values.first
        let views = try await request.database.read {
            [actor = request.actor, state = request.query["state"], limit = request.pageLimit] tx in
            try tx.ideas(for: actor, state: state, before: before, limit: limit + 1).map { idea in
                (
                    idea, try tx.innovationNotes(of: idea.reference).filter(\.isPublic),
                    try idea.innovation.flatMap { try Innovation.find($0.text, tx)?.code }
                )
            }
        }
        return try .json(request.page("innovation-ideas", views, { json($0.0, $0.1, $0.2) }) { Cursor([$0.0.id.text]) })
    }

    static let one = Endpoint(.get, InnovationsPaths.apiIdea, "One idea", permission: answerers.0, or: answerers.1, response: schema) {
        request in
        .json(json(try await IdeaRoutes.view(try await IdeaRoutes.find(request), request.actor, request)))
    }

    static let act = Endpoint(
        .post, InnovationsPaths.apiIdeaActs, "Accept, pass on or decline an idea", permission: answerers.0, or: answerers.1,
        request: .object(
            .required("act", .choice(["accept", "pass_on", "decline"])), .optional("text", .string(max: 5000)),
            .optional("title", .string(max: 200)), .optional("agency", .id), .optional("version", .integer)),
        response: schema
    ) { request in
        let body = try await request.jsonValue()
        let desk = request.innovations
        let idea = try await IdeaRoutes.find(request)
        let (id, actor, version, text) = (idea.recordID, request.actor, body["version"]?.integer, body["text"]?.string ?? "")
        let agency = body["agency"]?.string.map { Identifier<Agency>($0) }
        let after: Idea
        switch body["act"]?.string {
        case "accept":
            let act = AcceptIdea(text, title: body["title"]?.string ?? "", agency: agency)
            after = try await desk.perform(act, on: id, by: actor, expecting: version)
        case "pass_on":
            guard let agency else { throw AppError.invalid("agency", "error.missing") }
            after = try await desk.perform(PassIdeaOn(to: agency), on: id, by: actor, expecting: version)
        default: after = try await desk.perform(DeclineIdea(text), on: id, by: actor, expecting: version)
        }
        return .json(json(try await IdeaRoutes.view(after, actor, request)))
    }

    private static func json(_ view: IdeaPages.View) -> JSONValue {
        json(view.idea, view.notes.filter(\.isPublic), view.innovation?.code)
    }

    private static func json(_ idea: Idea, _ notes: [InnovationNote], _ innovation: String?) -> JSONValue {
        [
            "code": .string(idea.code), "title": .string(idea.title), "text": .string(idea.text), "village": SheetJSON.text(idea.village),
            "state": .string(idea.state), "agency": SheetJSON.text(idea.agency?.text), "innovation": SheetJSON.text(innovation),
            "isColleagues": .bool(idea.account != nil), "receivedAt": .string(idea.receivedAt.description),
            "answers": .array(notes.map { ["act": .string($0.act), "at": .string($0.at.description), "text": .string($0.text)] }),
            "version": .integer(idea.version),
        ]
    }
}
