import HTTPTypes
import Kernel

/// The API's own description, OpenAPI 3.1, made of the same endpoints as the router.
package struct OpenAPI: Sendable {
    package let document: JSONValue

    package init(_ capabilities: [Capability], settings: Settings) {
        var components: [String: JSONValue] = [:]
        let problem = Problem.schema.json(&components)
        var paths: [String: JSONValue] = [:]
        for capability in capabilities {
            for endpoint in capability.endpoints {
                var methods = if case .object(let known)? = paths[endpoint.path.template] { known } else { [String: JSONValue]() }
                methods[endpoint.method.rawValue.lowercased()] = OpenAPI.operation(endpoint, tag: capability.name, &components)
                paths[endpoint.path.template] = .object(methods)
            }
        }
        document = [
            "openapi": "3.1.0",
            "info": [
                "title": "Pendopo", "version": "1",
                "description": .string(OpenAPI.introduction),
            ],
            "servers": [["url": .string(settings.publicURL ?? "/")]],
            "tags": .array(capabilities.filter { !$0.endpoints.isEmpty }.map { ["name": .string($0.name)] }),
            "paths": .object(paths),
            "components": [
                "schemas": .object(components),
                "securitySchemes": [
                    "key": ["type": "http", "scheme": "bearer", "description": "An API key made by `pendopo client add`."]
                ],
                "responses": [
                    "Problem": [
                        "description": "What went wrong and what to do.", "content": ["application/problem+json": ["schema": problem]],
                    ]
                ],
            ],
        ]
    }

    package var text: String {
        // Force: a JSON value can always be written.
        String(decoding: try! encodeJSON(document), as: UTF8.self)
    }

    private static let introduction = """
        Everything Pendopo's pages do. Failures are `application/problem+json`. Objects refuse members they do not know. Every POST \
        takes an `Idempotency-Key`: the same key with the same body gives the first answer again and does nothing. Lists give `next`, a cursor for \
        the query parameter `cursor`. `RateLimit-*` headers say how much may still be asked.
        """

    private static func operation(_ endpoint: Endpoint, tag: String, _ components: inout [String: JSONValue]) -> JSONValue {
        var operation: [String: JSONValue] = [
            "operationId": .string(operationID(endpoint)), "summary": .string(endpoint.summary), "tags": [.string(tag)],
            "responses": responses(endpoint, &components), "security": endpoint.permission == nil ? [[:], ["key": []]] : [["key": []]],
        ]
        var about = endpoint.about
        if let dialect = endpoint.dialect { about = "As \(dialect.name) says it\(about.isEmpty ? "." : ". " + about)" }
        if let permission = endpoint.permission {
            let names = ([permission] + endpoint.alternatives).map { "`\($0)`" }.joined(separator: " or ")
            about += (about.isEmpty ? "" : " ") + "Needs the permission \(names)."
        }
        if !about.isEmpty { operation["description"] = .string(about) }
        let list = parameters(endpoint, &components)
        if !list.isEmpty { operation["parameters"] = .array(list) }
        if let request = endpoint.request {
            operation["requestBody"] = [
                "required": true, "content": .object([endpoint.requestType: ["schema": request.json(&components)]]),
            ]
        }
        return .object(operation)
    }

    private static func parameters(_ endpoint: Endpoint, _ components: inout [String: JSONValue]) -> [JSONValue] {
        var list: [JSONValue] = endpoint.path.parameters.map {
            ["name": .string($0), "in": "path", "required": true, "schema": ["type": "string"]]
        }
        for parameter in endpoint.parameters {
            list.append([
                "name": .string(parameter.name), "in": "query", "required": .bool(parameter.isRequired),
                "description": .string(parameter.about), "schema": parameter.schema.json(&components),
            ])
        }
        if endpoint.method == .post, endpoint.dialect == nil {
            list.append([
                "name": "Idempotency-Key", "in": "header", "required": false,
                "description": "8 to 200 visible ASCII characters that name this request; a random UUID is good.",
                "schema": ["type": "string", "minLength": 8, "maxLength": 200],
            ])
        }
        return list
    }

    private static func responses(_ endpoint: Endpoint, _ components: inout [String: JSONValue]) -> JSONValue {
        var success: [String: JSONValue] = ["description": "Done."]
        if let response = endpoint.response {
            success["content"] = .object([endpoint.responseType: ["schema": response.json(&components)]])
        } else if endpoint.status != .noContent, endpoint.responseType != "application/json" {
            success["content"] = .object([endpoint.responseType: [:]])
        }
        var problem: JSONValue = ["$ref": "#/components/responses/Problem"]
        if let dialect = endpoint.dialect, dialect.failureType != "application/problem+json" {
            problem = [
                "description": "What went wrong.",
                "content": .object([dialect.failureType: ["schema": dialect.failureSchema.json(&components)]]),
            ]
        }
        var all: [String: JSONValue] = [String(endpoint.status.code): .object(success), "4XX": problem, "5XX": problem]
        for status in failures(endpoint) { all[String(status)] = problem }
        return .object(all)
    }

    /// The failures a caller must reckon with; any other is among 4XX and 5XX.
    private static func failures(_ endpoint: Endpoint) -> [Int] {
        var failures = [429]
        if endpoint.permission != nil { failures += [401, 403] }
        if !endpoint.path.parameters.isEmpty { failures.append(404) }
        if endpoint.request != nil { failures += [400, 415] }
        if endpoint.request != nil || !endpoint.parameters.isEmpty { failures.append(422) }
        // An act on a record that somebody else may be acting on.
        if endpoint.method != .get, !endpoint.path.parameters.isEmpty { failures.append(409) }
        return failures
    }

    /// `post_reports_id_assignment`
    private static func operationID(_ endpoint: Endpoint) -> String {
        let path = endpoint.path.template
        let words = path.dropFirst(path.hasPrefix("/api/") ? 5 : 1).split { !$0.isLetter && !$0.isNumber }
        return ([endpoint.method.rawValue.lowercased()] + words.map(String.init)).joined(separator: "_")
    }
}
