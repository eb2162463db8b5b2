import HTTPTypes
import Kernel
import NIOCore
import Web

/// CKAN's Action API, whole and unchanged, for the harvesters and programs that know nothing else.
enum ActionEndpoints {
    static let all: [Endpoint] =
        [PortalPaths.action3, PortalPaths.action].flatMap { path in [HTTPRequest.Method.get, .post].map { endpoint($0, path) } } + [
            version("/api/3", 3), version("/api", 1),
        ]

    /// `Authorization: KEY` without a word before it, which may also be an old header's; keys nobody knows are passed over.
    static let dialect = Dialect(
        "CKAN's Action API (version 2.11)", key: key, ignoresUnknownKeys: true, failureType: "application/json",
        failureSchema: Schema.any.about("`{help, error, success: false}`, or a text for what is no call at all.")
    ) { error, status, request in
        if error.kind == .tooMany || error.kind == .tooLarge || status.code >= 500 {
            let kind = status.code >= 500 ? "Internal Server Error" : status.code == 429 ? "Too Many Requests" : "Request Too Large"
            let answer: OrderedJSON = [
                "help": .string(request.installation.settings.absolute("/api/3/action/help_show")),
                "error": ["__type": .string(kind), "message": .string(request.page.t(error.message))], "success": false,
            ]
            return reply(answer, status)
        }
        return reply(.string("Bad request: \(request.page.t(error.message))"), status)
    }

    static let key: @Sendable (HTTPFields) -> String? = { headers in
        for name in [HTTPField.Name.authorization, .init("X-CKAN-API-Key")!] {
            guard let text = headers[name], !text.isEmpty else { continue }
            return text.lowercased().hasPrefix("bearer ") ? String(text.dropFirst(7)) : text
        }
        return nil
    }

    private static func endpoint(_ method: HTTPRequest.Method, _ path: Path) -> Endpoint {
        Endpoint(
            method, path, "An action of CKAN's API",
            about: """
                Reads only: package_list, package_show, package_search, datastore_search and their like; `help_show` tells of each. \
                Parameters go in the query, a form or a JSON body.
                """,
            response: .object(.required("help", .string), .required("success", .boolean), .required("result", .any)), dialect: dialect,
            handler: answer)
    }

    private static func version(_ path: Path, _ number: Int) -> Endpoint {
        Endpoint(
            .get, path, "Which version of CKAN's API this is", response: .object(.required("version", .integer)), dialect: dialect
        ) { _ in reply(["version": .integer(number)], .ok) }
    }

    private static func answer(_ request: Request) async throws -> Reply {
        let name = try request.parameter("name")
        let help = request.installation.settings.absolute("/api/3/action/help_show?name=\(percentEncoded(name))")
        do {
            let action = Action.all[name]
            guard action != nil || Action.writing.contains(name) else { throw ActionFailure.badRequest("Action name not known: \(name)") }
            var call = try await ActionCall.read(request, reads: action != nil)
            guard let action else {
                throw ActionFailure.denied("data are published at \(request.installation.settings.absolute("/")), not through this API")
            }
            // Somebody else's page may wrap the answer in a script, so it is given as to a visitor.
            let isWrapped = call.values.removeValue(forKey: "callback") != nil
            let context = try await ActionContext(request, actor: isWrapped ? .visitor : request.actor)
            let result = try await run(action, call, context, request)
            return reply(["help": .string(help), "success": true, "result": result], .ok, callback: request)
        } catch let failure as ActionFailure {
            if case .badRequest(let what) = failure { return reply(.string("Bad request: \(what)"), .badRequest) }
            let error: OrderedJSON = failure.json ?? .null
            return reply(["help": .string(help), "error": error, "success": false], .init(code: failure.status))
        }
    }

    private static func run(_ action: Action, _ call: ActionCall, _ context: ActionContext, _ request: Request) async throws -> OrderedJSON
    {
        do {
            return try await action.run(call, context)
        } catch let fault as SolrFault {
            throw ActionFailure.search(fault)
        } catch let error as AppError where error.kind != .tooMany && error.kind != .unavailable {
            throw ActionFailure(error) { request.page.t($0) }
        }
    }

    private static func reply(_ json: OrderedJSON, _ status: HTTPResponse.Status, callback request: Request? = nil) -> Reply {
        if let request, request.method == .get, let name = request.query.pairs.first(where: { $0.name == "callback" })?.value {
            // A name of JavaScript and nothing else, so that nobody has us serve a program of his own.
            let function = String(name.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "_$.[]".contains($0)) })
            let bytes = Array("\(function)(".utf8) + json.bytes + Array(");".utf8)
            return Reply(
                headers: [.contentType: "application/javascript;charset=utf-8"], body: .bytes(ByteBuffer(bytes: bytes)))
        }
        return Reply(status: status, headers: [.contentType: "application/json;charset=utf-8"], body: .bytes(ByteBuffer(bytes: json.bytes)))
    }
}
